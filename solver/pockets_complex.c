#include "pockets_complex.h"

#include <math.h>
#include <string.h>

static int sound(const ComplexLanes *inverse)
{
    for (int l = 0; l < LANES; l++)
        if (!isfinite(inverse->re[l]) || !isfinite(inverse->im[l])) return 0;
    return 1;
}

/* A = L U in band storage on the rows and columns from..n-1, unit L, reciprocal pivots on the diagonal (as pockets.c). */
static int band_factor(const PocketBatch *b, int from, ComplexLanes *a)
{
    const int n = b->n, w = b->width, kl = b->kl, ku = b->ku;
    for (int k = from; k < n; k++) {
        ComplexLanes *pivot_row = a + k * w + kl - k; /* pivot_row[j] = a_kj */
        const int last_row = k + kl < n - 1 ? k + kl : n - 1, last_column = k + ku < n - 1 ? k + ku : n - 1;
        pivot_row[k] = lanes_reciprocal(pivot_row[k]);
        for (int i = k + 1; i <= last_row; i++) {
            ComplexLanes *row = a + i * w + kl - i;
            const ComplexLanes factor = lanes_times(row[k], pivot_row[k]);
            row[k] = factor;
            for (int j = k + 1; j <= last_column; j++) lanes_subtract(&row[j], lanes_times(factor, pivot_row[j]));
        }
    }
    return !sound(&a[(n - 1) * w + kl]); /* a vanishing pivot poisons all that follow */
}

/* x := A^-1 x in the ports, whose block of L and U is the trailing one; x[p] is row n - ports + p. */
static void solve_ports(const PocketBatch *b, const ComplexLanes *lu, ComplexLanes *x)
{
    const int first = b->n - b->ports;
    for (int i = first + 1; i < b->n; i++) {
        const ComplexLanes *row = lu + i * b->width + b->kl - i;
        for (int j = i - b->kl > first ? i - b->kl : first; j < i; j++)
            lanes_subtract(&x[i - first], lanes_times(row[j], x[j - first]));
    }
    for (int i = b->n - 1; i >= first; i--) {
        const ComplexLanes *row = lu + i * b->width + b->kl - i;
        const int last = i + b->ku < b->n - 1 ? i + b->ku : b->n - 1;
        for (int j = i + 1; j <= last; j++) lanes_subtract(&x[i - first], lanes_times(row[j], x[j - first]));
        x[i - first] = lanes_times(x[i - first], row[i]);
    }
}

/* Rows of A from where the elimination begins; returns that row. */
static int take_rows(const PocketBatch *b, int lane, const double *K, const double *M, const Lanes *omega,
                     const PocketInterior *interior, ComplexLanes *a)
{
    const int from = interior ? interior->row : 0, at = b->A + lane;
    for (int k = from * b->width; k < b->n * b->width; k++) a[k] = lanes_entry(K, M, omega, at + k * LANES);
    if (interior) memcpy(&a[from * b->width + b->kl], interior->diagonal, sizeof(ComplexLanes));
    return from;
}

int pocket_condense(const PocketBatch *b, int lane, const double *K, const double *M, const Lanes *omega,
                    const PocketInterior *interior, double *work, const ChainPart *chain)
{
    ComplexLanes *lu = (ComplexLanes *)work, column[POCKET_OUTERS];
    const int B = b->B + lane, C = b->C + lane;
    if (band_factor(b, take_rows(b, lane, K, M, omega, interior, lu), lu)) return 1;
    for (int j = 0; j < b->outers; j++) {
        for (int p = 0; p < b->ports; p++) column[p] = lanes_entry(K, M, omega, B + (p * b->outers + j) * LANES);
        solve_ports(b, lu, column);
        for (int i = 0; i < b->outers; i++) {
            ComplexLanes *to = &chain->value[(b->schur[lane][i * b->outers + j] - chain->base) / chain->stride];
            for (int p = 0; p < b->ports; p++)
                lanes_subtract(to, lanes_times(lanes_entry(K, M, omega, C + (i * b->ports + p) * LANES), column[p]));
        }
    }
    return 0;
}
