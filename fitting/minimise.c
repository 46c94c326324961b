/* Levenberg and Marquardt's method, MINPACK's (More, Lecture Notes in Math. 630 (1978) 105), with derivatives by
 * differences wide enough for the tolerance of the integrator. */
#include "fit.h"

#include <cminpack.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double STEP = 1e-2;   /* of x: errors of the integration, 1e-6 V, are below a percent of what 1e-2 does */
static const double PENALTY = 1e5; /* residual of a point where there is no simulation, above any that is */
static const double ROUGH = 1e-4;  /* tolerance of the time integration while minima are looked for */
static const double JUMP = 0.9;    /* sigma, and share of the rise: more is no smooth function */
enum { MOST_ROUNDS = 60, ROUGH_ROUNDS = 25 };

typedef struct Search {
    FitProblem *q;
    const int *held;
    int n, index[MOST_FREE]; /* parameters that move */
    double x[MOST_FREE];
    int impossible; /* 1: there was no simulation at x */
    Status status;
    Error *e;
} Search;

static void set_x(Search *s, const double *u)
{
    for (int k = 0; k < s->n; k++) s->x[s->index[k]] = parameter_x_of_u(&s->q->parameter[s->index[k]], u[k]);
}

/* A card that cannot be simulated is a bad place, not the end; the rest is. */
static int residuals_at(Search *s, double *r)
{
    Error why;
    const Status status = fit_residuals(s->q, s->x, r, &why);
    if (status == CELLSIM_EARLY || status == CELLSIM_IO || status == CELLSIM_USAGE) {
        s->status = status;
        if (s->e) *s->e = why;
        return -1;
    }
    s->impossible = status != CELLSIM_OK;
    for (int k = 0; k < s->q->points; k++)
        if (status || !isfinite(r[k])) r[k] = PENALTY;
    return 0;
}

/* One column: dr/du by a step in u, away from the nearer bound or, where there is no simulation, towards it. */
static int column(Search *s, double *u, const double *r, double *J, int k)
{
    const FitParameter *p = &s->q->parameter[s->index[k]];
    const double at = u[k], half = 0.5 * (parameter_x(p, p->high) - parameter_x(p, p->low));
    const double slope = half * fabs(cos(at)), size = fmin(STEP / fmax(slope, 0.03 * half), 0.3);
    double h = copysign(size, -sin(at));
    int failed = 0;
    s->impossible = 1;
    for (int way = 0; way < 2 && s->impossible && !failed; way++) {
        u[k] = at + (h = way ? -h : h);
        set_x(s, u);
        failed = residuals_at(s, J);
    }
    u[k] = at;
    for (int j = 0; j < s->q->points; j++) J[j] = (J[j] - r[j]) / h;
    return failed;
}

static int evaluate(void *context, int m, int n, const double *u, double *r, double *J, int ld, int flag)
{
    Search *s = context;
    double at[MOST_FREE];
    (void)m;
    memcpy(at, u, (size_t)n * sizeof *at);
    if (flag == 1) {
        set_x(s, at);
        return residuals_at(s, r);
    }
    for (int k = 0; k < n; k++)
        if (column(s, at, r, J + (size_t)k * (size_t)ld, k)) return -1;
    return 0;
}

typedef struct Memory {
    double *r, *J, *w;
} Memory;

static Status allocate(int m, int n, Memory *a, Error *e)
{
    a->r = malloc((size_t)m * sizeof(double));
    a->J = malloc((size_t)m * (size_t)n * sizeof(double));
    a->w = malloc((size_t)m * sizeof(double));
    return a->r && a->J && a->w ? CELLSIM_OK : error_memory(e);
}

static void release(Memory *a)
{
    free(a->r);
    free(a->J);
    free(a->w);
}

static void search(Search *s, Memory *a, int rough, double *u)
{
    double diag[MOST_FREE], qtf[MOST_FREE], w[3][MOST_FREE];
    int pivot[MOST_FREE], calls, jacobians;
    for (int k = 0; k < s->n; k++) diag[k] = 1;
    lmder(evaluate, s, s->q->points, s->n, u, a->r, a->J, s->q->points, rough ? 3e-3 : 1e-8, rough ? 1e-3 : 1e-6, 0,
          rough ? ROUGH_ROUNDS : MOST_ROUNDS, diag, 2, 0.05, 0, &calls, &jacobians, pivot, qtf, w[0], w[1], w[2], a->w);
}

Status fit_minimise(FitProblem *q, const int *held, int rough, double *x, double *squares, Error *e)
{
    Search s = {.q = q, .held = held, .e = e};
    Memory a = {0};
    double u[MOST_FREE];
    memcpy(s.x, x, (size_t)q->parameters * sizeof *x);
    for (int k = 0; k < q->parameters; k++)
        if (!held || !held[k]) s.index[s.n++] = k;
    for (int k = 0; k < s.n; k++) u[k] = parameter_u(&q->parameter[s.index[k]], x[s.index[k]]);
    const double tolerance = q->simulation.tolerance;
    if (rough) q->simulation.tolerance = fmax(tolerance, ROUGH);
    Status status = allocate(q->points, s.n ? s.n : 1, &a, e);
    if (!status && s.n) search(&s, &a, rough, u);
    if (!status && !s.status) {
        set_x(&s, u);
        residuals_at(&s, a.r);
    }
    q->simulation.tolerance = tolerance;
    if (!status) status = s.status;
    *squares = 0;
    for (int k = 0; k < q->points && !status; k++) *squares += a.r[k] * a.r[k];
    memcpy(x, s.x, (size_t)q->parameters * sizeof *x);
    release(&a);
    return status;
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
