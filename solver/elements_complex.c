#include "elements.h"

void element_front(const ElementBatch *b, int lane, const double *K, const double *M, const Lanes *omega,
                   ComplexLanes *front)
{
    const int at = b->front + lane;
    for (int k = 0; k < b->width * b->width; k++) front[k] = lanes_entry(K, M, omega, at + k * LANES);
}

void element_condense(const ElementBatch *b, int lane, ComplexLanes *front, ComplexLanes *chain)
{
    const int n = b->n, width = b->width;
    for (int k = 0; k < n; k++) {
        const ComplexLanes *pivot_row = front + k * width;
        const ComplexLanes inverse = lanes_reciprocal(pivot_row[k]);
        for (int i = k + 1; i < width; i++) {
            ComplexLanes *row = front + i * width;
            const ComplexLanes factor = lanes_times(row[k], inverse);
            for (int j = k + 1; j < width; j++) lanes_subtract(&row[j], lanes_times(factor, pivot_row[j]));
        }
    }
    for (int i = 0; i < b->outers; i++)
        for (int j = 0; j < b->outers; j++) {
            const ComplexLanes value = front[(n + i) * width + n + j];
            ComplexLanes *to = &chain[b->schur[lane][i * b->outers + j]];
            to->re += value.re;
            to->im += value.im;
        }
}
