#include "runner.h"

#include "../model/constants.h"
#include "soc.h"

#include <math.h>

static const double DEFAULT_STEP_LIMIT = 3.2e7; /* s, a year: a step without any reachable end stops here */

/* --- conversions ------------------------------------------------------------------------------------------------- */

void runner_fill_units(Runner *r)
{
    r->to_A_m2[UNIT_C_RATE] = r->spec->one_C;
    r->to_A_m2[UNIT_MA_G] = r->loading; /* 1 mA/g = 1 A/kg */
    r->to_A_m2[UNIT_MA_CM2] = 10;
    r->to_A_m2[UNIT_A] = 1 / r->spec->area;
}

Limits runner_limits(const Runner *r, const Until *u)
{
    const double per_mAh_g = 3.6e3 * r->loading; /* C/m2 */
    return (Limits){.voltage_below = u->voltage_below,
                    .voltage_above = u->voltage_above,
                    .current_below = u->current_below * r->to_A_m2[u->current_unit],
                    .charge = u->capacity_mAh_g * per_mAh_g};
}

/* The way that a step's charge goes. */
static double direction(const Step *step)
{
    if (step->kind == STEP_RESISTANCE) return -1;
    return step->kind == STEP_POWER ? copysign(1, step->power) : copysign(1, step->current);
}

Status runner_plan(const Runner *r, const Step *step, Leg *leg, Error *e)
{
    const Model *m = simulation_model(r->simulation);
    const double *y = simulation_state(r->simulation);
    leg->planned = runner_limits(r, &step->until);
    if (!step->until.to_soc) return CELLSIM_OK;
    Guests now = {{0}};
    for (RegionId k = NEGATIVE; k < REGIONS; k++)
        if (k == POSITIVE || (k == NEGATIVE && !r->spec->half_cell)) now.of[k] = model_guest(m, k, y);
    double target;
    const Status s = soc_target(r->spec, r->protocol->window, step->until.soc, &now, &target, e);
    if (s) return s;
    const double charge = direction(step) * FARADAY * (now.of[POSITIVE] - target);
    const double least =
        1e-9 * FARADAY * model_guest_capacity(m, POSITIVE); /* round-off of where the step before ended */
    leg->to_soc = isnan(leg->planned.charge) || charge < leg->planned.charge;
    if (leg->to_soc) leg->planned.charge = charge > least ? charge : 0;
    return CELLSIM_OK;
}

/* The tighter of a planned and a safety limit; NaN = none. */
static double tighter(double planned, double safety, int lower)
{
    if (isnan(planned)) return safety;
    if (isnan(safety)) return planned;
    return (lower ? planned >= safety : planned <= safety) ? planned : safety;
}

/* --- one control until its end ----------------------------------------------------------------------------------- */

/* Which reason a limit stands for, given the planned ones. */
static EndReason reason(const Leg *leg, const Limits *used, Limit limit)
{
    const Limits *p = &leg->planned;
    switch (limit) {
    case LIMIT_VOLTAGE_BELOW:
        if (isnan(p->voltage_below) || p->voltage_below < used->voltage_below) return END_SAFETY;
        return END_VOLTAGE;
    case LIMIT_VOLTAGE_ABOVE:
        if (isnan(p->voltage_above) || p->voltage_above > used->voltage_above) return END_SAFETY;
        return END_VOLTAGE;
    case LIMIT_CURRENT_BELOW: return END_CURRENT;
    case LIMIT_CHARGE: return leg->to_soc ? END_SOC : END_CAPACITY;
    case LIMIT_COUNTER: return END_COUNTER;
    default: return leg->at_duration;
    }
}

/* A leg whose state lies beyond a voltage limit at once. */
static EndReason not_begun(Runner *r, const Leg *leg, const Limits *used, Limit limit)
{
    recorder_impossible(&r->recorder, limit == LIMIT_VOLTAGE_BELOW ? used->voltage_below : used->voltage_above,
                        simulation_excess(r->simulation));
    if (reason(leg, used, limit) == END_SAFETY) r->stop = 1;
    return END_IMPOSSIBLE;
}

Status runner_leg(Runner *r, const Leg *leg, EndReason *why, Error *e)
{
    if (leg->to_soc && !(leg->planned.charge > 0)) return *why = END_IMPOSSIBLE, CELLSIM_OK;
    Limits used = leg->planned;
    used.voltage_below = tighter(used.voltage_below, r->protocol->safety.voltage_min, 1);
    used.voltage_above = tighter(used.voltage_above, r->protocol->safety.voltage_max, 0);
    const double longest = isnan(r->protocol->safety.time_max) ? DEFAULT_STEP_LIMIT : r->protocol->safety.time_max;
    const int open = isnan(leg->duration) || leg->duration > longest;
    const double end = simulation_time(r->simulation) + (open ? longest : leg->duration);
    Leg timed = *leg;
    if (open) timed.at_duration = END_SAFETY;
    Limit limit = LIMIT_NONE;
    const double begin = simulation_time(r->simulation);
    Status s = simulation_start(r->simulation, &leg->control, &used, end, &limit, &r->run->error);
    const int voltage = limit == LIMIT_VOLTAGE_BELOW || limit == LIMIT_VOLTAGE_ABOVE;
    if (!s && voltage && simulation_time(r->simulation) <= begin)
        return *why = not_begun(r, leg, &used, limit), CELLSIM_OK;
    if (!s) s = recorder_sample(&r->recorder, r->simulation, NAN, e) ? CELLSIM_IO : CELLSIM_OK;
    while (!s && limit == LIMIT_NONE) {
        s = simulation_step(r->simulation, &limit, &r->run->error);
        if (s) break;
        const Status stored = recorder_sample(&r->recorder, r->simulation, leg->sample_period, e);
        if (stored) return stored;
        if (limit == LIMIT_NONE && runner_stopped(r)) return *why = END_STOPPED, CELLSIM_OK;
    }
    if (s == CELLSIM_IO) return error_memory(e);
    *why = s ? END_FAILURE : reason(&timed, &used, limit);
    if (!s) return CELLSIM_OK;
    r->run->status = s;
    r->stop = 1;
    return CELLSIM_OK;
}
