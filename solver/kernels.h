/* Private to solver/: the functions that wide registers speed up, in a version for every kind of processor.
 *
 * Their files are compiled once per version (meson.build), all others for any processor of the architecture. The
 * versions do the same operations in the same order, and no compiler fuses them (-ffp-contract=off): they give the same
 * bits. */
#ifndef CELLSIM_KERNELS_H
#define CELLSIM_KERNELS_H

#include "elements.h"
#include "linear.h"
#include "pockets_complex.h"
#include "sparse_lanes.h"
#include "vector.h"

/* One version. Its members are documented under their whole names, pocket_factor and so on. */
typedef struct Kernels {
    int (*factor)(const PocketBatch *b, const double *value, double *factors, double *chain);
    void (*forward)(const PocketBatch *b, const double *value, double *factors, double *x);
    void (*backward)(const PocketBatch *b, const double *value, double *factors, double *x);
    int (*factor_elements)(const ElementBatch *b, double *chain);
    void (*forward_elements)(const ElementBatch *b, const double *chain, double *x);
    void (*backward_elements)(const ElementBatch *b, const double *chain, double *x);
    void (*front)(const ElementBatch *b, int lane, const double *K, const double *M, const Lanes *omega,
                  ComplexLanes *front);
    void (*condense_element)(const ElementBatch *b, int lane, ComplexLanes *front, ComplexLanes *chain);
    int (*condense)(const PocketBatch *b, int lane, const double *K, const double *M, const Lanes *omega,
                    const PocketInterior *interior, double *work, const ChainPart *chain);
    void (*entries)(int entries, const double *K, const double *M, const Lanes *omega, ComplexLanes *A);
    double (*solve_lanes)(SparseLanes *s, int row, double drive);
    N_Vector (*create_vector)(sunindextype n, SUNContext context);
} Kernels;

/* The version for this processor. */
const Kernels *kernels_for(Instructions instructions);

#endif
