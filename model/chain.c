#include "chain.h"

#include "mesh.h"

#include <stdlib.h>

int is_electrode(const CellSpec *spec, RegionId r)
{
    return r == POSITIVE || (r == NEGATIVE && !spec->half_cell);
}

static GradedEnd graded_end(const CellSpec *spec, RegionId r)
{
    return spec->region[r].both_ends ? GRADE_BOTH : r == NEGATIVE ? GRADE_RIGHT : GRADE_LEFT;
}

/* What an element adds to the pores and to the weight of one of its nodes. An interface belongs to its electrode. */
static void add_weight(Model *m, MeshNode *v, RegionId r, double weight)
{
    const CellSpec *spec = m->spec;
    if (is_electrode(spec, r) && !is_electrode(spec, v->region)) {
        v->region = r;
        v->h = 0;
    }
    if (v->region == r) v->h += weight;
    v->pores += spec->region[r].porosity * weight;
}

/* The next element, from the last node on. */
static void lay_element(Model *m, RegionId r, double x, double length)
{
    const Lobatto *rule = &m->rule[r];
    const int first = m->nodes > 0 ? m->nodes - 1 : 0;
    m->element[m->elements++] = (Element){r, rule, length, m->spec->region[r].transport, first};
    for (int j = 0; j <= rule->degree; j++) {
        MeshNode *v = &m->node[first + j];
        if (first + j == m->nodes) {
            *v = (MeshNode){.region = r, .x = x + 0.5 * length * (1 + rule->x[j])};
            m->nodes++;
        }
        add_weight(m, v, r, 0.5 * length * rule->w[j]);
    }
}

static void lay_elements(Model *m, const Model *like, double *length)
{
    double x = 0;
    m->nodes = m->elements = 0;
    for (RegionId r = NEGATIVE; r < REGIONS; r++) {
        const Region *region = &m->spec->region[r];
        if (r == NEGATIVE && m->spec->half_cell) continue;
        if (like && like->rule[r].degree == region->degree) m->rule[r] = like->rule[r];
        else lobatto_fill(region->degree, &m->rule[r]);
        mesh_lengths(region->thickness, region->elements, region->grading, region->ratio, graded_end(m->spec, r),
                     length);
        for (int k = 0; k < region->elements; k++) {
            lay_element(m, r, x, length[k]);
            x += length[k];
        }
        if (r == SEPARATOR) m->separator = m->elements - 1;
    }
}

/* At a collector all networks meet the metal and share its potential. */
static void number_unknowns(Model *m)
{
    const int carried = m->carried = electrolyte_carried(m->spec->electrolyte);
    m->outer = 0;
    for (int k = 0; k < m->nodes; k++) {
        MeshNode *v = &m->node[k];
        const int collector = k == 0 || k == m->nodes - 1;
        v->networks = is_electrode(m->spec, v->region) ? m->spec->electrode[v->region].networks : 0;
        v->potentials = collector && v->networks > 0 ? 1 : v->networks;
        v->c_e = m->outer;
        v->phi_e = m->outer + carried;
        for (int n = 0; n < v->networks; n++) v->phi_s[n] = m->outer + carried + 1 + (collector ? 0 : n);
        m->outer += carried + 1 + v->potentials;
    }
}

Status chain_create(Model *m, const Model *like, Error *e)
{
    size_t elements = 0, nodes = 1;
    for (RegionId r = m->spec->half_cell ? SEPARATOR : NEGATIVE; r < REGIONS; r++) {
        const Region *region = &m->spec->region[r];
        elements += (size_t)region->elements;
        nodes += (size_t)region->elements * (size_t)region->degree;
    }
    double *length = malloc(elements * sizeof *length);
    m->element = calloc(elements, sizeof *m->element);
    m->node = calloc(nodes, sizeof *m->node);
    if (!length || !m->element || !m->node) return free(length), error_memory(e);
    lay_elements(m, like, length);
    number_unknowns(m);
    free(length);
    return CELLSIM_OK;
}

void chain_declare(Model *m)
{
    const Electrolyte *el = m->spec->electrolyte;
    for (int k = 0; k < m->nodes; k++) {
        const MeshNode *v = &m->node[k];
        for (int n = 0; n < m->carried; n++)
            state_table_declare(&m->state, v->c_e + n, FIELD_C_E, k, electrolyte_scale(el, n));
        state_table_declare(&m->state, v->phi_e, FIELD_PHI_E, k, 1.0);
        for (int n = 0; n < v->networks; n++) state_table_declare(&m->state, v->phi_s[n], FIELD_PHI_S, k, 1.0);
    }
}
