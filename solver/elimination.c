#include "elimination.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* KLU's factors as columns: L with its unit diagonal, U, F; permutations; first row of every block. */
typedef struct Columns {
    int *Lp, *Li, *Up, *Ui, *Fp, *Fi, *P, *Q, *R;
    double *x;
    void *memory;
} Columns;

static int extract(int n, const Factors *f, Columns *c)
{
    const size_t lnz = (size_t)f->numeric->lnz, unz = (size_t)f->numeric->unz, fnz = (size_t)f->numeric->nzoff;
    const size_t m = (size_t)n, all = lnz + unz + fnz;
    int *next = c->memory = malloc((all + 6 * m + 4) * sizeof *next);
    double *x = c->x = malloc((2 * all + 1) * sizeof *c->x), *y = x + all; /* values, which nobody needs */
    if (!next || !x) return 1;
    c->Lp = next, c->Up = c->Lp + m + 1, c->Fp = c->Up + m + 1, c->R = c->Fp + m + 1;
    c->P = c->R + m + 1, c->Q = c->P + m, c->Li = c->Q + m, c->Ui = c->Li + lnz, c->Fi = c->Ui + unz;
    if (f->complex_numbers)
        return !klu_z_extract(f->numeric, f->symbolic, c->Lp, c->Li, x, y, c->Up, c->Ui, x + lnz, y + lnz, c->Fp, c->Fi,
                              x + lnz + unz, y + lnz + unz, c->P, c->Q, NULL, c->R, f->common);
    return !klu_extract(f->numeric, f->symbolic, c->Lp, c->Li, x, c->Up, c->Ui, x + lnz, c->Fp, c->Fi, x + lnz + unz,
                        c->P, c->Q, NULL, c->R, f->common);
}

static void columns_free(Columns *c)
{
    free(c->memory);
    free(c->x);
}

/* Number of multiples that the elimination adds: an entry of U for every entry of L below it. */
static size_t count_targets(int n, const Columns *c, int *in_row)
{
    size_t targets = 0;
    memset(in_row, 0, (size_t)n * sizeof *in_row);
    for (int k = 0; k < n; k++)
        for (int p = c->Up[k]; p < c->Up[k + 1]; p++)
            if (c->Ui[p] != k) in_row[c->Ui[p]]++;
    for (int k = 0; k < n; k++) targets += (size_t)(c->Lp[k + 1] - c->Lp[k] - 1) * (size_t)in_row[k];
    return targets;
}

static int allocate(Elimination *s, const klu_numeric *numeric, size_t targets)
{
    const size_t n = (size_t)s->n, entries = (size_t)s->entries;
    const size_t values = (size_t)numeric->lnz + (size_t)numeric->unz + (size_t)numeric->nzoff - n;
    int *next = s->memory = malloc((values + targets + entries + 7 * n + 2) * sizeof *next);
    s->value = malloc((values + n) * sizeof *s->value);
    if (!next || !s->value) return 1;
    s->values = (int)values;
    s->x = s->value + values;
    s->block = next, s->start = s->block + n + 1, s->pivot = s->start + n + 1, s->lower = s->pivot + n;
    s->from = s->lower + n, s->to = s->from + n, s->first_target = s->to + n, s->column = s->first_target + n,
    s->place = s->column + values;
    s->target = s->place + entries;
    return 0;
}

/* Rows from columns: columns come in ascending order, and F, L, pivot and U of a row one after the other. */
static void fill_rows(Elimination *s, const Columns *c)
{
    const int n = s->n;
    int *next = s->pivot;
    for (int k = 0; k <= n; k++) s->start[k] = 0;
    for (int p = 0; p < c->Fp[n]; p++) s->start[c->Fi[p] + 1]++;
    for (int k = 0; k < n; k++) s->lower[k] = s->start[k + 1];
    for (int p = 0; p < c->Lp[n]; p++) s->start[c->Li[p] + 1]++;
    for (int p = 0; p < c->Up[n]; p++) s->start[c->Ui[p] + 1]++;
    for (int k = 0; k < n; k++) s->start[k + 1] += s->start[k] - 1; /* L and U both count the diagonal */
    for (int k = 0; k < n; k++) {
        next[k] = s->start[k];
        s->lower[k] += s->start[k];
    }
    for (int k = 0; k < n; k++)
        for (int p = c->Fp[k]; p < c->Fp[k + 1]; p++) s->column[next[c->Fi[p]]++] = k;
    for (int k = 0; k < n; k++)
        for (int p = c->Lp[k]; p < c->Lp[k + 1]; p++)
            if (c->Li[p] != k) s->column[next[c->Li[p]]++] = k;
    int *after = s->from; /* free so far */
    for (int k = 0; k < n; k++) {
        s->column[next[k]] = k;
        after[k] = next[k] + 1;
    }
    for (int k = 0; k < n; k++)
        for (int p = c->Up[k]; p < c->Up[k + 1]; p++)
            if (c->Ui[p] != k) s->column[after[c->Ui[p]]++] = k;
}

