#include "recorder.h"

#include "clock.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 100000 }; /* samples */

static StepRecord *current(Recorder *r)
{
    return &r->run->record[r->run->records - 1];
}

int recorder_stopped(const Recorder *r)
{
    const RunOptions *o = r->options;
    return r->halted || (o->stop && o->stop(o->stop_context));
}

/* --- the sink ---------------------------------------------------------------------------------------------------- */

/* What the sink refuses ends the run, and is its result. */
static void halt(Recorder *r, Status refused, const Error *e)
{
    if (refused == CELLSIM_OK || r->halted) return;
    r->halted = 1;
    r->run->status = refused;
    r->run->error = *e;
}

static void emit_sample(Recorder *r, const Sample *s)
{
    const RunSink *sink = r->options->sink;
    Error e;
    if (!sink || !sink->sample || r->halted) return;
    const double clock = wall_clock();
    halt(r, sink->sample(sink->context, r->run, current(r), s, &e), &e);
    r->sink_s += wall_clock() - clock;
}

static void emit_step(Recorder *r)
{
    const RunSink *sink = r->options->sink;
    Error e;
    if (sink && sink->step) halt(r, sink->step(sink->context, r->run, current(r), &e), &e);
}

static void emit_cycle(Recorder *r)
{
    const RunSink *sink = r->options->sink;
    Error e;
    if (!sink || !sink->cycle || r->run->cycles == 0) return;
    halt(r, sink->cycle(sink->context, r->run, &r->run->cycle[r->run->cycles - 1], &e), &e);
}

static void emit_spectrum(Recorder *r, const Spectrum *s)
{
    const RunSink *sink = r->options->sink;
    Error e;
    if (sink && sink->spectrum) halt(r, sink->spectrum(sink->context, r->run, s, &e), &e);
}

/* --- samples ----------------------------------------------------------------------------------------------------- */

/* Holds a sample: in the place of the one before it, if that is not among those to be held. */
static Status hold(Recorder *r, const Sample *s, Error *e)
{
    Run *run = r->run;
    StepRecord *step = current(r);
    const int passing = step->samples > 1 && (r->taken - 1) % r->step_stride != 0;
    if (!passing) {
        void *array = run->sample;
        const Status status = array_grow(&array, run->samples, &r->sample_space, sizeof *run->sample, e);
        run->sample = array;
        if (status) return status;
        run->samples++;
        step->samples++;
    }
    run->sample[run->samples - 1] = *s;
    if (step->samples <= r->selection.o.step_samples) return CELLSIM_OK;
    selection_halve_step(run);
    r->step_stride *= 2;
    return CELLSIM_OK;
}

/* The state of the simulation now. */
static Sample sample_now(const Simulation *s)
{
    const Model *m = simulation_model(s);
    const double *y = simulation_state(s);
    return (Sample){.t = simulation_time(s), .voltage = y[m->V], .current = y[m->I], .charge = y[m->Q], .cell_voltage = y[m->W]};
}

Status recorder_interpolate(Simulation *s, double t, Sample *out)
{
    const Model *m = simulation_model(s);
    out->t = t;
    const Status status = simulation_interpolate(s, t, &out->voltage, &out->current, &out->charge, NULL);
    out->cell_voltage = out->voltage;
    return status || m->W == m->V ? status : simulation_interpolate_one(s, t, m->W, &out->cell_voltage, NULL);
}

Status recorder_store(Recorder *r, const Sample *of, Error *e)
{
    Run *run = r->run;
    StepRecord *step = current(r);
    Sample s = *of;
    s.cycle = step->cycle;
    s.step = run->executed - 1;
    const double half = 0.5, passed = s.charge - r->last.charge; /* trapezoids */
    if (r->taken) step->energy += half * (s.cell_voltage + r->last.cell_voltage) * passed;
    if (r->taken) step->voltage_charge += half * (s.voltage + r->last.voltage) * passed;
    const Status status = hold(r, &s, e);
    if (status) return status;
    r->last = s;
    r->taken++;
    run->taken++;
    emit_sample(r, &s);
    return CELLSIM_OK;
}

Status recorder_begin_step(Recorder *r, Simulation *s, const StepRecord *step, Error *e)
{
    Run *run = r->run;
    selection_thin(&r->selection, run, step->block);
    void *array = run->record;
    const Status status = array_grow(&array, run->records, &r->record_space, sizeof *run->record, e);
    run->record = array;
    if (status) return status;
    const double *y = simulation_state(s);
    const Model *m = simulation_model(s);
    StepRecord *record = &run->record[run->records++];
    *record = *step;
    record->step = run->executed++;
    record->first_sample = run->samples;
    record->c_e_min = m->carried ? INFINITY : NAN;
    record->c_e_ion[0] = '\0';
    record->depleted_from = record->limit = record->beyond = NAN;
    record->t_start = simulation_time(s);
    record->v_start = y[m->V]; /* until the control takes hold: recorder_sample corrects it */
    r->charge_start = y[m->Q];
    r->taken = 0;
    r->step_stride = 1;
    return inside_begin(&r->inside, record, e);
}

/* Asks before a solver's step is cut into more samples than can be written. */
static void expect_samples(Recorder *r, double samples)
{
    const RunSink *sink = r->options->sink;
    Error e;
    if (samples >= MANY && sink && sink->expect) halt(r, sink->expect(sink->context, samples, &e), &e);
}

