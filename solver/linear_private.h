/* Private to solver/: what a LinearSystem holds. */
#ifndef CELLSIM_LINEAR_PRIVATE_H
#define CELLSIM_LINEAR_PRIVATE_H

#include "elements.h"
#include "kernels.h"
#include "linear.h"
#include "pockets.h"
#include "conserve.h"
#include "sparse.h"

/* The pattern of the Jacobian as a pass over it adds to its entries, in its order; row and column owned. */
typedef struct Record {
    int adds;
    int *row, *column;
} Record;

/* Where a pocket or an element stands: its batch and lane. */
typedef struct Seat {
    int batch, lane;
} Seat;

struct LinearSystem {
    LinearKind kind;
    const Model *m;     /* borrowed */
    int imposed;        /* the current is */
    double cj, padding; /* of the matrix: 1/s; F/m2 on top of every double layer */
    Sums sums;          /* of the right-hand side */
    const Kernels *kernels;
    int unknowns, batches;
    PocketBatch *batch;
    const Pocket **like; /* the first pocket of each batch, while it is laid out */
    Seat *seat;          /* of each pocket */
    int elements;        /* batches of them (condensed) */
    ElementBatch *element;
    Seat *element_seat;    /* of each element; a batch of -1: nothing stands inside */
    Sparse sparse;         /* what is left of the chain (condensed), or the whole matrix */
    int rows, *of, *place; /* of[k]: unknown of its row k; place[j]: row of unknown j, -1 for eliminated ones */
    int chain_values;      /* entries of `sparse`, then the fronts of the elements */
    int values;            /* the chain's values first, then A, B, C of every batch of pockets */
    int factor_size;
    double *value, *chain, *factors;
    Record record; /* that all of this was laid out from */
    int *slot;     /* of each of its entries */
    int out_of_memory; /* KLU once lacked memory for its factors */
};

/* Puts a one on the diagonal of the lanes without a pocket: `value` as linear_evaluate fills it. */
void linear_fill_empty_lanes(const LinearSystem *s, double *value);

/* The next row of the sparse matrix is that of an unknown. */
static inline void linear_number_row(LinearSystem *s, int unknown)
{
    s->place[unknown] = s->rows;
    s->of[s->rows++] = unknown;
}

/* element_layout.c: the chain from its pairs (row[k], column[k]), repeats allowed; slot[k] receives their places. */
Status linear_lay_elements(LinearSystem *s, const Model *m, int pairs, const int *row, const int *column, int *slot,
                           Error *e);

/* linear_layout.c */
Status linear_record(const Model *m, Record *rec, Error *e);
Status linear_lay_condensed(LinearSystem *s, const Model *m, const Record *rec, Error *e);

#endif
