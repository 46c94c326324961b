#include "vector.h"

#include "pockets.h"

#include <math.h>

static sunrealtype *data(N_Vector v)
{
    return vector_data(v);
}

/* LANES elements from k on. Loops over these, unlike those over elements, need no check of whether vectors are the same. */
static inline Lanes *lanes(sunrealtype *v, sunindextype k)
{
    return (Lanes *)(v + k);
}

/* z = a x + b y. */
static inline void add_up(sunindextype n, sunrealtype a, sunrealtype *x, sunrealtype b, sunrealtype *y, sunrealtype *z)
{
    sunindextype k = 0;
    for (; k + LANES <= n; k += LANES) *lanes(z, k) = a * *lanes(x, k) + b * *lanes(y, k);
    for (; k < n; k++) z[k] = a * x[k] + b * y[k];
}

static void linear_sum(sunrealtype a, N_Vector x, sunrealtype b, N_Vector y, N_Vector z)
{
    add_up(NV_LENGTH_S(x), a, data(x), b, data(y), data(z));
}

static void set_constant(sunrealtype c, N_Vector z)
{
    sunrealtype *zd = data(z);
    for (sunindextype k = 0; k < NV_LENGTH_S(z); k++) zd[k] = c;
}

static void product(N_Vector x, N_Vector y, N_Vector z)
{
    const sunrealtype *xd = data(x), *yd = data(y);
    sunrealtype *zd = data(z);
    for (sunindextype k = 0; k < NV_LENGTH_S(z); k++) zd[k] = xd[k] * yd[k];
}

static void scale(sunrealtype c, N_Vector x, N_Vector z)
{
    const sunindextype n = NV_LENGTH_S(z);
    sunrealtype *xd = data(x), *zd = data(z);
    sunindextype k = 0;
    for (; k + LANES <= n; k += LANES) *lanes(zd, k) = c * *lanes(xd, k);
    for (; k < n; k++) zd[k] = c * xd[k];
}

static void absolute(N_Vector x, N_Vector z)
{
    for (sunindextype k = 0; k < NV_LENGTH_S(z); k++) data(z)[k] = fabs(data(x)[k]);
}

static void inverse(N_Vector x, N_Vector z)
{
    for (sunindextype k = 0; k < NV_LENGTH_S(z); k++) data(z)[k] = 1 / data(x)[k];
}

static void add_constant(N_Vector x, sunrealtype b, N_Vector z)
{
    for (sunindextype k = 0; k < NV_LENGTH_S(z); k++) data(z)[k] = data(x)[k] + b;
}

static sunrealtype smallest(N_Vector x)
{
    sunrealtype least = data(x)[0];
    for (sunindextype k = 1; k < NV_LENGTH_S(x); k++)
        if (data(x)[k] < least) least = data(x)[k];
    return least;
}

/* sqrt(mean (x w)^2), in as many sums as there are lanes, whose order is that of all processors. */
static sunrealtype weighted_rms(N_Vector x, N_Vector w)
{
    const sunindextype n = NV_LENGTH_S(x);
    sunrealtype *xd = data(x), *wd = data(w);
    Lanes sum = {0};
    sunindextype k = 0;
    for (; k + LANES <= n; k += LANES) {
        const Lanes e = *lanes(xd, k) * *lanes(wd, k);
        sum += e * e;
    }
    for (; k < n; k++) sum[0] += xd[k] * wd[k] * xd[k] * wd[k];
    return sqrt((sum[0] + sum[1] + sum[2] + sum[3]) / (sunrealtype)n);
}

/* The same over the elements whose mask is 1, not 0; the mean counts all. */
static sunrealtype masked_rms(N_Vector x, N_Vector w, N_Vector mask)
{
    const sunindextype n = NV_LENGTH_S(x);
    sunrealtype *xd = data(x), *wd = data(w), *md = data(mask);
    Lanes sum = {0};
    sunindextype k = 0;
    for (; k + LANES <= n; k += LANES) {
        const Lanes e = *lanes(xd, k) * *lanes(wd, k) * *lanes(md, k);
        sum += e * e;
    }
    for (; k < n; k++) sum[0] += xd[k] * wd[k] * xd[k] * wd[k] * md[k];
    return sqrt((sum[0] + sum[1] + sum[2] + sum[3]) / (sunrealtype)n);
}

static sunrealtype largest(N_Vector x)
{
    sunrealtype most = 0;
    for (sunindextype k = 0; k < NV_LENGTH_S(x); k++)
        if (fabs(data(x)[k]) > most) most = fabs(data(x)[k]);
    return most;
}

enum { TERMS = 8 }; /* of a sum that are taken in one pass: all those of IDA */

/* z = sum c_j x_j; z may be x_0. */
static int linear_combination(int terms, sunrealtype *c, N_Vector *x, N_Vector z)
{
    const sunindextype n = NV_LENGTH_S(z);
    const int most = terms < TERMS ? terms : TERMS;
    sunrealtype *zd = data(z), *xd[TERMS];
    sunindextype k = 0;
    for (int j = 0; j < most; j++) xd[j] = data(x[j]);
    for (; k + LANES <= n; k += LANES) {
        Lanes sum = c[0] * *lanes(xd[0], k);
        for (int j = 1; j < most; j++) sum += c[j] * *lanes(xd[j], k);
        *lanes(zd, k) = sum;
    }
    for (; k < n; k++) {
        sunrealtype sum = c[0] * xd[0][k];
        for (int j = 1; j < most; j++) sum += c[j] * xd[j][k];
        zd[k] = sum;
    }
    for (int j = TERMS; j < terms; j++) linear_sum(1, z, c[j], x[j], z);
    return 0;
}

/* Many vectors are gone through by parts that stay in the cache of the processor, so that each of them passes through it
 * once. */
enum { PART = 512 };

static sunindextype smaller(sunindextype a, sunindextype b)
{
    return a < b ? a : b;
}

/* z_j = a x_j + b y_j, one after the other: a y_j may be the z before. */
static int linear_sums(int vectors, sunrealtype a, N_Vector *x, sunrealtype b, N_Vector *y, N_Vector *z)
{
    const sunindextype n = NV_LENGTH_S(z[0]);
    for (sunindextype first = 0; first < n; first += PART)
        for (int j = 0; j < vectors; j++)
            add_up(smaller(PART, n - first), a, data(x[j]) + first, b, data(y[j]) + first, data(z[j]) + first);
    return 0;
}

N_Vector vector_create(sunindextype n, SUNContext context)
{
    N_Vector v = N_VNew_Serial(n, context);
    if (!v) return NULL;
    v->ops->nvlinearsum = linear_sum;
    v->ops->nvconst = set_constant;
    v->ops->nvprod = product;
    v->ops->nvscale = scale;
    v->ops->nvabs = absolute;
    v->ops->nvinv = inverse;
    v->ops->nvaddconst = add_constant;
    v->ops->nvmin = smallest;
    v->ops->nvwrmsnorm = weighted_rms;
    v->ops->nvwrmsnormmask = masked_rms;
    v->ops->nvmaxnorm = largest;
    v->ops->nvlinearcombination = linear_combination;
    v->ops->nvlinearsumvectorarray = linear_sums;
    N_VConst(0, v);
    return v;
}
