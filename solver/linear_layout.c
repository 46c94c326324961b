/* Where the entries of the Jacobian go: its pattern, recorded once, and the condensed layout (E-13). */
#include "linear_private.h"

#include <stdlib.h>
#include <string.h>

Status linear_record(const Model *m, Record *rec, Error *e)
{
    const size_t n = (size_t)m->unknowns;
    const Control control = {.mode = CONTROL_CURRENT};
    Jacobian J = {0};
    Workspace *w = NULL;
    double *y = calloc(3 * n, sizeof *y);
    Status s = y ? workspace_create(m, &w, e) : error_memory(e);
    if (!s) {
        model_rest_state(m, y, y + n);
        model_residual(m, &control, w, 0, y, y + n, y + 2 * n);
        model_jacobian(m, &control, w, 0, 1, y, y + n, &J);
        rec->adds = J.adds;
        rec->row = J.row = malloc((size_t)J.adds * sizeof *J.row);
        rec->column = J.column = malloc((size_t)J.adds * sizeof *J.column);
        J.adds = 0;
        if (J.row && J.column) model_jacobian(m, &control, w, 0, 1, y, y + n, &J);
        else s = error_memory(e);
    }
    workspace_free(w);
    free(y);
    return s;
}

/* A batch for pockets like this one, without any. */
static PocketBatch *open_batch(LinearSystem *s, const Pocket *like)
{
    PocketBatch *b = &s->batch[s->batches];
    for (int i = 0; i < POCKET_INNER; i++) b->first[i] = b->last[i] = i;
    s->like[s->batches++] = like;
    return b;
}

/* 1: two pockets have the same unknowns but for that of a side reaction, the last of them. */
static int are_alike(const Pocket *a, const Pocket *b)
{
    return a->host == b->host && a->size - (a->s >= 0) == b->size - (b->s >= 0);
}

/* Fills batches with neighbours that are alike. */
static void seat_pockets(LinearSystem *s, const Model *m, Seat *seat)
{
    s->batches = 0;
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        int at = s->batches - 1;
        while (at >= 0 && (!are_alike(s->like[at], p) || s->batch[at].lanes == LANES)) at--;
        PocketBatch *b = at < 0 ? open_batch(s, p) : &s->batch[at];
        const int lane = b->lanes++;
        seat[k] = (Seat){(int)(b - s->batch), lane};
        if (p->size > b->n) b->n = p->size;
        b->size[lane] = p->size;
        b->start[lane] = p->start;
    }
}

static int find_outer(PocketBatch *b, int lane, int *outers, int unknown)
{
    for (int k = 0; k < *outers; k++)
        if (b->outer[lane][k] == unknown) return k;
    if (*outers == POCKET_OUTERS) return -1;
    b->outer[lane][*outers] = unknown;
    return (*outers)++;
}

/* Index of the pocket of every unknown, -1 for outer ones. */
static void find_owners(const Model *m, int *owner)
{
    for (int k = 0; k < m->unknowns; k++) owner[k] = -1;
    for (int k = 0; k < m->pockets; k++)
        for (int j = 0; j < m->pocket[k].size; j++) owner[m->pocket[k].start + j] = k;
}

/* Row i of a pocket reaches to column j. */
static void widen_row(PocketBatch *b, int i, int j)
{
    if (i - j > b->kl) b->kl = i - j;
    if (j - i > b->ku) b->ku = j - i;
    if (j < b->first[i]) b->first[i] = j;
    if (j > b->last[i]) b->last[i] = j;
}

/* What rows gain from those above them as they are eliminated. */
static void fill_rows(PocketBatch *b)
{
    for (int i = 0; i < b->n; i++)
        for (int k = b->first[i]; k < i; k++)
            if (b->last[k] > b->last[i]) b->last[i] = b->last[k];
}

/* Bandwidths, ports and outer unknowns of every batch; outers[k] counts those of pocket k. 0, or 1 if a pocket
 * couples to another, or to too much. */
static int measure_batches(LinearSystem *s, const Record *rec, const int *owner, const Seat *seat, int *outers)
{
    for (int k = 0; k < s->batches; k++)
        if (s->batch[k].n > POCKET_INNER) return 1;
    for (int k = 0; k < rec->adds; k++) {
        const int i = rec->row[k], j = rec->column[k], pi = owner[i], pj = owner[j], own = pi >= 0 ? pi : pj;
        if (own < 0) continue;
        if (pi >= 0 && pj >= 0 && pi != pj) return 1;
        PocketBatch *b = &s->batch[seat[own].batch];
        const int start = b->start[seat[own].lane], inner = (pi >= 0 ? i : j) - start;
        if (pi == pj) {
            widen_row(b, i - start, j - start);
            continue;
        }
        if (b->n - inner > b->ports) b->ports = b->n - inner;
        if (find_outer(b, seat[own].lane, &outers[own], pi >= 0 ? j : i) < 0) return 1;
        if (outers[own] > b->outers) b->outers = outers[own];
        if (b->ports > POCKET_OUTERS) return 1;
    }
    return 0;
}

