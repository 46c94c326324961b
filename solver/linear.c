#include "linear.h"
#include "pockets.h"
#include "sparse.h"

#include <stdlib.h>
#include <string.h>

struct LinearSystem {
    LinearKind kind;
    int unknowns, outer, blocks;
    PocketBlock *block;
    Sparse sparse;  /* chain (condensed) or whole matrix */
    int values;     /* chain entries first, then A, B, C of every pocket */
    double *value, *chain, *factors;
    int adds, *slot;
    double cj;
};

/* The recorded pass. */
typedef struct Record {
    int adds;
    int *row, *column;
} Record;

static Status record_pattern(const Model *m, Record *rec, Error *e)
{
    const size_t n = (size_t)m->unknowns;
    const Control control = {.mode = CONTROL_CURRENT};
    Jacobian J = {0};
    Workspace *w = NULL;
    double *y = calloc(2 * n, sizeof *y);
    Status s = y ? workspace_create(m, &w, e) : error_memory(e);
    if (!s) {
        model_rest_state(m, y, y + n);
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

/* --- condensed layout ---------------------------------------------------------------------------------------- */

static int find_outer(PocketBlock *b, int unknown)
{
    for (int k = 0; k < b->outers; k++)
        if (b->outer[k] == unknown) return k;
    if (b->outers == POCKET_OUTERS) return -1;
    b->outer[b->outers] = unknown;
    return b->outers++;
}

/* Index of the pocket of every unknown, -1 for outer ones. */
static void find_owners(const Model *m, int *owner)
{
    for (int k = 0; k < m->unknowns; k++) owner[k] = -1;
    for (int k = 0; k < m->pockets; k++)
        for (int j = 0; j < m->pocket[k].size; j++) owner[m->pocket[k].start + j] = k;
}

/* Bandwidths, ports and outer unknowns of every pocket. 0, or 1 if two pockets couple. */
static int measure_blocks(LinearSystem *s, const Record *rec, const int *owner)
{
    for (int k = 0; k < rec->adds; k++) {
        const int i = rec->row[k], j = rec->column[k], pi = owner[i], pj = owner[j];
        if (pi < 0 && pj < 0) continue;
        if (pi >= 0 && pj >= 0 && pi != pj) return 1;
        PocketBlock *b = &s->block[pi >= 0 ? pi : pj];
        if (pi >= 0 && pj >= 0) {
            if (i - j > b->kl) b->kl = i - j;
            if (j - i > b->ku) b->ku = j - i;
            continue;
        }
        const int inner = (pi >= 0 ? i : j) - b->start;
        if (b->n - inner > b->ports) b->ports = b->n - inner;
        if (b->ports > POCKET_OUTERS || find_outer(b, pi >= 0 ? j : i) < 0) return 1;
    }
    return 0;
}

static void place_blocks(LinearSystem *s)
{
    int factors = 0;
    for (int k = 0; k < s->blocks; k++) {
        PocketBlock *b = &s->block[k];
        b->width = b->kl + b->ku + 1;
        b->A = s->values;
        b->B = b->A + b->n * b->width;
        b->C = b->B + b->ports * b->outers;
        s->values = b->C + b->ports * b->outers;
        b->LU = factors;
        factors += b->n * b->width;
    }
}

static int pocket_slot(PocketBlock *b, int i, int j, int row_inner, int column_inner)
{
    const int first = b->n - b->ports, ri = i - b->start, cj = j - b->start;
    if (row_inner && column_inner) return b->A + ri * b->width + cj - ri + b->kl;
    if (row_inner) return b->B + (ri - first) * b->outers + find_outer(b, j);
    return b->C + find_outer(b, i) * b->ports + cj - first;
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
    for (int k = 0; k < s->blocks; k++)
        for (int i = 0; i < s->block[k].outers; i++)
            for (int j = 0; j < s->block[k].outers; j++) {
                row[pairs] = s->block[k].outer[i];
                column[pairs++] = s->block[k].outer[j];
            }
    return pairs;
}

static void assign_slots(LinearSystem *s, const Record *rec, const int *owner, const int *chain_slot)
{
    int next = 0;
    for (int k = 0; k < rec->adds; k++) {
        const int i = rec->row[k], j = rec->column[k], pi = owner[i], pj = owner[j];
        s->slot[k] = pi < 0 && pj < 0 ? chain_slot[next++]
                                      : pocket_slot(&s->block[pi >= 0 ? pi : pj], i, j, pi >= 0, pj >= 0);
    }
    for (int k = 0; k < s->blocks; k++)
        for (int i = 0; i < s->block[k].outers * s->block[k].outers; i++) s->block[k].schur[i] = chain_slot[next++];
}

static Status lay_condensed(LinearSystem *s, const Model *m, const Record *rec, Error *e)
{
    const size_t most = (size_t)rec->adds + (size_t)(m->pockets * POCKET_OUTERS * POCKET_OUTERS);
    int *owner = malloc((size_t)m->unknowns * sizeof *owner);
    int *pairs = malloc(3 * most * sizeof *pairs);
    s->blocks = m->pockets;
    s->block = calloc((size_t)m->pockets, sizeof *s->block);
    Status status = owner && pairs && s->block ? CELLSIM_OK : error_memory(e);
    if (!status) {
        find_owners(m, owner);
        for (int k = 0; k < m->pockets; k++) {
            s->block[k].start = m->pocket[k].start;
            s->block[k].n = m->pocket[k].size;
        }
        if (measure_blocks(s, rec, owner))
            status = error_set(e, CELLSIM_SOLVER, NULL, 0, "a pocket couples to unknowns outside its volume");
    }
    if (!status) {
        int *column = pairs + most, *chain_slot = column + most;
        const int count = chain_pairs(s, rec, owner, pairs, column);
        status = sparse_create(m->outer, count, pairs, column, chain_slot, &s->sparse, e);
        if (!status) {
            s->values = s->sparse.entries;
            place_blocks(s);
            assign_slots(s, rec, owner, chain_slot);
        }
    }
    free(owner);
    free(pairs);
    return status;
}

/* --- both ------------------------------------------------------------------------------------------------------ */

static Status allocate(LinearSystem *s, Error *e)
{
    s->value = calloc((size_t)s->values, sizeof *s->value);
    s->factors = calloc((size_t)s->values, sizeof *s->factors);
    s->chain = calloc((size_t)s->sparse.entries, sizeof *s->chain);
    if (!s->value || !s->factors || !s->chain) return error_memory(e);
    s->sparse.value = s->chain;
    return CELLSIM_OK;
}

Status linear_create(const Model *m, LinearKind kind, LinearSystem **out, Error *e)
{
    Record rec = {0};
    LinearSystem *s = *out = calloc(1, sizeof *s);
    if (!s) return error_memory(e);
    s->kind = kind;
    s->unknowns = m->unknowns;
    s->outer = m->outer;
    Status status = record_pattern(m, &rec, e);
    s->adds = rec.adds;
    s->slot = status ? NULL : malloc((size_t)rec.adds * sizeof *s->slot);
    if (!status && !s->slot) status = error_memory(e);
    if (!status && kind == LINEAR_CONDENSED) status = lay_condensed(s, m, &rec, e);
    if (!status && kind == LINEAR_FULL) {
        status = sparse_create(m->unknowns, rec.adds, rec.row, rec.column, s->slot, &s->sparse, e);
        s->values = s->sparse.entries;
    }
    if (!status) status = allocate(s, e);
    free(rec.row);
    free(rec.column);
    if (!status) return CELLSIM_OK;
    linear_free(s);
    *out = NULL;
    return status;
}

void linear_evaluate(LinearSystem *s, const Model *m, const Control *c, Workspace *w, double t, double cj,
                     const double *y, const double *yp)
{
    Jacobian J = {.slot = s->slot, .value = s->value};
    memset(s->value, 0, (size_t)s->values * sizeof *s->value);
    model_jacobian(m, c, w, t, cj, y, yp, &J);
    s->cj = cj;
}

int linear_factor(LinearSystem *s)
{
    memcpy(s->chain, s->value, (size_t)s->sparse.entries * sizeof *s->chain);
    for (int k = 0; k < s->blocks; k++)
        if (pocket_factor(&s->block[k], s->value, s->factors, s->chain)) return 1;
    return sparse_factor(&s->sparse);
}

int linear_solve(LinearSystem *s, const double *b, double *x)
{
    if (x != b) memcpy(x, b, (size_t)s->unknowns * sizeof *x);
    for (int k = 0; k < s->blocks; k++)
        pocket_forward(&s->block[k], s->value, s->factors, x + s->block[k].start, x);
    if (sparse_solve(&s->sparse, x)) return 1; /* outer unknowns come first */
    for (int k = 0; k < s->blocks; k++)
        pocket_backward(&s->block[k], s->value, s->factors, x + s->block[k].start, x);
    return 0;
}

double linear_cj(const LinearSystem *s)
{
    return s->cj;
}

int linear_entries(const LinearSystem *s)
{
    return s->sparse.entries;
}

void linear_free(LinearSystem *s)
{
    if (!s) return;
    sparse_free(&s->sparse);
    free(s->block);
    free(s->value);
    free(s->factors);
    free(s->chain);
    free(s->slot);
    free(s);
}
