/* A protocol once more, at another tolerance or on another mesh, while the run itself may be under way (E-trust-4). */
#include "repetition.h"

#include "recorder.h"

#include <math.h>
#include <stdlib.h>

static const double LEAST_BUDGET = 1000, TIMES = 5; /* of the steps of the run */
static const double MOST_WORK = 1e7, WORK_OF_PULSE = 1e5; /* steps times unknowns */
enum { SAMPLES = 4000000, RECORDS = 100000 };

int repetition_stopped(const RunOptions *o)
{
    return o->stop && o->stop(o->stop_context);
}

/* Steps of the solver that it may take: where a run is hard, a tight tolerance may cost any number. Before that run's are known, and for
 * the measure itself, the most that they can allow. (Not a time: the same run has the same estimates.) */
static double budget(const Repetition *r)
{
    const long steps = r->sets ? MEASURE_UNKNOWN : atomic_load(&r->measure->steps);
    const double most = (MOST_WORK + (r->titrates ? WORK_OF_PULSE * r->records : 0)) / fmax(r->unknowns * r->measure->unknowns, 1);
    return steps < 0 ? most : fmin(LEAST_BUDGET + TIMES * (double)steps, most);
}

static int is_spent(void *repetition)
{
    Repetition *r = repetition;
    r->steps++;
    return (double)r->steps > budget(r) || atomic_load(&r->measure->over) || repetition_stopped(r->options);
}

static Status note_step(void *repetition, const Run *run, const StepRecord *step, Error *e)
{
    Repetition *r = repetition;
    (void)run;
    (void)step;
    void *array = r->steps_at;
    const Status s = array_grow(&array, r->records, &r->space, sizeof *r->steps_at, e);
    r->steps_at = array;
    if (!s) r->steps_at[r->records++] = r->steps;
    return s;
}

static void repeat(void *repetition)
{
    Repetition *r = repetition;
    const RunSink sink = {.step = note_step, .context = r};
    RunOptions o = {.simulation = r->options->simulation, .stop = is_spent, .stop_context = r, .straight = r->straight, .sink = &sink};
    o.selection = (SelectionOptions){.samples = SAMPLES, .records = RECORDS, .step_samples = SAMPLES};
    o.simulation.tolerance = r->tolerance;
    if (repetition_stopped(r->options) || atomic_load(&r->measure->over)) return;
    r->status = run_protocol(&r->spec, r->protocol, r->loading, &o, &r->run, &r->error);
    if (!r->sets) return;
    if (r->status) atomic_store(&r->measure->over, 1); /* there is nothing to be compared with */
    atomic_store(&r->measure->steps, r->run.trust.steps);
}

void repetition_add(Repetition *r)
{
    if (r->added++) return;
    r->job = (Job){.work = repeat, .context = r};
    jobs_add(r->options->jobs, &r->job);
}

void repetition_await(Repetition *r, Status *s, Error *e)
{
    jobs_wait(r->options->jobs, &r->job);
    if (!r->status || *s) return;
    *s = r->status;
    *e = r->error;
}

Run repetition_shown(const Repetition *r, int *cut)
{
    Run shown = r->run;
    const double most = budget(r);
    *cut = (double)r->steps > most;
    if (!*cut) return shown;
    while (shown.records > 0 && (double)r->steps_at[shown.record[shown.records - 1].step] > most) shown.records--;
    const int last = shown.records > 0 ? shown.record[shown.records - 1].step : -1;
    while (shown.spectra > 0 && shown.spectrum[shown.spectra - 1].step > last) shown.spectra--;
    return shown;
}

void repetition_free(Repetition *r)
{
    run_free(&r->run);
    free(r->steps_at);
    r->steps_at = NULL;
}
