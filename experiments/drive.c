/* Steps that impose a power, a load, or what a table of times says. */
#include "runner.h"

#include <math.h>
#include <stdio.h>

/* A value per basis in W/m2 (A/m2). */
static double per_area(const Runner *r, Basis basis, double value)
{
    switch (basis) {
    case BASIS_CELL: return value / r->spec->area;
    case BASIS_MASS: return value * r->loading;
    case BASIS_C_RATE: return value * r->spec->one_C;
    case BASIS_AREA: break;
    }
    return value;
}

static Control load_of(const Runner *r, const Step *step)
{
    const double ohm_m2 = step->basis == BASIS_CELL ? step->resistance * r->spec->area : step->resistance;
    if (step->kind == STEP_RESISTANCE) return (Control){CONTROL_RESISTANCE, ohm_m2, 0, 0};
    return (Control){CONTROL_POWER, per_area(r, step->basis, step->power), 0, 0};
}

Status runner_load(Runner *r, const Step *step, Error *e)
{
    Leg leg = {.control = load_of(r, step),
               .duration = step->until.time,
               .at_duration = END_TIME,
               .sample_period = step->sample_period};
    EndReason why = END_FAILURE;
    char what[64];
    snprintf(what, sizeof what, "constant %s, cycle %d", step->kind == STEP_POWER ? "power" : "load", r->cursor.cycle);
    if (runner_progress(r, what)) return CELLSIM_OK;
    Status s = runner_plan(r, step, &leg, e);
    if (!s) s = runner_begin(r, step, 0, 0, fabs(leg.control.value), e);
    if (!s) s = runner_leg(r, &leg, &why, e);
    return s ? s : runner_finish(r, step, why, e);
}

/* --- profiles ---------------------------------------------------------------------------------------------------- */

/* The straight line (or level) that begins at point k. */
static Control control_at(const Runner *r, const Drive *d, int k)
{
    static const ControlMode mode[] = {
        [DRIVE_CURRENT] = CONTROL_CURRENT, [DRIVE_POWER] = CONTROL_POWER, [DRIVE_VOLTAGE] = CONTROL_VOLTAGE};
    const int plain = d->kind == DRIVE_VOLTAGE;
    const double from = plain ? d->value[k] : per_area(r, d->basis, d->value[k]);
    const double to = plain ? d->value[k + 1] : per_area(r, d->basis, d->value[k + 1]);
    return (Control){mode[d->kind], from, d->held ? 0 : (to - from) / (d->t[k + 1] - d->t[k]), 0};
}

/* 1: point k lies on the line that began at point `from`, exactly: the solver need not stop there. */
static int goes_on(const Drive *d, int from, int k)
{
    if (k + 1 >= d->points || !(d->t[k] > d->t[from]) || !(d->t[k + 1] > d->t[k])) return 0;
    if (d->held) return d->value[k] == d->value[from];
    const double slope = (d->value[k] - d->value[from]) / (d->t[k] - d->t[from]);
    const double next = d->value[from] + slope * (d->t[k + 1] - d->t[from]);
    return fabs(next - d->value[k + 1]) <= 1e-12 * (fabs(next) + fabs(d->value[from]));
}

/* When a later line would begin beyond a limit the cell has reached it. */
static EndReason reached(Runner *r, EndReason why, int first)
{
    if (why != END_IMPOSSIBLE || first) return why;
    recorder_impossible(&r->recorder, NAN, NAN);
    return r->stop ? END_SAFETY : END_VOLTAGE;
}

/* Line after line until `end` [s after t0]; every point is met by the solver's clock. */
static Status follow(Runner *r, const Step *step, double t0, double end, EndReason *why, Error *e)
{
    const Drive *d = step->drive;
    Status s = CELLSIM_OK;
    *why = END_TIME;
    for (int k = 0, next; k + 1 < d->points && d->t[k] < end && *why == END_TIME && !s; k = next) {
        for (next = k + 1; goes_on(d, k, next);) next++;
        if (!(d->t[next] > d->t[k])) continue; /* a jump */
        Leg leg = {
            .planned = runner_limits(r, &step->until), .at_duration = END_TIME, .sample_period = step->sample_period};
        leg.control = control_at(r, d, k);
        leg.duration = t0 + fmin(d->t[next], end) - simulation_time(r->simulation);
        if (!(leg.duration > 0)) continue;
        s = runner_leg(r, &leg, why, e);
        *why = reached(r, *why, k == 0);
        if (!s && *why == END_TIME && runner_stopped(r)) *why = END_STOPPED;
    }
    return s;
}

Status runner_drive(Runner *r, const Step *step, Error *e)
{
    const Drive *d = step->drive;
    const double last = d->t[d->points - 1], longest = r->protocol->safety.time_max;
    const double planned = isnan(step->until.time) ? last : fmin(last, step->until.time);
    EndReason why = END_FAILURE;
    if (runner_progress(r, "profile")) return CELLSIM_OK;
    Status s = runner_begin(r, step, 0, 0, 0, e);
    if (!s)
        s = follow(r, step, simulation_time(r->simulation), isnan(longest) ? planned : fmin(planned, longest), &why, e);
    if (!s && why == END_TIME && planned > longest) why = END_SAFETY;
    return s ? s : runner_finish(r, step, why, e);
}
