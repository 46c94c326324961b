/* Private to solver/: the condensation of elements, after that of their pockets (E-13).
 *
 * What stands at the inner nodes of an element couples to nothing but the nodes at its ends. Elements of one shape are
 * eliminated LANES at a time, like pockets. */
#ifndef CELLSIM_ELEMENTS_H
#define CELLSIM_ELEMENTS_H

#include "../model/cell.h"
#include "complex_lanes.h"

enum { NODE_MOST = MAX_CARRIED + 1 + MAX_NETWORKS }; /* outer unknowns of a node */
enum { ELEMENT_INNER = (MAX_DEGREE - 1) * NODE_MOST, ELEMENT_OUTERS = 2 * NODE_MOST };

/* A batch of elements. Each is a dense matrix ("front") of its inner unknowns, in the order of their elimination, and
 * its outer ones:
 *
 *      [ A  B ]      factorised:   [ L\U  L^-1 B      ]
 *      [ C  0 ]                    [ C U^-1  -C A^-1 B ]
 *
 * entry (i, j) at front + (i * width + j) * LANES + lane of the chain's values; reciprocal pivots. Without pivoting:
 * potentials go first, whose block is symmetric and positive (Kirchhoff's laws); what is left of the concentrations
 * is diffusion. */
typedef struct ElementBatch {
    int lanes; /* elements in this batch; further lanes hold the unit matrix */
    int n, outers, width, front;
    int from[ELEMENT_INNER + ELEMENT_OUTERS]; /* first column of each row that is not 0, before and after */
    int inner[LANES][ELEMENT_INNER], outer[LANES][ELEMENT_OUTERS]; /* unknowns of each */
    int schur[LANES][ELEMENT_OUTERS * ELEMENT_OUTERS];             /* where -C A^-1 B goes in the values of the chain */
} ElementBatch;

/* Factorises the fronts in the chain's values, and adds -C A^-1 B to the others. 0, or 1 if a pivot vanishes. */
int element_factor(const ElementBatch *b, double *chain);

/* First half of a solve: inner rows of x := L^-1 x; outer rows of x -= C A^-1 x. */
void element_forward(const ElementBatch *b, const double *chain, double *x);

/* Second half, outer rows of x now the solution: inner rows := U^-1 (x - L^-1 B x_outer). */
void element_backward(const ElementBatch *b, const double *chain, double *x);

/* The front of one element at LANES frequencies, K + i omega M (arrays of values as a LinearSystem lays them out). */
void element_front(const ElementBatch *b, int lane, const double *K, const double *M, const Lanes *omega,
                   ComplexLanes *front);

/* Adds -C A^-1 B of that front, which is lost, to the values of the chain. */
void element_condense(const ElementBatch *b, int lane, ComplexLanes *front, ComplexLanes *chain);

#endif
