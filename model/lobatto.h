/* Polynomials on one element of x: nodes, quadrature and derivatives (E-11).
 *
 * The nodes are the Gauss-Lobatto-Legendre points of [-1, 1], both ends among them; the quadrature at these nodes has
 * positive weights. Canuto et al., Spectral Methods (2006), ch. 2. */
#ifndef CELLSIM_LOBATTO_H
#define CELLSIM_LOBATTO_H

#include "cell.h"

typedef struct Lobatto {
    int degree; /* nodes 0 .. degree */
    double x[MAX_DEGREE + 1], w[MAX_DEGREE + 1];
    double D[MAX_DEGREE + 1][MAX_DEGREE + 1]; /* [j][k]: slope of the k-th basis polynomial at node j; rows sum to 0 */
    double row[MAX_DEGREE + 1][MAX_DEGREE + 1]; /* [i][j] = -w_j D_ji: what the flux at node j takes from node i */
    double face[MAX_DEGREE][MAX_DEGREE + 1];    /* [i][j]: share of the flux at j in what passes from node i to i + 1 */
    double stiffness[MAX_DEGREE + 1][MAX_DEGREE + 1]; /* [i][k] = sum_j w_j D_ji D_jk */
    double passing[MAX_DEGREE][MAX_DEGREE + 1];       /* [i][k] = sum_j face_ij D_jk */
} Lobatto;

/* 1 <= degree <= MAX_DEGREE. */
void lobatto_fill(int degree, Lobatto *l);

#endif
