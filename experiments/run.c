#include "run.h"
#include "../model/constants.h"
#include "recorder.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double DEPLETED = 0.01;     /* share of c0 below which the electrolyte counts as empty */
static const double DEFAULT_STEP_LIMIT = 3.2e7; /* s, a year: a step without any reachable end stops here */
enum { MAX_PROFILES = 64, MAX_CYCLES = 1000000 };

typedef struct Runner {
    const CellSpec *spec;
    const Protocol *protocol;
    const RunOptions *options;
    double loading;
    Simulation *simulation;
    Recorder recorder;
    Run *run;
    int cycle, cycle_at_rate, counted_cycle;
    double rate_key;       /* |current| or scan rate of the present group of cycles */
    double planned, done;  /* leaf steps, for the progress */
    int stop;              /* the run is over: failure, safety or the user */
    double to_A_m2[4];     /* per CurrentUnit */
} Runner;

/* --- conversions ------------------------------------------------------------------------------------------------- */

static void fill_units(Runner *r)
{
    r->to_A_m2[UNIT_C_RATE] = r->spec->one_C;
    r->to_A_m2[UNIT_MA_G] = r->loading; /* 1 mA/g = 1 A/kg */
    r->to_A_m2[UNIT_MA_CM2] = 10;
    r->to_A_m2[UNIT_A] = 1 / r->spec->area;
}

static Limits limits_of(const Runner *r, const Until *u)
{
    const double per_mAh_g = 3.6e3 * r->loading; /* C/m2 */
    return (Limits){.voltage_below = u->voltage_below,
                    .voltage_above = u->voltage_above,
                    .current_below = u->current_below * r->to_A_m2[u->current_unit],
                    .charge = u->capacity_mAh_g * per_mAh_g};
}

/* The tighter of a planned and a safety limit; NaN = none. */
static double tighter(double planned, double safety, int lower)
{
    if (isnan(planned)) return safety;
    if (isnan(safety)) return planned;
    return (lower ? planned >= safety : planned <= safety) ? planned : safety;
}

/* --- one control until its end ----------------------------------------------------------------------------------- */

typedef struct Leg {
    Control control;
    Limits planned;
    double duration; /* s, NaN = open */
    EndReason at_duration;
    double sample_period;
    int may_end_early;
} Leg;

static int depleted(const Runner *r)
{
    const Model *m = simulation_model(r->simulation);
    const double *y = simulation_state(r->simulation), c0 = electrolyte_c0(r->spec->electrolyte);
    for (int k = 0; k < m->volumes; k++)
        if (y[m->volume[k].c_e] < DEPLETED * c0) return 1;
    return 0;
}

/* Which reason a limit stands for, given the planned ones. */
static EndReason reason(const Runner *r, const Leg *leg, const Limits *used, Limit limit)
{
    const Limits *p = &leg->planned;
    switch (limit) {
    case LIMIT_VOLTAGE_BELOW:
        if (isnan(p->voltage_below) || p->voltage_below < used->voltage_below) return END_SAFETY;
        return depleted(r) ? END_DEPLETED : END_VOLTAGE;
    case LIMIT_VOLTAGE_ABOVE:
        if (isnan(p->voltage_above) || p->voltage_above > used->voltage_above) return END_SAFETY;
        return depleted(r) ? END_DEPLETED : END_VOLTAGE;
    case LIMIT_CURRENT_BELOW: return END_CURRENT;
    case LIMIT_CHARGE: return END_CAPACITY;
    default: return leg->at_duration;
    }
}

static void report_progress(Runner *r, const char *what)
{
    const ProgressFunction f = r->options->progress;
    if (!f || !f(r->done / r->planned, what, r->options->progress_context)) return;
    r->stop = 1;
    r->run->status = CELLSIM_EARLY;
    error_set(&r->run->error, CELLSIM_EARLY, NULL, 0, "stopped on request at t = %.4g s", simulation_time(r->simulation));
}

/* Integrates one leg. The solver's failure is part of the result: *why = END_FAILURE. */
static Status run_leg(Runner *r, const Leg *leg, EndReason *why, Error *e)
{
    Limits used = leg->planned;
    used.voltage_below = tighter(used.voltage_below, r->protocol->safety.voltage_min, 1);
    used.voltage_above = tighter(used.voltage_above, r->protocol->safety.voltage_max, 0);
    const double longest = isnan(r->protocol->safety.time_max) ? DEFAULT_STEP_LIMIT : r->protocol->safety.time_max;
    const int open = isnan(leg->duration) || leg->duration > longest;
    const double end = simulation_time(r->simulation) + (open ? longest : leg->duration);
    Leg timed = *leg;
    if (open) timed.at_duration = END_SAFETY;
    Limit limit;
    Status s = simulation_start(r->simulation, &leg->control, &used, end, &limit, &r->run->error);
    if (!s) s = recorder_sample(&r->recorder, r->simulation, NAN, e) ? CELLSIM_IO : CELLSIM_OK;
    while (!s && limit == LIMIT_NONE) {
        s = simulation_step(r->simulation, &limit, &r->run->error);
        if (s) break;
        const Status stored = recorder_sample(&r->recorder, r->simulation, leg->sample_period, e);
        if (stored) return stored;
    }
    if (s == CELLSIM_IO) return s;
    *why = s ? END_FAILURE : reason(r, &timed, &used, limit);
    if (!s) return CELLSIM_OK;
    r->run->status = s;
    r->stop = 1;
    return CELLSIM_OK;
}