/* at[column] = place in row k. */
static void spread_row(const Elimination *s, int k, int *at)
{
    for (int p = s->start[k]; p < s->start[k + 1]; p++) at[s->column[p]] = p;
}

static void find_targets(Elimination *s, int *at)
{
    int *target = s->target;
    for (int k = 0; k < s->n; k++) {
        spread_row(s, k, at);
        s->first_target[k] = (int)(target - s->target);
        for (int p = s->lower[k]; p < s->pivot[k]; p++) {
            const int j = s->column[p];
            for (int q = s->pivot[j] + 1; q < s->start[j + 1]; q++) *target++ = at[s->column[q]] - s->start[k];
        }
    }
}

/* Entries of A by row, then their places. */
static void find_places(Elimination *s, const int *start, const int *row, const Columns *c, int *work)
{
    int *rank = work, *column_of = work + s->n;
    for (int k = 0; k < s->n; k++) {
        rank[c->P[k]] = k;
        column_of[c->Q[k]] = k;
    }
    for (int j = 0; j < s->n; j++)
        for (int p = start[j]; p < start[j + 1]; p++) {
            const int k = rank[row[p]];
            int q = s->start[k];
            while (s->column[q] != column_of[j]) q++;
            s->place[p] = q;
        }
}

static void fill(Elimination *s, const int *start, const int *row, const int *of, const Columns *c, int *work)
{
    for (int k = 0; k <= s->blocks; k++) s->block[k] = c->R[k];
    fill_rows(s, c);
    find_targets(s, work);
    find_places(s, start, row, c, work);
    for (int k = 0; k < s->n; k++) {
        s->from[k] = of ? of[c->P[k]] : c->P[k];
        s->to[k] = of ? of[c->Q[k]] : c->Q[k];
    }
}

int elimination_create(int n, const int *start, const int *row, const Factors *factors, const int *of, Elimination *s)
{
    Columns c = {0};
    int *work = malloc(2 * (size_t)n * sizeof *work);
    *s = (Elimination){.n = n, .entries = start[n], .blocks = factors->symbolic->nblocks};
    int failed = !work || extract(n, factors, &c);
    if (!failed) failed = allocate(s, factors->numeric, count_targets(n, &c, work));
    if (!failed) fill(s, start, row, of, &c, work);
    columns_free(&c);
    free(work);
    if (failed) elimination_free(s);
    return failed;
}

static double largest_of(const double *value, int first, int end)
{
    double largest = 0;
    for (int p = first; p < end; p++) largest = fabs(value[p]) > largest ? fabs(value[p]) : largest;
    return largest;
}

/* L D U := A, unit L and U: a row of either sweep of a solution waits for one product and one difference of the row before. */
double elimination_factor(Elimination *s, const double *A)
{
    const int *target = s->target;
    double *v = s->value, least = INFINITY, most = 0; /* rows' largest entries over their pivots */
    memset(v, 0, (size_t)s->values * sizeof *v);
    for (int p = 0; p < s->entries; p++) v[s->place[p]] = A[p];
    for (int k = 0; k < s->n; k++) {
        const int pivot = s->pivot[k], end = s->start[k + 1];
        const double largest = largest_of(v, s->start[k], end);
        double *row = v + s->start[k];
        for (int p = s->lower[k]; p < pivot; p++) {
            const int j = s->column[p], end_above = s->start[j + 1];
            const double factor = v[p];
            int q = s->pivot[j];
            v[p] = factor * v[q];
            for (q++; q < end_above; q++) row[*target++] -= factor * v[q];
        }
        const double inverse = 1 / v[pivot], growth = largest * fabs(inverse);
        if (!(growth > 0 && growth < INFINITY)) return 0;
        least = growth < least ? growth : least;
        most = growth > most ? growth : most;
        v[pivot] = inverse;
        for (int p = pivot + 1; p < end; p++) v[p] *= inverse;
    }
    return least / most;
}

/* Rows of a block from the last block on: what the blocks behind and the rows above say of a row, then those below. */
void elimination_solve(const Elimination *s, double *b)
{
    const double *v = s->value;
    double *x = s->x;
    for (int block = s->blocks - 1; block >= 0; block--) {
        const int first = s->block[block], end = s->block[block + 1];
        for (int k = first; k < end; k++) {
            const int pivot = s->pivot[k];
            double sum = b[s->from[k]];
            for (int p = s->start[k]; p < pivot; p++) sum -= v[p] * x[s->column[p]];
            x[k] = sum;
        }
        for (int k = end - 1; k >= first; k--) {
            const int pivot = s->pivot[k];
            double sum = x[k] * v[pivot];
            for (int p = s->start[k + 1] - 1; p > pivot; p--) sum -= v[p] * x[s->column[p]];
            x[k] = sum;
        }
    }
    for (int k = 0; k < s->n; k++) b[s->to[k]] = x[k];
}

void elimination_free(Elimination *s)
{
    free(s->memory);
    free(s->value);
    *s = (Elimination){0};
}
