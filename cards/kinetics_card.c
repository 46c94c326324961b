#include "build.h"

#include "../model/constants.h"

#include <math.h>
#include <string.h>

/* Factor from the stated area to the spheres' area 3/R: i0(sphere) = factor * i0(stated) (E-card-2). */
static Status basis_factor(Reader *r, const Place *at, const Value *v, Geometry *g, const Phase *p, double *factor)
{
    const char *basis = v[PH_BASIS].node ? v[PH_BASIS].node->text : "";
    *factor = 1;
    if (!strcmp(basis, "sphere")) return CELLSIM_OK;
    if (!strcmp(basis, "BET")) {
        if (isnan(g->BET) || isnan(g->density)) {
            node_error(r->e, v[PH_BASIS].node, "%s: area_basis = \"BET\" needs the specific surface and the density",
                       at->path);
            return error_hint(r->e, "give BET_m2_g in the electrode and density_g_cm3 here or in composition"),
                   CELLSIM_BAD_CARD;
        }
        g->uses_BET = 1;
        *factor = g->BET * g->density * p->radius / 3;
        return CELLSIM_OK;
    }
    if (!strcmp(basis, "geometric")) {
        *factor = p->radius / (3 * g->active_fraction * v[PH_SHARE].number * g->own_thickness);
        return CELLSIM_OK;
    }
    node_error(r->e, v[PH_BASIS].node ? v[PH_BASIS].node : v[PH_I0].node, "%s: i0_A_m2 needs area_basis", at->path);
    return error_hint(r->e, "area_basis = \"sphere\" (3/radius), \"BET\" or \"geometric\""), CELLSIM_BAD_CARD;
}

/* g at x = 0.5, where i0_A_m2 is stated: 1/2 for the default sqrt(x (1 - x)). */
static Status half_shape(Reader *r, const Value *v, double *g)
{
    Law law;
    *g = 0.5;
    if (!v[PH_SHAPE].key) return CELLSIM_OK;
    const Status status = law_compile(r, &v[PH_SHAPE], LAW_OF_X, 1, &law);
    if (status != CELLSIM_OK) return status;
    *g = law_eval(0.5, &law);
    law_free(&law);
    if (*g > 0 && isfinite(*g)) return CELLSIM_OK;
    node_error(r->e, v[PH_SHAPE].node, "i0_shape is %.4g at x = 0.5", *g);
    return error_hint(r->e, "it must be positive between 0 and 1; the default is sqrt(x*(1-x))"), CELLSIM_BAD_CARD;
}

/* Phase.i0 belongs to g = 1. The rate-constant forms have the default g: c_s = c_max x gives
 * sqrt(c_e c_s (c_max - c_s)) = sqrt(c_ref) c_max g at c_e = c_ref. */
static Status exchange_current(Reader *r, const Place *at, const Value *v, Geometry *g, Phase *p)
{
    double half, factor;
    const Value *k = &v[PH_I0];
    if (given_as(k, "k0_m_s")) p->i0 = FARADAY * k->number * p->c_max;
    else if (given_as(k, "k_m25_mol05_s")) p->i0 = FARADAY * k->number * sqrt(p->c_ref) * p->c_max;
    else if (given_as(k, "m_A_m25_mol15")) p->i0 = k->number * sqrt(p->c_ref) * p->c_max;
    else {
        Status status = half_shape(r, v, &half);
        if (status == CELLSIM_OK) status = basis_factor(r, at, v, g, p, &factor);
        if (status == CELLSIM_OK) p->i0 = k->number * factor / half;
        return status;
    }
    if (!v[PH_SHAPE].key) return CELLSIM_OK;
    node_error(r->e, v[PH_SHAPE].node, "i0_shape and %s are given together", k->key->name);
    return error_hint(r->e, "rate constants have their own shape; give i0_A_m2 with i0_shape"), CELLSIM_BAD_CARD;
}

Status build_kinetics(Reader *r, const Place *at, const Value *v, Geometry *g, Phase *p)
{
    Status status = section_require(r, &section_phase, at, v, PH_I0);
    if (status != CELLSIM_OK) return status;
    p->c_ref = v[PH_C_REF].number;
    p->c_e_exponent = v[PH_EXPONENT].number;
    p->alpha = v[PH_ALPHA].number;
    p->film_resistance = v[PH_FILM].number;
    p->double_layer = v[PH_DL].number;
    p->hysteresis = v[PH_HYSTERESIS].number;
    p->hysteresis_current = v[PH_HYSTERESIS_I].number;
    status = read_reaction(r, &v[PH_ION], &v[PH_KINETICS], p->ion, &p->kinetics);
    if (status == CELLSIM_OK) status = exchange_current(r, at, v, g, p);
    p->i0 *= arrhenius(v[PH_EA_I0].number, r->temperature, reference_temperature(&v[PH_T_REF]));
    return status;
}
