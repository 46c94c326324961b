/* The diffusion potential of a phase, Phi = integral of D/D_ref dtheta, tabulated against theta (E-iso-5).
 *
 * A law gives it as Phi = integral of D dPsi along its path. Psi and D are first sampled as splines against theta;
 * their product is then a polynomial of degree 5 on every interval and the three-point Gauss rule integrates it
 * exactly. Phi itself becomes a monotone C1 cubic from these values and the law's own slopes: where D drops by orders
 * of magnitude between two site classes, a C2 spline would undershoot to a negative D. */
#include "isotherm_path.h"
#include "isotherm_steepness.h"
#include "spline.h"

/* Of the range of Psi, and of the largest D. */
static const double PSI_TOLERANCE = 1e-9, D_TOLERANCE = 1e-6;

enum { PROBES = 64, PSI_ = 0, D_, W_, TERMS };

typedef struct Sampling {
    const IsothermPath *path;
    int failed;
    double theta, value;
} Sampling;

static int sample_diffusion(double s, double *theta, double *y, void *context)
{
    Sampling *w = context;
    DiffusionTerms terms;
    w->path->diffusion(s, theta, &terms, w->path->law);
    y[PSI_] = terms.Psi;
    y[D_] = fmax(terms.D, ISOTHERM_D_FLOOR);
    y[W_] = terms.w;
    if (terms.D >= 0 && terms.D < 1e12) return 0;
    w->failed = 1;
    w->theta = *theta;
    w->value = terms.D;
    return 1;
}

/* Absolute tolerances from a first walk along the path. Of w only the values at the knots are used. */
static int probe(Sampling *w, double *tolerance)
{
    const IsothermPath *path = w->path;
    double theta, y[TERMS], first = 0, largest = 0;
    for (int k = 0; k <= PROBES; k++) {
        if (sample_diffusion(path->s0 + (path->s1 - path->s0) * k / PROBES, &theta, y, w)) return 1;
        if (k == 0) first = y[PSI_];
        largest = fmax(largest, y[D_]);
    }
    tolerance[PSI_] = PSI_TOLERANCE * fmax(y[PSI_] - first, ISOTHERM_D_FLOOR);
    tolerance[D_] = D_TOLERANCE * largest;
    tolerance[W_] = INFINITY;
    return 0;
}

/* dPhi/dtheta of the sampled law. */
static double law_slope(double theta, void *law)
{
    real v[TERMS], dv[TERMS];
    table_eval(law, theta, v, dv);
    return re(v[D_]) * re(dv[PSI_]);
}

/* Phi and its slope at the knots of the sampled law. */
static void integrate(Table *law, DiffusionCurve *c)
{
    real v[TERMS];
    double *x = c->theta, *D = c->D;
    for (int k = 0; k < c->n; k++) {
        x[k] = table_knot(law, k);
        table_eval(law, x[k], v, NULL);
        D[k] = re(v[D_]) * re(v[W_]);
        c->Phi[k] = k == 0 ? re(v[PSI_]) : c->Phi[k - 1];
        for (int i = 0; i < 3 && k > 0; i++) {
            const double slope = law_slope(gauss_abscissa(i, x[k - 1], x[k]), law);
            c->Phi[k] += gauss_weight(i, x[k - 1], x[k]) * diffusion_between(D[k - 1], D[k], slope);
        }
    }
}

/* A cubic rises throughout if both its end slopes are at most 3 times its secant (Fritsch & Carlson, SIAM J. Numer.
 * Anal. 17 (1980) 238); 2.5 leaves it a quarter of the secant. */
static void keep_rising(DiffusionCurve *c)
{
    const int n = c->n;
    double *x = c->theta, *Phi = c->Phi, *slope = c->D;
    for (int k = 1; k < n; k++) Phi[k] = fmax(Phi[k], Phi[k - 1] + ISOTHERM_D_FLOOR * (x[k] - x[k - 1]));
    for (int k = 1; k < n; k++) {
        const double most = 2.5 * (Phi[k] - Phi[k - 1]) / (x[k] - x[k - 1]);
        slope[k - 1] = fmin(fmax(slope[k - 1], ISOTHERM_D_FLOOR), most);
        slope[k] = fmin(fmax(slope[k], ISOTHERM_D_FLOOR), most);
    }
}

static Status explain(const Sampling *w, Status s, Error *e)
{
    if (s != CELLSIM_BAD_CARD || !w->failed) return s;
    error_set(e, s, NULL, 0, "the diffusivity D/D_ref is %g at theta = %.6g", w->value, w->theta);
    error_hint(e, "it must be a number >= 0 wherever the isotherm is defined");
    error_about(e, "D");
    return s;
}

Status isotherm_build_diffusion(const IsothermPath *path, Table **out, Error *e)
{
    Sampling w = {.path = path};
    Table *law = NULL;
    double tolerance[TERMS];
    if (probe(&w, tolerance)) return explain(&w, CELLSIM_BAD_CARD, e);
    Status s =
        table_from_function(sample_diffusion, &w, TERMS, path->s0, path->s1, path->start, tolerance, &law, NULL, e);
    if (s != CELLSIM_OK) return explain(&w, s, e);
    DiffusionCurve c;
    s = diffusion_curve_create(table_knots(law), &c, e);
    if (s == CELLSIM_OK) {
        integrate(law, &c);
        s = diffusion_limit_steepness(&c, law_slope, law, e);
    }
    if (s == CELLSIM_OK) {
        keep_rising(&c);
        s = table_create_hermite(c.n, c.theta, c.Phi, c.D, out, e);
    }
    diffusion_curve_free(&c);
    table_free(law);
    return s;
}
