#include "elements.h"

void element_front(const ElementBatch *b, int lane, const double *K, const double *M, const Lanes *omega,
                   ComplexLanes *front)
{
    const Lanes w = *omega;
    const int at = b->front + lane;
    for (int k = 0; k < b->width * b->width; k++) front[k] = lanes_entry(K, M, &w, at + k * LANES);
}

/* As in elements.c; of L only what is needed. */
static inline void eliminate_row(const ComplexLanes *front, int first, int last, int width, ComplexLanes *row)
{
    int k = first;
    for (; k + 1 < last; k += 2) {
        const ComplexLanes *above = front + k * width, *below = above + width;
        const ComplexLanes upper = lanes_times(row[k], above[k]);
        lanes_subtract(&row[k + 1], lanes_times(upper, above[k + 1]));
        const ComplexLanes lower = lanes_times(row[k + 1], below[k + 1]);
        for (int j = k + 2; j < width; j++) {
            ComplexLanes sum = row[j];
            lanes_subtract(&sum, lanes_times(upper, above[j]));
            lanes_subtract(&sum, lanes_times(lower, below[j]));
            row[j] = sum;
        }
    }
    if (k == last) return;
    const ComplexLanes *pivot_row = front + k * width, factor = lanes_times(row[k], pivot_row[k]);
    for (int j = k + 1; j < width; j++) lanes_subtract(&row[j], lanes_times(factor, pivot_row[j]));
}

void element_condense(const ElementBatch *b, int lane, ComplexLanes *front, ComplexLanes *chain)
{
    const int n = b->n, width = b->width;
    for (int i = 0; i < width; i++) {
        ComplexLanes *row = front + i * width;
        eliminate_row(front, b->from[i], i < n ? i : n, width, row);
        if (i < n) row[i] = lanes_reciprocal(row[i]);
    }
    for (int i = 0; i < b->outers; i++)
        for (int j = 0; j < b->outers; j++) {
            const ComplexLanes value = front[(n + i) * width + n + j];
            ComplexLanes *to = &chain[b->schur[lane][i * b->outers + j]];
            to->re += value.re;
            to->im += value.im;
        }
}
