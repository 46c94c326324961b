#include "sphere_response.h"

#include <math.h>

static const double SMALL = 0.1; /* |Y^2| below which the series replaces the closed form, whose terms cancel */

/* Y coth Y - 1 = Y^2/3 - Y^4/45 + 2 Y^6/945 - Y^8/4725 + 2 Y^10/93555 - …, Y^2 = i x */
static void by_series(double x, double *re, double *im)
{
    const double x2 = x * x;
    *re = x2 * (1.0 / 45 - x2 / 4725);
    *im = x * (1.0 / 3 - x2 * (2.0 / 945 - x2 * 2 / 93555));
}

/* Y = (1 + i) s, so that coth Y = (sinh 2s - i sin 2s) / (cosh 2s - cos 2s); both divided by exp(2s)/2. */
static void in_closed_form(double x, double *re, double *im)
{
    const double s = sqrt(0.5 * x), e = exp(-2 * s), sinh_2s = 1 - e * e, sin_2s = 2 * e * sin(2 * s);
    const double scale = s / (1 + e * e - 2 * e * cos(2 * s));
    *re = scale * (sinh_2s + sin_2s) - 1;
    *im = scale * (sinh_2s - sin_2s);
}

void sphere_admittance(double omega, double rate, double *re, double *im)
{
    const double x = omega / rate;
    if (x < SMALL) by_series(x, re, im);
    else in_closed_form(x, re, im);
    *re *= 3 * rate;
    *im *= 3 * rate;
}

/* D may differ by this share within a particle that counts as uniform. */
static const double SAME_D = 1e-3;

/* D/R^2 of an insertion host at its state, or 0 if D is not the same all through it (or there is no diffusion). */
static double uniform_rate(const Pocket *pocket, const double *y)
{
    if (pocket->theta < 0) return 0;
    const Isotherm *iso = pocket->phase->isotherm;
    const int n = pocket->radial->n;
    const double rate =
        n > 1 ? pocket->phase->D / (pocket->phase->radius * pocket->phase->radius) : 0; /* no cap here */
    double Phi, slope, at_surface;
    if (rate <= 0 || isotherm_constant_D(iso)) return rate;
    isotherm_diffusion(iso, y[pocket->theta + n - 1], &Phi, &at_surface);
    for (int k = 0; k < n - 1; k++) {
        isotherm_diffusion(iso, y[pocket->theta + k], &Phi, &slope);
        if (!(fabs(slope - at_surface) <= SAME_D * at_surface)) return 0;
    }
    return rate * at_surface;
}

static const Pocket *find_pocket(const Model *m, int start)
{
    int k = 0;
    while (m->pocket[k].start != start) k++;
    return &m->pocket[k];
}

void spheres_find(const LinearSystem *s, const Model *m, const double *y, Spheres *out)
{
    for (int k = 0; k < s->batches; k++) {
        const PocketBatch *b = &s->batch[k];
        for (int l = 0; l < b->lanes; l++) {
            const Pocket *pocket = find_pocket(m, b->start[l]);
            const double rate = uniform_rate(pocket, y);
            out[k].rate[l] = rate;
            out[k].surface[l] = rate > 0 ? pocket->radial->n - 1 : 0;
        }
    }
}

const PocketInterior *spheres_interior(const Spheres *s, int lane, const double omega[LANES], PocketInterior *last)
{
    if (s->surface[lane] == 0) return NULL;
    if (last->row == s->surface[lane] && last->rate == s->rate[lane]) return last;
    last->row = s->surface[lane];
    last->rate = s->rate[lane];
    for (int l = 0; l < LANES; l++)
        sphere_admittance(omega[l], last->rate, &last->diagonal[l], &last->diagonal[LANES + l]);
    return last;
}
