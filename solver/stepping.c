/* Starting and taking steps. */
#include "simulation_private.h"

#include <math.h>
#include <string.h>

static const double NEVER = 1e12;       /* s */
static const double SHORTEST = 1e-6;    /* s: instants of a restart */
static const double ROUND_OFF = 1e-13;  /* of the time: where limits are found */
static const double NOTICED = 1e-6;     /* V beyond a limit */
static const double GETS_ON = 20;       /* instants: less than this between two failures is no progress */
static const char *const USED_UP = "an ion of the electrolyte is used up";
enum { MOST_RESTARTS = 40 };      /* per simulation_start */
enum { LOOKS_AT_POWER = 200 };    /* steps between two looks at what the cell can give */
enum { LOOKS_AT_FAILURES = 500 }; /* steps between two looks at the failures of Newton's method */
enum { MOST_FAILURES = 100 };     /* of it in between, until that counts as a crawl */
enum { MOST_IDLE = 50 };          /* steps in a row below the round-off of the clock */

void collect_counts(Simulation *s)
{
    long steps = 0, residuals = 0, jacobians = 0, errors = 0, newton = 0;
    IDAGetNumSteps(s->ida, &steps);
    IDAGetNumResEvals(s->ida, &residuals);
    IDAGetNumLinSolvSetups(s->ida, &jacobians);
    IDAGetNumErrTestFails(s->ida, &errors);
    IDAGetNumNonlinSolvConvFails(s->ida, &newton);
    s->counts.steps += steps;
    s->counts.residuals += residuals;
    s->counts.jacobians += jacobians;
    s->counts.error_test_failures += errors;
    s->counts.newton_failures += newton;
}

/* The state that a step begins with, or has when it fails, for where starts lead nowhere. */
static void remember(Simulation *s)
{
    memcpy(s->last, vector_data(s->y), (size_t)s->m->unknowns * sizeof *s->last);
    s->t_last = s->t;
    s->has_last = 1;
}

void return_to_last(Simulation *s)
{
    if (!s->has_last) return;
    memcpy(vector_data(s->y), s->last, (size_t)s->m->unknowns * sizeof *s->last);
    s->t = s->t_last;
    s->has_last = 0;
}

/* IDA from a consistent state on; after a limit there is nothing to integrate. */
static Status begin(Simulation *s, double shortest, Limit *limit, Error *e)
{
    s->fresh = 1;
    s->idle = 0;
    s->failures_seen = 0;
    const Status status = consistent_start(s, shortest, limit, e);
    if (status || *limit) return status;
    state_distances(s, vector_data(s->y), s->distance);
    return IDAReInit(s->ida, s->t, s->y, s->yp) == IDA_SUCCESS ? CELLSIM_OK : diagnose(s, "IDA refused to start", e);
}

/* A matrix that KLU had no memory for says nothing about the cell, even if another attempt went well. */
static Status unless_out_of_memory(const Simulation *s, Status status, Error *e)
{
    return linear_out_of_memory(s->linear) ? error_memory(e) : status;
}

static Status start(Simulation *s, const Control *c, const Limits *limits, double t_stop, Limit *already, Error *e)
{
    if (!s->fresh) collect_counts(s);
    s->control = *c;
    s->control.t0 = s->t;
    s->limits = *limits;
    s->t_stop = t_stop;
    s->counts.starts++;
    s->restarts = s->stuck = s->inverse = 0;
    s->taken = 0;
    s->t_stuck = -INFINITY;
    s->charge_start = vector_data(s->y)[s->m->Q];
    remember(s);
    Status status = begin(s, 0, already, e);
    if (!status && depletion_is_beyond(s)) status = diagnose(s, USED_UP, e);
    s->charge_start = vector_data(s->y)[s->m->Q]; /* the charge of the start itself belongs to nobody */
    if (!status) IDASetStopTime(s->ida, isfinite(t_stop) ? t_stop : s->t + NEVER);
    return status;
}

Status simulation_start(Simulation *s, const Control *c, const Limits *limits, double t_stop, Limit *already, Error *e)
{
    return unless_out_of_memory(s, start(s, c, limits, t_stop, already, e), e);
}

static void watch_current(Simulation *s)
{
    const double *y = vector_data(s->y), I = y[s->m->I];
    const double error = fabs(model_separator_current(s->m, y) + I) / (fabs(I) + 0.01 * s->m->spec->one_C);
    if (error > s->current_error) s->current_error = error;
}

static const char *failure(int flag)
{
    switch (flag) {
    case IDA_ERR_FAIL: return "the step became too small to meet the tolerance";
    case IDA_CONV_FAIL: return "Newton's method did not converge";
    case IDA_TOO_MUCH_WORK: return "too many steps";
    case IDA_TOO_MUCH_ACC: return "the tolerance is below round-off";
    case IDA_LSETUP_FAIL: return "the matrix became singular";
    case IDA_LSOLVE_FAIL: return "the linear solver failed";
    default: return "the integrator stopped";
    }
}

