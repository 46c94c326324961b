#include "sparse_lanes.h"

#include <stdlib.h>

/* work: [n]. */
static void fill_rows(SparseLanes *s, const Sparse *a, int *work)
{
    const Elimination *e = &s->elimination;
    int *pivot_of = work;
    for (int k = 0; k < e->n; k++) pivot_of[e->from[k]] = k;
    for (int k = 0; k <= e->n; k++) s->first[k] = 0;
    for (int p = 0; p < e->entries; p++) s->first[pivot_of[a->row[p]] + 1]++;
    for (int k = 0; k < e->n; k++) s->first[k + 1] += s->first[k];
    for (int j = 0; j < e->n; j++)
        for (int p = a->start[j]; p < a->start[j + 1]; p++) {
            const int k = pivot_of[a->row[p]];
            s->entry[s->first[k]++] = (RowEntry){p, e->place[p] - e->start[k], j};
        }
    for (int k = e->n; k > 0; k--) s->first[k] = s->first[k - 1]; /* which now are the ends */
    s->first[0] = 0;
}

/* Where U begins in every row, and the length of the longest row. */
static size_t measure_rows(SparseLanes *s, size_t *upper)
{
    const Elimination *e = &s->elimination;
    size_t longest = 0;
    *upper = 0;
    for (int k = 0; k < e->n; k++) {
        const size_t length = (size_t)(e->start[k + 1] - e->start[k]);
        if (length > longest) longest = length;
        s->upper[k] = (int)*upper;
        *upper += (size_t)(e->start[k + 1] - e->pivot[k]);
    }
    return longest;
}

static Status allocate(SparseLanes *s, Error *e)
{
    const size_t n = (size_t)s->elimination.n;
    size_t upper;
    s->first = malloc((2 * n + 1) * sizeof *s->first);
    s->entry = malloc((size_t)s->elimination.entries * sizeof *s->entry);
    if (!s->first || !s->entry) return error_memory(e);
    s->upper = s->first + n + 1;
    const size_t longest = measure_rows(s, &upper);
    s->memory = complex_lanes_alloc(upper + longest + 2 * n);
    if (!s->memory) return error_memory(e);
    s->U = s->memory;
    s->row = s->U + upper;
    s->x = s->row + longest;
    s->y = s->x + n;
    return CELLSIM_OK;
}

Status sparse_lanes_create(const Sparse *pattern, klu_numeric *numeric, klu_common *common, SparseLanes *s, Error *e)
{
    const Factors factors = {pattern->symbolic, numeric, common, 1};
    *s = (SparseLanes){0};
    if (elimination_create(pattern->n, pattern->start, pattern->row, &factors, NULL, &s->elimination))
        return error_memory(e);
    int *work = malloc((size_t)pattern->n * sizeof *work);
    const Status status = work ? allocate(s, e) : error_memory(e);
    if (!status) fill_rows(s, pattern, work);
    free(work);
    if (status) sparse_lanes_free(s);
    return status;
}

void sparse_lanes_free(SparseLanes *s)
{
    elimination_free(&s->elimination);
    free(s->memory);
    free(s->first);
    free(s->entry);
    *s = (SparseLanes){0};
}