/* Samples at every period up to the present time. */
static Status sample_periods(Recorder *r, Simulation *s, double period, Error *e)
{
    const double t = simulation_time(s);
    expect_samples(r, (t - r->last.t) / period);
    while (t - r->last.t > period && !recorder_stopped(r)) {
        Sample there;
        const double at = r->last.t + period;
        if (!(at > r->last.t) || recorder_interpolate(s, at, &there)) break;
        const Status status = recorder_store(r, &there, e);
        if (status) return status;
    }
    return CELLSIM_OK;
}

Status recorder_sample(Recorder *r, Simulation *s, double period, Error *e)
{
    const double *y = simulation_state(s);
    const Model *m = simulation_model(s);
    recorder_watch_salt(current(r), s);
    inside_take(&r->inside, s, y[m->Q] - r->charge_start, 0);
    if (!r->taken) current(r)->v_start = y[m->V]; /* the first instant under the new control */
    else if (period > 0) return sample_periods(r, s, period, e);
    const Sample now = sample_now(s);
    if (r->taken) {
        const Status status = recorder_line(r, s, &now, e);
        if (status) return status;
    }
    return recorder_store(r, &now, e);
}

/* --- ends of steps ------------------------------------------------------------------------------------------------ */

/* The charge of a step with a current, to the row of its cycle; a new row ends the one before. */
static Status count_cycle(Recorder *r, const StepRecord *step, Error *e)
{
    Run *run = r->run;
    if (!step_has_current(step->kind) || !record_is_whole(step)) return CELLSIM_OK;
    const double charge = r->last.charge * run->area - run->sample[step->first_sample].charge * run->area;
    if (charge == 0) return CELLSIM_OK;
    if (run->cycles == 0 || run->cycle[run->cycles - 1].cycle != step->cycle) {
        emit_cycle(r);
        selection_thin_cycles(&r->selection, run);
        void *array = run->cycle;
        const Status status = array_grow(&array, run->cycles, &r->cycle_space, sizeof *run->cycle, e);
        run->cycle = array;
        if (status) return status;
        run->cycle[run->cycles++] = (CycleRow){.cycle = step->cycle};
        run->counted++;
    }
    cycle_row_add(&run->cycle[run->cycles - 1], charge);
    return CELLSIM_OK;
}

/* What hosts report at the end of a cycle: after its last step, whatever that is. */
static void report_cycle(Recorder *r, const StepRecord *step)
{
    Run *run = r->run;
    CycleRow *row = run->cycles > 0 ? &run->cycle[run->cycles - 1] : NULL;
    if (row && row->cycle == step->cycle) memcpy(row->reported, step->reported, sizeof row->reported);
}

void recorder_impossible(Recorder *r, double limit, double beyond)
{
    current(r)->limit = limit;
    current(r)->beyond = beyond;
}

static void complete(const Recorder *r, StepRecord *step, const Sample *end)
{
    step->t_end = end->t;
    step->v_end = end->voltage;
    step->charge = end->charge - r->charge_start;
    step->mean_voltage = step->charge != 0 ? step->voltage_charge / step->charge : NAN;
}

Status recorder_end_step(Recorder *r, Simulation *s, EndReason why, Error *e)
{
    const Sample now = sample_now(s);
    const Sample end = why == END_STOPPED && r->taken ? r->last : now; /* the solver may be ahead of the samples */
    if (end.t > r->last.t) {
        const Status status = recorder_store(r, &end, e);
        if (status) return status;
    }
    recorder_watch_salt(current(r), s);
    StepRecord *step = current(r);
    complete(r, step, &end);
    step->end = why;
    inside_take(&r->inside, s, step->charge, 1);
    inside_end(&r->inside, step);
    reported_values(simulation_model(s), r->run->reports, r->run->reported, simulation_state(s), step->reported);
    r->run->early += end_is_early(why);
    Status status = selection_note(&r->selection, r->run, e);
    if (!status) status = count_cycle(r, step, e);
    if (!status) report_cycle(r, step);
    if (!status) emit_step(r);
    return status;
}

Status recorder_finish(Recorder *r, const Model *m, Error *e)
{
    emit_cycle(r);
    return inside_finish(&r->inside, m, r->run, e);
}

Status recorder_spectrum(Recorder *r, Simulation *s, int points, const double *f, const double _Complex *Z, Error *e)
{
    Run *run = r->run;
    const Model *m = simulation_model(s);
    const double *y = simulation_state(s);
    selection_thin_spectra(&r->selection, run);
    void *array = run->spectrum;
    const Status status = array_grow(&array, run->spectra, &r->spectrum_space, sizeof *run->spectrum, e);
    run->spectrum = array;
    if (status) return status;
    SpectrumPoint *point = calloc((size_t)points, sizeof *point);
    if (!point) return error_memory(e);
    for (int k = 0; k < points; k++) {
        const double *z = (const double *)&Z[k]; /* real and imaginary part */
        point[k] = (SpectrumPoint){f[k], z[0], z[1]};
    }
    Spectrum *out = &run->spectrum[run->spectra++];
    *out = (Spectrum){.step = run->executed - 1,
                      .number = ++run->measured,
                      .cycle = current(r)->cycle,
                      .t = simulation_time(s),
                      .voltage = y[m->V],
                      .current = y[m->I],
                      .points = points,
                      .point = point};
    emit_spectrum(r, out);
    return CELLSIM_OK;
}
