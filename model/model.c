/* Lays a cell out as unknowns: the chain of nodes, the whole cell's unknowns, the pockets. */
#include "chain.h"
#include "hosts/host.h"

#include <stdlib.h>

/* After those of the chain. */
static void lay_cell_unknowns(Model *m)
{
    m->I = m->outer++;
    m->V = m->outer++;
    m->Q = m->outer++;
    m->c_r = m->spec->reservoir.volume > 0 && m->carried > 0 ? m->outer : -1;
    if (m->c_r >= 0) m->outer += m->carried;
    m->W = m->spec->reference.present ? m->outer++ : m->V;
    if (m->spec->reference.present) reference_place(m);
    m->mouth = 0;
    while (m->node[m->mouth].region == NEGATIVE) m->mouth++;
    if (m->mouth > 0) m->mouth--; /* the interface is the electrode's */
}

static void declare_cell_unknowns(Model *m)
{
    const double one_C = m->spec->one_C;
    state_table_declare(&m->state, m->I, FIELD_I, -1, one_C);
    state_table_declare(&m->state, m->V, FIELD_V, -1, 1.0);
    state_table_declare(&m->state, m->Q, FIELD_Q, -1, one_C * SECONDS_PER_HOUR);
    if (m->W != m->V) state_table_declare(&m->state, m->W, FIELD_W, -1, 1.0);
    for (int n = 0; m->c_r >= 0 && n < m->carried; n++)
        state_table_declare(&m->state, m->c_r + n, FIELD_C_R, -1, electrolyte_scale(m->spec->electrolyte, n));
}

/* 1/s (E-par-1): a particle that evens out within a millisecond stays flat within 1e-6 at 100C as it is; faster, the
 * balance of its guest would drown in the round-off of the exchange between its shells. */
static const double FASTEST_DIFFUSION = 1e3;

/* The host's unknowns, and the share left of a side reaction. */
static int pocket_size(const Phase *ph, const Radial *op)
{
    return host_of(ph)->unknowns(ph, op) + (ph->side.charge > 0);
}

/* Current density on the reacting area of an electrode at 1C [A/m2]: the scale of i. */
static double current_scale(const CellSpec *spec, RegionId r)
{
    double area = 0;
    for (int p = 0; p < spec->electrode[r].phases; p++)
        area += spec->electrode[r].phase[p].area_per_volume * spec->region[r].thickness;
    return spec->one_C / area;
}

static void lay_pocket(Model *m, Pocket *k, int node, int phase, int next)
{
    const MeshNode *v = &m->node[node];
    const Phase *ph = &m->spec->electrode[v->region].phase[phase];
    const Radial *op = &m->radial[v->region][phase];
    *k = (Pocket){.host = host_of(ph), .phase = ph, .radial = op, .node = node, .phase_index = phase};
    k->form = m->forms;
    m->forms += k->host->forms;
    k->start = next;
    k->size = pocket_size(ph, op);
    k->s = ph->side.charge > 0 ? next + k->size - 1 : -1;
    k->theta = k->z = k->c_also = k->i_also = -1;
    k->ion = model_link(m, ph->ion, ph->kinetics, ph->c_ref);
    k->c_e = k->ion.ion < 0 ? -1 : v->c_e + k->ion.ion;
    k->phi_e = v->phi_e;
    k->phi_s = v->phi_s[ph->network];
    k->diffusion = ph->surface_class ? 0 : fmin(ph->D / (ph->radius * ph->radius), FASTEST_DIFFUSION);
    k->per_current = ph->area_per_volume / (ph->volume_fraction * ph->c_max * FARADAY);
    k->source = ph->area_per_volume * v->h;
    k->i0 = model_link_i0(&k->ion, ph->i0, ph->c_ref, ph->c_e_exponent);
    if (k->s >= 0) state_table_declare(&m->state, k->s, FIELD_SIDE, node, 1.0);
    k->host->declare(m, k, current_scale(m->spec, v->region));
    if (k->i_also < 0) k->i_own = k->i;
}

static void lay_pockets(Model *m, int next)
{
    int count = 0;
    for (int k = 0; k < m->nodes; k++) {
        if (!m->node[k].networks) continue;
        m->node[k].pocket = count;
        for (int p = 0; p < m->spec->electrode[m->node[k].region].phases; p++) {
            lay_pocket(m, &m->pocket[count], k, p, next);
            next += m->pocket[count++].size;
        }
    }
}

