/* Samples between the steps of the solver, so that straight lines between samples follow its solution. */
#include "recorder.h"

#include <math.h>

static const double STRAIGHT = 5e-5; /* V */
static const double STRAIGHT_CURRENT =
    20;                   /* share of the current, or of 0.01 I_1C if that is more, per V of the above */
static const double ROUND_OFF = 1e-12; /* of the time: what is between cannot be told from noise */
enum { DEEPEST_CUT = 6 }; /* halvings of a step of the solver: at most 63 more samples */

/* 1: the solution at `at` between two samples lies off the straight line; *s: the sample there. */
static int is_off(const Recorder *r, Simulation *sim, const Sample *a, const Sample *b, double at, Sample *s)
{
    const double tolerance = r->options->straight > 0 ? r->options->straight : STRAIGHT;
    const double share = (at - a->t) / (b->t - a->t);
    if (recorder_interpolate(sim, at, s)) return 0;
    const double dV = s->voltage - (a->voltage + share * (b->voltage - a->voltage));
    const double dI = s->current - (a->current + share * (b->current - a->current));
    const double least = STRAIGHT_CURRENT * tolerance * (fabs(s->current) + 0.01 * r->run->one_C);
    return fabs(dV) > tolerance || fabs(dI) > least;
}

/* Samples between a and b, as many as straight lines need. (A cubic may pass through the middle of its chord, but not
 * through the quarter as well.) */
static Status cut(Recorder *r, Simulation *sim, const Sample *a, const Sample *b, int depth, Error *e)
{
    Sample middle, quarter;
    const double half = 0.5 * (b->t - a->t);
    if (depth == 0 || !(half > ROUND_OFF * b->t)) return CELLSIM_OK;
    const int off = is_off(r, sim, a, b, a->t + half, &middle);
    if (!off && !is_off(r, sim, a, b, a->t + 0.5 * half, &quarter)) return CELLSIM_OK;
    Status s = cut(r, sim, a, &middle, depth - 1, e);
    if (!s) s = recorder_store(r, &middle, e);
    return s ? s : cut(r, sim, &middle, b, depth - 1, e);
}

Status recorder_line(Recorder *r, Simulation *s, const Sample *now, Error *e)
{
    const Sample last = r->last;
    return isinf(r->options->straight) ? CELLSIM_OK : cut(r, s, &last, now, DEEPEST_CUT, e);
}
