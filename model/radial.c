#include "radial.h"

#include <stdlib.h>
#include <string.h>

static double *entry(Radial *op, int k, int l)
{
    return &op->S[k * op->width + l - k + op->bandwidth];
}

/* Finite volumes: nodes at r_k = 1 - (1 - s_k)^p-like spacing, faces half-way. The step shrinks towards the surface,
 * where every current step starts its boundary layer. */
static const double SURFACE_GRADING = 0.15; /* step at the surface / step at the centre */

static void volumes_nodes(int n, double *r)
{
    const double ratio = n > 2 ? pow(SURFACE_GRADING, 1.0 / (n - 2)) : 1.0;
    double step = 1;
    r[0] = 0;
    for (int k = 1; k < n; k++) {
        r[k] = r[k - 1] + step;
        step *= ratio;
    }
    for (int k = 0; k < n; k++) r[k] /= r[n - 1] > 0 ? r[n - 1] : 1;
}

static double cube(double x)
{
    return x * x * x;
}

static void volumes_fill(Radial *op)
{
    const int n = op->n;
    volumes_nodes(n, op->r);
    double inner = 0; /* radius of the volume's inner face */
    for (int k = 0; k < n; k++) {
        const double outer = k + 1 < n ? 0.5 * (op->r[k] + op->r[k + 1]) : 1.0;
        op->w[k] = cube(outer) - cube(inner);
        if (k + 1 < n) {
            const double conductance = 3 * outer * outer / (op->r[k + 1] - op->r[k]);
            *entry(op, k, k) += conductance;
            *entry(op, k + 1, k + 1) += conductance;
            *entry(op, k, k + 1) -= conductance;
            *entry(op, k + 1, k) -= conductance;
        }
        inner = outer;
    }
}

/* --- spectral ------------------------------------------------------------------------------------------------ */

enum { QUADRATURE = 48 }; /* Gauss-Legendre points on [0, 1]: exact to degree 95 > 4 * 16 + 2 */

static void gauss_legendre(double *x, double *w)
{
    for (int k = 0; k < QUADRATURE; k++) {
        double z = cos(3.14159265358979323846 * (k + 0.75) / (QUADRATURE + 0.5)), slope = 1;
        for (int it = 0; it < 50; it++) {
            double p1 = 1, p2 = 0;
            for (int j = 0; j < QUADRATURE; j++) {
                const double p3 = p2;
                p2 = p1;
                p1 = ((2 * j + 1) * z * p2 - j * p3) / (j + 1);
            }
            slope = QUADRATURE * (z * p1 - p2) / (z * z - 1);
            const double dz = p1 / slope;
            z -= dz;
            if (fabs(dz) < 1e-15) break;
        }
        x[k] = 0.5 * (1 - z);
        w[k] = 1 / ((1 - z * z) * slope * slope);
    }
}

/* Value at s of the monic orthogonal polynomial of degree m with recurrence coefficients a, b. */
static double orthogonal(int m, const double *a, const double *b, double s)
{
    double p = 1, before = 0;
    for (int k = 0; k < m; k++) {
        const double next = (s - a[k]) * p - b[k] * before;
        before = p;
        p = next;
    }
    return p;
}

/* The root of that polynomial between from/scan and to/scan, where it changes its sign once. */
static double root_between(int m, const double *a, const double *b, int from, int to, double scan)
{
    const int sign = orthogonal(m, a, b, from / scan) > 0;
    int k = from + 1;
    while (k < to && (orthogonal(m, a, b, k / scan) > 0) == sign) k++;
    double lo = (k - 1) / scan, hi = k / scan;
    for (int it = 0; it < 60; it++) {
        const double mid = 0.5 * (lo + hi);
        if ((orthogonal(m, a, b, mid) > 0) == sign) lo = mid;
        else hi = mid;
    }
    return 0.5 * (lo + hi);
}

/* Interior Gauss-Radau points in s = r^2: roots of the polynomial of degree m orthogonal under r^2 (1 - r^2) dr,
 * by the Stieltjes procedure and bisection. */
