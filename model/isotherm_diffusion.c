/* The diffusion potential of a phase, Phi = integral of D/D_ref dtheta, tabulated against theta (E-iso-5).
 *
 * A law gives it as Phi = integral of D dPsi along its path. Psi and D are first sampled as splines against theta;
 * their product is then a polynomial of degree 5 on every interval and the three-point Gauss rule integrates it
 * exactly. */
#include <stdlib.h>

#include "isotherm_path.h"
#include "spline.h"

/* Of the range of Psi, and of the largest D. */
static const double PSI_TOLERANCE = 1e-9, D_TOLERANCE = 1e-6;

enum { PROBES = 64 };

typedef struct Sampling {
    const IsothermPath *path;
    int failed;
    double theta, value;
} Sampling;

static int sample_diffusion(double s, double *theta, double *y, void *context)
{
    Sampling *w = context;
    w->path->diffusion(s, theta, &y[0], &y[1], w->path->law);
    if (y[1] >= 0 && y[1] < 1e12) {
        y[1] = fmax(y[1], ISOTHERM_D_FLOOR);
        return 0;
    }
    w->failed = 1;
    w->theta = *theta;
    w->value = y[1];
    return 1;
}

/* Absolute tolerances from a first walk along the path. */
static int probe(Sampling *w, double *tolerance)
{
    const IsothermPath *path = w->path;
    double theta, y[2], first = 0, largest = 0;
    for (int k = 0; k <= PROBES; k++) {
        if (sample_diffusion(path->s0 + (path->s1 - path->s0) * k / PROBES, &theta, y, w)) return 1;
        if (k == 0) first = y[0];
        largest = fmax(largest, y[1]);
    }
    tolerance[0] = PSI_TOLERANCE * fmax(y[0] - first, ISOTHERM_D_FLOOR);
    tolerance[1] = D_TOLERANCE * largest;
    return 0;
}

static void integrate(const Table *t, double *x, double *Phi)
{
    real v[2], dv[2];
    x[0] = table_knot(t, 0);
    table_eval(t, x[0], v, NULL);
    Phi[0] = re(v[0]);
    for (int k = 1; k < table_knots(t); k++) {
        x[k] = table_knot(t, k);
        Phi[k] = Phi[k - 1];
        for (int i = 0; i < 3; i++) {
            table_eval(t, gauss_abscissa(i, x[k - 1], x[k]), v, dv);
            Phi[k] += gauss_weight(i, x[k - 1], x[k]) * re(v[1]) * re(dv[0]);
        }
    }
}

static double slope_at(const Table *t, double x)
{
    real v, dv;
    table_eval(t, x, &v, &dv);
    return re(dv);
}

/* The smallest slope of a table: on each interval it is a parabola, known from its ends and its middle. */
static double smallest_slope(const Table *t)
{
    double smallest = INFINITY;
    for (int k = 1; k < table_knots(t); k++) {
        const double a = table_knot(t, k - 1), b = table_knot(t, k);
        const double p = slope_at(t, a), q = slope_at(t, 0.5 * (a + b)), r = slope_at(t, b);
        const double curvature = p + r - 2 * q, tilt = r - p;
        smallest = fmin(smallest, fmin(p, fmin(q, r)));
        if (curvature > 0 && fabs(tilt) < 4 * curvature) smallest = fmin(smallest, q - tilt * tilt / (8 * curvature));
    }
    return smallest;
}

/* A spline may undershoot at the foot of a steep rise of D. A uniform addition to D, of the size of the undershoot,
 * keeps Phi strictly increasing. */
static Status tabulate(int n, const double *x, double *Phi, Table **out, Error *e)
{
    Status s = table_create(n, 1, x, Phi, out, e);
    for (int pass = 0; pass < 3 && s == CELLSIM_OK; pass++) {
        const double smallest = smallest_slope(*out);
        if (smallest >= 0.5 * ISOTHERM_D_FLOOR) break;
        for (int k = 0; k < n; k++) Phi[k] += 1.01 * (ISOTHERM_D_FLOOR - smallest) * x[k];
        table_free(*out);
        s = table_create(n, 1, x, Phi, out, e);
    }
    return s;
}

static Status explain(const Sampling *w, Status s, Error *e)
{
    if (s != CELLSIM_BAD_CARD || !w->failed) return s;
    error_set(e, s, NULL, 0, "the diffusivity D/D_ref is %g at theta = %.6g", w->value, w->theta);
    error_hint(e, "it must be a number >= 0 wherever the isotherm is defined");
    return s;
}

Status isotherm_build_diffusion(const IsothermPath *path, Table **out, Error *e)
{
    Sampling w = {.path = path};
    Table *law = NULL;
    double tolerance[2];
    if (probe(&w, tolerance)) return explain(&w, CELLSIM_BAD_CARD, e);
    Status s = table_from_function(sample_diffusion, &w, 2, path->s0, path->s1, path->start, tolerance, &law, NULL, e);
    if (s != CELLSIM_OK) return explain(&w, s, e);
    const int n = table_knots(law);
    double *x = malloc(2 * (size_t)n * sizeof *x);
    if (x) {
        integrate(law, x, x + n);
        s = tabulate(n, x, x + n, out, e);
    } else {
        s = error_memory(e);
    }
    free(x);
    table_free(law);
    return s;
}
