#include "sparse_lanes.h"

#include <math.h>
#include <string.h>

/* Row k of A, of which the rows above in its block are taken away as it is eliminated; y[k] is its right-hand side and goes
 * along with it. */
static inline void eliminate_row(SparseLanes *s, int k)
{
    const Elimination *e = &s->elimination;
    const int base = e->start[k], pivot = e->pivot[k], end = e->start[k + 1];
    const int *target = e->target + e->first_target[k];
    ComplexLanes *row = s->row, sum = s->y[k];
    memset(row, 0, (size_t)(end - base) * sizeof *row);
    for (int p = s->first[k]; p < s->first[k + 1]; p++) row[s->entry[p].place] = s->A[s->entry[p].index];
    for (int p = base; p < e->lower[k]; p++) lanes_subtract(&sum, lanes_times(row[p - base], s->y[e->column[p]]));
    for (int p = e->lower[k]; p < pivot; p++) {
        const int j = e->column[p], above = e->start[j + 1] - e->pivot[j];
        const ComplexLanes *U = s->U + s->upper[j], factor = lanes_times(row[p - base], U[0]);
        for (int q = 1; q < above; q++) lanes_subtract(&row[*target++], lanes_times(factor, U[q]));
        lanes_subtract(&sum, lanes_times(factor, s->y[j]));
    }
    s->y[k] = sum;
    s->U[s->upper[k]] = lanes_reciprocal(row[pivot - base]);
    memcpy(&s->U[s->upper[k] + 1], &row[pivot + 1 - base], (size_t)(end - pivot - 1) * sizeof *row);
}

static inline void solve_row(SparseLanes *s, int k)
{
    const Elimination *e = &s->elimination;
    const ComplexLanes *U = s->U + s->upper[k] - e->pivot[k];
    ComplexLanes sum = s->y[k];
    for (int p = e->pivot[k] + 1; p < e->start[k + 1]; p++) lanes_subtract(&sum, lanes_times(U[p], s->y[e->column[p]]));
    s->y[k] = lanes_times(sum, U[e->pivot[k]]);
}

/* Largest defect of A x = e_row drive, relative to the terms of its row; `at` is that row among the pivots. */
static double defect(const SparseLanes *s, int at, double drive)
{
    double largest = 0;
    for (int k = 0; k < s->elimination.n; k++) {
        Lanes re = {0}, im = {0}, size = {0};
        if (k == at) re -= drive;
        for (int p = s->first[k]; p < s->first[k + 1]; p++) {
            const ComplexLanes v = s->A[s->entry[p].index], x = s->x[s->entry[p].unknown], term = lanes_times(v, x);
            re += term.re;
            im += term.im;
            size += (v.re * v.re + v.im * v.im) * (x.re * x.re + x.im * x.im);
        }
        const Lanes d = re * re + im * im;
        for (int l = 0; l < LANES; l++) {
            if (!(d[l] <= largest * size[l])) largest = d[l] / size[l];
            if (isnan(largest)) return largest;
        }
    }
    return sqrt(largest);
}

void sparse_lanes_entries(int entries, const double *K, const double *M, const Lanes *omega, ComplexLanes *A)
{
    const Lanes frequency = *omega;
    for (int k = 0; k < entries; k++) A[k] = lanes_entry(K, M, &frequency, k);
}

double sparse_lanes_solve(SparseLanes *s, int row, double drive)
{
    const Elimination *e = &s->elimination;
    int at = 0;
    memset(s->y, 0, (size_t)e->n * sizeof *s->y);
    while (e->from[at] != row) at++;
    s->y[at].re += drive;
    for (int block = e->blocks - 1; block >= 0; block--) {
        for (int k = e->block[block]; k < e->block[block + 1]; k++) eliminate_row(s, k);
        for (int k = e->block[block + 1] - 1; k >= e->block[block]; k--) solve_row(s, k);
    }
    for (int k = 0; k < e->n; k++) s->x[e->to[k]] = s->y[k];
    return defect(s, at, drive);
}
