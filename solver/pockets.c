#include "pockets.h"

#include <string.h>

/* A batch's A or its factors; row[j] = a_ij of row i = diagonal + i * step. */
typedef struct Band {
    int n, step;
    const int *first, *last;
    Lanes *diagonal;
} Band;

static inline Band band_of(const PocketBatch *b, double *factors)
{
    return (Band){b->n, b->step, b->first, b->last, (Lanes *)(factors + b->LU) + b->diagonal};
}

/* L D U = A, unit L and U, reciprocals of D on the diagonal: a row of either sweep waits for one product and one difference
 * of the row before. Row by row, within first[i]..last[i]. 0, or 1 if a pivot is not a number other than 0. */
static inline int band_factor(const Band b)
{
    LaneMask failed = {0};
    for (int i = 0; i < b.n; i++) {
        Lanes *row = b.diagonal + i * b.step;
        const Lanes *above = b.diagonal + b.first[i] * b.step;
        for (int k = b.first[i]; k < i; k++, above += b.step) {
            const int last = b.last[k];
            const Lanes factor = row[k];
            for (int j = k + 1; j <= last; j++) row[j] -= factor * above[j];
            row[k] = factor * above[k];
        }
        const Lanes inverse = 1 / row[i];
        const int last = b.last[i];
        failed |= (LaneMask)(inverse * 0 != 0) | (LaneMask)(inverse == 0);
        row[i] = inverse;
        for (int j = i + 1; j <= last; j++) row[j] *= inverse;
    }
    return (failed[0] | failed[1] | failed[2] | failed[3]) != 0;
}

/* x := L^-1 x on rows from..n-1 (x vanishes before); row i is x[i - from]. */
static inline void band_lower(const Band b, int from, Lanes *x)
{
    for (int i = from + 1; i < b.n; i++) {
        const Lanes *row = b.diagonal + i * b.step;
        const int first = b.first[i];
        Lanes sum = x[i - from];
        for (int j = first > from ? first : from; j < i; j++) sum -= row[j] * x[j - from];
        x[i - from] = sum;
    }
}

/* x := U^-1 D^-1 x on rows n-1..from; row i is x[i - from]. */
static inline void band_upper(const Band b, int from, Lanes *x)
{
    for (int i = b.n - 1; i >= from; i--) {
        const Lanes *row = b.diagonal + i * b.step;
        Lanes sum = x[i - from] * row[i];
        for (int j = b.last[i]; j > i; j--) sum -= row[j] * x[j - from];
        x[i - from] = sum;
    }
}

static inline int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* inner[i] = unknown i of every lane; behind the last one, whichever: nothing couples to it. */
static inline void gather(const PocketBatch *b, const double *x, Lanes *inner)
{
    const double *p0 = x + b->start[0], *p1 = x + b->start[1], *p2 = x + b->start[2], *p3 = x + b->start[3];
    const int n = b->n, common = b->common;
    for (int i = 0; i < common; i++) inner[i] = (Lanes){p0[i], p1[i], p2[i], p3[i]};
    for (int i = common; i < n; i++)
        inner[i] = (Lanes){p0[smaller(i, b->size[0] - 1)], p1[smaller(i, b->size[1] - 1)],
                           p2[smaller(i, b->size[2] - 1)], p3[smaller(i, b->size[3] - 1)]};
}

static inline void scatter(const PocketBatch *b, const Lanes *inner, double *x)
{
    for (int l = 0; l < b->lanes; l++) {
        const int size = b->size[l];
        double *p = x + b->start[l];
        for (int i = 0; i < size; i++) p[i] = inner[i][l];
    }
}

/* Outer unknown j of every lane. */
static inline void gather_outer(const PocketBatch *b, const double *x, int j, Lanes *outer)
{
    *outer = (Lanes){x[b->outer[0][j]], x[b->outer[1][j]], x[b->outer[2][j]], x[b->outer[3][j]]};
}

/* sum = row . x, n > 0 terms. */
static inline void multiply(int n, const Lanes *row, const Lanes *x, Lanes *sum)
{
    *sum = row[0] * x[0];
    for (int k = 1; k < n; k++) *sum += row[k] * x[k];
}

int pocket_factor(const PocketBatch *b, const double *value, double *factors, double *chain)
{
    const Band band = band_of(b, factors);
    const Lanes *B = (const Lanes *)(value + b->B), *C = (const Lanes *)(value + b->C);
    const int ports = b->ports, outers = b->outers, first = b->n - ports, lanes = b->lanes;
    Lanes column[POCKET_OUTERS];
    memcpy(factors + b->LU, value + b->A, (size_t)b->entries * sizeof(Lanes));
    if (band_factor(band)) return 1;
    for (int j = 0; j < outers; j++) {
        for (int p = 0; p < ports; p++) column[p] = B[p * outers + j];
        band_lower(band, first, column);
        band_upper(band, first, column);
        for (int i = 0; i < outers; i++) {
            Lanes sum;
            multiply(ports, C + i * ports, column, &sum);
            for (int l = 0; l < lanes; l++) chain[b->schur[l][i * outers + j]] -= sum[l];
        }
    }
    return 0;
}

void pocket_forward(const PocketBatch *b, const double *value, double *factors, double *x)
{
    const Band band = band_of(b, factors);
    const Lanes *C = (const Lanes *)(value + b->C);
    const int ports = b->ports, outers = b->outers, first = b->n - ports, lanes = b->lanes;
    Lanes *inner = (Lanes *)(factors + b->LU) + b->entries, port[POCKET_OUTERS];
    gather(b, x, inner);
    band_lower(band, 0, inner);
    for (int p = 0; p < ports; p++) port[p] = inner[first + p];
    band_upper(band, first, port);
    for (int i = 0; i < outers; i++) {
        Lanes sum;
        multiply(ports, C + i * ports, port, &sum);
        for (int l = 0; l < lanes; l++) x[b->outer[l][i]] -= sum[l];
    }
}

void pocket_backward(const PocketBatch *b, const double *value, double *factors, double *x)
{
    const Band band = band_of(b, factors);
    const Lanes *B = (const Lanes *)(value + b->B);
    const int ports = b->ports, outers = b->outers, first = b->n - ports;
    Lanes *inner = (Lanes *)(factors + b->LU) + b->entries, port[POCKET_OUTERS], outer[POCKET_OUTERS];
    for (int j = 0; j < outers; j++) gather_outer(b, x, j, &outer[j]);
    for (int p = 0; p < ports; p++) multiply(outers, B + p * outers, outer, &port[p]);
    band_lower(band, first, port);
    for (int p = 0; p < ports; p++) inner[first + p] -= port[p];
    band_upper(band, 0, inner);
    scatter(b, inner, x);
}
