#include "vector.h"

#include <math.h>
#include <nvector/nvector_serial.h>

static sunrealtype *data(N_Vector v)
{
    return NV_DATA_S(v);
}

static void linear_sum(sunrealtype a, N_Vector x, sunrealtype b, N_Vector y, N_Vector z)
{
    const sunindextype n = NV_LENGTH_S(x);
    const sunrealtype *xd = data(x), *yd = data(y);
    sunrealtype *zd = data(z);
    for (sunindextype k = 0; k < n; k++) zd[k] = a * xd[k] + b * yd[k];
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
    const sunrealtype *xd = data(x);
    sunrealtype *zd = data(z);
    for (sunindextype k = 0; k < n; k++) zd[k] = c * xd[k];
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

/* sqrt(mean (x w)^2), in four partial sums so that it vectorises in a fixed order. */
static sunrealtype weighted_rms(N_Vector x, N_Vector w)
{
    const sunindextype n = NV_LENGTH_S(x);
    const sunrealtype *xd = data(x), *wd = data(w);
    sunrealtype sum[4] = {0};
    sunindextype k = 0;
    for (; k + 4 <= n; k += 4)
        for (int j = 0; j < 4; j++) {
            const sunrealtype e = xd[k + j] * wd[k + j];
            sum[j] += e * e;
        }
    for (; k < n; k++) sum[0] += xd[k] * wd[k] * xd[k] * wd[k];
    return sqrt((sum[0] + sum[1] + sum[2] + sum[3]) / (sunrealtype)n);
}

/* The same over the elements whose mask is 1, not 0; the mean counts all. */
static sunrealtype masked_rms(N_Vector x, N_Vector w, N_Vector mask)
{
    const sunindextype n = NV_LENGTH_S(x);
    const sunrealtype *xd = data(x), *wd = data(w), *md = data(mask);
    sunrealtype sum[4] = {0};
    sunindextype k = 0;
    for (; k + 4 <= n; k += 4)
        for (int j = 0; j < 4; j++) {
            const sunrealtype e = xd[k + j] * wd[k + j] * md[k + j];
            sum[j] += e * e;
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

/* What combines many vectors goes through them by parts that stay in the cache of the processor, so that each of them
 * passes through it once. */
enum { PART = 512 };

static sunindextype end_of_part(sunindextype first, sunindextype n)
{
    return first + PART < n ? first + PART : n;
}

/* z = sum c_j x_j on elements first..end-1; z may be x_0. */
static void combine_part(int terms, const sunrealtype *c, N_Vector *x, sunrealtype *zd, sunindextype first,
                         sunindextype end)
{
    const sunrealtype *x0 = data(x[0]), c0 = c[0];
    for (sunindextype k = first; k < end; k++) zd[k] = c0 * x0[k];
    int j = 1;
    for (; j + 1 < terms; j += 2) {
        const sunrealtype *a = data(x[j]), *b = data(x[j + 1]), ca = c[j], cb = c[j + 1];
        for (sunindextype k = first; k < end; k++) zd[k] += ca * a[k] + cb * b[k];
    }
    if (j == terms) return;
    const sunrealtype *a = data(x[j]), ca = c[j];
    for (sunindextype k = first; k < end; k++) zd[k] += ca * a[k];
}

static int linear_combination(int terms, sunrealtype *c, N_Vector *x, N_Vector z)
{
    const sunindextype n = NV_LENGTH_S(z);
    for (sunindextype first = 0; first < n; first += PART)
        combine_part(terms, c, x, data(z), first, end_of_part(first, n));
    return 0;
}

/* z_j = a x_j + b y_j, one after the other: a y_j may be the z before. */
static int linear_sums(int vectors, sunrealtype a, N_Vector *x, sunrealtype b, N_Vector *y, N_Vector *z)
{
    const sunindextype n = NV_LENGTH_S(z[0]);
    for (sunindextype first = 0; first < n; first += PART)
        for (int j = 0; j < vectors; j++) {
            const sunindextype end = end_of_part(first, n);
            const sunrealtype *xd = data(x[j]), *yd = data(y[j]);
            sunrealtype *zd = data(z[j]);
            for (sunindextype k = first; k < end; k++) zd[k] = a * xd[k] + b * yd[k];
        }
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
