/* The steps of a protocol. */
#include "runner.h"

#include <math.h>
#include <stdio.h>

enum { MAX_PROFILES = 64, MAX_CYCLES = 1000000 };

static void report_progress(Runner *r, const char *what)
{
    const ProgressFunction f = r->options->progress;
    if (!f || !f(r->done / r->planned, what, r->options->progress_context)) return;
    r->stop = 1;
    r->run->status = CELLSIM_EARLY;
    error_set(&r->run->error, CELLSIM_EARLY, NULL, 0, "stopped on request at t = %.4g s",
              simulation_time(r->simulation));
}

/* Numbers the cycle within its group of cycles that begin with the same rate (or scan rate). */
static void count_cycle(Runner *r, double key)
{
    if (r->cycle == r->counted_cycle) return;
    const int same = fabs(key - r->rate_key) <= 1e-6 * fabs(key);
    r->cycle_at_rate = same ? r->cycle_at_rate + 1 : 1;
    r->rate_key = key;
    r->counted_cycle = r->cycle;
}

static void explain_end(Runner *r, const Step *step, EndReason why)
{
    Run *run = r->run;
    const StepRecord *rec = &run->record[run->records - 1];
    if (why == END_SAFETY) {
        r->stop = 1;
        run->status = CELLSIM_EARLY;
        error_set(&run->error, CELLSIM_EARLY, r->protocol->file, step->line,
                  "step %d reached a safety limit at %.4f V after %.4g s", run->records, rec->v_end,
                  rec->t_end - rec->t_start);
        error_hint(&run->error, "the step's own `until` conditions were not reached; check rate, window and limits");
    }
    if (why == END_DEPLETED && !step->may_end_early && run->status == CELLSIM_OK) {
        run->status = CELLSIM_EARLY;
        error_set(
            &run->error, CELLSIM_EARLY, r->protocol->file, step->line,
            "at %.3gC the electrolyte is empty at x = %.1f um (%.2g mol/m3) after %.4g s: the step ended early, at "
            "%.3f V",
            rec->c_rate, rec->c_e_min_x * 1e6, rec->c_e_min, rec->t_end - rec->t_start, rec->v_end);
        error_hint(&run->error,
                   "this current is above what the electrolyte can carry: lower the rate, or use a thinner "
                   "or more porous separator or electrode");
    }
}

static Status begin(Runner *r, const Step *step, double current, double scan_rate, Error *e)
{
    const double key = current != 0 ? fabs(current) : scan_rate;
    if (key > 0) count_cycle(r, key);
    const StepRecord record = {.kind = step->kind,
                               .cycle = r->cycle ? r->cycle : 1,
                               .cycle_at_rate = r->cycle_at_rate,
                               .current = current,
                               .c_rate = fabs(current) / r->spec->one_C,
                               .scan_rate = scan_rate};
    return recorder_begin_step(&r->recorder, r->simulation, &record, e);
}

static Status finish(Runner *r, const Step *step, EndReason why, Error *e)
{
    Status s = recorder_end_step(&r->recorder, r->simulation, why, e);
    const int worth =
        step->kind != STEP_REST && step->kind != STEP_EIS && r->cycle_at_rate == 1 && r->run->profiles < MAX_PROFILES;
    if (!s && worth) s = recorder_profile(&r->recorder, r->simulation, e);
    explain_end(r, step, why);
    r->done++;
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
             fabs(current) / r->spec->one_C, r->cycle);
    report_progress(r, what);
    Leg leg = {.control = {CONTROL_CURRENT, current, 0, 0},
               .planned = runner_limits(r, &step->until),
               .duration = step->until.time,
               .at_duration = END_TIME,
               .sample_period = step->sample_period};
    if (step->kind == STEP_CCCV) leg.planned = until_voltage(step, current, leg.planned.charge);
    EndReason why = END_FAILURE;
    const double t = simulation_time(r->simulation), Q = charge_passed(r);
    Status s = begin(r, step, current, 0, e);
    if (!s) s = runner_leg(r, &leg, &why, e);
    if (!s && step->kind == STEP_CCCV && !r->stop && why == END_VOLTAGE) {
        leg.control = (Control){CONTROL_VOLTAGE, step->voltage, 0, 0};
        leg.planned = runner_limits(r, &step->until);
        leg.planned.voltage_above = leg.planned.voltage_below = NAN; /* the hold sits on them */
        leg.planned.charge -= fabs(charge_passed(r) - Q);            /* time and charge are those of the step */
        leg.duration -= simulation_time(r->simulation) - t;
        s = runner_leg(r, &leg, &why, e);
    }
    return s ? s : finish(r, step, why, e);
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
    report_progress(r, "voltage hold");
    Status s = begin(r, step, 0, 0, e);
    if (!s) s = runner_leg(r, &leg, &why, e);
    return s ? s : finish(r, step, why, e);
}