/* Limits are found to the round-off of the clock, in which a steep voltage moves on: along its slope back to the limit. */
static void settle(Simulation *s, Limit limit)
{
    const double *y = vector_data(s->y), *yp = vector_data(s->yp);
    double g[LIMITS];
    if (limit != LIMIT_VOLTAGE_BELOW && limit != LIMIT_VOLTAGE_ABOVE) return;
    state_distances(s, y, g);
    const double back = g[limit - 1] / fabs(yp[s->m->V]); /* s, < 0 beyond the limit */
    if (!(g[limit - 1] < -NOTICED && back > -ROUND_OFF * s->t)) return;
    move_along_slopes(s, back);
}

static void settle_hosts(Simulation *s)
{
    for (int k = 0; k < s->m->pockets; k++) pocket_settle(&s->m->pocket[k], vector_data(s->y));
}

/* After a failed step: the history may be what misleads the prediction, so begin anew at the last good state, with the
 * other form of the kinetics; where that does not get on, over longer and longer instants. */
static Status restart(Simulation *s, Limit *limit, Error *e)
{
    collect_counts(s);
    s->inverse = !s->inverse;
    settle_hosts(s);
    s->stuck = s->t - s->t_stuck > GETS_ON * SHORTEST * pow(10, s->stuck) ? 0 : s->stuck + 1;
    const Status status = begin(s, SHORTEST * pow(10, s->stuck), limit, e);
    s->t_stuck = s->t;
    return status;
}

/* Where Newton's method fails in one step after the other the integrator goes on with ever shorter ones, or with such that the
 * clock does not notice, until all steps are used up: as good as failed, as the other form of the kinetics may do better. */
static int crawls(Simulation *s)
{
    s->idle = s->t > s->begun ? 0 : s->idle + 1;
    if (s->idle > MOST_IDLE) return 1;
    if (s->taken % LOOKS_AT_FAILURES) return 0;
    long failures = 0;
    IDAGetNumNonlinSolvConvFails(s->ida, &failures);
    const long since = failures - s->failures_seen;
    s->failures_seen = failures;
    return since > MOST_FAILURES;
}

/* A failed step by IDA's flag, which is negative. IDA_TSTOP_RETURN where a start has used up the whole step. */
static int one_step(Simulation *s)
{
    if (!s->fresh && crawls(s)) return IDA_CONV_FAIL;
    sunrealtype t = s->begun = s->t;
    if (!(t < s->t_stop)) return IDA_TSTOP_RETURN;
    const int flag = IDASolve(s->ida, s->t + simulation_expects(s), &t, s->y, s->yp, IDA_ONE_STEP);
    s->fresh = 0;
    s->t = s->known = t;
    return flag;
}

/* No way on: a foil that is asked for more than reaches it ends the step, anything else is diagnosed. */
static Status give_up_at(Simulation *s, const char *what, Limit *reached, Error *e)
{
    if (!counter_is_starved(s)) return diagnose(s, what, e);
    if (depletion_is_beyond(s)) return_to_last(s);
    *reached = LIMIT_COUNTER;
    return CELLSIM_OK;
}

static Status give_up(Simulation *s, int flag, Limit *reached, Error *e)
{
    return give_up_at(s, failure(flag), reached, e);
}

static Status step(Simulation *s, Limit *reached, Error *e)
{
    double resistance;
    *reached = LIMIT_NONE;
    if (s->taken++ >= s->options.max_steps) return give_up(s, IDA_TOO_MUCH_WORK, reached, e);
    int flag = one_step(s);
    s->has_last = 0;
    if (flag < 0) remember(s);
    while (flag < 0 && s->restarts++ < MOST_RESTARTS) {
        if (restart(s, reached, NULL)) return give_up(s, flag, reached, e);
        if (depletion_is_beyond(s)) return give_up_at(s, USED_UP, reached, e);
        if (*reached) return CELLSIM_OK;
        flag = one_step(s);
    }
    if (flag < 0) return give_up(s, flag, reached, e);
    s->has_last = 0;
    *reached = limits_cross(s);
    if (*reached == LIMIT_NONE && flag == IDA_TSTOP_RETURN) *reached = LIMIT_TIME;
    if (depletion_ends(s)) return give_up_at(s, USED_UP, reached, e);
    if (counter_is_spent(s)) *reached = LIMIT_COUNTER;
    settle(s, *reached);
    watch_current(s);
    if (*reached == LIMIT_NONE && s->taken % LOOKS_AT_POWER == 0 && power_is_out_of_reach(s, &resistance))
        return diagnose(s, "the power is out of reach", e);
    return CELLSIM_OK;
}

Status simulation_step(Simulation *s, Limit *reached, Error *e)
{
    return unless_out_of_memory(s, step(s, reached, e), e);
}
