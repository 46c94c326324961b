#include "empty.h"

static const double EMPTY = 1e-4;  /* share of the scale */
static const double NOT_EMPTY = 6; /* times that: exp(-36) is nothing */

int empty_nowhere(int n, const real *c, double scale)
{
    for (int j = 0; j < n; j++)
        if (!(re(c[j]) > NOT_EMPTY * EMPTY * scale)) return 0;
    return 1;
}

real empty_share(int n, const real *c, double scale, real *d)
{
    const double per_c = 1 / (EMPTY * scale);
    real keeps[MAX_DEGREE + 1], slope[MAX_DEGREE + 1], product = 1;
    for (int j = 0; j < n; j++) d[j] = 0;
    if (empty_nowhere(n, c, scale)) return 0;
    for (int j = 0; j < n; j++) {
        const real u = c[j] * per_c, empty = re(u) > 0 ? exp(-u * u) : 1;
        keeps[j] = 1 - empty;
        slope[j] = re(u) > 0 ? -2 * u * per_c * empty : 0;
        product *= keeps[j];
    }
    for (int k = 0; k < n; k++) {
        d[k] = slope[k];
        for (int j = 0; j < n; j++)
            if (j != k) d[k] *= keeps[j];
    }
    return 1 - product;
}