static Status run_sweep(Runner *r, const Step *step, Error *e)
{
    char what[64];
    snprintf(what, sizeof what, "sweep at %.3g mV/s, cycle %d", step->scan_rate * 1e3, r->cycle);
    report_progress(r, what);
    for (int k = 0; k < step->vertices && !r->stop; k++) {
        const double from = simulation_state(r->simulation)[simulation_model(r->simulation)->V];
        const double distance = step->vertex[k] - from;
        if (fabs(distance) < 1e-9) continue;
        const Leg leg = {.control = {CONTROL_VOLTAGE, from, copysign(step->scan_rate, distance), 0},
                         .planned = {NAN, NAN, NAN, NAN},
                         .duration = fabs(distance) / step->scan_rate,
                         .at_duration = END_SWEEP,
                         .sample_period = step->sample_period};
        EndReason why = END_FAILURE;
        Status s = begin(r, step, 0, step->scan_rate, e);
        if (!s) s = runner_leg(r, &leg, &why, e);
        if (!s) s = finish(r, step, why, e);
        if (s) return s;
    }
    return CELLSIM_OK;
}

static Status run_eis(Runner *r, const Step *step, Error *e)
{
    EndReason why = END_FAILURE;
    report_progress(r, "impedance");
    Status s = begin(r, step, 0, 0, e);
    if (!s) s = recorder_sample(&r->recorder, r->simulation, NAN, e);
    if (!s) s = runner_spectrum(r, step, &why, e);
    return s ? s : finish(r, step, why, e);
}

static Status run_repeat(Runner *r, const Step *step, Error *e)
{
    Status s = CELLSIM_OK;
    for (int k = 0; k < step->count && !s && !r->stop && r->cycle < MAX_CYCLES; k++) {
        if (step->advances_cycle) r->cycle++;
        s = runner_steps(r, step->steps, step->step, e);
    }
    return s;
}

/* A pulse that meets its voltage (or finds no salt left) is the last one; its rest still follows. */
static Status run_gitt(Runner *r, const Step *step, Error *e)
{
    Status s = CELLSIM_OK;
    for (int k = 0; k < step->count && !s && !r->stop; k++) {
        const int pulse = r->run->records;
        s = runner_steps(r, step->steps, step->step, e);
        if (!s && r->run->records > pulse && r->run->record[pulse].end != END_TIME) break;
    }
    return s;
}

Status runner_steps(Runner *r, int n, const Step *steps, Error *e)
{
    Status s = CELLSIM_OK;
    for (int k = 0; k < n && !s && !r->stop; k++) {
        switch (steps[k].kind) {
        case STEP_REPEAT: s = run_repeat(r, &steps[k], e); break;
        case STEP_GITT: s = run_gitt(r, &steps[k], e); break;
        case STEP_CV_SWEEP: s = run_sweep(r, &steps[k], e); break;
        case STEP_CV_HOLD: s = run_hold(r, &steps[k], e); break;
        case STEP_EIS: s = run_eis(r, &steps[k], e); break;
        case STEP_CC:
        case STEP_CCCV:
        case STEP_REST: s = run_current(r, &steps[k], e); break;
        }
    }
    return s;
}
