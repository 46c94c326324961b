/* Private to solver/: what a LinearSystem holds. */
#ifndef CELLSIM_LINEAR_PRIVATE_H
#define CELLSIM_LINEAR_PRIVATE_H

#include "kernels.h"
#include "linear.h"
#include "pockets.h"
#include "conserve.h"
#include "sparse.h"

struct LinearSystem {
    LinearKind kind;
    const Model *m;     /* borrowed */
    double cj, padding; /* of the matrix: 1/s; F/m2 on top of every double layer */
    Sums sums;          /* of the right-hand side */
    const Kernels *kernels;
    int unknowns, batches;
    PocketBatch *batch;
    const Phase **phase; /* of each batch */
    Sparse sparse;       /* chain (condensed) or whole matrix */
    int values;          /* chain entries first, then A, B, C of every batch */
    int factor_size;
    double *value, *chain, *factors;
    int adds, *slot;
    int out_of_memory; /* KLU once lacked memory for its factors */
};

/* Puts a one on the diagonal of the lanes without a pocket: `value` as linear_evaluate fills it. */
void linear_fill_empty_lanes(const LinearSystem *s, double *value);

/* The pattern of the Jacobian as a pass over it adds to its entries, in its order; row and column owned. */
typedef struct Record {
    int adds;
    int *row, *column;
} Record;

/* linear_layout.c */
Status linear_record(const Model *m, Record *rec, Error *e);
Status linear_lay_condensed(LinearSystem *s, const Model *m, const Record *rec, Error *e);

#endif
