/* check --json: what a card says and what it amounts to. */
#include "../model/constants.h"
#include "json_value.h"
#include "names.h"

static json_t *values(const Card *card)
{
    const Provenance *p;
    const int n = card_provenance(card, &p);
    json_t *all = json_array();
    for (int k = 0; k < n; k++) {
        json_t *o = json_object();
        json_object_set_new(o, "key", string(p[k].path));
        json_object_set_new(o, "value", string(p[k].value));
        json_object_set_new(o, "kind", string(provenance_name(p[k].kind)));
        json_object_set_new(o, "source", string(p[k].source));
        json_object_set_new(o, "line", p[k].line > 0 ? json_integer(p[k].line) : json_null());
        json_object_set_new(o, "note", p[k].note[0] ? string(p[k].note) : json_null());
        json_array_append_new(all, o);
    }
    return all;
}

static json_t *phase(const Phase *p, double thickness)
{
    json_t *o = json_object();
    const double capacity = p->volume_fraction * p->c_max * thickness * FARADAY / SECONDS_PER_HOUR; /* A h/m2 */
    json_object_set_new(o, "name", string(p->name));
    json_object_set_new(o, "radius_um", number(p->radius * UM_PER_M));
    json_object_set_new(o, "R2_over_D_s", number(p->surface_class ? NAN : p->radius * p->radius / p->D));
    json_object_set_new(o, "x0", number(p->theta0));
    json_object_set_new(o, "capacity_mAh_cm2", number(capacity * MAH_CM2_PER_AH_M2));
    return o;
}

static json_t *electrode(const Electrode *el, const Region *r)
{
    json_t *o = json_object(), *phases = json_array();
    for (int k = 0; k < el->phases; k++) json_array_append_new(phases, phase(&el->phase[k], r->thickness));
    json_object_set_new(o, "thickness_um", number(r->thickness * UM_PER_M));
    json_object_set_new(o, "porosity", number(r->porosity));
    json_object_set_new(o, "loading_mg_cm2", number(el->mass_loading > 0 ? el->mass_loading * MG_CM2_PER_KG_M2 : NAN));
    json_object_set_new(o, "phases", phases);
    return o;
}

static json_t *amounts(const CellSpec *c)
{
    json_t *o = json_object();
    json_object_set_new(o, "temperature_K", number(c->temperature));
    json_object_set_new(o, "area_cm2", number(c->area * 1e4));
    json_object_set_new(o, "one_C_mA_cm2", number(c->one_C * MA_CM2_PER_A_M2));
    json_object_set_new(o, "positive", electrode(&c->electrode[POSITIVE], &c->region[POSITIVE]));
    json_object_set_new(o, "negative",
                        c->half_cell ? json_null() : electrode(&c->electrode[NEGATIVE], &c->region[NEGATIVE]));
    return o;
}

static json_t *experiment(const Protocol *p)
{
    json_t *o = json_object(), *loadings = json_array();
    for (int k = 0; k < p->loadings; k++) json_array_append_new(loadings, number(p->loading[k] * MG_CM2_PER_KG_M2));
    json_object_set_new(o, "name", string(p->name));
    json_object_set_new(o, "title", string(p->title));
    json_object_set_new(o, "file", string(p->file));
    json_object_set_new(o, "takes_rate", json_boolean(p->takes_rate));
    json_object_set_new(o, "loadings_mg_cm2", loadings);
    return o;
}

json_t *card_json(const Card *card, const char *file, const CellSpec *cell, int protocols, const Protocol *protocol)
{
    const Target *t;
    const int n = card_targets(card, &t);
    json_t *o = json_object(), *experiments = json_array(), *targets = json_array();
    for (int k = 0; k < protocols; k++) json_array_append_new(experiments, experiment(&protocol[k]));
    for (int k = 0; k < n; k++) json_array_append_new(targets, target_json(&t[k]));
    json_object_set_new(o, "cell", string(card_name(card)));
    json_object_set_new(o, "title", string(card_title(card)));
    json_object_set_new(o, "file", string(file));
    json_object_set_new(o, "values", values(card));
    json_object_set_new(o, "amounts", amounts(cell));
    json_object_set_new(o, "experiments", experiments);
    json_object_set_new(o, "targets", targets);
    return o;
}
