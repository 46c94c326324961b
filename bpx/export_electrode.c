#include "export.h"

#include "../model/constants.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

json_t *export_region(const Region *r)
{
    json_t *o = json_object();
    json_put(&o, "Thickness [m]", number_json(r->thickness));
    json_put(&o, "Porosity", number_json(r->porosity));
    json_put(&o, "Transport efficiency", number_json(r->transport));
    return o;
}

/* Of the isotherm, which is at the cell's temperature [V]. */
static double potential(double x, void *isotherm)
{
    IsothermPoint p;
    isotherm_eval(isotherm, isotherm_z_of_theta(isotherm, x), &p);
    return p.U;
}

/* At x * host_capacity; 0 outside what the phase can hold is no potential. */
static ExportLaw potential_law(const Phase *p, const WrittenPhase *w, const double limit[2], const char *where)
{
    double low, high;
    isotherm_range(p->isotherm, &low, &high);
    low = fmax(low, fmin(1e-3, 0.5 * limit[0])), high = fmin(high, fmax(1 - 1e-3, 0.5 * (1 + limit[1])));
    const int stated = (w->U.law.formula || w->U.law.points) &&
                       (w->warmer == 0 || (law_is_constant(&w->dU.law) && w->dU.law.constant == 0));
    return (ExportLaw){.where = where,
                       .as = stated ? &w->U : NULL,
                       .value = potential,
                       .context = p->isotherm,
                       .low = low,
                       .high = high,
                       .tolerance = 2e-6};
}

/* Of x from 0 to 1, as the card has it. */
static ExportLaw stated_law(const WrittenLaw *as, double tolerance, const char *where)
{
    return (ExportLaw){.where = where,
                       .as = as,
                       .value = law_eval,
                       .context = (void *)&as->law,
                       .low = 0,
                       .high = 1,
                       .tolerance = tolerance};
}

static Status note_kinetics(Export *x, const char *where, const Phase *p, const WrittenPhase *w)
{
    const struct {
        int is;
        const char *text;
    } lost[] = {{p->alpha != 0.5, "alpha is not 1/2, which BPX takes it for"},
                {p->c_e_exponent != 0.5, "c_e_exponent is not 1/2, which BPX takes it for"},
                {w->shaped, "i0_shape is not written: BPX takes sqrt(x (1 - x)), here with the same i0 at x = 0.5"},
                {p->film_resistance > 0, "the film resistance is not written"},
                {p->double_layer > 0, "the double layer is not written"},
                {p->hysteresis > 0, "hysteresis is not written"},
                {p->side.charge > 0, "the side reaction is not written"}};
    Status s = CELLSIM_OK;
    for (size_t k = 0; k < sizeof lost / sizeof *lost && !s; k++)
        if (lost[k].is) s = export_note(x, where, lost[k].text);
    return s;
}

/* K [mol/(m2 s)] in i0 = F K sqrt((c_e/c_e0) x (1 - x)). */
static double reaction_rate(const Export *x, const Phase *p)
{
    IsothermPoint half;
    isotherm_eval(p->isotherm, isotherm_z_of_theta(p->isotherm, 0.5), &half);
    return p->i0 * half.g / 0.5 * pow(electrolyte_c0(x->spec.electrolyte) / p->c_ref, p->c_e_exponent) / FARADAY;
}

static void put_laws(Export *x, const char *where, const Phase *p, const WrittenPhase *w, const double limit[2],
                     json_t **o, Status *s)
{
    const ExportLaw U = potential_law(p, w, limit, where);
    const ExportLaw D = stated_law(&w->D, 1e-4 * p->D, where), dU = stated_law(&w->dU, 1e-7, where);
    json_put(o, "OCP [V]", export_law(x, &U, s));
    const int of_time = !w->D.law.formula && !w->D.law.points; /* a number, also one given as R2/D */
    if (!*s) json_put(o, "Diffusivity [m2.s-1]", of_time ? number_json(p->D) : export_law(x, &D, s));
    if (!*s) /* also where it is 0: PyBaMM asks for it */
        json_put(o, "Entropic change coefficient [V.K-1]", export_law(x, &dU, s));
    if (w->D.Ea > 0) json_put(o, "Diffusivity activation energy [J.mol-1]", number_json(w->D.Ea));
    if (w->Ea_i0 > 0) json_put(o, "Reaction rate constant activation energy [J.mol-1]", number_json(w->Ea_i0));
}

