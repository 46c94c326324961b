/* Bounded steepness of D(theta) (E-iso-6). A formula or table of a card may jump. Phi is continuous all the same, but a
 * D that changes a hundred thousandfold between two stoichiometries that the integrator cannot tell apart stops it. So
 * D is replaced by the largest function below it that obeys |dln D/dtheta| <= L,
 *
 *     D(theta) <- min over theta' of D(theta') exp(L |theta - theta'|),
 *
 * which touches nothing but the upper side of jumps, where Phi loses D ln(r)/L at a jump by a factor r. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "isotherm_steepness.h"
#include "spline.h"

/* L: a factor e within 1e-5 of theta. */
static const double STEEPEST = 1e5;

/* A D with more jumps is noise. */
enum { MAX_JUMPS = 32 };

/* Knots on a ramp, a factor of 1.65 apart; 96 of them span 20 orders of magnitude. */
static const double RAMP_STEP = 0.5e-5;
enum { RAMP_KNOTS = 96 };

/* An interval between two knots of the given curve. */
typedef struct Interval {
    double left, right, D_left, D_right; /* D as lowered */
    ScalarFunction D;                    /* as given */
    void *context;
} Interval;

/* Lowers D at the knots; returns the number of ramps that this makes. */
static int lower(const DiffusionCurve *c, double *D)
{
    int ramps = 0;
    memcpy(D, c->D, (size_t)c->n * sizeof *D);
    for (int k = 1; k < c->n; k++) D[k] = fmin(D[k], D[k - 1] * exp(STEEPEST * (c->theta[k] - c->theta[k - 1])));
    for (int k = c->n - 1; k > 0; k--)
        D[k - 1] = fmin(D[k - 1], D[k] * exp(STEEPEST * (c->theta[k] - c->theta[k - 1])));
    for (int k = 1; k < c->n; k++) ramps += D[k] < c->D[k] && !(D[k - 1] < c->D[k - 1]);
    return ramps + (D[0] < c->D[0]);
}

static int is_lowered(const DiffusionCurve *c, const double *D, int k)
{
    return D[k] < c->D[k] || D[k + 1] < c->D[k + 1];
}

/* Pieces that interval k needs: one where D is as given at both ends, else enough to follow a ramp from either. */
static int pieces(const DiffusionCurve *c, const double *D, int k)
{
    const double steps = ceil((c->theta[k + 1] - c->theta[k]) / RAMP_STEP);
    if (!is_lowered(c, D, k)) return 1;
    return steps < 2 * RAMP_KNOTS + 1 ? (int)fmax(steps, 1) : 2 * RAMP_KNOTS + 1;
}

double diffusion_between(double D_left, double D_right, double D)
{
    return fmin(fmax(D, 0.5 * fmin(D_left, D_right)), 2 * fmax(D_left, D_right));
}

/* Where piece j of an interval ends: ramp knots from both ends, whatever lies in between in one piece. */
static double piece_end(const Interval *v, int j, int of)
{
    const double width = v->right - v->left, step = fmin(width / of, RAMP_STEP);
    return j <= of / 2 ? v->left + j * step : v->right - (of - j) * step;
}

static double lowered_D(const Interval *v, double theta)
{
    const double from_left = v->D_left * exp(STEEPEST * (theta - v->left));
    const double from_right = v->D_right * exp(STEEPEST * (v->right - theta));
    return fmin(fmin(from_left, from_right), fmax(v->D(theta, v->context), 0.5 * fmin(v->D_left, v->D_right)));
}

static double integral(const Interval *v, double from, double to)
{
    double sum = 0;
    for (int i = 0; i < 3; i++) sum += gauss_weight(i, from, to) * lowered_D(v, gauss_abscissa(i, from, to));
    return sum;
}

static void fill(const DiffusionCurve *c, const double *D, ScalarFunction given, void *context, DiffusionCurve *out)
{
    int n = 0;
    out->theta[0] = c->theta[0];
    out->Phi[0] = c->Phi[0];
    out->D[0] = D[0];
    for (int k = 0; k + 1 < c->n; k++) {
        const Interval v = {c->theta[k], c->theta[k + 1], D[k], D[k + 1], given, context};
        const int of = pieces(c, D, k);
        for (int j = 1; j <= of; j++, n++) {
            const double to = out->theta[n + 1] = j < of ? piece_end(&v, j, of) : v.right;
            const double as_given = c->Phi[k + 1] - c->Phi[k], from = out->theta[n];
            out->D[n + 1] = j < of ? lowered_D(&v, to) : v.D_right;
            out->Phi[n + 1] = out->Phi[n] + (is_lowered(c, D, k) ? integral(&v, from, to) : as_given);
        }
    }
}

Status diffusion_curve_create(int n, DiffusionCurve *c, Error *e)
{
    *c = (DiffusionCurve){.n = n, .theta = malloc(3 * (size_t)n * sizeof *c->theta)};
    if (!c->theta) return error_memory(e);
    c->Phi = c->theta + n;
    c->D = c->Phi + n;
    return CELLSIM_OK;
}

void diffusion_curve_free(DiffusionCurve *c)
{
    free(c->theta);
    *c = (DiffusionCurve){0};
}

static Status too_many(const DiffusionCurve *c, const double *lowered, int ramps, Error *e)
{
    int first = 0;
    while (!(lowered[first] < c->D[first])) first++;
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "D(theta) jumps at %d stoichiometries, the first of them theta = %.6g",
              ramps, c->theta[first]);
    error_hint(e, "smooth it: at most %d jumps are followed", MAX_JUMPS);
    error_about(e, "D");
    return CELLSIM_BAD_CARD;
}

/* Replaces the curve by its lowered one. */
static Status replace(DiffusionCurve *c, const double *lowered, ScalarFunction D, void *context, Error *e)
{
    DiffusionCurve limited;
    int n = 1;
    for (int k = 0; k + 1 < c->n; k++) n += pieces(c, lowered, k);
    const Status s = diffusion_curve_create(n, &limited, e);
    if (s != CELLSIM_OK) return s;
    fill(c, lowered, D, context, &limited);
    diffusion_curve_free(c);
    *c = limited;
    return CELLSIM_OK;
}

Status diffusion_limit_steepness(DiffusionCurve *c, ScalarFunction D, void *context, Error *e)
{
    double *lowered = malloc((size_t)c->n * sizeof *lowered);
    if (!lowered) return error_memory(e);
    const int ramps = lower(c, lowered);
    Status s = CELLSIM_OK;
    if (ramps > MAX_JUMPS) s = too_many(c, lowered, ramps, e);
    else if (ramps > 0) s = replace(c, lowered, D, context, e);
    free(lowered);
    return s;
}
