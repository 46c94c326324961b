/* Private to solver/: the condensation of pockets.
 *
 * Pockets of one shape are eliminated LANES at a time: entry (i, j) of the pockets of a batch stand side by side in
 * one Lanes value, so that one instruction works on several pockets and none waits for the one before. */
#ifndef CELLSIM_POCKETS_H
#define CELLSIM_POCKETS_H

#include "../model/radial.h"

/* INNER: the largest pocket, a host that ions compete for (hosts/competitive.h) and a side reaction. */
enum { POCKET_OUTERS = 8, POCKET_INNER = MAX_PLACES * (RADIAL_MAX + 1) + 5, LANES_SHIFT = 2, LANES = 1 << LANES_SHIFT };

typedef double Lanes __attribute__((vector_size(LANES * sizeof(double)), aligned(sizeof(double)), may_alias));
typedef long long LaneMask __attribute__((vector_size(LANES * sizeof(double)))); /* -1 or 0 for every lane */

/* A batch of pockets. The last `ports` unknowns are the only ones that couple to outer unknowns:
 *
 *      [ A  B ]   inner rows: A n x n banded (kl, ku), B ports x outers (in the last rows)
 *      [ C  . ]   outer rows: C outers x ports (in the last columns)
 *
 * A, B, C: offsets in the shared array of values, LU in the array of factors, in units of double; each entry is LANES
 * doubles. a_ij at [diagonal + i * step + j]: by diagonals (kl below, ku above the main one), or all of A where that is less; LU holds L, U and reciprocals of D; behind it
 * stand n entries that a solve keeps from its first half to its second. */
typedef struct PocketBatch {
    int lanes;        /* pockets in this batch; further lanes hold the unit matrix */
    int start[LANES]; /* first unknown of each; of further lanes that of the first */
    int size[LANES];  /* unknowns of each, n or less; further rows hold the unit matrix */
    int common;       /* the least of them */
    int n, kl, ku, ports, outers;
    int step, diagonal, entries;                     /* entries: of A */
    int outer[LANES][POCKET_OUTERS];                 /* outer unknowns of each */
    int schur[LANES][POCKET_OUTERS * POCKET_OUTERS]; /* where C A^-1 B goes in the values of the chain */
    int first[POCKET_INNER], last[POCKET_INNER];     /* of every row of L and U: beyond, it is 0 */
    int A, B, C, LU;
} PocketBatch;

/* LU := factors of A; chain values -= C A^-1 B. 0, or 1 if a pivot vanishes. */
int pocket_factor(const PocketBatch *b, const double *value, double *factors, double *chain);

/* First half of a solve: L^-1 x of the pockets is kept; outer rows of x -= C A^-1 x. */
void pocket_forward(const PocketBatch *b, const double *value, double *factors, double *x);

/* Second half, outer rows of x now the solution: rows of the pockets := U^-1 D^-1 (L^-1 x - L^-1 B x_outer). */
void pocket_backward(const PocketBatch *b, const double *value, double *factors, double *x);

#endif