static void radau_points(int m, const double *x, const double *w, double *s)
{
    double a[16] = {0}, b[16] = {0}, norm_before = 1;
    for (int k = 0; k < m; k++) {
        double norm = 0, moment = 0;
        for (int q = 0; q < QUADRATURE; q++) {
            const double sq = x[q] * x[q], p = orthogonal(k, a, b, sq), weight = w[q] * sq * (1 - sq) * p * p;
            norm += weight;
            moment += weight * sq;
        }
        a[k] = moment / norm;
        b[k] = k ? norm / norm_before : 0;
        norm_before = norm;
    }
    enum { SCAN = 4000, STRIDE = 40 }; /* of up to 16 points no two roots are so close */
    int found = 0;
    double first = orthogonal(m, a, b, 0);
    for (int k = 0; k < SCAN && found < m; k += STRIDE) {
        const double last = orthogonal(m, a, b, (double)(k + STRIDE) / SCAN);
        if ((first > 0) != (last > 0)) s[found++] = root_between(m, a, b, k, k + STRIDE, SCAN);
        first = last;
    }
}

/* Lagrange polynomial j on the points s (in s = r^2) and its derivative with respect to r. */
static void lagrange(int n, const double *s, int j, double r, double *value, double *slope)
{
    const double x = r * r;
    double p = 1, dp = 0;
    for (int k = 0; k < n; k++) {
        if (k == j) continue;
        const double c = 1 / (s[j] - s[k]);
        dp = dp * (x - s[k]) * c + p * c;
        p *= (x - s[k]) * c;
    }
    *value = p;
    *slope = dp * 2 * r;
}

static void spectral_fill(Radial *op)
{
    const int n = op->n;
    double x[QUADRATURE], w[QUADRATURE], s[RADIAL_MAX], value[RADIAL_MAX], slope[RADIAL_MAX];
    gauss_legendre(x, w);
    radau_points(n - 1, x, w, s);
    s[n - 1] = 1;
    for (int k = 0; k < n; k++) op->r[k] = sqrt(s[k]);
    for (int q = 0; q < QUADRATURE; q++) {
        const double weight = 3 * w[q] * x[q] * x[q];
        for (int k = 0; k < n; k++) lagrange(n, s, k, x[q], &value[k], &slope[k]);
        for (int k = 0; k < n; k++) {
            op->w[k] += weight * value[k];
            for (int l = 0; l < n; l++) *entry(op, k, l) += weight * slope[k] * slope[l];
        }
    }
    for (int k = 0; k < n; k++) { /* rows sum to zero exactly, not to quadrature error */
        *entry(op, k, k) = 0;
        for (int l = 0; l < n; l++)
            if (l != k) *entry(op, k, k) -= *entry(op, k, l);
    }
}

static void fill(Radial *op)
{
    if (op->n == 1) op->r[0] = op->w[0] = 1;
    else if (op->scheme == RADIAL_SPECTRAL) spectral_fill(op);
    else volumes_fill(op);
}

Status radial_create_like(const Radial *like, RadialScheme scheme, int n, Radial *op, Error *e)
{
    *op = (Radial){.scheme = scheme, .n = n};
    if (n < 1 || n > RADIAL_MAX || (scheme == RADIAL_SPECTRAL && n > 16))
        return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "%d radial unknowns: 2 to %d are possible", n,
                         scheme == RADIAL_SPECTRAL ? 16 : RADIAL_MAX);
    op->bandwidth = n == 1 ? 0 : scheme == RADIAL_SPECTRAL ? n - 1 : 1;
    op->width = 2 * op->bandwidth + 1;
    const size_t entries = (size_t)n * (size_t)op->width;
    double *S = op->S = calloc(entries, sizeof *S);
    if (!S) return error_memory(e);
    if (!like->S || like->n != n || like->scheme != scheme) return fill(op), CELLSIM_OK;
    *op = *like;
    op->S = memcpy(S, like->S, entries * sizeof *S);
    return CELLSIM_OK;
}

Status radial_create(RadialScheme scheme, int n, Radial *op, Error *e)
{
    return radial_create_like(&(Radial){0}, scheme, n, op, e);
}

void radial_free(Radial *op)
{
    free(op->S);
    op->S = NULL;
}
