#include "pockets.h"

#include <math.h>
#include <string.h>

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* A = L U in band storage, unit L, reciprocal pivots on the diagonal. */
static int band_factor(const PocketBlock *b, double *a)
{
    const int n = b->n, w = b->width, kl = b->kl, ku = b->ku;
    for (int k = 0; k < n; k++) {
        double *pivot_row = a + k * w + kl - k; /* pivot_row[j] = a_kj */
        const double pivot = pivot_row[k];
        if (!(fabs(pivot) > 0) || !isfinite(pivot)) return 1;
        pivot_row[k] = 1 / pivot;
        const int last_row = smaller(n - 1, k + kl), last_column = smaller(n - 1, k + ku);
        for (int i = k + 1; i <= last_row; i++) {
            double *row = a + i * w + kl - i;
            const double factor = row[k] *= pivot_row[k];
            for (int j = k + 1; j <= last_column; j++) row[j] -= factor * pivot_row[j];
        }
    }
    return 0;
}

/* x := L^-1 x on rows from..n-1 (x vanishes before); row i is x[i - from]. */
static void band_lower(const PocketBlock *b, const double *lu, int from, double *x)
{
    for (int i = from + 1; i < b->n; i++) {
        const double *row = lu + i * b->width + b->kl - i;
        const int first = i - b->kl > from ? i - b->kl : from;
        double sum = x[i - from];
        for (int j = first; j < i; j++) sum -= row[j] * x[j - from];
        x[i - from] = sum;
    }
}

/* x := U^-1 x on rows n-1..from; row i is x[i - from]. */
static void band_upper(const PocketBlock *b, const double *lu, int from, double *x)
{
    for (int i = b->n - 1; i >= from; i--) {
        const double *row = lu + i * b->width + b->kl - i;
        const int last = smaller(b->n - 1, i + b->ku);
        double sum = x[i - from];
        for (int j = i + 1; j <= last; j++) sum -= row[j] * x[j - from];
        x[i - from] = sum * row[i];
    }
}

int pocket_factor(const PocketBlock *b, const double *value, double *factors, double *chain)
{
    double *lu = factors + b->LU, column[POCKET_OUTERS];
    const double *B = value + b->B, *C = value + b->C;
    const int first = b->n - b->ports;
    memcpy(lu, value + b->A, (size_t)(b->n * b->width) * sizeof *lu);
    if (band_factor(b, lu)) return 1;
    for (int j = 0; j < b->outers; j++) {
        for (int p = 0; p < b->ports; p++) column[p] = B[p * b->outers + j];
        band_lower(b, lu, first, column);
        band_upper(b, lu, first, column);
        for (int i = 0; i < b->outers; i++) {
            double sum = 0;
            for (int p = 0; p < b->ports; p++) sum += C[i * b->ports + p] * column[p];
            chain[b->schur[i * b->outers + j]] -= sum;
        }
    }
    return 0;
}

void pocket_forward(const PocketBlock *b, const double *value, const double *factors, double *x, double *r)
{
    const double *lu = factors + b->LU, *C = value + b->C;
    const int first = b->n - b->ports;
    double port[POCKET_OUTERS];
    band_lower(b, lu, 0, x);
    memcpy(port, x + first, (size_t)b->ports * sizeof *port);
    band_upper(b, lu, first, port);
    for (int i = 0; i < b->outers; i++) {
        double sum = 0;
        for (int p = 0; p < b->ports; p++) sum += C[i * b->ports + p] * port[p];
        r[b->outer[i]] -= sum;
    }
}

void pocket_backward(const PocketBlock *b, const double *value, const double *factors, double *x, const double *r)
{
    const double *lu = factors + b->LU, *B = value + b->B;
    const int first = b->n - b->ports;
    double port[POCKET_OUTERS];
    for (int p = 0; p < b->ports; p++) {
        port[p] = 0;
        for (int j = 0; j < b->outers; j++) port[p] += B[p * b->outers + j] * r[b->outer[j]];
    }
    band_lower(b, lu, first, port);
    for (int p = 0; p < b->ports; p++) x[first + p] -= port[p];
    band_upper(b, lu, 0, x);
}
