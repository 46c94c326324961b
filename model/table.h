/* Property tables: several smooth functions of one variable on shared knots, evaluated with their derivatives.
 *
 * Cards give properties as numbers, data tables, formulas or laws; all of them become a Table before a run, so that
 * the inner loop costs one look-up whatever the card says. Each component is a C2 cubic spline. */
#ifndef CELLSIM_TABLE_H
#define CELLSIM_TABLE_H

#include <stddef.h>

#include "real.h"
#include "status.h"

enum { TABLE_MAX_COMPONENTS = 6 };

typedef struct Table Table;

/* Interpolating C2 cubic splines through y[k*m + j], component j = 0..m-1 at knot x[k], k = 0..n-1, x strictly
 * increasing, n >= 2, 1 <= m <= TABLE_MAX_COMPONENTS. End condition: not-a-knot (n >= 4), else natural.
 * Beyond the ends the components continue linearly. Owned by the caller: table_free. */
Status table_create(int n, int m, const double *x, const double *y, Table **out, Error *e);

/* A vector-valued function of a path parameter s: writes x and the m components y. Returns 0, or nonzero if it has
 * no finite value at s. x must increase strictly with s. */
typedef int (*TableFunction)(double s, double *x, double *y, void *context);

/* Where a table is farthest from its function. */
typedef struct TableMiss {
    double worst; /* deviation / tolerance */
    double x;
    int component; /* the one that changes most there, in tolerances */
} TableMiss;

/* Samples f on [s0, s1], bisecting in s until the spline agrees with f to tolerance[j] in every component at every
 * sampled mid-point (at most 20000 knots). `miss` (may be NULL) receives what remains. `start` >= 4 is the number of
 * intervals to begin with. */
Status table_from_function(TableFunction f, void *context, int m, double s0, double s1, int start,
                           const double *tolerance, Table **out, TableMiss *miss, Error *e);

/* v[j] = component j at x, dv[j] = its derivative, j = 0..m-1; dv may be NULL. */
void table_eval(const Table *t, real x, real *v, real *dv);

int table_knots(const Table *t);
double table_min(const Table *t); /* first knot */
double table_max(const Table *t); /* last knot */
size_t table_bytes(const Table *t);
void table_free(Table *t);

#endif
