/* The steps of a protocol. */
#include "runner.h"

#include <math.h>
#include <stdio.h>

enum { MAX_PROFILES = 64 };

int runner_stopped(Runner *r)
{
    if (r->recorder.halted) r->stop = 1;
    if (r->stop || !recorder_stopped(&r->recorder)) return r->stop;
    r->stop = 1;
    r->run->status = CELLSIM_EARLY;
    return error_set(&r->run->error, CELLSIM_EARLY, NULL, 0, "stopped on request at t = %.4g s",
                     simulation_time(r->simulation)),
           1;
}

int runner_progress(Runner *r, const char *what)
{
    const ProgressFunction f = r->options->progress;
    const double share = r->planned > 0 ? r->done / r->planned : 0;
    if (f && f(share, what, r->options->progress_context) && !runner_stopped(r)) {
        r->stop = 1;
        r->run->status = CELLSIM_EARLY;
        error_set(&r->run->error, CELLSIM_EARLY, NULL, 0, "stopped on request at t = %.4g s",
                  simulation_time(r->simulation));
    }
    return runner_stopped(r);
}

/* Numbers the cycle within its group of cycles that begin with the same rate (or scan rate). */
static void count_cycle(Runner *r, double key)
{
    if (r->cursor.cycle == r->counted_cycle) return;
    const int same = fabs(key - r->rate_key) <= 1e-6 * fabs(key);
    r->cycle_at_rate = same ? r->cycle_at_rate + 1 : 1;
    r->rate_key = key;
    r->counted_cycle = r->cursor.cycle;
}

static void explain_impossible(Run *run, const char *file, int line)
{
    const StepRecord *rec = &run->record[run->records - 1];
    run->status = CELLSIM_EARLY;
    if (isnan(rec->limit))
        error_set(&run->error, CELLSIM_EARLY, file, line,
                  "step %d is not possible: it would begin at or beyond the state of charge at which it ends",
                  run->executed);
    else if (isnan(rec->beyond) && rec->current == 0.0)
        error_set(&run->error, CELLSIM_EARLY, file, line,
                  "step %d is not possible: down to (or up to) its limit of %.5g V the cell has no state at this power",
                  run->executed, rec->limit);
    else if (isnan(rec->beyond))
        error_set(&run->error, CELLSIM_EARLY, file, line,
                  "step %d is not possible: at its limit of %.5g V the cell carries less than its current (%.3gC)",
                  run->executed, rec->limit, rec->c_rate);
    else
        error_set(&run->error, CELLSIM_EARLY, file, line,
                  "step %d is not possible: it would begin %.3g V beyond its limit of %.5g V", run->executed,
                  rec->beyond, rec->limit);
    error_hint(&run->error,
               "lower the rate, widen the limit, or begin from another state; may_end_early = true if this is "
               "an expected result");
}

/* Also the pulse that a titration ends with, after others. */
static int is_expected(const Runner *r, const Step *step)
{
    return step->may_end_early || cursor_titrates(&r->cursor, r->protocol);
}

/* What the counter electrode ran out of. */
static void explain_counter(Runner *r, const char *file, int line)
{
    Run *run = r->run;
    const StepRecord *rec = &run->record[run->records - 1];
    const double *y = simulation_state(r->simulation);
    const Model *m = simulation_model(r->simulation);
    error_set(&run->error, CELLSIM_EARLY, file, line,
              "step %d ended after %.4g s: the counter electrode can carry no more at %.3g V against the %s",
              run->executed, rec->t_end - rec->t_start,
              m->spec->reference.present ? y[m->V] - y[m->W] : -y[m->node[0].phi_e],
              m->spec->reference.present ? "reference" : "electrolyte");
    if (isnan(rec->depleted_from))
        error_hint(&run->error, "it is full or empty: give it more capacity, or end the step before");
    else
        error_hint(&run->error,
                   "the electrolyte ran low%s%s at x = %.1f um: the current is above its limit; lower the rate",
                   rec->c_e_ion[0] ? " of " : "", rec->c_e_ion, 1e6 * rec->c_e_min_x);
}

