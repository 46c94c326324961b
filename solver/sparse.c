#include "sparse.h"

#include <stdlib.h>
#include <string.h>

static const double WORST_RCOND = 1e-13; /* below: pivot anew */

/* A pair and where it came from. */
typedef struct Pair {
    int column, row, origin;
} Pair;

static int by_position(const void *a, const void *b)
{
    const Pair *p = a, *q = b;
    if (p->column != q->column) return p->column < q->column ? -1 : 1;
    return p->row < q->row ? -1 : p->row > q->row;
}

/* Fills start, row, slot from sorted pairs; returns the number of distinct entries. */
static int compress(int pairs, const Pair *sorted, int n, int *start, int *row, int *slot)
{
    int entries = 0, column = 0;
    start[0] = 0;
    for (int k = 0; k < pairs; k++) {
        const int repeat = k && sorted[k].column == sorted[k - 1].column && sorted[k].row == sorted[k - 1].row;
        if (!repeat) {
            while (column < sorted[k].column) start[++column] = entries;
            row[entries++] = sorted[k].row;
        }
        slot[sorted[k].origin] = entries - 1;
    }
    while (column < n) start[++column] = entries;
    return entries;
}

Status sparse_create(int n, int pairs, const int *row, const int *column, int *slot, Sparse *s, Error *e)
{
    memset(s, 0, sizeof *s);
    s->n = n;
    Pair *pair = malloc((size_t)pairs * sizeof *pair);
    s->start = malloc(((size_t)n + 1) * sizeof *s->start);
    s->row = malloc((size_t)pairs * sizeof *s->row);
    if (!pair || !s->start || !s->row) {
        free(pair);
        sparse_free(s);
        return error_memory(e);
    }
    for (int k = 0; k < pairs; k++) pair[k] = (Pair){column[k], row[k], k};
    qsort(pair, (size_t)pairs, sizeof *pair, by_position);
    s->entries = compress(pairs, pair, n, s->start, s->row, slot);
    free(pair);
    s->pivoted = calloc((size_t)s->entries + 1, sizeof *s->pivoted);
    if (!s->pivoted) {
        sparse_free(s);
        return error_memory(e);
    }
    klu_defaults(&s->common);
    s->common.scale = 2; /* rows have units of their own: divide by the largest entry */
    s->symbolic = klu_analyze(n, s->start, s->row, &s->common);
    if (s->symbolic) return CELLSIM_OK;
    const int memory = s->common.status == KLU_OUT_OF_MEMORY;
    sparse_free(s);
    if (memory) return error_memory(e);
    return error_set(e, CELLSIM_SOLVER, NULL, 0, "KLU cannot analyse the matrix: a row or column is empty");
}

/* The pivot sequence that KLU finds for s->pivoted. */
static int pivot(Sparse *s)
{
    elimination_free(&s->elimination);
    klu_numeric *numeric = klu_factor(s->start, s->row, s->pivoted, s->symbolic, &s->common);
    const Factors factors = {s->symbolic, numeric, &s->common, 0};
    int failed = !numeric || s->common.status != KLU_OK;
    if (!failed && elimination_create(s->n, s->start, s->row, &factors, s->of, &s->elimination)) {
        s->common.status = KLU_OUT_OF_MEMORY;
        failed = 1;
    }
    klu_free_numeric(&numeric, &s->common);
    return failed;
}

static int has_pivots(const Sparse *s)
{
    return s->elimination.memory != NULL;
}

int sparse_factor(Sparse *s)
{
    if (has_pivots(s) && elimination_factor(&s->elimination, s->value) > WORST_RCOND) return 0;
    memcpy(s->pivoted, s->value, (size_t)s->entries * sizeof *s->value);
    return pivot(s) || !(elimination_factor(&s->elimination, s->value) > 0);
}

void sparse_archive(Sparse *s, Archive *a)
{
    int pivots = has_pivots(s);
    ARCHIVE(a, pivots);
    archive_bytes(a, s->pivoted, (size_t)s->entries * sizeof *s->pivoted);
    if (a->restoring && !a->failed && pivots) archive_check(a, !pivot(s));
}

void sparse_solve(Sparse *s, double *x)
{
    elimination_solve(&s->elimination, x);
}

void sparse_forget(Sparse *s)
{
    elimination_free(&s->elimination);
    memset(s->pivoted, 0, (size_t)s->entries * sizeof *s->pivoted);
    s->common.status = KLU_OK;
}

void sparse_free(Sparse *s)
{
    elimination_free(&s->elimination);
    klu_free_symbolic(&s->symbolic, &s->common);
    free(s->start);
    free(s->row);
    free(s->pivoted);
    memset(s, 0, sizeof *s);
}
