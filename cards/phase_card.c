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
    else if (!c->key) return section_require(r, &section_phase, at, v, PH_CAPACITY);
    else if (isnan(density)) return need_density(r, at, c->key->name);
    else if (given_as(c, "molar_mass_g_mol")) p->c_max = sum_X * density / c->number;
    else p->c_max = c->number * SECONDS_PER_HOUR * density / FARADAY; /* mAh/g = 3600 C/kg */
    return CELLSIM_OK;
}

/* The share of its electrons that is used at V against both metals. */
static void start_competing(Phase *p, double V)
{
    const double potential[COMPETITORS] = {V, V};
    p->competing->start_V = V;
    p->theta0 = competing_uptake(p->competing, potential).nu;
}

/* From the phase, else from its electrode; --set of the electrode's goes before what the card has here. */
static Status read_initial(Reader *r, const Place *at, const Value *v, const Around *a, Phase *p)
{
    const Value *electrode = a->initial;
    const int own = v[PH_INITIAL].key && !set_over(electrode, &v[PH_INITIAL]);
    const Value *start = own || !electrode->key ? &v[PH_INITIAL] : electrode;
    a->g->uses_initial = a->g->uses_initial || !own;
    if (given_as(start, "x0")) p->theta0 = start->number;
    else if (given_as(start, "c0_mol_m3")) p->theta0 = start->number / p->c_max;
    else if (start->key) {
        if (p->competing) return start_competing(p, start->number), CELLSIM_OK;
        IsothermPoint point;
        isotherm_eval(p->isotherm, isotherm_z_of_potential(p->isotherm, start->number), &point);
        p->theta0 = point.theta;
        return CELLSIM_OK;
    } else return section_require(r, &section_phase, at, v, PH_INITIAL);
    double low = 0, high = 1;
    if (p->competing) high = competing_reach(p->competing);
    else isotherm_range(p->isotherm, &low, &high);
    low = fmax(low, 0), high = fmin(high, 1);
    if (p->theta0 > low && p->theta0 < high) return CELLSIM_OK;
    node_error(r->e, start->node, "%s: the initial stoichiometry is %.6g", at->path, p->theta0);
    return error_hint(r->e, "it must lie inside %.5g to %.5g, where the phase has a potential", low, high),
           CELLSIM_BAD_CARD;
}

static Status read_diffusivity(Reader *r, const Place *at, const Value *v, Phase *p)
{
    if (p->surface_class) {
        p->D = 1; /* not used: there is no length to diffuse along */
        return CELLSIM_OK;
    }
    const Status status = section_require(r, &section_phase, at, v, PH_D);
    if (status != CELLSIM_OK) return status;
    if (given_as(&v[PH_D], "R2_over_D_s")) p->D = p->radius * p->radius / v[PH_D].number;
    p->D *= arrhenius(v[PH_EA_D].number, r->temperature, reference_temperature(&v[PH_T_REF]));
    return CELLSIM_OK;
}

static Status read_share(Reader *r, const Place *at, Value *share, int phases)
{
    if (share->key) return CELLSIM_OK;
    if (phases > 1) return section_require(r, &section_phase, at, share - PH_SHARE, PH_SHARE);
    share->number = 1;
    return CELLSIM_OK;
}

static Status read_names(Reader *r, const Place *at, const Value *v, Phase *p, char network[32])
{
    snprintf(p->name, sizeof p->name, "%s", at->library ? at->library->name : "phase");
    network[0] = '\0';
    const Status status = value_text(r, &v[PH_NAME], p->name, sizeof p->name);
    return status == CELLSIM_OK ? value_text(r, &v[PH_NETWORK], network, 32) : status;
}

static Status read_radial(Reader *r, const Value *v, MeshChoice *mesh, Phase *p)
{
    const Value *own = &v[PH_RADIAL];
    const int has_own = own->key && !set_over(&mesh->radial_given, own);
    p->radial = p->surface_class ? 1 : has_own ? (int)own->number : mesh->radial;
    mesh->radial_used = mesh->radial_used || !(p->surface_class || has_own);
    return check_radial(r, own->node, mesh->scheme, p->radial);
}

/* Keys that would do nothing beside the others. */
static Status refuse_idle_keys(Reader *r, const Place *at, const Value *v)
{
    const int surface = v[PH_SURFACE].number != 0, sites = given_as(&v[PH_ISOTHERM], "sites");
    const int constant = v[PH_I0].key && !given_as(&v[PH_I0], "i0_A_m2");
    const int any_c_ref = !r->dilute && constant && !given_as(&v[PH_I0], "k0_m_s") && !v[PH_EXPONENT].key;
    const char *length = "surface_class has no diffusion length";
    const int warm = v[PH_EA_D].key || v[PH_EA_I0].key || v[PH_DU_DT].key;
    const IdleKey key[] = {{PH_T_REF, !warm, PH_EA_D, "there is neither an activation energy nor dU_dT_mV_K", 1},
                           {PH_D, surface, PH_SURFACE, length, 0},
                           {PH_EA_D, surface, PH_SURFACE, length, 0},
                           {PH_THERMO, surface && v[PH_THERMO].number != 0, PH_SURFACE, length, 0},
                           {PH_RADIAL, surface, PH_SURFACE, length, 0},
                           {PH_X_RANGE, sites, PH_ISOTHERM, "sites cover all x", 0},
                           {PH_SITES_SCALE, !sites, PH_ISOTHERM, "there are no sites", 0},
                           {PH_BASIS, constant, PH_I0, "rate constants refer to the spheres", 0},
                           {PH_C_REF, any_c_ref, PH_I0, "this rate constant holds at any concentration", 0},
                           {PH_HYSTERESIS_I, !v[PH_HYSTERESIS].key, PH_HYSTERESIS, "there is no hysteresis_mV", 0}};
    return section_refuse_idle(r, at, v, (int)(sizeof key / sizeof key[0]), key);
}

