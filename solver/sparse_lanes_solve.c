#include "sparse_lanes.h"

#include <math.h>
#include <string.h>

/* Column k of L and U from that of A, in the manner of Gilbert and Peierls: y holds the column as it is eliminated and
 * is zero before and after. Entries above the diagonal block stay with A. */
static inline void eliminate_column(SparseLanes *s, int k)
{
    static const ComplexLanes zero = {{0}, {0}};
    const Sparse *a = s->pattern;
    const int column = s->column[k], first = s->block[k], diagonal = s->Up[k + 1] - 1;
    ComplexLanes *y = s->y;
    for (int p = a->start[column]; p < a->start[column + 1]; p++) {
        const int at = s->place[a->row[p]];
        if (at >= first) y[at] = s->A[p];
    }
    for (int p = s->Up[k]; p < diagonal; p++) {
        const int j = s->Ui[p];
        const ComplexLanes u = y[j];
        s->U[p] = u;
        y[j] = zero;
        for (int q = s->Lp[j] + 1; q < s->Lp[j + 1]; q++) lanes_subtract(&y[s->Li[q]], lanes_times(s->L[q], u));
    }
    const ComplexLanes inverse = lanes_reciprocal(y[k]);
    s->inverse[k] = inverse;
    y[k] = zero;
    for (int q = s->Lp[k] + 1; q < s->Lp[k + 1]; q++) {
        s->L[q] = lanes_times(y[s->Li[q]], inverse);
        y[s->Li[q]] = zero;
    }
}

/* y := U^-1 L^-1 y within the block of pivots first..last-1; then what its columns of A hold above it. */
static inline void solve_block(const SparseLanes *s, int first, int last, ComplexLanes *y)
{
    const Sparse *a = s->pattern;
    for (int k = first; k < last; k++)
        for (int q = s->Lp[k] + 1; q < s->Lp[k + 1]; q++) lanes_subtract(&y[s->Li[q]], lanes_times(s->L[q], y[k]));
    for (int k = last - 1; k >= first; k--) {
        y[k] = lanes_times(y[k], s->inverse[k]);
        for (int p = s->Up[k]; p < s->Up[k + 1] - 1; p++) lanes_subtract(&y[s->Ui[p]], lanes_times(s->U[p], y[k]));
    }
    for (int k = first; k < last && first > 0; k++)
        for (int p = a->start[s->column[k]]; p < a->start[s->column[k] + 1]; p++) {
            const int at = s->place[a->row[p]];
            if (at < first) lanes_subtract(&y[at], lanes_times(s->A[p], y[k]));
        }
}

/* Largest defect of A x = e_row drive, relative to the terms of its row. */
static double defect(SparseLanes *s, int row, double drive)
{
    const Sparse *a = s->pattern;
    ComplexLanes *r = s->residual;
    double largest = 0;
    memset(r, 0, (size_t)a->n * sizeof *r);
    memset(s->size, 0, (size_t)a->n * sizeof *s->size);
    r[row].re -= drive;
    for (int j = 0; j < a->n; j++) {
        const ComplexLanes x = s->x[j];
        const Lanes xx = x.re * x.re + x.im * x.im;
        for (int p = a->start[j]; p < a->start[j + 1]; p++) {
            const ComplexLanes v = s->A[p], term = lanes_times(v, x);
            ComplexLanes *at = &r[a->row[p]];
            at->re += term.re;
            at->im += term.im;
            s->size[a->row[p]] += (v.re * v.re + v.im * v.im) * xx;
        }
    }
    for (int i = 0; i < a->n; i++) {
        const Lanes d = r[i].re * r[i].re + r[i].im * r[i].im;
        for (int l = 0; l < LANES; l++) {
            if (!(d[l] <= largest * s->size[i][l])) largest = d[l] / s->size[i][l];
            if (isnan(largest)) return largest;
        }
    }
    return sqrt(largest);
}

double sparse_lanes_solve(SparseLanes *s, int row, double drive)
{
    const int n = s->pattern->n;
    ComplexLanes *y = s->y;
    memset(y, 0, (size_t)n * sizeof *y);
    for (int k = 0; k < n; k++) eliminate_column(s, k);
    y[s->place[row]].re += drive;
    for (int last = n; last > 0; last = s->block[last - 1]) solve_block(s, s->block[last - 1], last, y);
    for (int k = 0; k < n; k++) s->x[s->column[k]] = y[k];
    return defect(s, row, drive);
}
