/* Private to solver/: one sparse matrix at LANES frequencies, factorised side by side.
 *
 * KLU finds pivots and pattern at one frequency; here the same elimination is repeated on that pattern for LANES values
 * of the matrix at once, so that the instructions that follow indices are shared. A sequence of pivots that suits one
 * frequency need not suit all: every solution is checked. */
#ifndef CELLSIM_SPARSE_LANES_H
#define CELLSIM_SPARSE_LANES_H

#include "complex_lanes.h"
#include "sparse.h"

/* An entry of A in its row: its index, place from the start of the row of the elimination, and unknown. */
typedef struct RowEntry {
    int index, place, unknown;
} RowEntry;

typedef struct SparseLanes {
    Elimination elimination; /* the pattern; its numbers are of no use here */
    int *first;              /* [n + 1]: of the entries of every row, in the order of the pivots */
    int *upper;              /* [n]: where every row's U begins */
    RowEntry *entry;
    const ComplexLanes *A; /* [entries], borrowed: the caller sets it */
    ComplexLanes *U;       /* every row's reciprocal pivot, and what stands behind it */
    ComplexLanes *row;     /* the row under way: of L nothing is kept, as there is one right-hand side */
    ComplexLanes *x, *y;   /* in the order of the unknowns; of the pivots */
    void *memory;
} SparseLanes;

/* From KLU's factorisation of one matrix of that pattern. Owns its memory: sparse_lanes_free. */
Status sparse_lanes_create(const Sparse *pattern, klu_numeric *numeric, klu_common *common, SparseLanes *out, Error *e);

/* A := K + i omega M. */
void sparse_lanes_entries(int entries, const double *K, const double *M, const Lanes *omega, ComplexLanes *A);

/* s->x := A^-1 e_row drive. Returns the largest defect of a row in any lane, relative to its terms (NaN: singular). */
double sparse_lanes_solve(SparseLanes *s, int row, double drive);

void sparse_lanes_free(SparseLanes *s);

#endif