/* What a phase amounts to, in the ranges of the model. */
static Status check(Reader *r, const Value *v, const Node *node, const Electrode *el, const Phase *p)
{
    static const Cause cause[] = {{"volume fraction", PH_SHARE},
                                  {"radius", PH_RADIUS},
                                  {"area per volume", PH_RADIUS},
                                  {"c_max", PH_CAPACITY},
                                  {"initial stoichiometry", PH_INITIAL},
                                  {"D", PH_D},
                                  {"i0", PH_I0},
                                  {"side reaction charge", PH_SIDE},
                                  {"side reaction i0", PH_SIDE}};
    return section_locate(r, v, (int)(sizeof cause / sizeof cause[0]), cause, node, phase_check(el, p, r->e));
}

/* A density that neither the capacity nor an area nor a side reaction asks for, beside a composition that has one. */
static Status note_density(Reader *r, const Place *at, const Value *v, const Geometry *own)
{
    const int capacity = given_as(&v[PH_CAPACITY], "capacity_mAh_g") || given_as(&v[PH_CAPACITY], "molar_mass_g_mol");
    const int used = !own->composed || capacity || own->uses_BET || v[PH_SIDE].key || v[PH_OXYGEN].key;
    const IdleKey idle = {PH_DENSITY, !used, PH_CAPACITY, "nothing refers to it", 1};
    return section_refuse_idle(r, at, v, 1, &idle);
}

static Status read_phase(Reader *r, const Place *at, const Value *v, const Around *a, double sum_X, Phase *p)
{
    Geometry own = *a->g;
    own.uses_BET = 0;
    p->radius = v[PH_RADIUS].number;
    p->volume_fraction = own.active_fraction * own.connected * v[PH_SHARE].number;
    if (v[PH_DENSITY].key) {
        own.density = v[PH_DENSITY].number;
        a->g->stated_mass += own.density * p->volume_fraction;
        a->g->stated_volume += p->volume_fraction;
    }
    p->area_per_volume = 3 * p->volume_fraction / p->radius;
    Status status = read_c_max(r, at, v, own.density, sum_X, p);
    p->surface_class = v[PH_SURFACE].number != 0;
    if (status == CELLSIM_OK && !p->competing) status = read_diffusivity(r, at, v, p);
    if (status == CELLSIM_OK) status = read_radial(r, v, a->mesh, p);
    if (status == CELLSIM_OK)
        status = p->competing ? build_competing_kinetics(r, v, p) : build_kinetics(r, at, v, &own, p);
    if (status == CELLSIM_OK) status = build_side_reaction(r, at, &v[PH_SIDE], own.density, p);
    if (status == CELLSIM_OK) status = build_oxygen_loss(r, at, &v[PH_OXYGEN], own.density, p);
    if (status == CELLSIM_OK) status = build_evolving(r, at, v, sum_X, p);
    if (status == CELLSIM_OK) status = note_density(r, at, v, &own);
    a->g->uses_BET = a->g->uses_BET || own.uses_BET;
    return status == CELLSIM_OK ? read_initial(r, at, v, a, p) : status;
}

Status build_phase(Reader *r, const Node *node, const char *path, const Around *a, Phase *p, char network[32])
{
    Value v[MAX_SLOTS];
    Place at;
    double sum_X;
    Status status = place_open(r, node, "materials.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_phase, &at, v);
    if (status == CELLSIM_OK) status = read_share(r, &at, &v[PH_SHARE], a->phases);
    if (status == CELLSIM_OK)
        status = v[PH_COMPETES].key ? refuse_beside_competing(r, &at, v) : refuse_idle_keys(r, &at, v);
    if (status == CELLSIM_OK) status = section_require(r, &section_phase, &at, v, PH_RADIUS);
    if (status == CELLSIM_OK) status = read_names(r, &at, v, p, network);
    if (status == CELLSIM_OK)
        status = v[PH_COMPETES].key ? build_competing(r, &at, p, &sum_X) : build_isotherm(r, &at, v, p, &sum_X);
    if (status == CELLSIM_OK) status = read_phase(r, &at, v, a, sum_X, p);
    return status == CELLSIM_OK ? check(r, v, node, a->el, p) : status;
}
