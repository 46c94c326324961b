/* check --json: what a card says and what it amounts to. */
#include "../../experiments/soc.h"
#include "../../model/constants.h"
#include "../json_build.h"
#include "../names.h"
#include "manifest_json.h"

#include <math.h>

json_t *card_values_json(const Card *card)
{
    const Provenance *p;
    const int n = card_provenance(card, &p);
    json_t *all = json_array();
    for (int k = 0; k < n; k++) {
        json_t *o = json_object();
        json_put(&o, "key", text_json(p[k].path));
        json_put(&o, "value", text_json(provenance_value(&p[k])));
        json_put(&o, "kind", text_json(provenance_name(p[k].kind)));
        json_put(&o, "source", text_json(p[k].source));
        json_put(&o, "line", p[k].line > 0 ? json_integer(p[k].line) : json_null());
        json_put(&o, "note", p[k].note[0] ? text_json(p[k].note) : json_null());
        json_append(&all, o);
    }
    return all;
}

static json_t *phase(const Phase *p, double thickness)
{
    json_t *o = json_object();
    const double capacity = p->volume_fraction * p->c_max * thickness * FARADAY / SECONDS_PER_HOUR; /* A h/m2 */
    json_put(&o, "name", text_json(p->name));
    json_put(&o, "radius_um", number_json(p->radius * UM_PER_M));
    json_put(&o, "R2_over_D_s", number_json(p->surface_class ? NAN : p->radius * p->radius / p->D));
    json_put(&o, "x0", number_json(p->theta0));
    json_put(&o, "capacity_mAh_cm2", number_json(capacity * MAH_CM2_PER_AH_M2));
    return o;
}

static json_t *electrode(const Electrode *el, const Region *r)
{
    json_t *o = json_object(), *phases = json_array();
    for (int k = 0; k < el->phases; k++) json_append(&phases, phase(&el->phase[k], r->thickness));
    json_put(&o, "thickness_um", number_json(r->thickness * UM_PER_M));
    json_put(&o, "porosity", number_json(r->porosity));
    json_put(&o, "tortuosity", number_json(r->porosity / r->transport));
    json_put(&o, "loading_mg_cm2", number_json(el->mass_loading > 0 ? el->mass_loading * MG_CM2_PER_KG_M2 : NAN));
    json_put(&o, "phases", phases);
    return o;
}

/* All sites; what the window holds at rest; the start. */
static void put_capacities(json_t **o, const Card *card, const CardFacts *f)
{
    const char *why;
    const CellSpec *c = f->cell;
    const double mass = c->electrode[POSITIVE].mass_loading, sites = soc_capacity(c, POSITIVE);
    const double usable = soc_usable(c, card_window(card), &why) / SECONDS_PER_HOUR; /* A h/m2 */
    json_put(o, "one_C_mA_g", number_json(mass > 0 ? c->one_C / mass : NAN));
    json_put(o, "one_C_mA", number_json(c->one_C * c->area * 1e3));
    json_put(o, "open_circuit_V", number_json(f->open_circuit));
    json_put(o, "usable_mAh_cm2", number_json(usable * MAH_CM2_PER_AH_M2));
    json_put(o, "usable_mAh_g", number_json(mass > 0 ? usable / mass : NAN));
    json_put(o, "usable_unknown", *why ? json_string(why) : json_null());
    json_put(o, "N_P", number_json(c->half_cell ? NAN : soc_capacity(c, NEGATIVE) / sites));
}

static json_t *amounts(const Card *card, const CardFacts *f)
{
    const CellSpec *c = f->cell;
    json_t *o = json_object();
    json_put(&o, "temperature_K", number_json(c->temperature));
    json_put(&o, "area_cm2", number_json(c->area * 1e4));
    json_put(&o, "one_C_mA_cm2", number_json(c->one_C * MA_CM2_PER_A_M2));
    put_capacities(&o, card, f);
    json_put(&o, "positive", electrode(&c->electrode[POSITIVE], &c->region[POSITIVE]));
    json_put(&o, "negative", c->half_cell ? json_null() : electrode(&c->electrode[NEGATIVE], &c->region[NEGATIVE]));
    return o;
}

static json_t *experiment(const Protocol *p)
{
    json_t *o = json_object(), *loadings = json_array();
    for (int k = 0; k < p->loadings; k++) json_append(&loadings, number_json(p->loading[k] * MG_CM2_PER_KG_M2));
    json_put(&o, "name", text_json(p->name));
    json_put(&o, "title", text_json(p->title));
    json_put(&o, "file", text_json(p->file));
    json_put(&o, "takes_rate", json_boolean(p->takes_rate));
    json_put(&o, "loadings_mg_cm2", loadings);
    if (p->vary.values) {
        json_t *values = json_array();
        for (int k = 0; k < p->vary.values; k++) json_append(&values, number_json(p->vary.value[k]));
        json_put(&o, "varies", text_json(p->vary.path));
        json_put(&o, "values", values);
    }
    return o;
}

static json_t *defaults(const Card *card)
{
    const Provenance *p;
    const int n = card_defaults(card, &p);
    json_t *all = json_array();
    for (int k = 0; k < n; k++) {
        json_t *o = json_object();
        json_put(&o, "key", text_json(p[k].path));
        json_put(&o, "value", text_json(p[k].value));
        json_put(&o, "documented", text_json(p[k].source));
        json_append(&all, o);
    }
    return all;
}

static json_t *warnings_json(const Warnings *w)
{
    json_t *all = json_array();
    for (int k = 0; k < w->count; k++) {
        const Error *e = &w->entry[k];
        json_t *o = json_object();
        json_put(&o, "file", text_json(e->file));
        json_put(&o, "line", e->line > 0 ? json_integer(e->line) : json_null());
        json_put(&o, "column", e->column > 0 ? json_integer(e->column) : json_null());
        json_put(&o, "text", text_json(e->text));
        json_put(&o, "hint", text_json(e->hint));
        json_append(&all, o);
    }
    return all;
}

json_t *card_json(const Card *card, const CardFacts *f)
{
    const Target *t;
    const int n = card_targets(card, &t);
    json_t *o = json_object(), *experiments = json_array(), *targets = json_array();
    for (int k = 0; k < f->protocols; k++) json_append(&experiments, experiment(&f->protocol[k]));
    for (int k = 0; k < n; k++) json_append(&targets, target_json(&t[k]));
    json_put(&o, "cell", text_json(card_name(card)));
    json_put(&o, "title", text_json(card_title(card)));
    json_put(&o, "file", text_json(f->file));
    json_put(&o, "values", card_values_json(card));
    json_put(&o, "defaults", defaults(card));
    json_put(&o, "amounts", amounts(card, f));
    json_put(&o, "warnings", warnings_json(f->warnings));
    json_put(&o, "experiments", experiments);
    json_put(&o, "targets", targets);
    return o;
}
