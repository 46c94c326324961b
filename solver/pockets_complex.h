/* Private to solver/: the condensation of pockets in the frequency domain, where the matrix is K + i omega M. */
#ifndef CELLSIM_POCKETS_COMPLEX_H
#define CELLSIM_POCKETS_COMPLEX_H

#include "complex_lanes.h"

/* Doubles of `work` that a pocket of a batch needs. */
static inline int pocket_complex_work(const PocketBatch *b)
{
    return b->entries * (int)(sizeof(ComplexLanes) / sizeof(double));
}

/* A pocket's interior rows 0..row-1 replaced by what they amount to: `diagonal` in place of A's entry (row, row). */
typedef struct PocketInterior {
    int row;
    double rate;                /* of the diffusion that it stands for, 1/s */
    double diagonal[2 * LANES]; /* real parts at all frequencies, then imaginary ones */
} PocketInterior;

/* Where values of a chain stand: entry k at value[(k - base) >> shift]. */
typedef struct ChainPart {
    ComplexLanes *value;
    int base, shift;
} ChainPart;

/* chain -= C A^-1 B of one pocket at LANES frequencies, with A, B, C taken from K + i omega M (arrays of values as a
 * LinearSystem lays them out). `interior` NULL: all rows are eliminated. Nothing else is kept: without a right-hand side
 * in the pockets, the outer unknowns follow from the chain alone. 0, or 1 if a pivot vanishes. */
int pocket_condense(const PocketBatch *b, int lane, const double *K, const double *M, const Lanes *omega,
                    const PocketInterior *interior, double *work, const ChainPart *chain);

#endif
