/* Private to solver/: one sparse matrix at LANES frequencies, factorised side by side.
 *
 * KLU finds pivots and pattern at one frequency; here the same elimination is repeated on that pattern for LANES values
 * of the matrix at once, so that the instructions that follow indices are shared. A sequence of pivots that suits one
 * frequency need not suit all: every solution is checked. */
#ifndef CELLSIM_SPARSE_LANES_H
#define CELLSIM_SPARSE_LANES_H

#include "complex_lanes.h"
#include "sparse.h"

typedef struct SparseLanes {
    const Sparse *pattern;  /* of the matrix, borrowed */
    int *Lp, *Li, *Up, *Ui; /* columns of L (diagonal first) and U (diagonal last), in the order of the pivots */
    int *column, *place;    /* column[k]: of the matrix, the k-th; place[row]: its pivot */
    int *block;             /* block[k]: first pivot of the diagonal block that k is in */
    const ComplexLanes *A;  /* [entries], borrowed: the caller sets it */
    ComplexLanes *L, *U, *inverse, *x, *y, *residual;
    Lanes *size;
    void *memory;
} SparseLanes;

/* From KLU's factorisation of one matrix of that pattern. Owns its memory: sparse_lanes_free. */
Status sparse_lanes_create(const Sparse *pattern, klu_numeric *numeric, klu_common *common, SparseLanes *out, Error *e);

/* s->x := A^-1 e_row drive. Returns the largest defect of a row in any lane, relative to its terms (NaN: singular). */
double sparse_lanes_solve(SparseLanes *s, int row, double drive);

void sparse_lanes_free(SparseLanes *s);

#endif