static void explain_end(Runner *r, const Step *step, EndReason why)
{
    Run *run = r->run;
    const StepRecord *rec = &run->record[run->records - 1];
    if (why == END_SAFETY) {
        r->stop = 1;
        run->status = CELLSIM_EARLY;
        error_set(&run->error, CELLSIM_EARLY, r->protocol->file, step->line,
                  "step %d reached a safety limit at %.4f V after %.4g s", run->executed, rec->v_end,
                  rec->t_end - rec->t_start);
        error_hint(&run->error, "the step's own `until` conditions were not reached; check rate, window and limits");
    }
    if (why == END_COUNTER) {
        r->stop = 1;
        run->status = CELLSIM_EARLY;
        explain_counter(r, r->protocol->file, step->line);
    }
    if (why == END_IMPOSSIBLE && run->status == CELLSIM_OK && (r->stop || !is_expected(r, step)))
        explain_impossible(run, r->protocol->file, step->line);
}

Status runner_begin(Runner *r, const Step *step, double current, double scan_rate, double key, Error *e)
{
    if (key > 0) count_cycle(r, key);
    const StepRecord record = {.kind = step->kind,
                               .line = step->line,
                               .cycle = r->cursor.cycle ? r->cursor.cycle : 1,
                               .block = r->cursor.block,
                               .cycle_at_rate = r->cycle_at_rate,
                               .current = current,
                               .c_rate = fabs(current) / r->spec->one_C,
                               .scan_rate = scan_rate};
    return recorder_begin_step(&r->recorder, r->simulation, &record, e);
}

Status runner_finish(Runner *r, const Step *step, EndReason why, Error *e)
{
    Status s = recorder_end_step(&r->recorder, r->simulation, why, e);
    const int worth =
        step->kind != STEP_REST && step->kind != STEP_EIS && r->cycle_at_rate == 1 && r->run->profiles < MAX_PROFILES;
    if (!s && worth) s = recorder_profile(&r->recorder, r->simulation, e);
    explain_end(r, step, why);
    cursor_advance(&r->cursor, step, why);
    return s;
}

/* What ends the first part of a CCCV step: its voltage, or the charge of the step. */
static Limits until_voltage(const Step *step, double current, double charge)
{
    const double above = current > 0 ? step->voltage : NAN, below = current > 0 ? NAN : step->voltage;
    return (Limits){.voltage_below = below, .voltage_above = above, .current_below = NAN, .charge = charge};
}

static double charge_passed(const Runner *r)
{
    return simulation_state(r->simulation)[simulation_model(r->simulation)->Q];
}

static Status run_current(Runner *r, const Step *step, Error *e)
{
    const double current = step->kind == STEP_REST ? 0 : step->current * r->to_A_m2[step->unit];
    char what[64];
    snprintf(what, sizeof what, "%s %.3gC, cycle %d",
             current < 0   ? "discharge"
             : current > 0 ? "charge"
                           : "rest",
             fabs(current) / r->spec->one_C, r->cursor.cycle);
    if (runner_progress(r, what)) return CELLSIM_OK;
    Leg leg = {.control = {CONTROL_CURRENT, current, 0, 0},
               .duration = step->until.time,
               .at_duration = END_TIME,
               .sample_period = step->sample_period};
    Status s = runner_plan(r, step, &leg, e);
    const Limits planned = leg.planned;
    if (step->kind == STEP_CCCV) leg.planned = until_voltage(step, current, planned.charge);
    EndReason why = END_FAILURE;
    const double t = simulation_time(r->simulation), Q = charge_passed(r);
    if (!s) s = runner_begin(r, step, current, 0, fabs(current), e);
    if (!s) s = runner_leg(r, &leg, &why, e);
    const int passed = why == END_IMPOSSIBLE && leg.to_soc && !(planned.charge > 0);
    if (!s && step->kind == STEP_CCCV && !r->stop && !passed && (why == END_VOLTAGE || why == END_IMPOSSIBLE)) {
        recorder_impossible(&r->recorder, NAN, NAN);
        leg.control = (Control){CONTROL_VOLTAGE, step->voltage, 0, 0};
        leg.planned = planned;
        leg.planned.voltage_above = leg.planned.voltage_below = NAN; /* the hold sits on them */
        leg.planned.charge -= fabs(charge_passed(r) - Q);            /* time and charge are those of the step */
        leg.duration -= simulation_time(r->simulation) - t;
        s = runner_leg(r, &leg, &why, e);
    }
    return s ? s : runner_finish(r, step, why, e);
}

