#include "../ocp_output.h"

static json_t *branches_json(const OcpReport *r)
{
    json_t *list = json_array();
    for (int k = 0; k < r->set->branches; k++) {
        const OcpBranch *b = &r->set->branch[k];
        json_t *o = json_object();
        json_put(&o, "file", text_json(r->file[b->file]));
        json_put(&o, "way", json_string(b->way == OCP_RISING ? "rising" : "falling"));
        json_put(&o, "rests", json_boolean(b->rests));
        json_put(&o, "points", json_integer(b->n));
        json_put(&o, "capacity_mAh", number_json(b->charge / 3.6));
        json_put(&o, "duration_h", number_json(b->duration / 3600));
        json_append(&list, o);
    }
    return list;
}

json_t *ocp_json(const OcpReport *r)
{
    const OcpCurve *c = r->curve;
    json_t *o = json_object(), *x = json_array(), *U = json_array();
    for (int k = 0; k < OCP_POINTS; k++) {
        json_append(&x, number_json(ocp_card_x(r, c->x[k])));
        json_append(&U, number_json(c->U[k]));
    }
    json_put(&o, "branches", branches_json(r));
    json_put(&o, "hysteresis_mean_mV", number_json(1e3 * c->hysteresis_mean));
    json_put(&o, "hysteresis_largest_mV", number_json(1e3 * c->hysteresis_most));
    json_put(&o, "changed_mV", number_json(1e3 * c->changed));
    json_put(&o, "changed_at_x", number_json(ocp_card_x(r, c->changed_at)));
    json_put(&o, "x", x);
    json_put(&o, "U_V", U);
    return o;
}
