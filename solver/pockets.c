#include "pockets.h"

#include <math.h>
#include <string.h>

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int sound(const Lanes *pivot)
{
    for (int l = 0; l < LANES; l++)
        if (!(fabs((*pivot)[l]) > 0) || !isfinite((*pivot)[l])) return 0;
    return 1;
}

/* A = L D U in band storage, unit L and U, reciprocals of D on the diagonal: a row of either sweep waits for one product
 * and one difference of the row before. */
static int band_factor(const PocketBatch *b, Lanes *a)
{
    const int n = b->n, w = b->width, kl = b->kl, ku = b->ku;
    for (int k = 0; k < n; k++) {
        Lanes *pivot_row = a + k * w + kl - k; /* pivot_row[j] = a_kj */
        if (!sound(&pivot_row[k])) return 1;
        pivot_row[k] = 1 / pivot_row[k];
        const int last_row = smaller(n - 1, k + kl), last_column = smaller(n - 1, k + ku);
        for (int j = k + 1; j <= last_column; j++) pivot_row[j] *= pivot_row[k];
        for (int i = k + 1; i <= last_row; i++) {
            Lanes *row = a + i * w + kl - i;
            for (int j = k + 1; j <= last_column; j++) row[j] -= row[k] * pivot_row[j];
            row[k] *= pivot_row[k];
        }
    }
    return 0;
}

/* x := L^-1 x on rows from..n-1 (x vanishes before); row i is x[i - from]. */
static inline void band_lower(const PocketBatch *b, const Lanes *lu, int from, Lanes *x)
{
    for (int i = from + 1; i < b->n; i++) {
        const Lanes *row = lu + i * b->width + b->kl - i;
        const int first = i - b->kl > from ? i - b->kl : from;
        Lanes sum = x[i - from];
        for (int j = first; j < i; j++) sum -= row[j] * x[j - from];
        x[i - from] = sum;
    }
}

/* x := U^-1 D^-1 x on rows n-1..from; row i is x[i - from]. */
static inline void band_upper(const PocketBatch *b, const Lanes *lu, int from, Lanes *x)
{
    for (int i = b->n - 1; i >= from; i--) {
        const Lanes *row = lu + i * b->width + b->kl - i;
        const int last = smaller(b->n - 1, i + b->ku);
        Lanes sum = x[i - from] * row[i];
        for (int j = last; j > i; j--) sum -= row[j] * x[j - from];
        x[i - from] = sum;
    }
}

/* inner[i] = unknown i of every lane. Empty lanes read the first pocket (their factors are the unit matrix). */
static inline void gather(const PocketBatch *b, const double *x, Lanes *inner)
{
    const double *p[LANES];
    for (int l = 0; l < LANES; l++) p[l] = x + b->start[l < b->lanes ? l : 0];
    for (int i = 0; i < b->n; i++) inner[i] = (Lanes){p[0][i], p[1][i], p[2][i], p[3][i]};
}

static inline void scatter(const PocketBatch *b, const Lanes *inner, double *x)
{
    for (int l = 0; l < b->lanes; l++) {
        double *p = x + b->start[l];
        for (int i = 0; i < b->n; i++) p[i] = inner[i][l];
    }
}

/* Outer unknown j of every lane. */
static inline void gather_outer(const PocketBatch *b, const double *x, int j, Lanes *outer)
{
    const int(*o)[POCKET_OUTERS] = b->outer;
    const int n = b->lanes;
    *outer = (Lanes){x[o[0][j]], x[o[n > 1 ? 1 : 0][j]], x[o[n > 2 ? 2 : 0][j]], x[o[n > 3 ? 3 : 0][j]]};
}

int pocket_factor(const PocketBatch *b, const double *value, double *factors, double *chain)
{
    Lanes *lu = (Lanes *)(factors + b->LU), column[POCKET_OUTERS];
    const Lanes *B = (const Lanes *)(value + b->B), *C = (const Lanes *)(value + b->C);
    const int first = b->n - b->ports;
    memcpy(lu, value + b->A, (size_t)(b->n * b->width) * sizeof *lu);
    if (band_factor(b, lu)) return 1;
    for (int j = 0; j < b->outers; j++) {
        for (int p = 0; p < b->ports; p++) column[p] = B[p * b->outers + j];
        band_lower(b, lu, first, column);
        band_upper(b, lu, first, column);
        for (int i = 0; i < b->outers; i++) {
            Lanes sum = {0};
            for (int p = 0; p < b->ports; p++) sum += C[i * b->ports + p] * column[p];
            for (int l = 0; l < b->lanes; l++) chain[b->schur[l][i * b->outers + j]] -= sum[l];
        }
    }
    return 0;
}

void pocket_forward(const PocketBatch *b, const double *value, double *factors, double *x)
{
    const Lanes *lu = (const Lanes *)(factors + b->LU), *C = (const Lanes *)(value + b->C);
    const int first = b->n - b->ports;
    Lanes *inner = (Lanes *)(factors + b->LU) + b->n * b->width, port[POCKET_OUTERS];
    gather(b, x, inner);
    band_lower(b, lu, 0, inner);
    memcpy(port, inner + first, (size_t)b->ports * sizeof *port);
    band_upper(b, lu, first, port);
    for (int i = 0; i < b->outers; i++) {
        Lanes sum = {0};
        for (int p = 0; p < b->ports; p++) sum += C[i * b->ports + p] * port[p];
        for (int l = 0; l < b->lanes; l++) x[b->outer[l][i]] -= sum[l];
    }
}

void pocket_backward(const PocketBatch *b, const double *value, double *factors, double *x)
{
    const Lanes *lu = (const Lanes *)(factors + b->LU), *B = (const Lanes *)(value + b->B);
    const int first = b->n - b->ports;
    Lanes *inner = (Lanes *)(factors + b->LU) + b->n * b->width, port[POCKET_OUTERS] = {0};
    for (int j = 0; j < b->outers; j++) {
        Lanes outer;
        gather_outer(b, x, j, &outer);
        for (int p = 0; p < b->ports; p++) port[p] += B[p * b->outers + j] * outer;
    }
    band_lower(b, lu, first, port);
    for (int p = 0; p < b->ports; p++) inner[first + p] -= port[p];
    band_upper(b, lu, 0, inner);
    scatter(b, inner, x);
}
