/* Private to model/: the record of a Table and its look-up, inlined where the number of components is known. */
#ifndef CELLSIM_TABLE_LOOKUP_H
#define CELLSIM_TABLE_LOOKUP_H

#include "table.h"

/* Interval k = 1..n-1 lies between the knots k-1 and k; interval 0 is the linear continuation to the left, interval n
 * that to the right. Their coefficients are grouped by degree, 4 m doubles per interval: value, slope, c2, c3. */
struct Table {
    int n, m, buckets;
    double origin, per_unit; /* bucket of x = (x - origin) * per_unit */
    double *coefficient;     /* [n+1][4][m] */
    double *base;            /* [n+2]: interval k holds base[k] <= x < base[k+1], except base[0] = base[1] */
    int *first;              /* [buckets+1]: interval that holds the bucket's left edge */
    size_t bytes;
};

/* The interval that holds x; NaN counts as left of the table. */
static inline int table_interval(const Table *t, double x)
{
    const double position = (x - t->origin) * t->per_unit, *base = t->base;
    if (!(position > 0)) return x >= base[1] ? 1 : 0;
    const int b = position < t->buckets ? (int)position : t->buckets - 1;
    int k = t->first[b], end = t->first[b + 1];
    while (end - k > 8) {
        const int middle = k + (end - k) / 2;
        if (x >= base[middle]) k = middle;
        else end = middle;
    }
    while (x >= base[k + 1]) k++;
    return k;
}

/* v = c0 + d (c1 + d c2 + d^2 c3) and its derivative, for m components (m a constant of the caller). */
static inline void table_cubic(const double *c, int m, real d, real *restrict v, real *restrict dv)
{
    for (int j = 0; j < m; j++) {
        const real c2d = c[2 * m + j] * d, c3dd = c[3 * m + j] * d * d;
        v[j] = c[j] + d * (c[m + j] + c2d + c3dd);
        dv[j] = c[m + j] + 2 * c2d + 3 * c3dd;
    }
}

static inline void table_lookup(const Table *t, int m, real x, real *restrict v, real *restrict dv)
{
    const int k = table_interval(t, re(x));
    table_cubic(t->coefficient + (size_t)k * 4 * (size_t)m, m, x - t->base[k], v, dv);
}

/* The same, and the second derivative of component 0: piecewise linear, continuous. */
static inline void table_lookup_curved(const Table *t, int m, real x, real *restrict v, real *restrict dv,
                                       real *curvature)
{
    const int k = table_interval(t, re(x));
    const double *c = t->coefficient + (size_t)k * 4 * (size_t)m;
    const real d = x - t->base[k];
    table_cubic(c, m, d, v, dv);
    *curvature = 2 * c[2 * m] + 6 * c[3 * m] * d;
}

#endif
