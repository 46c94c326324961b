#include "build.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef char NetworkName[32];

static Status read_network(Reader *r, const Node *n, const char *path, Electrode *el, NetworkName name)
{
    Value v[MAX_SLOTS];
    Place at;
    Status status = place_open(r, n, "materials.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_network, &at, v);
    if (status == CELLSIM_OK) status = section_require(r, &section_network, &at, v, NET_NAME);
    if (status == CELLSIM_OK) status = section_require(r, &section_network, &at, v, NET_SIGMA);
    if (status != CELLSIM_OK) return status;
    snprintf(name, sizeof(NetworkName), "%s", v[NET_NAME].node->text);
    el->sigma[el->networks] = v[NET_SIGMA].number;
    el->exchange[el->networks] = v[NET_EXCHANGE].number;
    el->networks++;
    return CELLSIM_OK;
}

static Status read_networks(Reader *r, const Place *at, const Value *v, Electrode *el, NetworkName *names)
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
        status = read_network(r, list->child[k], path, el, names[k]);
    }
    return status;
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

static Status read_phases(Reader *r, const Place *at, const Value *v, const Geometry *g, int radial, Electrode *el,
                          NetworkName *names)
{
    Status status = section_require(r, &section_electrode, at, v, EL_PHASES);
    if (status != CELLSIM_OK) return status;
    const Node *list = v[EL_PHASES].node;
    status = list_length(r, list, 1, MAX_PHASES);
    for (int k = 0; status == CELLSIM_OK && k < list->children; k++) {
        char path[128];
        NetworkName wanted;
        Phase *p = &el->phase[el->phases++];
        snprintf(path, sizeof path, "%s.phases[%d]", at->path, k);
        status = build_phase(r, list->child[k], path, list->children, g, v[EL_INITIAL_V].number, radial, p, wanted);
        if (status == CELLSIM_OK) status = find_network(r, list->child[k], el, names, wanted, &p->network);
    }
    return status == CELLSIM_OK ? check_shares(r, list, g, el) : status;
}

/* Double layer of the whole BET surface, shared among the phases in proportion to their sphere areas. */
static Status share_double_layer(Reader *r, const Place *at, const Value *v, const Geometry *g, Electrode *el)
{
    double area = 0;
    if (!v[EL_DL_BET].key) return CELLSIM_OK;
    if (isnan(g->BET) || isnan(g->density)) {
        node_error(r->e, v[EL_DL_BET].node, "%s: double_layer_BET_F_m2 needs BET_m2_g and a composition", at->path);
        return error_hint(r->e, "give both, or double_layer_F_m2 in each phase"), CELLSIM_BAD_CARD;
    }
    for (int k = 0; k < el->phases; k++) area += el->phase[k].area_per_volume;
    const double total = v[EL_DL_BET].number * g->BET * g->density * g->active_fraction * g->connected; /* F/m3 */
    for (int k = 0; k < el->phases; k++) el->phase[k].double_layer += total / area;
    return CELLSIM_OK;
}

Status build_electrode(Reader *r, const Node *group, const char *path, double loading, const MeshChoice *mesh,
                       RegionId id, CellSpec *spec)
{
    Value v[MAX_SLOTS];
    Place at;
    Geometry g;
    NetworkName names[MAX_NETWORKS] = {{0}};
    Electrode *el = &spec->electrode[id];
    Status status = place_open(r, group, "materials.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_electrode, &at, v);
    if (status == CELLSIM_OK) status = build_geometry(r, &at, v, loading, &g);
    if (status == CELLSIM_OK) status = read_networks(r, &at, v, el, names);
    if (status == CELLSIM_OK) status = read_phases(r, &at, v, &g, mesh->radial, el, names);
    if (status == CELLSIM_OK) status = share_double_layer(r, &at, v, &g, el);
    if (status != CELLSIM_OK) return status;
    el->mass_loading = g.mass_loading;
    el->material_density = isnan(g.density) ? 0 : g.density;
    spec->region[id] = (Region){g.thickness, g.porosity, transport_factor(&v[EL_TRANSPORT], g.porosity),
                                mesh->volumes[id], mesh->grading[id]};
    return CELLSIM_OK;
}