/* The pockets and their unknowns, before they are laid out. */
static void count_pockets(Model *m)
{
    m->pockets = 0;
    m->unknowns = m->outer;
    for (int k = 0; k < m->nodes; k++) {
        const RegionId r = m->node[k].region;
        const Electrode *el = &m->spec->electrode[r];
        if (!m->node[k].networks) continue;
        m->pockets += el->phases;
        for (int p = 0; p < el->phases; p++) m->unknowns += pocket_size(&el->phase[p], &m->radial[r][p]);
    }
}

static Status create_radial(const CellSpec *spec, const Model *like, Model *m, Error *e)
{
    const Radial none = {0};
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int p = 0; is_electrode(spec, r) && p < spec->electrode[r].phases; p++) {
            const Phase *ph = &spec->electrode[r].phase[p];
            const RadialScheme scheme = ph->competing ? RADIAL_VOLUMES : spec->radial_scheme; /* E-com-3 */
            const Radial *known = like ? &like->radial[r][p] : &none;
            const Status s = radial_create_like(known, scheme, ph->surface_class ? 1 : ph->radial, &m->radial[r][p], e);
            if (s) return s;
        }
    return CELLSIM_OK;
}

static Status lay_out(Model *m, const Model *like, Error *e)
{
    Status s = create_radial(m->spec, like, m, e);
    if (!s) s = chain_create(m, like, e);
    if (s) return s;
    lay_cell_unknowns(m);
    count_pockets(m);
    m->pocket = calloc((size_t)m->pockets, sizeof *m->pocket);
    s = m->pocket ? state_table_create(m->unknowns, &m->state, e) : error_memory(e);
    if (s) return s;
    chain_declare(m);
    declare_cell_unknowns(m);
    lay_pockets(m, m->outer);
    return CELLSIM_OK;
}

Status model_create_like(const CellSpec *spec, const Model *like, Model **out, Error *e)
{
    Model *m = calloc(1, sizeof *m);
    *out = NULL;
    if (!m) return error_memory(e);
    const Foil *foil = &spec->foil;
    m->spec = spec;
    m->thermal_f = FARADAY / (GAS_CONSTANT * spec->temperature);
    if (spec->half_cell) {
        m->foil_ion = model_link(m, foil->ion, foil->kinetics, foil->c_ref);
        m->foil_i0 = model_link_i0(&m->foil_ion, foil->i0, foil->c_ref, foil->c_e_exponent);
    }
    const Status s = lay_out(m, like, e);
    if (s) return model_free(m), s;
    *out = m;
    return CELLSIM_OK;
}

Status model_create(const CellSpec *spec, Model **out, Error *e)
{
    return model_create_like(spec, NULL, out, e);
}

static int nodes_are_alike(const MeshNode *a, const MeshNode *b)
{
    int alike = a->region == b->region && a->networks == b->networks && a->potentials == b->potentials &&
                a->c_e == b->c_e && a->phi_e == b->phi_e && a->pocket == b->pocket;
    for (int n = 0; n < a->networks && alike; n++) alike = a->phi_s[n] == b->phi_s[n];
    return alike;
}

static int pockets_are_alike(const Pocket *a, const Pocket *b)
{
    return a->host == b->host && a->node == b->node && a->start == b->start && a->size == b->size && a->s == b->s;
}

int model_is_laid_like(const Model *m, const Model *like)
{
    int alike = m->nodes == like->nodes && m->elements == like->elements && m->pockets == like->pockets &&
                m->forms == like->forms && m->outer == like->outer && m->unknowns == like->unknowns &&
                m->carried == like->carried && m->c_r == like->c_r && m->I == like->I && m->V == like->V &&
                m->Q == like->Q && m->W == like->W;
    for (int k = 0; k < m->elements && alike; k++)
        alike = m->element[k].first == like->element[k].first &&
                m->element[k].rule->degree == like->element[k].rule->degree;
    for (int k = 0; k < m->nodes && alike; k++) alike = nodes_are_alike(&m->node[k], &like->node[k]);
    for (int k = 0; k < m->pockets && alike; k++) alike = pockets_are_alike(&m->pocket[k], &like->pocket[k]);
    return alike;
}

void model_free(Model *m)
{
    if (!m) return;
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int p = 0; p < MAX_PHASES; p++) radial_free(&m->radial[r][p]);
    state_table_free(&m->state);
    free(m->element);
    free(m->node);
    free(m->pocket);
    free(m);
}
