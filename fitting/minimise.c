/* The search for a minimum in the free parameters, and derivatives by differences wide enough for the tolerance of the
 * integrator. */
#include "fit.h"
#include "least_squares.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double STEP = 2e-2;   /* of x: errors of the integration, 1e-6 V, are below a percent of what it does */
static const double FAR_STEP = 4e-2; /* the same, rough */
static const double PENALTY = 1e5; /* residual where there is no simulation, above any that is */
static const double ROUGH = 1e-4;  /* tolerance of the time integration while minima are looked for */
static const double JUMP = 0.9;    /* sigma, and share of the rise: more is no smooth function */

/* Where a search ends: steps in standard errors, and in sigma of the data, of which a published number is rounded to more. */
static const double ACCURACY = 0.2, ROUGH_ACCURACY = 1, SMALL = 2e-3, ROUGH_SMALL = 5e-2;
enum { MOST_STEPS = 100, ROUGH_STEPS = 50 };

typedef struct Search {
    FitProblem *q;
    int n, index[MOST_FREE]; /* parameters that move */
    double step;             /* of differences, in x */
    double *J;               /* NULL: differences to one side will do; else dr/dx where the search ends, by central ones */
    FitEdge *edge;
    double x[MOST_FREE];
    Status status;
    Error *e;
} Search;

static void set_x(Search *s, const double *u)
{
    for (int k = 0; k < s->n; k++) s->x[s->index[k]] = parameter_x_of_u(&s->q->parameter[s->index[k]], u[k]);
}

/* A card that cannot be simulated is a bad place, not the end; the rest is. */
static int residuals_at(const double *u, double *r, void *context)
{
    Search *s = context;
    Error why;
    set_x(s, u);
    const Status status = fit_residuals(s->q, s->x, r, &why);
    if (status == CELLSIM_EARLY || status == CELLSIM_IO || status == CELLSIM_USAGE) {
        s->status = status;
        if (s->e) *s->e = why;
        return -1;
    }
    int bad = status != CELLSIM_OK;
    for (int k = 0; k < s->q->points && !bad; k++) bad = !isfinite(r[k]);
    for (int k = 0; k < s->q->points && bad; k++) r[k] = PENALTY;
    return bad;
}

/* One column: dr/du by a step in u, away from the nearer bound or, where there is no simulation, towards it; neither: 0. */
static int column(Search *s, double *u, const double *r, double *J, int k)
{
    const FitParameter *p = &s->q->parameter[s->index[k]];
    const double at = u[k], half = 0.5 * (parameter_x(p, p->high) - parameter_x(p, p->low));
    const double slope = half * fabs(cos(at)), size = fmin(s->step / fmax(slope, 0.03 * half), 0.3);
    double h = copysign(size, -sin(at));
    int bad = 1;
    for (int way = 0; way < 2 && bad > 0; way++) {
        u[k] = at + (h = way ? -h : h);
        bad = residuals_at(u, J, s);
    }
    u[k] = at;
    for (int j = 0; j < s->q->points; j++) J[j] = bad ? 0 : (J[j] - r[j]) / h;
    return bad < 0 ? -1 : 0;
}

/* r at x with x[k] moved by *step, or, where there is no simulation, not moved. */
static Status residuals_beside(FitProblem *q, const double *x, int k, double *step, double *r, Error *e)
{
    double at[MOST_FREE];
    Error why;
    const FitParameter *p = &q->parameter[k];
    memcpy(at, x, (size_t)q->parameters * sizeof *x);
    at[k] = fmin(fmax(x[k] + *step, parameter_x(p, p->low)), parameter_x(p, p->high));
    *step = at[k] - x[k];
    const Status status = fit_residuals(q, at, r, &why);
    if (!status) return status;
    *step = 0;
    if (status == CELLSIM_BAD_CARD || status == CELLSIM_SOLVER) return fit_residuals(q, x, r, e);
    if (e) *e = why;
    return status;
}

/* 1: between the three points the residuals bend more than they rise, and by more than errors of integration do. */
static int jumps(int n, const double *left, const double *middle, const double *right)
{
    double bend = 0, rise = 0;
    for (int j = 0; j < n; j++) {
        const double b = right[j] - 2 * middle[j] + left[j], r = right[j] - left[j];
        bend += b * b;
        rise += r * r;
    }
    return bend > JUMP * JUMP && bend > JUMP * JUMP * rise;
}

