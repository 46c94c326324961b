#include "eis_fit.h"

#include <cminpack.h>
#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#undef I

enum { PARAMETERS = 2 + 3 * EIS_ARCS, ITERATIONS = 300 /* evaluations */, FEWEST_POINTS = 8 };

/* re + i im (CMPLX is missing from some compilers' <complex.h>). */
static double complex complex_of(double re, double im)
{
    return re + im * _Complex_I;
}

static const double TWO_PI = 6.283185307179586;
static const double BEYOND_ARC = 3;      /* the fit reaches to the frequency of the arc's end divided by this */
static const double CLOSED = 0.5;        /* of the top: an arc that the spectrum ends on has come down to it */
static const double UNEVEN = 0.1;        /* relative, of neighbouring steps in ln f */
static const double WORTH_AN_ARC = 0.5;  /* a second arc must bring the residual below this share */
static const double USELESS = 0.1;       /* a fit with a larger residual is none */
static const double CONVERGED = 1e-10;   /* relative change of the sum of squares, or of a parameter, that is none */
static const double LEAST_SHARE = 1e-12; /* of |Z|: where a resistance that the spectrum does not show may go */

/* Parameters: ln R_ohm, ln sigma, then ln R, ln tau and alpha of each arc. Logarithms keep resistances positive; alpha
 * stays within [1/2, 1]. */
typedef struct Problem {
    int points, parameters;
    const SpectrumPoint *z;
} Problem;

/* Z at omega and its derivatives. */
static double complex model(const Problem *q, const double *p, double omega, double complex *d)
{
    const double complex warburg = exp(p[1]) / sqrt(omega) * complex_of(1, -1);
    double complex sum = exp(p[0]) + warburg;
    d[0] = exp(p[0]);
    d[1] = warburg;
    for (int k = 2; k < q->parameters; k += 3) {
        const double alpha = p[k + 2];
        const double complex log_u = complex_of(log(omega) + p[k + 1], 0.25 * TWO_PI); /* ln(i omega tau) */
        const double complex u = cexp(alpha * log_u), Z = exp(p[k]) / (1 + u), slope = -Z * u / (1 + u);
        sum += Z;
        d[k] = Z;
        d[k + 1] = alpha * slope;
        d[k + 2] = log_u * slope;
    }
    return sum;
}

/* alpha in [1/2, 1] without bounds in the search, as fitting/parameter.h has it. */
static double alpha_of(double u)
{
    return 0.75 + 0.25 * sin(u);
}

/* Residuals (relative to |Z|; real, imaginary) or their Jacobian, column by column, as lmder asks. */
static int residuals(void *problem, int m, int n, const double *u, double *r, double *J, int ld, int flag)
{
    const Problem *q = problem;
    double complex d[PARAMETERS];
    double p[PARAMETERS];
    (void)m;
    memcpy(p, u, (size_t)n * sizeof *p);
    for (int i = 4; i < n; i += 3) p[i] = alpha_of(u[i]);
    for (int k = 0; k < q->points; k++) {
        const double complex z = complex_of(q->z[k].re, q->z[k].im);
        const double size = hypot(q->z[k].re, q->z[k].im);
        const double complex off = (model(q, p, TWO_PI * q->z[k].f, d) - z) / size;
        if (flag == 1) {
            r[2 * k] = creal(off);
            r[2 * k + 1] = cimag(off);
        }
        for (int i = 0; i < n && flag == 2; i++) {
            const double slope = (i >= 4 && i % 3 == 1 ? 0.25 * cos(u[i]) : 1) / size;
            J[i * ld + 2 * k] = slope * creal(d[i]);
            J[i * ld + 2 * k + 1] = slope * cimag(d[i]);
        }
    }
    return 0;
}