/* --- steps ------------------------------------------------------------------------------------------------------- */

/* Numbers the cycle within its group of equal rates. */
static void count_cycle(Runner *r, double key)
{
    if (!(fabs(key - r->rate_key) <= 1e-6 * fabs(key))) {
        r->rate_key = key;
        r->cycle_at_rate = 1;
    } else if (r->cycle != r->counted_cycle) {
        r->cycle_at_rate++;
    }
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
        error_set(&run->error, CELLSIM_EARLY, r->protocol->file, step->line,
                  "at %.3gC the electrolyte is empty at x = %.1f um (%.2g mol/m3) after %.4g s: the step ended early, at "
                  "%.3f V", rec->c_rate, rec->c_e_min_x * 1e6, rec->c_e_min, rec->t_end - rec->t_start, rec->v_end);
        error_hint(&run->error, "this current is above what the electrolyte can carry: lower the rate, or use a thinner "
                                "or more porous separator or electrode");
    }
}

static Status begin(Runner *r, const Step *step, double current, double scan_rate, Error *e)
{
    const double key = current != 0 ? fabs(current) : scan_rate;
    if (key > 0) count_cycle(r, key);
    const StepRecord record = {.kind = step->kind, .cycle = r->cycle ? r->cycle : 1, .cycle_at_rate = r->cycle_at_rate,
                               .current = current, .c_rate = fabs(current) / r->spec->one_C, .scan_rate = scan_rate};
    return recorder_begin_step(&r->recorder, r->simulation, &record, e);
}

static Status finish(Runner *r, const Step *step, EndReason why, Error *e)
{
    Status s = recorder_end_step(&r->recorder, r->simulation, why, e);
    const int worth = step->kind != STEP_REST && r->cycle_at_rate == 1 && r->run->profiles < MAX_PROFILES;
    if (!s && worth) s = recorder_profile(&r->recorder, r->simulation, e);
    explain_end(r, step, why);
    r->done++;
    return s;
}

static Status run_current(Runner *r, const Step *step, Error *e)
{
    const double current = step->kind == STEP_REST ? 0 : step->current * r->to_A_m2[step->unit];
    char what[64];
    snprintf(what, sizeof what, "%s %.3gC, cycle %d", current < 0 ? "discharge" : current > 0 ? "charge" : "rest",
             fabs(current) / r->spec->one_C, r->cycle);
    report_progress(r, what);
    Leg leg = {.control = {CONTROL_CURRENT, current, 0, 0}, .planned = limits_of(r, &step->until),
               .duration = step->until.time, .at_duration = END_TIME, .sample_period = step->sample_period};
    if (step->kind == STEP_CCCV) {
        leg.planned = (Limits){NAN, NAN, NAN, NAN};
        if (current > 0) leg.planned.voltage_above = step->voltage;
        else leg.planned.voltage_below = step->voltage;
    }
    EndReason why = END_FAILURE;
    Status s = begin(r, step, current, 0, e);
    if (!s) s = run_leg(r, &leg, &why, e);
    if (!s && step->kind == STEP_CCCV && !r->stop && why == END_VOLTAGE) {
        leg.control = (Control){CONTROL_VOLTAGE, step->voltage, 0, 0};
        leg.planned = limits_of(r, &step->until);
        leg.planned.voltage_above = leg.planned.voltage_below = NAN; /* the hold sits on them */
        s = run_leg(r, &leg, &why, e);
    }
    return s ? s : finish(r, step, why, e);
}

static Status run_hold(Runner *r, const Step *step, Error *e)
{
    const double V = simulation_state(r->simulation)[simulation_model(r->simulation)->V];
    const double hold = isnan(step->voltage) ? V : step->voltage;
    const Leg leg = {.control = {CONTROL_VOLTAGE, hold, 0, 0}, .planned = limits_of(r, &step->until),
                     .duration = step->until.time, .at_duration = END_TIME, .sample_period = step->sample_period};
    EndReason why = END_FAILURE;
    report_progress(r, "voltage hold");
    Status s = begin(r, step, 0, 0, e);
    if (!s) s = run_leg(r, &leg, &why, e);
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
                         .planned = {NAN, NAN, NAN, NAN}, .duration = fabs(distance) / step->scan_rate,
                         .at_duration = END_SWEEP, .sample_period = step->sample_period};
        EndReason why = END_FAILURE;
        Status s = begin(r, step, 0, step->scan_rate, e);
        if (!s) s = run_leg(r, &leg, &why, e);
        if (!s) s = finish(r, step, why, e);
        if (s) return s;
    }
    return CELLSIM_OK;
}