Status fit_jacobian(FitProblem *q, const double *x, double *J, FitEdge *edge, Error *e)
{
    double *left = malloc(2 * (size_t)q->points * sizeof *left), *middle = left ? left + q->points : NULL;
    Status status = left ? fit_residuals(q, x, middle, e) : error_memory(e);
    for (int k = 0; k < q->parameters && !status; k++) {
        double *right = J + (size_t)k * (size_t)q->points, a = -STEP, b = STEP;
        status = residuals_beside(q, x, k, &a, left, e);
        if (!status) status = residuals_beside(q, x, k, &b, right, e);
        if (!status && a == b)
            status = error_set(e, CELLSIM_SOLVER, NULL, 0, "there is no simulation beside the best %s",
                               q->parameter[k].path);
        if (status) break;
        edge[k] = a == 0 || b == 0 ? EDGE_REFUSED : jumps(q->points, left, middle, right) ? EDGE_JUMP : EDGE_NONE;
        for (int j = 0; j < q->points; j++) right[j] = (right[j] - left[j]) / (b - a);
    }
    free(left);
    return status;
}

/* dr/du = dr/dx dx/du. */
static int central(Search *s, const double *u, double *J)
{
    const size_t m = (size_t)s->q->points;
    set_x(s, u);
    s->status = fit_jacobian(s->q, s->x, s->J, s->edge, s->e);
    for (int k = 0; k < s->n && !s->status; k++) {
        const double slope = parameter_slope(&s->q->parameter[k], u[k]);
        for (size_t j = 0; j < m; j++) J[(size_t)k * m + j] = slope * s->J[(size_t)k * m + j];
    }
    return s->status ? -1 : 0;
}

static int jacobian_at(const double *u, const double *r, double *J, void *context)
{
    Search *s = context;
    double at[MOST_FREE];
    memcpy(at, u, (size_t)s->n * sizeof *at);
    if (s->J) return central(s, u, J);
    for (int k = 0; k < s->n; k++)
        if (column(s, at, r, J + (size_t)k * (size_t)s->q->points, k)) return -1;
    return 0;
}

static Status search(Search *s, int rough, double *u, double *r)
{
    const LeastSquares l = {.m = s->q->points,
                            .n = s->n,
                            .residuals = residuals_at,
                            .jacobian = jacobian_at,
                            .context = s,
                            .accuracy = rough ? ROUGH_ACCURACY : ACCURACY,
                            .small = rough ? ROUGH_SMALL : SMALL,
                            .sure = s->J != NULL,
                            .most = rough ? ROUGH_STEPS : MOST_STEPS};
    const Status status = least_squares(&l, u, r, s->e);
    return status == CELLSIM_EARLY ? s->status : status;
}

static Status minimise(Search *s, const int *held, int rough, double *x, double *squares, Error *e)
{
    FitProblem *q = s->q;
    double u[MOST_FREE], *r = malloc((size_t)q->points * sizeof *r);
    memcpy(s->x, x, (size_t)q->parameters * sizeof *x);
    for (int k = 0; k < q->parameters; k++)
        if (!held || !held[k]) s->index[s->n++] = k;
    for (int k = 0; k < s->n; k++) u[k] = parameter_u(&q->parameter[s->index[k]], x[s->index[k]]);
    const double tolerance = q->simulation.tolerance;
    if (rough) q->simulation.tolerance = fmax(tolerance, ROUGH);
    Status status = r ? CELLSIM_OK : error_memory(e);
    if (!status && s->n) status = search(s, rough, u, r);
    if (!status && residuals_at(u, r, s) < 0) status = s->status; /* the models are those of the end */
    q->simulation.tolerance = tolerance;
    *squares = 0;
    for (int k = 0; k < q->points && !status; k++) *squares += r[k] * r[k];
    memcpy(x, s->x, (size_t)q->parameters * sizeof *x);
    free(r);
    return status;
}

Status fit_minimise(FitProblem *q, const int *held, int rough, double *x, double *squares, Error *e)
{
    Search s = {.q = q, .step = rough ? FAR_STEP : STEP, .e = e};
    return minimise(&s, held, rough, x, squares, e);
}

Status fit_minimise_surely(FitProblem *q, double *x, double *J, FitEdge *edge, Error *e)
{
    double squares;
    Search s = {.q = q, .J = J, .edge = edge, .e = e};
    return minimise(&s, NULL, 0, x, &squares, e);
}
