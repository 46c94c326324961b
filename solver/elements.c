#include "elements.h"

#include <math.h>

static int sound(const Lanes *pivot)
{
    for (int l = 0; l < LANES; l++)
        if (!(fabs((*pivot)[l]) > 0) || !isfinite((*pivot)[l])) return 0;
    return 1;
}

/* A row of the factors from that of the front and the rows first..last-1 above it, two at a time: what is added up stays in
 * registers for both. */
static inline void eliminate_row(const Lanes *front, int first, int last, int width, Lanes *row)
{
    int k = first;
    for (; k + 1 < last; k += 2) {
        const Lanes *above = front + k * width, *below = above + width;
        const Lanes upper = row[k] * above[k], lower = (row[k + 1] - upper * above[k + 1]) * below[k + 1];
        row[k] = upper;
        row[k + 1] = lower;
        for (int j = k + 2; j < width; j++) row[j] = row[j] - upper * above[j] - lower * below[j];
    }
    if (k == last) return;
    const Lanes *pivot_row = front + k * width;
    row[k] *= pivot_row[k];
    for (int j = k + 1; j < width; j++) row[j] -= row[k] * pivot_row[j];
}

int element_factor(const ElementBatch *b, double *chain)
{
    const int n = b->n, width = b->width, outers = b->outers;
    Lanes *front = (Lanes *)(chain + b->front);
    for (int i = 0; i < width; i++) {
        Lanes *row = front + i * width;
        eliminate_row(front, b->from[i], i < n ? i : n, width, row);
        if (i >= n) continue;
        if (!sound(&row[i])) return 1;
        row[i] = 1 / row[i];
    }
    for (int l = 0; l < b->lanes; l++)
        for (int i = 0; i < outers; i++)
            for (int j = 0; j < outers; j++) chain[b->schur[l][i * outers + j]] += front[(n + i) * width + n + j][l];
    return 0;
}

/* Unknown i of every lane; empty lanes read the first element's. */
static inline void gather(const ElementBatch *b, const double *x, const int *of, int stride, Lanes *out)
{
    const int n = b->lanes;
    *out = (Lanes){x[of[0]], x[of[n > 1 ? stride : 0]], x[of[n > 2 ? 2 * stride : 0]], x[of[n > 3 ? 3 * stride : 0]]};
}

void element_forward(const ElementBatch *b, const double *chain, double *x)
{
    const Lanes *row = (const Lanes *)(chain + b->front);
    Lanes inner[ELEMENT_INNER];
    for (int i = 0; i < b->n; i++, row += b->width) {
        Lanes sum;
        gather(b, x, &b->inner[0][i], ELEMENT_INNER, &sum);
        for (int j = b->from[i]; j < i; j++) sum -= row[j] * inner[j];
        inner[i] = sum;
        for (int l = 0; l < b->lanes; l++) x[b->inner[l][i]] = sum[l];
    }
    for (int i = 0; i < b->outers; i++, row += b->width) {
        Lanes sum = {0};
        for (int j = b->from[b->n + i]; j < b->n; j++) sum += row[j] * inner[j];
        for (int l = 0; l < b->lanes; l++) x[b->outer[l][i]] -= sum[l];
    }
}

void element_backward(const ElementBatch *b, const double *chain, double *x)
{
    const Lanes *front = (const Lanes *)(chain + b->front);
    Lanes all[ELEMENT_INNER + ELEMENT_OUTERS];
    for (int i = 0; i < b->outers; i++) gather(b, x, &b->outer[0][i], ELEMENT_OUTERS, &all[b->n + i]);
    for (int i = b->n - 1; i >= 0; i--) {
        const Lanes *row = front + i * b->width;
        Lanes sum;
        gather(b, x, &b->inner[0][i], ELEMENT_INNER, &sum);
        for (int j = b->width - 1; j > i; j--) sum -= row[j] * all[j];
        all[i] = sum * row[i];
        for (int l = 0; l < b->lanes; l++) x[b->inner[l][i]] = all[i][l];
    }
}