static Status run_hold(Runner *r, const Step *step, Error *e)
{
    const double V = simulation_state(r->simulation)[simulation_model(r->simulation)->V];
    const double hold = isnan(step->voltage) ? V : step->voltage;
    const Leg leg = {.control = {CONTROL_VOLTAGE, hold, 0, 0},
                     .planned = runner_limits(r, &step->until),
                     .duration = step->until.time,
                     .at_duration = END_TIME,
                     .sample_period = step->sample_period};
    EndReason why = END_FAILURE;
    if (runner_progress(r, "voltage hold")) return CELLSIM_OK;
    Status s = runner_begin(r, step, 0, 0, 0, e);
    if (!s) s = runner_leg(r, &leg, &why, e);
    return s ? s : runner_finish(r, step, why, e);
}

/* To the next vertex. */
static Status run_sweep(Runner *r, const Step *step, Error *e)
{
    char what[64];
    snprintf(what, sizeof what, "sweep at %.3g mV/s, cycle %d", step->scan_rate * 1e3, r->cursor.cycle);
    if (runner_progress(r, what)) return CELLSIM_OK;
    const double from = simulation_state(r->simulation)[simulation_model(r->simulation)->V];
    const double distance = step->vertex[r->cursor.vertex] - from;
    if (fabs(distance) < 1e-9) return cursor_advance(&r->cursor, step, END_SWEEP), CELLSIM_OK;
    const Leg leg = {.control = {CONTROL_VOLTAGE, from, copysign(step->scan_rate, distance), 0},
                     .planned = {NAN, NAN, NAN, NAN},
                     .duration = fabs(distance) / step->scan_rate,
                     .at_duration = END_SWEEP,
                     .sample_period = step->sample_period};
    EndReason why = END_FAILURE;
    Status s = runner_begin(r, step, 0, step->scan_rate, step->scan_rate, e);
    if (!s) s = runner_leg(r, &leg, &why, e);
    return s ? s : runner_finish(r, step, why, e);
}

/* Whether the present voltage lies beyond a safety limit, which ends the run. */
static int is_unsafe(Runner *r)
{
    const Safety *safety = &r->protocol->safety;
    const double V = simulation_state(r->simulation)[simulation_model(r->simulation)->V];
    const int below = V<safety->voltage_min, above = V> safety->voltage_max;
    if (!below && !above) return 0;
    recorder_impossible(&r->recorder, below ? safety->voltage_min : safety->voltage_max,
                        below ? safety->voltage_min - V : V - safety->voltage_max);
    return r->stop = 1;
}

static Status run_eis(Runner *r, const Step *step, Error *e)
{
    EndReason why = END_FAILURE;
    if (runner_progress(r, "impedance")) return CELLSIM_OK;
    Status s = runner_begin(r, step, 0, 0, 0, e);
    if (!s && is_unsafe(r)) return runner_finish(r, step, END_IMPOSSIBLE, e);
    if (!s) s = recorder_sample(&r->recorder, r->simulation, NAN, e);
    if (!s) s = runner_spectrum(r, step, &why, e);
    return s ? s : runner_finish(r, step, why, e);
}

static Status run_step(Runner *r, const Step *step, Error *e)
{
    switch (step->kind) {
    case STEP_CV_SWEEP: return run_sweep(r, step, e);
    case STEP_CV_HOLD: return run_hold(r, step, e);
    case STEP_EIS: return run_eis(r, step, e);
    case STEP_CC:
    case STEP_CCCV:
    case STEP_REST: return run_current(r, step, e);
    case STEP_POWER:
    case STEP_RESISTANCE: return runner_load(r, step, e);
    case STEP_PROFILE: return runner_drive(r, step, e);
    case STEP_REPEAT:
    case STEP_GITT: break; /* the cursor's */
    }
    return CELLSIM_OK;
}

Status runner_steps(Runner *r, Error *e)
{
    Status s = CELLSIM_OK;
    const Step *step = NULL;
    while (!s && !runner_stopped(r) && (step = cursor_step(&r->cursor, r->protocol))) {
        s = run_step(r, step, e);
        if (r->cursor.vertex == 0) r->done++;
        if (!s && !r->stop) runner_checkpoint(r);
    }
    return s;
}
