/* Diffusion in the particle of a pocket (E-par-1), without what enters at its surface. */
#include "diffusion.h"

/* S Phi by differences: its rows sum to zero, and where diffusion is fast the differences are what is left of the
 * products. In two sums, of which neither waits for the other. */
static void spread(const Radial *op, const real *Phi, real *sum)
{
    const int n = op->n, w = op->bandwidth;
    for (int a = 0; a < n; a++) {
        const double *S = op->S + a * op->width + w - a;
        const int last = a + w < n - 1 ? a + w : n - 1;
        int b = a > w ? a - w : 0;
        real even = 0, odd = 0;
        for (; b < last; b += 2) {
            even += S[b] * (Phi[b] - Phi[a]);
            odd += S[b + 1] * (Phi[b + 1] - Phi[a]);
        }
        sum[a] = b == last ? even + odd + S[b] * (Phi[b] - Phi[a]) : even + odd;
    }
}

/* Between neighbours only, with finite volumes: S is symmetric, what leaves one enters the other. */
static void spread_to_neighbours(const Radial *op, const real *Phi, real *sum)
{
    real before = 0;
    for (int a = 0; a + 1 < op->n; a++) {
        const real passed = op->S[3 * a + 2] * (Phi[a + 1] - Phi[a]);
        sum[a] = passed - before;
        before = passed;
    }
    sum[op->n - 1] = -before;
}

void diffusion_rows(const Point *p, const Pocket *k, int first, real *r)
{
    const Radial *op = k->radial;
    const Isotherm *iso = k->phase->isotherm;
    const real *theta = p->y + first, *Phi = theta;
    real potential[RADIAL_MAX], sum[RADIAL_MAX], slope;
    if (!isotherm_constant_D(iso)) {
        for (int a = 0; a < op->n; a++) isotherm_diffusion(iso, theta[a], &potential[a], &slope);
        Phi = potential;
    }
    if (op->width == 3) spread_to_neighbours(op, Phi, sum);
    else spread(op, Phi, sum);
    for (int a = 0; a < op->n; a++) r[first + a] = op->w[a] * p->yp[first + a] + k->diffusion * sum[a];
}

void diffusion_derivatives(const Point *p, const Pocket *k, int first, Jacobian *J)
{
    const Radial *op = k->radial;
    const Isotherm *iso = k->phase->isotherm;
    const int n = op->n, linear = isotherm_constant_D(iso);
    for (int b = 0; b < n; b++) {
        const int lo = b > op->bandwidth ? b - op->bandwidth : 0;
        const int hi = b + op->bandwidth < n - 1 ? b + op->bandwidth : n - 1;
        real Phi, slope = 1;
        if (!linear) isotherm_diffusion(iso, p->y[first + b], &Phi, &slope);
        for (int a = lo; a <= hi; a++)
            jacobian_add(J, first + a, first + b,
                         k->diffusion * op->S[a * op->width + b - a + op->bandwidth] * slope +
                             (a == b ? op->w[a] * p->cj : 0));
    }
}