static Status run_steps(Runner *r, int n, const Step *steps, Error *e);

static Status run_repeat(Runner *r, const Step *step, Error *e)
{
    Status s = CELLSIM_OK;
    for (int k = 0; k < step->count && !s && !r->stop && r->cycle < MAX_CYCLES; k++) {
        if (step->advances_cycle) r->cycle++;
        s = run_steps(r, step->steps, step->step, e);
    }
    return s;
}

static Status run_steps(Runner *r, int n, const Step *steps, Error *e)
{
    Status s = CELLSIM_OK;
    for (int k = 0; k < n && !s && !r->stop; k++) {
        switch (steps[k].kind) {
        case STEP_REPEAT: s = run_repeat(r, &steps[k], e); break;
        case STEP_CV_SWEEP: s = run_sweep(r, &steps[k], e); break;
        case STEP_CV_HOLD: s = run_hold(r, &steps[k], e); break;
        case STEP_CC:
        case STEP_CCCV:
        case STEP_REST: s = run_current(r, &steps[k], e); break;
        }
    }
    return s;
}

static double count_leaves(int n, const Step *steps)
{
    double leaves = 0;
    for (int k = 0; k < n; k++)
        leaves += steps[k].kind == STEP_REPEAT ? steps[k].count * count_leaves(steps[k].steps, steps[k].step) : 1;
    return leaves;
}

/* --- trust ------------------------------------------------------------------------------------------------------- */

/* Guest that left the positive electrode against the charge that passed, double layers included (E-trust-1). */
static double lithium_defect(const Model *m, const double *before, const double *now)
{
    const double capacity = model_guest_capacity(m, POSITIVE);
    const double reacted = FARADAY * (model_guest(m, POSITIVE, before) - model_guest(m, POSITIVE, now));
    const double layer = model_double_layer_charge(m, POSITIVE, now) - model_double_layer_charge(m, POSITIVE, before);
    return fabs(reacted + layer - (now[m->Q] - before[m->Q])) / (FARADAY * capacity);
}

static void fill_trust(Runner *r, const double *before)
{
    const Model *m = simulation_model(r->simulation);
    const double *now = simulation_state(r->simulation);
    const SimulationCounts c = simulation_counts(r->simulation);
    RunTrust *t = &r->run->trust;
    t->lithium_balance = lithium_defect(m, before, now);
    t->salt_balance = fabs(model_salt(m, now) / model_salt(m, before) - 1);
    t->charge_balance = simulation_charge_defect(r->simulation);
    t->mesh_error_mV = t->time_error_mV = NAN;
    t->steps = c.steps;
    t->residuals = c.residuals;
    t->jacobians = c.jacobians;
    t->error_test_failures = c.error_test_failures;
    t->newton_failures = c.newton_failures;
}

/* --- a whole run --------------------------------------------------------------------------------------------------- */

static double wall_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void describe(const CellSpec *spec, const Protocol *p, double loading, Run *run)
{
    *run = (Run){.loading = loading, .area = spec->area, .one_C = spec->one_C, .half_cell = spec->half_cell};
    snprintf(run->cell, sizeof run->cell, "%s", spec->name);
    snprintf(run->protocol, sizeof run->protocol, "%s", p->name);
    snprintf(run->title, sizeof run->title, "%s", p->title);
    snprintf(run->figure, sizeof run->figure, "%s", p->figure);
    error_clear(&run->error);
}

static Status run_on(Runner *r, const Model *m, Error *e)
{
    const size_t bytes = (size_t)m->unknowns * sizeof(double);
    double *before = malloc(bytes);
    if (!before) return error_memory(e);
    memcpy(before, simulation_state(r->simulation), bytes);
    const double clock = wall_clock();
    const Status s = run_steps(r, r->protocol->steps, r->protocol->step, e);
    r->run->solve_s = wall_clock() - clock;
    fill_trust(r, before);
    free(before);
    return s;
}

Status run_protocol(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *out, Error *e)
{
    Model *m = NULL;
    Runner r = {.spec = spec, .protocol = p, .options = o, .loading = loading, .run = out, .rate_key = NAN,
                .recorder = {.run = out}, .planned = count_leaves(p->steps, p->step), .cycle = 0};
    describe(spec, p, loading, out);
    fill_units(&r);
    Status s = model_create(spec, &m, e);
    if (!s) s = simulation_create(m, &o->simulation, &r.simulation, e);
    if (!s) s = run_on(&r, m, e);
    simulation_free(r.simulation);
    model_free(m);
    if (s) run_free(out);
    return s;
}