/* Levenberg and Marquardt's method from p, MINPACK's; *sum of squares. */
static Status minimise(const Problem *q, double *p, double *sum, Error *e)
{
    const int m = 2 * q->points, n = q->parameters;
    double diag[PARAMETERS], qtf[PARAMETERS], w[3][PARAMETERS], u[PARAMETERS];
    int pivot[PARAMETERS], calls, jacobians;
    double *memory = malloc((size_t)m * (size_t)(n + 2) * sizeof *memory);
    if (!memory) return error_memory(e);
    double *r = memory, *work = memory + m, *J = memory + 2 * m;
    for (int i = 0; i < n; i++) {
        u[i] = i >= 4 && i % 3 == 1 ? asin(4 * (p[i] - 0.75)) : p[i];
        diag[i] = 1;
    }
    Problem problem = *q;
    lmder(residuals, &problem, m, n, u, r, J, m, CONVERGED, CONVERGED, 0, ITERATIONS, diag, 2, 1, 0, &calls, &jacobians,
          pivot, qtf, w[0], w[1], w[2], work);
    residuals(&problem, m, n, u, r, J, m, 1);
    *sum = 0;
    for (int k = 0; k < m; k++) *sum += r[k] * r[k];
    for (int i = 0; i < n; i++) p[i] = i >= 4 && i % 3 == 1 ? alpha_of(u[i]) : u[i];
    free(memory);
    return CELLSIM_OK;
}

/* --- the arc --------------------------------------------------------------------------------------------------- */

/* What is seen of arcs: indices of points, 0 = none. */
typedef struct Arcs {
    int peak,
        end;   /* the lowest-frequency maximum of -Z'' that a minimum follows, and that minimum; or its last point */
    int other; /* the highest other maximum before it */
} Arcs;

static Arcs find_arcs(int n, const SpectrumPoint *z)
{
    Arcs a = {0, 0, 0};
    for (int k = 1; k < n - 1; k++) {
        if (!(z[k].im <= z[k - 1].im && z[k].im < z[k + 1].im)) continue;
        int low = k + 1;
        while (low < n - 1 && z[low + 1].im >= z[low].im) low++;
        if (low == n - 1) {
            if (!a.peak && z[low].im > CLOSED * z[k].im) a = (Arcs){k, low, 0}; /* it closes on the axis */
            break;
        }
        if (a.peak && (!a.other || z[a.peak].im < z[a.other].im)) a.other = a.peak;
        a.peak = k;
        a.end = low;
    }
    return a;
}

/* Z' at the minimum of -Z'' between the points, by parabolas through three: from one spectrum to the next the minimum passes
 * from point to point, and Z' goes on without a jump. Points are evenly spaced in ln f; where they are not, or there is no
 * minimum (the last point), that of the point. */
static double end_of_arc(int n, const SpectrumPoint *z, int end)
{
    if (end < 1 || end >= n - 1) return z[end].re;
    const SpectrumPoint *a = &z[end - 1], *b = &z[end], *c = &z[end + 1];
    const double step = log(a->f / b->f), even = fabs(log(b->f / c->f) / step - 1);
    const double bend = a->im - 2 * b->im + c->im, slope = 0.5 * (c->im - a->im);
    if (!(even < UNEVEN) || !(bend < 0)) return b->re;
    const double at = fmin(fmax(-slope / bend, -0.5), 0.5);
    return b->re + at * (0.5 * (c->re - a->re) + 0.5 * at * (a->re - 2 * b->re + c->re));
}

/* The highest point of an arc of R is a little less than R/2. */
static void guess_arc(const SpectrumPoint *peak, double least, double ratio, double *p)
{
    p[0] = log(fmax(-2 * peak->im, least));
    p[1] = log(ratio / (TWO_PI * peak->f));
    p[2] = 0.9;
}

