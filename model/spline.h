/* Private to model/: what the table, its adaptive builder and the laws built on it share about splines. */
#ifndef CELLSIM_SPLINE_H
#define CELLSIM_SPLINE_H

#include "table.h"

/* Second derivatives M[k*m + j] of the C2 splines through y[k*m + j] at x[k]; not-a-knot ends (n >= 4), else natural.
 * work: n doubles. One tridiagonal elimination serves all m components. */
void spline_moments(int n, int m, const double *x, const double *y, double *M, double *work);

/* Components at a position between the knots x[0] and x[1] of one interval, from their values and moments. */
void spline_interval(int m, const double *x, const double *y, const double *M, double at, double *v);

/* A table of one component from its values and slopes at the knots: C1 cubics, linear beyond the ends. */
Status table_create_hermite(int n, const double *x, const double *y, const double *slope, Table **out, Error *e);

/* Knot k = 0..table_knots - 1 of a table. */
double table_knot(const Table *t, int k);

/* The three-point Gauss-Legendre rule on [a, b], exact for polynomials of degree 5: abscissa and weight i = 0..2. */
double gauss_abscissa(int i, double a, double b);
double gauss_weight(int i, double a, double b);

#endif
