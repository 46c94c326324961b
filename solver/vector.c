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

/* z = sum c_j x_j in one pass; z may be x_0. */
static int linear_combination(int terms, sunrealtype *c, N_Vector *x, N_Vector z)
{
    const sunindextype n = NV_LENGTH_S(z);
    sunrealtype *zd = data(z);
    scale(c[0], x[0], z);
    int j = 1;
    for (; j + 1 < terms; j += 2) {
        const sunrealtype *a = data(x[j]), *b = data(x[j + 1]), ca = c[j], cb = c[j + 1];
        for (sunindextype k = 0; k < n; k++) zd[k] += ca * a[k] + cb * b[k];
    }
    for (; j < terms; j++) {
        const sunrealtype *a = data(x[j]), ca = c[j];
        for (sunindextype k = 0; k < n; k++) zd[k] += ca * a[k];
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
    N_VConst(0, v);
    return v;
}