/* A second arc starts at its own maximum, or at `ratio` times the first one's tau. */
static void guess(const Problem *q, const Arcs *a, double ratio, double *p)
{
    const SpectrumPoint *z = q->z, *last = &z[q->points - 1], *first = &z[a->peak];
    const double least = LEAST_SHARE * hypot(last->re, last->im);
    p[0] = log(fmax(z[0].re, least));
    p[1] = log(fmax(-0.5 * last->im * sqrt(TWO_PI * last->f), least));
    guess_arc(first, least, 1, p + 2);
    if (q->parameters < PARAMETERS) return;
    guess_arc(a->other ? &z[a->other] : first, least, a->other ? 1 : ratio, p + 5);
}

static void larger_first(EisArc *arc)
{
    if (arc[1].R <= arc[0].R) return;
    const EisArc swap = arc[0];
    arc[0] = arc[1];
    arc[1] = swap;
}

static void fill(const Problem *q, const double *p, double sum, EisFit *out)
{
    out->R_ohm = exp(p[0]);
    out->warburg = exp(p[1]);
    out->arcs = (q->parameters - 2) / 3;
    for (int k = 0; k < out->arcs; k++) out->arc[k] = (EisArc){exp(p[2 + 3 * k]), exp(p[3 + 3 * k]), p[4 + 3 * k]};
    if (out->arcs == 2) larger_first(out->arc);
    out->residual = sqrt(sum / q->points);
}

/* One arc, then two. */
static Status fit_arcs(int points, const SpectrumPoint *z, const Arcs *a, EisFit *out, Error *e)
{
    static const double ratio[] = {1.0 / 30, 30};
    double p[PARAMETERS], one = INFINITY, two = INFINITY;
    Problem q = {points, PARAMETERS - 3, z};
    guess(&q, a, 1, p);
    Status status = minimise(&q, p, &one, e);
    if (status) return status;
    fill(&q, p, one, out);
    double best = WORTH_AN_ARC * WORTH_AN_ARC * one;
    q.parameters = PARAMETERS;
    for (int k = 0; k < (a->other ? 1 : 2) && points > 2 * FEWEST_POINTS && !status; k++) {
        guess(&q, a, ratio[k], p);
        status = minimise(&q, p, &two, e);
        if (status || !(two < best)) continue;
        best = two;
        fill(&q, p, two, out);
    }
    return status;
}

Status eis_fit(int n, const SpectrumPoint *z, EisFit *out, Error *e)
{
    int points = n;
    if (n < FEWEST_POINTS) return error_set(e, CELLSIM_USAGE, NULL, 0, "%d points are too few for a fit", n);
    for (int k = 1; k < n; k++)
        if (!(z[k].f < z[k - 1].f && z[k].f > 0))
            return error_set(e, CELLSIM_USAGE, NULL, 0, "frequencies must fall from point to point");
    const EisFit none = {
        .R_ohm = z[0].re, .R_ct = NAN, .f_peak = NAN, .f_end = NAN, .warburg = NAN, .f_low = NAN, .residual = NAN};
    *out = none;
    const Arcs arcs = find_arcs(n, z);
    if (!arcs.peak) return CELLSIM_OK;
    while (points > arcs.end + 1 && points > FEWEST_POINTS && z[points - 1].f < z[arcs.end].f / BEYOND_ARC) points--;
    const Status status = fit_arcs(points, z, &arcs, out, e);
    if (status) return status;
    out->f_low = z[points - 1].f;
    if (!(out->residual <= USELESS)) *out = none;
    out->f_peak = z[arcs.peak].f;
    out->f_end = z[arcs.end].f;
    out->R_ct = end_of_arc(n, z, arcs.end) - out->R_ohm;
    return CELLSIM_OK;
}

void eis_fit_value(const EisFit *fit, double f, double *re, double *im)
{
    const double omega = TWO_PI * f;
    double complex Z = fit->R_ohm + fit->warburg / sqrt(omega) * complex_of(1, -1);
    for (int k = 0; k < fit->arcs; k++)
        Z += fit->arc[k].R / (1 + cpow(complex_of(0, omega * fit->arc[k].tau), fit->arc[k].alpha));
    *re = creal(Z);
    *im = cimag(Z);
}
