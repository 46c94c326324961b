/* Which unknowns of the chain stand inside an element, and where the chain's entries go (E-13). */
#include "linear_private.h"

#include <stdlib.h>

/* The unknowns inside an element, and those that they couple to. */
typedef struct Inside {
    int n, outers;
    int inner[ELEMENT_INNER], outer[ELEMENT_OUTERS];
} Inside;

/* element[k]: that unknown k stands inside of, or -1; rank[k]: its place there. */
typedef struct Insides {
    int *element, *rank;
    Inside *of;
} Insides;

static void put_inside(Insides *in, int element, int unknown)
{
    in->element[unknown] = element;
    in->rank[unknown] = in->of[element].n;
    in->of[element].inner[in->of[element].n++] = unknown;
}

/* Potentials first (elements.h); those of the solid before all, which couple to the others of their own node only. */
static void find_insides(const Model *m, Insides *in)
{
    for (int k = 0; k < m->outer; k++) in->element[k] = -1;
    for (int k = 0; k < m->elements; k++) {
        const MeshNode *v = m->node + m->element[k].first;
        const int degree = m->element[k].rule->degree;
        for (int j = 1; j < degree; j++)
            for (int n = 0; n < v[j].potentials; n++) put_inside(in, k, v[j].phi_s[n]);
        for (int j = 1; j < degree; j++) put_inside(in, k, v[j].phi_e);
        for (int n = 0; n < m->carried; n++)
            for (int j = 1; j < degree; j++) put_inside(in, k, v[j].c_e + n);
    }
}

/* Place of an outer unknown of an element, which it joins if need be; -1 if there are too many. */
static int find_outer(Inside *in, int unknown)
{
    for (int k = 0; k < in->outers; k++)
        if (in->outer[k] == unknown) return k;
    if (in->outers == ELEMENT_OUTERS) return -1;
    in->outer[in->outers] = unknown;
    return in->outers++;
}

/* 0, or 1 if an element couples to the inside of another, or to too much. */
static int find_outers(Insides *in, int pairs, const int *row, const int *column)
{
    for (int k = 0; k < pairs; k++) {
        const int i = in->element[row[k]], j = in->element[column[k]];
        if (i == j) continue;
        if (i >= 0 && j >= 0) return 1;
        if (find_outer(&in->of[i >= 0 ? i : j], i >= 0 ? column[k] : row[k]) < 0) return 1;
    }
    return 0;
}

/* Fills batches with elements of one shape, and lays their fronts behind the entries that KLU sees. */
static void seat_elements(LinearSystem *s, const Model *m, Insides *in)
{
    for (int k = 0; k < m->elements; k++) {
        const Inside *e = &in->of[k];
        int at = s->elements - 1;
        s->element_seat[k].batch = -1;
        if (e->n == 0) continue;
        while (at >= 0 &&
               (s->element[at].n != e->n || s->element[at].outers != e->outers || s->element[at].lanes == LANES))
            at--;
        if (at < 0) at = s->elements++;
        ElementBatch *b = &s->element[at];
        const int lane = b->lanes++;
        s->element_seat[k] = (Seat){at, lane};
        b->n = e->n;
        b->outers = e->outers;
        b->width = e->n + e->outers;
        for (int i = 0; i < b->width; i++) b->from[i] = i < b->n ? i : b->n;
        for (int i = 0; i < e->n; i++) b->inner[lane][i] = e->inner[i];
        for (int i = 0; i < e->outers; i++) b->outer[lane][i] = e->outer[i];
    }
}

static void place_fronts(LinearSystem *s)
{
    s->chain_values = s->sparse.entries;
    for (int k = 0; k < s->elements; k++) {
        s->element[k].front = s->chain_values;
        s->chain_values += s->element[k].width * s->element[k].width * LANES;
    }
}