/* What all lanes have; lanes without a pocket read the first one's unknowns. */
static void complete_lanes(PocketBatch *b)
{
    b->common = b->size[0];
    for (int l = 0; l < b->lanes; l++) b->common = b->size[l] < b->common ? b->size[l] : b->common;
    for (int l = b->lanes; l < LANES; l++) {
        b->size[l] = b->size[0];
        b->start[l] = b->start[0];
        memcpy(b->outer[l], b->outer[0], sizeof b->outer[l]);
    }
}

static void place_batches(LinearSystem *s)
{
    for (int k = 0; k < s->batches; k++) {
        PocketBatch *b = &s->batch[k];
        complete_lanes(b);
        fill_rows(b);
        const int dense = b->n <= b->kl + b->ku + 1;
        b->step = dense ? b->n : b->kl + b->ku;
        b->diagonal = dense ? 0 : b->kl;
        b->entries = dense ? b->n * b->n : b->n * (b->step + 1);
        b->A = s->values;
        b->B = b->A + LANES * b->entries;
        b->C = b->B + LANES * b->ports * b->outers;
        s->values = b->C + LANES * b->ports * b->outers;
        b->LU = s->factor_size;
        s->factor_size += LANES * (b->entries + b->n);
    }
}

static int pocket_slot(PocketBatch *b, int lane, int i, int j, int row_inner, int column_inner)
{
    const int first = b->n - b->ports, ri = i - b->start[lane], cj = j - b->start[lane];
    int outers = b->outers;
    if (row_inner && column_inner) return b->A + (b->diagonal + ri * b->step + cj) * LANES + lane;
    if (row_inner) return b->B + ((ri - first) * b->outers + find_outer(b, lane, &outers, j)) * LANES + lane;
    return b->C + (find_outer(b, lane, &outers, i) * b->ports + cj - first) * LANES + lane;
}

/* Pairs of the chain: what outer rows say of outer unknowns, and the fill of the Schur complements. */
static int chain_pairs(const LinearSystem *s, const Record *rec, const int *owner, int *row, int *column)
{
    int pairs = 0;
    for (int k = 0; k < rec->adds; k++)
        if (owner[rec->row[k]] < 0 && owner[rec->column[k]] < 0) {
            row[pairs] = rec->row[k];
            column[pairs++] = rec->column[k];
        }
    for (int k = 0; k < s->batches; k++)
        for (int l = 0; l < s->batch[k].lanes; l++)
            for (int i = 0; i < s->batch[k].outers; i++)
                for (int j = 0; j < s->batch[k].outers; j++) {
                    row[pairs] = s->batch[k].outer[l][i];
                    column[pairs++] = s->batch[k].outer[l][j];
                }
    return pairs;
}

static void assign_slots(LinearSystem *s, const Record *rec, const int *owner, const Seat *seat, const int *chain_slot)
{
    int next = 0;
    for (int k = 0; k < rec->adds; k++) {
        const int i = rec->row[k], j = rec->column[k], pi = owner[i], pj = owner[j];
        const Seat at = seat[pi >= 0 ? pi : pj >= 0 ? pj : 0];
        s->slot[k] =
            pi < 0 && pj < 0 ? chain_slot[next++] : pocket_slot(&s->batch[at.batch], at.lane, i, j, pi >= 0, pj >= 0);
    }
    for (int k = 0; k < s->batches; k++)
        for (int l = 0; l < s->batch[k].lanes; l++)
            for (int i = 0; i < s->batch[k].outers * s->batch[k].outers; i++)
                s->batch[k].schur[l][i] = chain_slot[next++];
}

static Status lay_chain(LinearSystem *s, const Model *m, const Record *rec, const int *owner, const Seat *seat,
                        Error *e)
{
    const size_t most = (size_t)rec->adds + (size_t)(m->pockets * POCKET_OUTERS * POCKET_OUTERS);
    int *row = malloc(3 * most * sizeof *row), *column = row + most, *slot = column + most;
    if (!row) return error_memory(e);
    const int pairs = chain_pairs(s, rec, owner, row, column);
    const Status status = linear_lay_elements(s, m, pairs, row, column, slot, e);
    if (!status) {
        s->values = s->chain_values;
        place_batches(s);
        assign_slots(s, rec, owner, seat, slot);
    }
    free(row);
    return status;
}

Status linear_lay_condensed(LinearSystem *s, const Model *m, const Record *rec, Error *e)
{
    const size_t pockets = (size_t)m->pockets;
    int *owner = malloc((size_t)m->unknowns * sizeof *owner), *outers = calloc(pockets, sizeof *outers);
    Seat *seat = s->seat = malloc(pockets * sizeof *seat);
    s->batch = calloc(pockets, sizeof *s->batch);
    s->like = calloc(pockets, sizeof *s->like);
    Status status = owner && outers && seat && s->batch && s->like ? CELLSIM_OK : error_memory(e);
    if (!status) {
        find_owners(m, owner);
        seat_pockets(s, m, seat);
        if (measure_batches(s, rec, owner, seat, outers))
            status = error_set(e, CELLSIM_SOLVER, NULL, 0, "a pocket couples to unknowns outside its node");
    }
    if (!status) status = lay_chain(s, m, rec, owner, seat, e);
    free(owner);
    free(outers);
    return status;
}