static Status refuse(Export *x, const char *where, const Phase *p, const WrittenPhase *w)
{
    const char *why = p->surface_class    ? "a surface class has no particles"
                      : p->evolving       ? "its host evolves"
                      : p->competing      ? "two ions compete for its sites"
                      : p->side.delta > 0 ? "it loses oxygen"
                      : w->thermodynamic  ? "its D is a tracer diffusivity"
                      : isotherm_constant_D(p->isotherm) || w->D.law.formula || w->D.law.points
                          ? NULL
                          : "its sites move at different speeds";
    if (!why) return CELLSIM_OK;
    error_set(x->e, CELLSIM_BAD_CARD, card_file(x->card), 0, "%s: %s, which BPX cannot say", where, why);
    return error_hint(x->e, "BPX knows spheres of one guest with D as a number or a function of its stoichiometry");
}

static void put_particle(Export *x, RegionId r, int k, const char *where, json_t **o, Status *s)
{
    const Phase *p = &x->spec.electrode[r].phase[k];
    const double empty = x->at[r == POSITIVE].electrode[r].phase[k].theta0,
                 full = x->at[r == NEGATIVE].electrode[r].phase[k].theta0;
    const double limit[2] = {fmin(empty, full), fmax(empty, full)};
    WrittenPhase w;
    *s = written_phase(x->card, x->spec.temperature, r, k, &w, x->e);
    if (!*s) *s = refuse(x, where, p, &w);
    if (!*s) *s = note_kinetics(x, where, p, &w);
    json_put(o, "Minimum stoichiometry", number_json(limit[0]));
    json_put(o, "Maximum stoichiometry", number_json(limit[1]));
    json_put(o, "Maximum concentration [mol.m-3]", number_json(p->c_max));
    json_put(o, "Particle radius [m]", number_json(p->radius));
    json_put(o, "Surface area per unit volume [m-1]", number_json(p->area_per_volume));
    if (!*s) put_laws(x, where, p, &w, limit, o, s);
    if (!*s) json_put(o, "Reaction rate constant [mol.m-2.s-1]", number_json(reaction_rate(x, p)));
    written_phase_free(&w);
}

json_t *export_electrode(Export *x, RegionId r, Status *status)
{
    const Electrode *el = &x->spec.electrode[r];
    json_t *o = export_region(&x->spec.region[r]), *all = el->phases > 1 ? json_object() : NULL;
    json_put(&o, "Conductivity [S.m-1]", number_json(el->sigma[0]));
    if (el->networks > 1)
        *status = export_note(x, r == NEGATIVE ? "negative" : "positive",
                              "of several electronic networks the first is written");
    for (int k = 0; k < el->phases && !*status; k++) {
        char where[64];
        snprintf(where, sizeof where, "%s, phase %s", r == NEGATIVE ? "negative" : "positive", el->phase[k].name);
        if (el->phases == 1) {
            put_particle(x, r, k, where, &o, status);
            continue;
        }
        json_t *one = json_object();
        put_particle(x, r, k, where, &one, status);
        if (json_object_get(all, el->phase[k].name)) snprintf(where, sizeof where, "%s %d", el->phase[k].name, k + 1);
        else snprintf(where, sizeof where, "%s", el->phase[k].name);
        json_put(&all, where, one);
    }
    if (el->phases > 1) json_put(&o, "Particle", all);
    return o;
}
