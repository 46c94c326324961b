/* Private to solver/: the condensation of pockets. */
#ifndef CELLSIM_POCKETS_H
#define CELLSIM_POCKETS_H

#include "../model/status.h"

enum { POCKET_OUTERS = 8 };

/* One pocket's share of the matrix. Its last `ports` unknowns are the only ones that couple to outer unknowns:
 *
 *      [ A  B ]   inner rows: A n x n banded (kl, ku), B ports x outers (in the last rows)
 *      [ C  . ]   outer rows: C outers x ports (in the last columns)
 *
 * A, B, C: offsets in the shared array of values; LU: offset in the array of factors; schur: outers x outers offsets
 * into the values of the chain. Band storage: a_ij at [i * width + j - i + kl]; LU holds reciprocals of the pivots. */
typedef struct PocketBlock {
    int start, n, kl, ku, width;
    int ports, outers, outer[POCKET_OUTERS];
    int A, B, C, LU;
    int schur[POCKET_OUTERS * POCKET_OUTERS];
} PocketBlock;

/* LU := factors of A; chain values += -C A^-1 B. 0, or 1 if a pivot vanishes. */
int pocket_factor(const PocketBlock *b, const double *value, double *factors, double *chain);

/* First half of a solve: x (in: right-hand side of the pocket) := L^-1 x; outer right-hand side r -= C A^-1 x. */
void pocket_forward(const PocketBlock *b, const double *value, const double *factors, double *x, double *r);

/* Second half: x := U^-1 (x - L^-1 B x_outer), with r now the outer solution. */
void pocket_backward(const PocketBlock *b, const double *value, const double *factors, double *x, const double *r);

#endif
