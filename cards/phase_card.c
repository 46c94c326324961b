#include "build.h"

#include "../model/constants.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static Status need_density(Reader *r, const Place *at, const char *why)
{
    node_error(r->e, at->group ? at->group : at->library, "%s: %s needs density_g_cm3", at->path, why);
    return error_hint(r->e, "give it here, or as density of the component \"active\" in composition"), CELLSIM_BAD_CARD;
}

/* Guest concentration at theta = 1 (E-card-4). For site classes theta = sum x / sum X, so that c_max = sum X *
 * (host units). */
static Status read_c_max(Reader *r, const Place *at, const Value *v, double density, double sum_X, Phase *p)
{
    const Value *c = &v[PH_CAPACITY];
    if (given_as(c, "c_max_mol_m3")) p->c_max = c->number;
    else if (given_as(c, "host_mol_m3")) p->c_max = sum_X * c->number;
    else if (c->key) { /* mAh/g = 3600 C/kg */
        if (isnan(density)) return need_density(r, at, "capacity_mAh_g");
        p->c_max = c->number * SECONDS_PER_HOUR * density / FARADAY;
    } else if (v[PH_MOLAR_MASS].key) {
        if (isnan(density)) return need_density(r, at, "molar_mass_g_mol");
        p->c_max = sum_X * density / v[PH_MOLAR_MASS].number;
    } else return section_require(r, &section_phase, at, v, PH_CAPACITY);
    return CELLSIM_OK;
}

static Status read_initial(Reader *r, const Place *at, const Value *v, double initial_V, Phase *p)
{
    const Value *start = &v[PH_INITIAL];
    if (given_as(start, "x0")) p->theta0 = start->number;
    else if (given_as(start, "c0_mol_m3")) p->theta0 = start->number / p->c_max;
    else if (start->key || !isnan(initial_V)) {
        IsothermPoint point;
        isotherm_eval(p->isotherm, isotherm_z_of_potential(p->isotherm, start->key ? start->number : initial_V),
                      &point);
        p->theta0 = point.theta;
        return CELLSIM_OK;
    } else return section_require(r, &section_phase, at, v, PH_INITIAL);
    if (p->theta0 > 0 && p->theta0 < 1) return CELLSIM_OK;
    node_error(r->e, start->node, "%s: the initial stoichiometry is %.6g", at->path, p->theta0);
    return error_hint(r->e, "it must lie between 0 (empty) and 1 (full)"), CELLSIM_BAD_CARD;
}

static Status read_diffusivity(Reader *r, const Place *at, const Value *v, Phase *p)
{
    p->surface_class = v[PH_SURFACE].number != 0;
    if (p->surface_class) {
        p->D = 1; /* not used: there is no length to diffuse along */
        return CELLSIM_OK;
    }
    const Status status = section_require(r, &section_phase, at, v, PH_D);
    if (status != CELLSIM_OK) return status;
    if (given_as(&v[PH_D], "R2_over_D_s")) p->D = p->radius * p->radius / v[PH_D].number;
    p->D *= arrhenius(v[PH_EA_D].number, r->temperature);
    return CELLSIM_OK;
}

static Status read_share(Reader *r, const Place *at, Value *share, int phases)
{
    if (share->key) return CELLSIM_OK;
    if (phases > 1) return section_require(r, &section_phase, at, share - PH_SHARE, PH_SHARE);
    share->number = 1;
    return CELLSIM_OK;
}

static void copy_name(char *out, int size, const Value *v, const Place *at)
{
    if (v[PH_NAME].key) snprintf(out, (size_t)size, "%s", v[PH_NAME].node->text);
    else if (at->library) snprintf(out, (size_t)size, "%s", at->library->name);
    else snprintf(out, (size_t)size, "phase");
}

/* Keys of the card that would do nothing beside its other keys; a library entry may hold more than is used. */
static Status refuse_idle_keys(Reader *r, const Place *at, const Value *v)
{
    const int surface = v[PH_SURFACE].number != 0, sites = given_as(&v[PH_ISOTHERM], "sites");
    const struct {
        int slot, idle;
        const char *because;
    } key[] = {{PH_D, surface, "surface_class has no diffusion length"},
               {PH_RADIAL, surface, "surface_class has no diffusion length"},
               {PH_THERMO, surface, "surface_class has no diffusion length"},
               {PH_X_RANGE, sites, "sites cover all x"},
               {PH_SITES_SCALE, !sites, "there are no sites"},
               {PH_MOLAR_MASS, v[PH_CAPACITY].key != NULL, "the capacity is given already"},
               {PH_BASIS, v[PH_I0].key && !given_as(&v[PH_I0], "i0_A_m2"), "rate constants refer to the spheres"}};
    for (int k = 0; k < (int)(sizeof key / sizeof key[0]); k++) {
        const Value *value = &v[key[k].slot];
        if (!value->key || value->from_library || !key[k].idle) continue;
        node_error(r->e, value->node, "%s: %s has no effect: %s", at->path, value->key->name, key[k].because);
        return error_hint(r->e, "remove it; %s: %s", value->key->name, value->key->help), CELLSIM_BAD_CARD;
    }
    return CELLSIM_OK;
}

Status build_phase(Reader *r, const Node *node, const char *path, int phases, const Geometry *g, double initial_V,
                   int radial, Phase *p, char network[32])
{
    Value v[MAX_SLOTS];
    Place at;
    double sum_X;
    Status status = place_open(r, node, "materials.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_phase, &at, v);
    if (status == CELLSIM_OK) status = read_share(r, &at, &v[PH_SHARE], phases);
    if (status == CELLSIM_OK) status = refuse_idle_keys(r, &at, v);
    if (status == CELLSIM_OK) status = section_require(r, &section_phase, &at, v, PH_RADIUS);
    if (status == CELLSIM_OK) status = build_isotherm(r, &at, v, p, &sum_X);
    if (status != CELLSIM_OK) return status;
    copy_name(p->name, (int)sizeof p->name, v, &at);
    snprintf(network, 32, "%s", v[PH_NETWORK].key ? v[PH_NETWORK].node->text : "");
    Geometry own = *g;
    if (v[PH_DENSITY].key) own.density = v[PH_DENSITY].number;
    p->radius = v[PH_RADIUS].number;
    p->volume_fraction = g->active_fraction * g->connected * v[PH_SHARE].number;
    p->area_per_volume = 3 * p->volume_fraction / p->radius;
    p->radial = v[PH_SURFACE].number != 0 ? 1 : v[PH_RADIAL].key ? (int)v[PH_RADIAL].number : radial;
    status = read_c_max(r, &at, v, own.density, sum_X, p);
    if (status == CELLSIM_OK) status = read_diffusivity(r, &at, v, p);
    if (status == CELLSIM_OK) status = build_kinetics(r, &at, v, &own, p);
    if (status == CELLSIM_OK) status = build_side_reaction(r, &at, &v[PH_SIDE], own.density, p);
    return status == CELLSIM_OK ? read_initial(r, &at, v, initial_V, p) : status;
}
