#include "cell.h"

#include <stdlib.h>
#include <string.h>

/* A number and the range it must lie in. */
typedef struct Bound {
    const char *name;
    double value, least, most;
} Bound;

static Status check_bounds(const char *where, int n, const Bound *b, Error *e)
{
    for (int k = 0; k < n; k++) {
        if (b[k].value >= b[k].least && b[k].value <= b[k].most) continue;
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "%s: %s = %g must lie between %g and %g (SI units)", where, b[k].name,
                  b[k].value, b[k].least, b[k].most);
        error_about(e, b[k].name);
        return CELLSIM_BAD_CARD;
    }
    return CELLSIM_OK;
}

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

Status region_check(const char *where, const Region *r, Error *e)
{
    const Bound bounds[] = {{"thickness", r->thickness, 1e-8, 0.1},      {"porosity", r->porosity, 1e-3, 1},
                            {"transport factor", r->transport, 1e-8, 1}, {"elements", r->elements, 1, 2000},
                            {"degree", r->degree, 1, MAX_DEGREE},        {"grading", r->grading, 1e-4, 1}};
    return check_bounds(where, COUNT(bounds), bounds, e);
}

Status phase_check(const Electrode *el, const Phase *p, Error *e)
{
    const Bound bounds[] = {
        {"volume fraction", p->volume_fraction, 1e-9, 1},
        {"radius", p->radius, 1e-10, 1e-2},
        {"area per volume", p->area_per_volume, 1, 1e12},
        {"c_max", p->c_max, 1e-3, 1e6},
        {"initial stoichiometry", p->theta0, -1e-4, 1.0001}, /* the slope of E-iso-2 reaches outside */
        {"D", p->surface_class ? 1e-15 : p->D, 1e-26, 1e-2},
        {"i0", p->i0, 1e-20, 1e12},
        {"c_ref", p->c_ref, 1e-3, 1e6},
        {"exponent of c_e", p->c_e_exponent, 0, 2},
        {"alpha", p->alpha, 0.05, 0.95},
        {"film resistance", p->film_resistance, 0, 1e6},
        {"double layer", p->double_layer, 0, 1e7},
        {"hysteresis", p->hysteresis, 0, 1},
        {"hysteresis current", p->hysteresis > 0 ? p->hysteresis_current : 1, 1e-12, 1e6},
        {"side reaction charge", p->side.charge, 0, 1e9},
        {"side reaction i0", p->side.charge > 0 ? p->side.i0 : 1, 1e-30, 1e9},
        {"side reaction U", p->side.U, -10, 10},
        {"side reaction alpha", p->side.charge > 0 ? p->side.alpha : 0.5, 0.01, 2},
        {"network", p->network, 0, el->networks - 1},
        {"radial unknowns", p->surface_class ? 2 : p->radial, 2, 64}};
    if (!p->isotherm && !p->competing)
        return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "phase %s has no isotherm", p->name);
    return check_bounds(p->name, COUNT(bounds), bounds, e);
}

Status electrode_check(const char *where, const Electrode *el, Error *e)
{
    const Bound counts[] = {{"networks", el->networks, 1, MAX_NETWORKS},
                            {"phases", el->phases, 1, MAX_PHASES},
                            {"mass loading", el->mass_loading, 0, 1e3}};
    Status s = check_bounds(where, COUNT(counts), counts, e);
    for (int k = 0; k < el->networks && !s; k++) {
        const Bound bounds[] = {{"sigma", el->sigma[k], 1e-12, 1e9},
                                {"exchange conductance", el->exchange[k], 0, 1e20}};
        s = check_bounds(where, COUNT(bounds), bounds, e);
    }
    for (int p = 0; p < el->phases && !s; p++) s = phase_check(el, &el->phase[p], e);
    return s;
}

Status foil_check(const Foil *f, Error *e)
{
    const Bound bounds[] = {{"i0", f->i0, 1e-12, 1e9},
                            {"c_ref", f->c_ref, 1e-3, 1e6},
                            {"exponent of c_e", f->c_e_exponent, 0, 2},
                            {"alpha", f->alpha, 0.05, 0.95},
                            {"double layer", f->double_layer, 0, 1e4},
                            {"film resistance", f->film_resistance, 0, 1e3},
                            {"potential", f->U, -10, 10}};
    return check_bounds("foil", COUNT(bounds), bounds, e);
}

Status cell_spec_check(const CellSpec *c, Error *e)
{
    const Bound cell[] = {{"temperature", c->temperature, 150, 600},
                          {"area", c->area, 1e-12, 1e6},
                          {"contact resistance", c->contact_resistance, 0, 1e3},
                          {"current of 1C", c->one_C, 1e-9, 1e7},
                          {"reservoir volume", c->reservoir.volume, 0, 1},
                          {"reservoir exchange", c->reservoir.exchange, 0, 1},
                          {"reference place", c->reference.place, 0, 1},
                          {"reference potential", c->reference.U, -10, 10},
                          {"reference c_ref", c->reference.present ? c->reference.c_ref : 1, 1e-3, 1e6}};
    if (!c->electrolyte) return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the cell has no electrolyte");
    Status s = check_bounds("cell", COUNT(cell), cell, e);
    if (!s) s = region_check("separator", &c->region[SEPARATOR], e);
    if (!s) s = region_check("positive", &c->region[POSITIVE], e);
    if (!s) s = electrode_check("positive", &c->electrode[POSITIVE], e);
    if (c->half_cell) return s ? s : foil_check(&c->foil, e);
    if (!s) s = region_check("negative", &c->region[NEGATIVE], e);
    return s ? s : electrode_check("negative", &c->electrode[NEGATIVE], e);
}

void cell_spec_free(CellSpec *c)
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int p = 0; p < MAX_PHASES; p++) {
            isotherm_free(c->electrode[r].phase[p].isotherm);
            evolving_free(c->electrode[r].phase[p].evolving);
            free(c->electrode[r].phase[p].competing);
        }
    electrolyte_free(c->electrolyte);
    memset(c, 0, sizeof *c);
}
