#include "problem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Least standard deviations: what instruments resolve [V, shares]. Only their ratios matter, and only until the residuals
 * themselves say how large they are (E-fit-3). */
static const double FINEST[FIT_KINDS] = {1e-4, 1e-3, 1e-3, 1};

static void guess_sigma(FitProblem *q)
{
    for (FitKind kind = 0; kind < FIT_KINDS; kind++) {
        double sum = 0;
        int n = 0;
        for (int k = 0; k < q->files; k++) {
            if (isnan(q->file[k].noise[kind])) continue;
            sum += q->file[k].noise[kind] * q->file[k].noise[kind];
            n++;
        }
        q->sigma[kind] = fmax(n ? sqrt(sum / n) : 0, FINEST[kind]);
    }
}

Status fit_problem_begin(FitProblem *q, Error *e)
{
    int n = 0;
    for (int k = 0; k < q->files; k++) n += q->file[k].points;
    q->point = malloc(((size_t)n + 1) * sizeof(FitPoint *));
    if (!q->point) return error_memory(e);
    q->points = 0;
    for (int k = 0; k < q->files; k++)
        for (int j = 0; j < q->file[k].points; j++) q->point[q->points++] = &q->file[k].point[j];
    guess_sigma(q);
    return CELLSIM_OK;
}

void fit_problem_end(FitProblem *q)
{
    free(q->point);
    q->point = NULL;
    q->points = 0;
}

/* 1: the models are those of x already, bit for bit. */
static int is_known(const FitProblem *q, const double *x)
{
    return q->last_tolerance == q->simulation.tolerance && !memcmp(x, q->last, (size_t)q->parameters * sizeof *x);
}

static Status evaluate(FitProblem *q, const double *x, Error *e)
{
    Status status = CELLSIM_OK;
    q->last_tolerance = 0;
    for (int k = 0; k < q->parameters; k++)
        for (int j = 0; j <= q->parameter[k].others && !status; j++)
            status =
                card_change(q->card, parameter_place(&q->parameter[k], j), parameter_value(&q->parameter[k], x[k]), e);
    q->evaluations++;
    if (!status) status = q->model(q, e);
    if (status) return status;
    memcpy(q->last, x, (size_t)q->parameters * sizeof *x);
    q->last_tolerance = q->simulation.tolerance;
    return CELLSIM_OK;
}

/* How many evaluations it takes is a guess: beyond nine tenths of it the rest comes near more slowly. */
static double share_done(const FitProblem *q)
{
    const double done = q->expected > 0 ? (double)q->evaluations / q->expected : 0;
    return done < 0.9 ? done : 1 - 0.09 / done;
}

Status fit_residuals(FitProblem *q, const double *x, double *r, Error *e)
{
    Status status = CELLSIM_OK;
    if (q->stop && q->stop(q->stop_context)) return error_set(e, CELLSIM_EARLY, NULL, 0, "stopped on request");
    if (q->progress) q->progress(share_done(q), q->under_way, q->progress_context);
    if (!is_known(q, x)) status = evaluate(q, x, e);
    for (int k = 0; k < q->points && !status; k++)
        r[k] = (q->point[k]->model - q->point[k]->measured) / q->sigma[q->point[k]->kind];
    return status;
}