/* Pairs that KLU sees, in the numbers of its rows: those of unknowns inside no element, and the Schur complements. */
static int sparse_pairs(const LinearSystem *s, const Insides *in, int pairs, const int *row, const int *column,
                        int *sparse_row, int *sparse_column)
{
    int n = 0;
    for (int k = 0; k < pairs; k++)
        if (in->element[row[k]] < 0 && in->element[column[k]] < 0) {
            sparse_row[n] = s->place[row[k]];
            sparse_column[n++] = s->place[column[k]];
        }
    for (int k = 0; k < s->elements; k++)
        for (int l = 0; l < s->element[k].lanes; l++)
            for (int i = 0; i < s->element[k].outers; i++)
                for (int j = 0; j < s->element[k].outers; j++) {
                    sparse_row[n] = s->place[s->element[k].outer[l][i]];
                    sparse_column[n++] = s->place[s->element[k].outer[l][j]];
                }
    return n;
}

static int front_slot(LinearSystem *s, Insides *in, int row, int column)
{
    const int element = in->element[row] >= 0 ? in->element[row] : in->element[column];
    const Seat *seat = &s->element_seat[element];
    ElementBatch *b = &s->element[seat->batch];
    Inside *e = &in->of[element];
    const int i = in->element[row] >= 0 ? in->rank[row] : b->n + find_outer(e, row);
    const int j = in->element[column] >= 0 ? in->rank[column] : b->n + find_outer(e, column);
    if (j < b->from[i]) b->from[i] = j;
    return b->front + (i * b->width + j) * LANES + seat->lane;
}

static void assign_slots(LinearSystem *s, Insides *in, int pairs, const int *row, const int *column,
                         const int *sparse_slot, int *slot)
{
    int next = 0;
    for (int k = 0; k < pairs; k++) {
        const int inside = in->element[row[k]] >= 0 || in->element[column[k]] >= 0;
        slot[k] = inside ? front_slot(s, in, row[k], column[k]) : sparse_slot[next++];
    }
    for (int k = 0; k < s->elements; k++)
        for (int l = 0; l < s->element[k].lanes; l++)
            for (int i = 0; i < s->element[k].outers * s->element[k].outers; i++)
                s->element[k].schur[l][i] = sparse_slot[next++];
}

static Status lay(LinearSystem *s, const Model *m, Insides *in, int pairs, const int *row, const int *column, int *slot,
                  Error *e)
{
    find_insides(m, in);
    if (find_outers(in, pairs, row, column))
        return error_set(e, CELLSIM_SOLVER, NULL, 0, "an element couples to unknowns beyond its ends");
    seat_elements(s, m, in);
    s->rows = 0;
    for (int k = 0; k < m->outer; k++)
        if (in->element[k] < 0) linear_number_row(s, k);
    const size_t most = (size_t)(pairs + m->elements * ELEMENT_OUTERS * ELEMENT_OUTERS);
    int *work = malloc(3 * most * sizeof *work);
    if (!work) return error_memory(e);
    const int n = sparse_pairs(s, in, pairs, row, column, work, work + most);
    const Status status = sparse_create(s->rows, n, work, work + most, work + 2 * most, &s->sparse, e);
    if (!status) {
        place_fronts(s);
        assign_slots(s, in, pairs, row, column, work + 2 * most, slot);
    }
    free(work);
    return status;
}

Status linear_lay_elements(LinearSystem *s, const Model *m, int pairs, const int *row, const int *column, int *slot,
                           Error *e)
{
    const size_t outer = (size_t)m->outer, elements = (size_t)m->elements;
    Insides in = {malloc(2 * outer * sizeof *in.element), NULL, calloc(elements, sizeof *in.of)};
    s->element = calloc(elements, sizeof *s->element);
    s->element_seat = calloc(elements, sizeof *s->element_seat);
    Status status = in.element && in.of && s->element && s->element_seat ? CELLSIM_OK : error_memory(e);
    if (!status) {
        in.rank = in.element + outer;
        status = lay(s, m, &in, pairs, row, column, slot, e);
    }
    free(in.element);
    free(in.of);
    return status;
}
