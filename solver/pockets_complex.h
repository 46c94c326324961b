/* Private to solver/: the condensation of pockets in the frequency domain, where the matrix is K + i omega M. */
#ifndef CELLSIM_POCKETS_COMPLEX_H
#define CELLSIM_POCKETS_COMPLEX_H

#include "complex_lanes.h"

/* Doubles of `work` that a batch needs. */
static inline int pocket_complex_work(const PocketBatch *b)
{
    return b->n * b->width * (int)(sizeof(ComplexLanes) / sizeof(double));
}

/* A batch's interior rows 0..row-1 replaced by what they amount to: `diagonal` (real parts of all lanes, then imaginary
 * ones) in place of A's entry (row, row). */
typedef struct PocketInterior {
    int row;
    double diagonal[2 * LANES];
} PocketInterior;

/* Where the values of a chain stand: entry k has its real part at re[stride k], its imaginary part at im[stride k]. */
typedef struct ComplexChain {
    double *re, *im;
    int stride;
} ComplexChain;

/* chain -= C A^-1 B with A, B, C taken from K + i omega M (arrays of values as a LinearSystem lays them out).
 * `interior` NULL: all rows are eliminated. Nothing else is kept: without a right-hand side in the pockets, the outer
 * unknowns follow from the chain alone. 0, or 1 if a pivot vanishes. */
int pocket_condense(const PocketBatch *b, const double *K, const double *M, double omega,
                    const PocketInterior *interior, double *work, const ComplexChain *chain);

#endif
