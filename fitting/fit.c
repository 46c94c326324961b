#include "fit.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double SAME = 0.1;     /* relative: sums of squares of one minimum, found roughly */
static const double SETTLED = 0.05; /* relative change of a weight */
enum { MOST_REWEIGHTINGS = 4 };

/* --- starts ---------------------------------------------------------------------------------------------------------- */

/* Numbers without a state of the process: the same call gives the same fit (Steele et al., OOPSLA 2014: splitmix64). */
static double uniform(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* start[1..n-1]: each parameter has one start in each of n-1 equal slices of its bounds (McKay et al., Technometrics 21
 * (1979) 239); start[0]: the card's numbers. */
static void latin_hypercube(const FitProblem *q, int n, double start[MOST_STARTS][MOST_FREE])
{
    uint64_t state = 20210;
    for (int k = 0; k < q->parameters; k++) {
        const FitParameter *p = &q->parameter[k];
        const double low = parameter_x(p, p->low), high = parameter_x(p, p->high);
        int slice[MOST_STARTS];
        start[0][k] = parameter_x(p, p->start);
        for (int j = 1; j < n; j++) {
            const int i = 1 + (int)(uniform(&state) * j);
            slice[j] = slice[i];
            slice[i] = j;
        }
        for (int j = 1; j < n; j++) start[j][k] = low + (high - low) * (slice[j] - 1 + uniform(&state)) / (n - 1);
    }
}

/* Pulls a start towards the card's numbers until it can be simulated. */
static Status make_possible(FitProblem *q, const double *own, double *x, Error *e)
{
    double *r = malloc((size_t)q->points * sizeof *r);
    Status status = r ? CELLSIM_BAD_CARD : error_memory(e);
    for (int n = 0; n < 5 && (status == CELLSIM_BAD_CARD || status == CELLSIM_SOLVER); n++) {
        for (int k = 0; k < q->parameters && n > 0; k++) x[k] = n == 4 ? own[k] : 0.5 * (x[k] + own[k]);
        status = fit_residuals(q, x, r, e);
    }
    free(r);
    return status;
}

/* The best of all starts, found roughly. */
static Status many_starts(FitProblem *q, const FitOptions *o, double *x, FitResult *r, Error *e)
{
    double start[MOST_STARTS][MOST_FREE], own[MOST_FREE], squares[MOST_STARTS], best = INFINITY;
    const int n = o->starts < 1 ? 1 : o->starts > MOST_STARTS ? MOST_STARTS : o->starts;
    Status status = CELLSIM_OK;
    latin_hypercube(q, n, start);
    memcpy(own, start[0], sizeof own);
    for (int k = 0; k < n && !status; k++) {
        char what[48];
        snprintf(what, sizeof what, "start %d of %d", k + 1, n);
        q->under_way = what;
        if (k > 0) status = make_possible(q, own, start[k], e);
        if (!status) status = fit_minimise(q, NULL, 1, start[k], &squares[k], e);
        if (status || !(squares[k] < best)) continue;
        best = squares[k];
        memcpy(x, start[k], sizeof start[k]);
    }
    r->starts = n;
    for (int k = 0; k < n && !status; k++) r->agreeing += squares[k] <= best * (1 + SAME) + 1e-2 * q->points;
    q->under_way = "the best start";
    return status;
}

/* --- weights --------------------------------------------------------------------------------------------------------- */

/* Weights of several kinds of data follow from their own residuals (E-fit-3); of one kind they do not matter. 1: they changed. */
static int reweight(FitProblem *q)
{
    double sum[FIT_KINDS] = {0};
    int count[FIT_KINDS] = {0}, kinds = 0;
    int changed = 0;
    for (int k = 0; k < q->points; k++) {
        const double d = q->point[k]->model - q->point[k]->measured;
        sum[q->point[k]->kind] += d * d;
        count[q->point[k]->kind]++;
    }
    for (FitKind kind = 0; kind < FIT_KINDS; kind++) kinds += count[kind] > 0;
    for (FitKind kind = 0; kind < FIT_KINDS && kinds > 1; kind++) {
        if (!count[kind]) continue;
        const double rms = fmax(sqrt(sum[kind] / count[kind]), 1e-6);
        changed |= fabs(rms / q->sigma[kind] - 1) > SETTLED;
        q->sigma[kind] = rms;
    }
    return changed;
}

/* From what was found roughly to the minimum, where weights have settled, with derivatives. */
static Status refine(FitProblem *q, double *x, double *J, FitEdge *edge, Error *e)
{
    double squares;
    Status status = CELLSIM_OK;
    for (int k = 0; k < MOST_REWEIGHTINGS && !status && reweight(q); k++)
        status = fit_minimise(q, NULL, 0, x, &squares, e);
    return status ? status : fit_minimise_surely(q, x, J, edge, e);
}

/* The start must be possible: what is wrong with it is said, not searched around. */
static Status check_start(FitProblem *q, Error *e)
{
    double x[MOST_FREE], *r = malloc((size_t)q->points * sizeof *r);
    if (!r) return error_memory(e);
    for (int k = 0; k < q->parameters; k++) x[k] = parameter_x(&q->parameter[k], q->parameter[k].start);
    const Status status = fit_residuals(q, x, r, e);
    free(r);
    return status;
}

static Status too_few(const FitProblem *q, Error *e)
{
    error_set(e, CELLSIM_USAGE, NULL, 0, "%d parameters cannot be fitted to %d numbers", q->parameters, q->points);
    return error_hint(e, "free fewer, or give more data"), CELLSIM_USAGE;
}

/* As many as fits of shipped cells took, about. */
static double expected(int n, const FitOptions *o)
{
    const double profiles = o->profiles ? (PROFILE_POINTS - 1.0) * n * (n + 4) : 0;
    return o->starts * (4.0 * n + 8) + 6 * n + 8 + profiles;
}

Status fit_run(FitProblem *q, const FitOptions *o, FitResult *out, Error *e)
{
    *out = (FitResult){0};
    q->expected = expected(q->parameters, o);
    if (q->points < q->parameters) return too_few(q, e);
    double *J = malloc((size_t)q->points * (size_t)q->parameters * sizeof *J),
           *r = malloc((size_t)q->points * sizeof *r);
    Status status = J && r ? check_start(q, e) : error_memory(e);
    if (!status) status = many_starts(q, o, out->x, out, e);
    if (!status) status = refine(q, out->x, J, out->edge, e);
    if (!status) status = fit_residuals(q, out->x, r, e);
    if (!status) status = fit_statistics(q, J, out, e);
    if (!status && o->profiles) status = fit_profiles(q, out, e);
    if (!status && o->profiles) status = fit_residuals(q, out->x, r, e);
    out->evaluations = q->evaluations;
    free(J);
    free(r);
    return status;
}
