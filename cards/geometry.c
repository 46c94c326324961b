#include "build.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Volumes per kg of active material that a composition stands for. */
typedef struct Solids {
    int given;
    double active_density; /* kg/m3 */
    double solid_volume;   /* of all solids per mass of active material, m3/kg */
} Solids;

/* E-card-3 */
double transport_factor(const Value *v, double porosity)
{
    return given_as(v, "macmullin") ? 1 / v->number : pow(porosity, v->number);
}

static Status read_component(Reader *r, const Node *n, const char *path, Solids *s, double *active, double *total,
                             double *volume)
{
    Value v[MAX_SLOTS];
    Place at;
    Status status = place_open(r, n, "materials.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_component, &at, v);
    for (int k = 0; k < COMP_SLOTS && status == CELLSIM_OK; k++)
        status = section_require(r, &section_component, &at, v, k);
    if (status != CELLSIM_OK) return status;
    *total += v[COMP_WEIGHT].number;
    *volume += v[COMP_WEIGHT].number / v[COMP_DENSITY].number;
    if (strcmp(v[COMP_NAME].node->text, "active") != 0) return CELLSIM_OK;
    *active += v[COMP_WEIGHT].number;
    s->active_density = v[COMP_DENSITY].number;
    s->given++;
    return CELLSIM_OK;
}

static Status read_composition(Reader *r, const Place *at, const Value *v, Solids *s)
{
    double active = 0, total = 0, volume = 0;
    *s = (Solids){.active_density = NAN, .solid_volume = NAN};
    const Node *list = v[EL_COMPOSITION].node;
    if (!v[EL_COMPOSITION].key) return CELLSIM_OK;
    Status status = list_length(r, list, 1, 12);
    for (int k = 0; status == CELLSIM_OK && k < list->children; k++) {
        char path[128];
        snprintf(path, sizeof path, "%s.composition[%d]", at->path, k);
        status = read_component(r, list->child[k], path, s, &active, &total, &volume);
    }
    if (status != CELLSIM_OK) return status;
    if (s->given != 1 || !(active > 0)) {
        node_error(r->e, list, "composition has %d components named \"active\"", s->given);
        return error_hint(r->e, "exactly one component is the active material: name = \"active\""), CELLSIM_BAD_CARD;
    }
    if (fabs(total - 1) > 1e-3) {
        node_error(r->e, list, "the weight shares of the composition add up to %.4g %%", 100 * total);
        return error_hint(r->e, "they must add up to 100 %%"), CELLSIM_BAD_CARD;
    }
    s->solid_volume = volume / active;
    return CELLSIM_OK;
}

static Status missing(Reader *r, const Place *at, const char *what)
{
    node_error(r->e, at->group, "%s: the geometry is incomplete: %s", at->path, what);
    error_hint(r->e, "give loading_mg_cm2, composition and porosity; or thickness_um, porosity and active_fraction");
    return CELLSIM_BAD_CARD;
}

/* Of loading, porosity and thickness two give the third: --set of one of them leaves the card's third to follow. */
static void leave_third(const Value *v, int *thickness, int *porosity)
{
    *thickness = v[EL_THICKNESS].key != NULL;
    *porosity = v[EL_POROSITY].key != NULL;
    if (!*thickness || !*porosity) return;
    if (set_over(&v[EL_POROSITY], &v[EL_THICKNESS]) || set_over(&v[EL_LOADING], &v[EL_THICKNESS])) *thickness = 0;
    else if (set_over(&v[EL_THICKNESS], &v[EL_POROSITY])) *porosity = 0;
}

static Status check_solids(Reader *r, const Place *at, const Value *v, double solids, const Geometry *g)
{
    const Node *n = v[EL_THICKNESS].key ? v[EL_THICKNESS].node : at->group;
    if (!(g->porosity > 0.005 && g->porosity < 1)) {
        node_error(r->e, n, "%s: the solids fill %.4g of the thickness", at->path, solids / g->thickness);
        return error_hint(r->e, "increase the thickness or reduce the loading"), CELLSIM_BAD_CARD;
    }
    if (fabs(solids / g->thickness + g->porosity - 1) <= 0.02) return CELLSIM_OK;
    node_error(r->e, n, "%s: porosity + solids = %.4g, not 1", at->path, solids / g->thickness + g->porosity);
    error_hint(r->e, "loading and composition give %.4g um at this porosity; leave thickness_um or porosity out",
               1e6 * solids / (1 - g->porosity));
    return CELLSIM_BAD_CARD;
}

/* Thickness from loading and composition (E-card-1), or porosity from the thickness; all three must agree to 2 %. */
static Status from_composition(Reader *r, const Place *at, const Value *v, const Solids *s, Geometry *g)
{
    int thickness, porosity;
    leave_third(v, &thickness, &porosity);
    if (!(g->mass_loading > 0)) return missing(r, at, "composition needs loading_mg_cm2");
    if (!thickness && !porosity) return missing(r, at, "porosity (or thickness_um) is missing");
    const double solids = g->mass_loading * s->solid_volume; /* m3 per m2 */
    if (!thickness) g->thickness = solids / (1 - g->porosity);
    else if (!porosity) g->porosity = 1 - solids / g->thickness;
    g->active_fraction = g->mass_loading / (s->active_density * g->thickness);
    return check_solids(r, at, v, solids, g);
}

/* A loading that the card states belongs to its thickness and its active fraction: --set must not part them. */
static Status loading_belongs(Reader *r, const Place *at, const Value *v)
{
    const Value *loading = &v[EL_LOADING];
    const int set = loading->key && loading->origin == FROM_SET;
    const int amount_set = (v[EL_THICKNESS].origin == FROM_SET && v[EL_THICKNESS].key) ||
                           (v[EL_ACTIVE].origin == FROM_SET && v[EL_ACTIVE].key);
    if (!loading->key || set == amount_set || (set && !loading->node->replaced)) return CELLSIM_OK;
    node_error(r->e, loading->node, "%s: --set changes %s", at->path,
               set ? "loading_mg_cm2 but not the thickness" : "the amount of active material but not loading_mg_cm2");
    return error_hint(r->e, "thickness and active_fraction are given, and the loading follows from them: set both"),
           CELLSIM_BAD_CARD;
}

static Status direct(Reader *r, const Place *at, const Value *v, Geometry *g)
{
    if (!v[EL_THICKNESS].key) return missing(r, at, "thickness_um (or composition) is missing");
    if (!v[EL_POROSITY].key) return missing(r, at, "porosity is missing");
    if (!v[EL_ACTIVE].key) return missing(r, at, "active_fraction is missing");
    g->active_fraction = v[EL_ACTIVE].number;
    if (g->porosity + g->active_fraction <= 1 + 1e-9) return loading_belongs(r, at, v);
    node_error(r->e, v[EL_ACTIVE].node, "%s: porosity + active_fraction = %.6g, more than 1", at->path,
               g->porosity + g->active_fraction);
    return error_hint(r->e, "reduce one of them; what is left over is binder and carbon"), CELLSIM_BAD_CARD;
}

static Status read_connected(Reader *r, const Value *v, Geometry *g)
{
    Law law;
    Status status = law_compile(r, v, LAW_OF_LOADING, 100, &law); /* kg/m2 to mg/cm2 */
    if (status != CELLSIM_OK) return status;
    g->connected = law_eval(g->mass_loading, &law);
    law_free(&law);
    if (g->connected > 0 && g->connected <= 1) return CELLSIM_OK;
    node_error(r->e, v->node, "connected_fraction = %.6g at %.6g mg/cm2", g->connected, 100 * g->mass_loading);
    return error_hint(r->e, "it must be above 0 and at most 1: bound formulas with min and max"), CELLSIM_BAD_CARD;
}

/* A direct geometry keeps its fractions and grows in thickness with the loading. */
static Status scale_to_loading(Reader *r, const Place *at, double loading, Geometry *g)
{
    g->own_thickness = g->thickness;
    if (isnan(loading)) return CELLSIM_OK;
    if (!(g->mass_loading > 0)) {
        node_error(r->e, at->group, "%s has no loading that could be replaced by %.6g mg/cm2", at->path, 100 * loading);
        return error_hint(r->e, "add loading_mg_cm2 to the electrode"), CELLSIM_BAD_CARD;
    }
    if (!(loading >= 1e-5 && loading <= 10)) {
        node_error(r->e, at->group, "a loading of %.6g mg/cm2 is out of range", 100 * loading);
        return error_hint(r->e, "loadings reach from 0.001 to 1000 mg/cm2"), CELLSIM_BAD_CARD;
    }
    g->thickness *= loading / g->mass_loading;
    g->mass_loading = loading;
    return CELLSIM_OK;
}

Status build_geometry(Reader *r, const Place *at, const Value *v, double loading, Geometry *g)
{
    Solids s;
    Status status = read_composition(r, at, v, &s);
    if (status != CELLSIM_OK) return status;
    *g = (Geometry){.thickness = v[EL_THICKNESS].number,
                    .porosity = v[EL_POROSITY].number,
                    .mass_loading = v[EL_LOADING].key ? v[EL_LOADING].number : 0,
                    .density = s.active_density,
                    .composed = s.given,
                    .BET = v[EL_BET].number};
    if (s.given && v[EL_ACTIVE].key) {
        node_error(r->e, v[EL_ACTIVE].node, "active_fraction and composition are given together");
        return error_hint(r->e, "the composition and the loading already give the active fraction"), CELLSIM_BAD_CARD;
    }
    status = s.given ? from_composition(r, at, v, &s, g) : direct(r, at, v, g);
    if (status == CELLSIM_OK) status = scale_to_loading(r, at, loading, g);
    return status == CELLSIM_OK ? read_connected(r, &v[EL_CONNECTED], g) : status;
}
