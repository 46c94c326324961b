#include "sparse_lanes.h"

#include <stdlib.h>

/* KLU's factors as columns, and its permutations. */
static int extract(SparseLanes *s, klu_numeric *numeric, klu_common *common, int *work, double *values)
{
    klu_symbolic *symbolic = s->pattern->symbolic;
    const int n = s->pattern->n;
    int *P = work, *R = work + n;
    double *re = values, *im = values + numeric->lnz + numeric->unz;
    if (!klu_z_sort(symbolic, numeric, common)) return 1;
    if (!klu_z_extract(numeric, symbolic, s->Lp, s->Li, re, im, s->Up, s->Ui, re, im, NULL, NULL, NULL, NULL, P,
                       s->column, NULL, R, common))
        return 1;
    for (int k = 0; k < n; k++) s->place[P[k]] = k;
    for (int b = 0; b < symbolic->nblocks; b++)
        for (int k = R[b]; k < R[b + 1]; k++) s->block[k] = R[b];
    return 0;
}

static Status allocate(SparseLanes *s, const klu_numeric *numeric, Error *e)
{
    const size_t n = (size_t)s->pattern->n;
    const size_t lnz = (size_t)numeric->lnz, unz = (size_t)numeric->unz, integers = lnz + unz + 5 * n + 2;
    s->memory = complex_lanes_alloc(lnz + unz + 4 * n);
    s->size = calloc(n, sizeof *s->size);
    s->Lp = calloc(integers, sizeof *s->Lp);
    if (!s->memory || !s->size || !s->Lp) return error_memory(e);
    s->L = s->memory;
    s->U = s->L + lnz;
    s->inverse = s->U + unz;
    s->x = s->inverse + n;
    s->y = s->x + n;
    s->residual = s->y + n;
    s->Up = s->Lp + n + 1;
    s->column = s->Up + n + 1;
    s->place = s->column + n;
    s->block = s->place + n;
    s->Li = s->block + n;
    s->Ui = s->Li + lnz;
    return CELLSIM_OK;
}

Status sparse_lanes_create(const Sparse *pattern, klu_numeric *numeric, klu_common *common, SparseLanes *s, Error *e)
{
    const size_t n = (size_t)pattern->n, numbers = (size_t)numeric->lnz + (size_t)numeric->unz;
    *s = (SparseLanes){.pattern = pattern};
    int *work = malloc((2 * n + 1) * sizeof *work);
    double *values = malloc(2 * numbers * sizeof *values);
    Status status = work && values ? allocate(s, numeric, e) : error_memory(e);
    if (!status && extract(s, numeric, common, work, values)) status = error_memory(e); /* what else KLU could lack */
    free(work);
    free(values);
    if (status) sparse_lanes_free(s);
    return status;
}

void sparse_lanes_free(SparseLanes *s)
{
    free(s->memory);
    free(s->size);
    free(s->Lp);
    *s = (SparseLanes){0};
}
