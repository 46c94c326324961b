#include "build.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef char NetworkName[32];

static Status read_network(Reader *r, const Node *n, const char *path, double porosity, Electrode *el, NetworkName name)
{
    Value v[MAX_SLOTS];
    Place at;
    Status status = place_open(r, n, "materials.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_network, &at, v);
    if (status == CELLSIM_OK) status = section_require(r, &section_network, &at, v, NET_NAME);
    if (status == CELLSIM_OK) status = section_require(r, &section_network, &at, v, NET_SIGMA);
    if (status == CELLSIM_OK) status = value_effective(r, &v[NET_SIGMA], porosity);
    if (status == CELLSIM_OK) status = value_effective(r, &v[NET_EXCHANGE], porosity);
    if (status != CELLSIM_OK) return status;
    const IdleKey idle = {NET_EXCHANGE, el->networks == 0 && v[NET_EXCHANGE].number > 0, NET_EXCHANGE,
                          "it is the first network that the others exchange with", 0};
    status = section_refuse_idle(r, &at, v, 1, &idle);
    if (status == CELLSIM_OK) status = value_text(r, &v[NET_NAME], name, sizeof(NetworkName));
    el->sigma[el->networks] = v[NET_SIGMA].number;
    el->exchange[el->networks] = v[NET_EXCHANGE].number;
    el->networks++;
    return status;
}

static Status read_networks(Reader *r, const Place *at, const Value *v, double porosity, Electrode *el,
                            NetworkName *names)
{
    if (v[EL_NETWORKS].key && v[EL_SIGMA].key) {
        node_error(r->e, v[EL_SIGMA].node, "%s: sigma and networks are given together", at->path);
        return error_hint(r->e, "the conductivities of networks stand in networks"), CELLSIM_BAD_CARD;
    }
    if (!v[EL_NETWORKS].key) {
        const Status status = section_require(r, &section_electrode, at, v, EL_SIGMA);
        el->networks = 1;
        el->sigma[0] = v[EL_SIGMA].number;
        snprintf(names[0], sizeof names[0], "network");
        return status;
    }
    const Node *list = v[EL_NETWORKS].node;
    Status status = list_length(r, list, 1, MAX_NETWORKS);
    for (int k = 0; status == CELLSIM_OK && k < list->children; k++) {
        char path[128];
        snprintf(path, sizeof path, "%s.networks[%d]", at->path, k);
        status = read_network(r, list->child[k], path, porosity, el, names[k]);
    }
    return status;
}

static void warm_networks(const Reader *r, const Value *v, Electrode *el)
{
    const double T_ref = reference_temperature(&v[EL_T_REF]);
    for (int k = 0; k < el->networks; k++) el->sigma[k] *= arrhenius(v[EL_EA_SIGMA].number, r->temperature, T_ref);
}

static Status find_network(Reader *r, const Node *phase, const Electrode *el, NetworkName *names, const char *wanted,
                           int *network)
{
    const char *known[MAX_NETWORKS];
    *network = 0;
    if (!wanted[0]) return CELLSIM_OK;
    for (int k = 0; k < el->networks; k++) {
        known[k] = names[k];
        if (!strcmp(names[k], wanted)) {
            *network = k;
            return CELLSIM_OK;
        }
    }
    const char *near = did_you_mean(wanted, el->networks, known);
    node_error(r->e, phase, "there is no network named '%s'", wanted);
    return error_hint(r->e, "did you mean '%s'?", near ? near : names[0]), CELLSIM_BAD_CARD;
}

/* Volume shares either add up to at most 1, or are all 1: site classes of one material that share its volume. */
static Status check_shares(Reader *r, const Node *list, const Geometry *g, const Electrode *el)
{
    double total = 0, least = 1;
    for (int k = 0; k < el->phases; k++) {
        const double share = el->phase[k].volume_fraction / (g->active_fraction * g->connected);
        total += share;
        least = fmin(least, share);
    }
    if (total <= 1 + 1e-6 || least > 1 - 1e-6) return CELLSIM_OK;
    node_error(r->e, list, "the volume shares of the phases add up to %.6g", total);
    return error_hint(r->e, "separate phases: at most 1 together; site classes of one material: 1 each"),
           CELLSIM_BAD_CARD;
}

static Status read_phases(Reader *r, const Place *at, const Value *v, Geometry *g, MeshChoice *mesh, Electrode *el,
                          NetworkName *names)
{
    Status status = section_require(r, &section_electrode, at, v, EL_PHASES);
    if (status != CELLSIM_OK) return status;
    const Node *list = v[EL_PHASES].node;
    const Around around = {list->children, g, &v[EL_INITIAL_V], mesh, el};
    status = list_length(r, list, 1, MAX_PHASES);
    for (int k = 0; status == CELLSIM_OK && k < list->children; k++) {
        char path[128];
        NetworkName wanted;
        Phase *p = &el->phase[el->phases++];
        snprintf(path, sizeof path, "%s.phases[%d]", at->path, k);
        status = build_phase(r, list->child[k], path, &around, p, wanted);
        if (status == CELLSIM_OK) status = find_network(r, list->child[k], el, names, wanted, &p->network);
    }
    return status == CELLSIM_OK ? check_shares(r, list, g, el) : status;
}

/* Conversion takes what current there is: where a surface has nothing left, only a double layer makes its potential move. */
static Status check_layers(Reader *r, const Value *v, const Electrode *el)
{
    for (int k = 0; k < el->phases; k++) {
        if (!el->phase[k].evolving || el->phase[k].double_layer > 0) continue;
        node_error(r->e, v[EL_PHASES].node->child[k], "phase %s evolves and has no double layer", el->phase[k].name);
        return error_hint(r->e, "give it the one that real surfaces have: double_layer_F_m2 = 0.1"), CELLSIM_BAD_CARD;
    }
    return CELLSIM_OK;
}

/* Where ions compete no surface is without one. */
static void complete_layers(Electrode *el)
{
    for (int k = 0; k < el->phases; k++)
        if (el->phase[k].competing && el->phase[k].double_layer == 0) el->phase[k].double_layer = LEAST_LAYER;
}

/* Double layer of the whole BET surface, shared among the phases in proportion to their sphere areas. */
static Status share_double_layer(Reader *r, const Place *at, const Value *v, Geometry *g, Electrode *el)
{
    double area = 0;
    if (!v[EL_DL_BET].key) return CELLSIM_OK;
    g->uses_BET = 1;
    if (isnan(g->BET) || isnan(g->density)) {
        node_error(r->e, v[EL_DL_BET].node, "%s: double_layer_BET_F_m2 needs BET_m2_g and a composition", at->path);
        return error_hint(r->e, "give both, or double_layer_F_m2 in each phase"), CELLSIM_BAD_CARD;
    }
    for (int k = 0; k < el->phases; k++) area += el->phase[k].area_per_volume;
    const double total = v[EL_DL_BET].number * g->BET * g->density * g->active_fraction * g->connected; /* F/m3 */
    for (int k = 0; k < el->phases; k++) el->phase[k].double_layer += total / area;
    return CELLSIM_OK;
}

static Status note_unused(Reader *r, const Place *at, const Value *v, const Geometry *g)
{
    const IdleKey idle[] = {
        {EL_T_REF, !v[EL_EA_SIGMA].key, EL_EA_SIGMA, "there is no sigma_Ea_kJ_mol", 1},
        {EL_BET, !g->uses_BET, EL_PHASES, "no area_basis is \"BET\", and there is no double_layer_BET_F_m2", 1},
        {EL_INITIAL_V, !g->uses_initial, EL_PHASES, "every phase has a start of its own", 1}};
    return section_refuse_idle(r, at, v, 3, idle);
}

/* That of "active" in the composition, else the mean of the phases that state one, else 0: unknown. */
static double material_density(const Geometry *g)
{
    if (!isnan(g->density)) return g->density;
    return g->stated_volume > 0 ? g->stated_mass / g->stated_volume : 0;
}

/* What an electrode amounts to, in the ranges of the model. */
static Status check(Reader *r, const Value *v, const Node *group, const char *path, const Electrode *el,
                    const Region *region)
{
    static const Cause cause[] = {{"thickness", EL_THICKNESS},        {"thickness", EL_LOADING},
                                  {"porosity", EL_POROSITY},          {"porosity", EL_THICKNESS},
                                  {"transport factor", EL_TRANSPORT}, {"mass loading", EL_LOADING},
                                  {"double layer", EL_DL_BET},        {"volume fraction", EL_CONNECTED}};
    const int causes = (int)(sizeof cause / sizeof cause[0]);
    const Status status = section_locate(r, v, causes, cause, group, region_check(path, region, r->e));
    return status == CELLSIM_OK ? section_locate(r, v, causes, cause, group, electrode_check(path, el, r->e)) : status;
}

Status build_electrode(Reader *r, const Node *group, const char *path, double loading, MeshChoice *mesh, RegionId id,
                       CellSpec *spec)
{
    Value v[MAX_SLOTS];
    Place at;
    Geometry g;
    NetworkName names[MAX_NETWORKS] = {{0}};
    Electrode *el = &spec->electrode[id];
    Status status = place_open(r, group, "materials.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_electrode, &at, v);
    if (status == CELLSIM_OK) status = build_geometry(r, &at, v, loading, &g);
    if (status == CELLSIM_OK) status = value_effective(r, &v[EL_TRANSPORT], g.porosity);
    if (status == CELLSIM_OK) status = value_effective(r, &v[EL_SIGMA], g.porosity);
    if (status == CELLSIM_OK) status = read_networks(r, &at, v, g.porosity, el, names);
    if (status == CELLSIM_OK) warm_networks(r, v, el);
    if (status == CELLSIM_OK) status = read_phases(r, &at, v, &g, mesh, el, names);
    if (status == CELLSIM_OK) status = share_double_layer(r, &at, v, &g, el);
    if (status == CELLSIM_OK) status = check_layers(r, v, el);
    if (status == CELLSIM_OK) complete_layers(el);
    if (status == CELLSIM_OK) status = note_unused(r, &at, v, &g);
    if (status != CELLSIM_OK) return status;
    el->mass_loading = g.mass_loading;
    el->material_density = material_density(&g);
    spec->region[id] = (Region){g.thickness,
                                g.porosity,
                                transport_factor(&v[EL_TRANSPORT], g.porosity),
                                mesh->elements[id],
                                mesh->degree[id],
                                mesh->grading[id],
                                0,
                                0};
    return check(r, v, group, path, el, &spec->region[id]);
}
