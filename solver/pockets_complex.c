#include "pockets_complex.h"

#include <math.h>
#include <string.h>

static int sound(const ComplexLanes *inverse)
{
    for (int l = 0; l < LANES; l++)
        if (!isfinite(inverse->re[l]) || !isfinite(inverse->im[l])) return 0;
    return 1;
}

/* A = L U on the rows and columns from..n-1, unit L, reciprocal pivots on the diagonal (stored as in pockets.c). */
static int band_factor(const PocketBatch *b, int from, ComplexLanes *a)
{
    for (int i = from; i < b->n; i++) {
        ComplexLanes *row = a + b->diagonal + i * b->step; /* row[j] = a_ij */
        for (int k = b->first[i] > from ? b->first[i] : from; k < i; k++) {
            const ComplexLanes *above = a + b->diagonal + k * b->step, factor = lanes_times(row[k], above[k]);
            row[k] = factor;
            for (int j = k + 1; j <= b->last[k]; j++) lanes_subtract(&row[j], lanes_times(factor, above[j]));
        }
        row[i] = lanes_reciprocal(row[i]);
    }
    return !sound(&a[b->diagonal + (b->n - 1) * (b->step + 1)]); /* a vanishing pivot poisons all that follow */
}

/* x := A^-1 x in the ports, whose block of L and U is the trailing one; x[p] is row n - ports + p. */
static void solve_ports(const PocketBatch *b, const ComplexLanes *lu, ComplexLanes *x)
{
    const int first = b->n - b->ports;
    for (int i = first + 1; i < b->n; i++) {
        const ComplexLanes *row = lu + b->diagonal + i * b->step;
        for (int j = b->first[i] > first ? b->first[i] : first; j < i; j++)
            lanes_subtract(&x[i - first], lanes_times(row[j], x[j - first]));
    }
    for (int i = b->n - 1; i >= first; i--) {
        const ComplexLanes *row = lu + b->diagonal + i * b->step;
        for (int j = i + 1; j <= b->last[i]; j++) lanes_subtract(&x[i - first], lanes_times(row[j], x[j - first]));
        x[i - first] = lanes_times(x[i - first], row[i]);
    }
}

/* Rows of A from where the elimination begins; returns that row. */
static int take_rows(const PocketBatch *b, int lane, const double *K, const double *M, const Lanes *omega,
                     const PocketInterior *interior, ComplexLanes *a)
{
    const int from = interior ? interior->row : 0, at = b->A + lane;
    for (int i = from; i < b->n; i++)
        for (int j = b->first[i] > from ? b->first[i] : from; j <= b->last[i]; j++) {
            const int k = b->diagonal + i * b->step + j;
            a[k] = lanes_entry(K, M, omega, at + k * LANES);
        }
    if (interior) memcpy(&a[b->diagonal + from * (b->step + 1)], interior->diagonal, sizeof(ComplexLanes));
    return from;
}

int pocket_condense(const PocketBatch *b, int lane, const double *K, const double *M, const Lanes *omega,
                    const PocketInterior *interior, double *work, const ChainPart *chain)
{
    ComplexLanes *lu = (ComplexLanes *)work, column[POCKET_OUTERS], C[POCKET_OUTERS * POCKET_OUTERS];
    const int ports = b->ports, outers = b->outers, at_B = b->B + lane, at_C = b->C + lane;
    const int *to = b->schur[lane];
    if (band_factor(b, take_rows(b, lane, K, M, omega, interior, lu), lu)) return 1;
    for (int k = 0; k < outers * ports; k++) C[k] = lanes_entry(K, M, omega, at_C + k * LANES);
    for (int j = 0; j < outers; j++) {
        for (int p = 0; p < ports; p++) column[p] = lanes_entry(K, M, omega, at_B + (p * outers + j) * LANES);
        solve_ports(b, lu, column);
        for (int i = 0; i < outers; i++) {
            ComplexLanes *entry = &chain->value[(to[i * outers + j] - chain->base) >> chain->shift], sum = *entry;
            for (int p = 0; p < ports; p++) lanes_subtract(&sum, lanes_times(C[i * ports + p], column[p]));
            *entry = sum;
        }
    }
    return 0;
}
