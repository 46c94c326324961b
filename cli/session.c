#include "../experiments/clock.h"
#include "interrupts.h"
#include "session.h"
#include "terminal.h"

#include "../measured/as_measured.h"
#include "../report/answers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Status session_open(const Options *o, const char *file, Session **out, Error *e)
{
    Session *s = *out = calloc(1, sizeof *s);
    if (!s) return error_memory(e);
    s->o = o;
    s->start = s->saved = wall_clock();
    s->folder.fd = -1;
    s->progress = (Progress){.enabled = !o->quiet && terminal_moves(STDERR_FILENO), .start = s->start};
    const Status status = jobs_create(o->jobs, &s->jobs, e);
    return status ? status : card_read(file, o->library, o->overrides, o->override, &s->card, e);
}

void session_release(Session *s)
{
    if (!s->resumable || s->complete) folder_clean(&s->folder);
    folder_close(&s->folder);
    for (int k = 0; k < MAX_RUNS; k++) {
        stream_free(s->stream[k]);
        s->stream[k] = NULL;
    }
}

void session_free(Session *s)
{
    Error unheard; /* something else failed before */
    if (!s) return;
    session_settle(s, 0, &unheard);
    jobs_free(s->jobs);
    session_release(s);
    text_free(&s->checkpoint);
    for (int k = 0; k < s->runs; k++) run_free(&s->run[k]);
    for (int k = 0; k < s->protocols; k++) protocol_free(&s->protocol[k]);
    free(s->answer);
    card_free(s->card);
    free(s);
}

Status session_protocols(Session *s, int count, const char *const *names, Error *e)
{
    if (count > MAX_CONFIGS) return error_set(e, CELLSIM_USAGE, NULL, 0, "more than %d experiments", MAX_CONFIGS);
    for (int k = 0; k < count; k++) {
        const Status status =
            protocol_read(names[k], s->o->library, s->card, s->o->rate, &s->protocol[s->protocols], e);
        if (status) return status;
        s->protocols++;
    }
    return CELLSIM_OK;
}

/* What the caller gives that no protocol takes. */
static Status refuse_idle(const Session *s, Error *e)
{
    return protocols_refuse_idle(s->protocols, s->protocol, s->o->rate, s->o->overrides, s->o->override, e);
}

/* One protocol for every measured file. */
static Status as_measured(Session *s, Error *e)
{
    for (int k = 0; k < s->o->withs; k++) {
        Protocol *p = &s->protocol[s->protocols++];
        const Status status = protocol_as_measured(s->o->with[k], &s->o->measured, p, e);
        if (status) return status;
        if (s->o->withs > 1) snprintf(p->name, sizeof p->name, "as_measured_%d", k + 1);
    }
    return CELLSIM_OK;
}

Status session_experiments(Session *s, Error *e)
{
    if (s->o->as_measured) {
        const Status status = as_measured(s, e);
        return status ? status : refuse_idle(s, e);
    }
    const char *const *own;
    const int count = card_experiments(s->card, &own);
    const Status status =
        s->o->configs ? session_protocols(s, s->o->configs, s->o->config, e) : session_protocols(s, count, own, e);
    return status ? status : refuse_idle(s, e);
}

static int count_runs(const Session *s)
{
    int runs = 0;
    for (int k = 0; k < s->protocols; k++) runs += protocol_runs(&s->protocol[k]);
    return runs;
}

static RunOptions run_options(Session *s)
{
    RunOptions options = {.simulation = simulation_defaults(),
                          .progress = progress_show,
                          .progress_context = &s->progress,
                          .stop = interrupts_stop,
                          .inside = 1,
                          .jobs = s->jobs};
    if (!isnan(s->o->tolerance)) options.simulation.tolerance = s->o->tolerance;
    options.simulation.linear = s->o->linear;
    return options;
}

/* The cycles that targets of a protocol name. */
static int pins_of(const Session *s, const Protocol *p, int pin[MAX_PINS])
{
    const Target *t;
    const int targets = card_targets(s->card, &t);
    int n = 0;
    for (int k = 0; k < targets && n + 3 <= MAX_PINS; k++) {
        if (strcmp(t[k].protocol, p->name) != 0) continue;
        pin[n++] = t[k].cycle;
        pin[n++] = t[k].from_cycle;
        pin[n++] = t[k].to_cycle;
    }
    return n;
}

/* Where the rows of the next run go; and the state it goes on from. */
static Status attach(Session *s, RunSink *sink, RunOptions *options, Error *e)
{
    RunStream **stream = &s->stream[s->runs];
    if (s->folder.fd < 0) return CELLSIM_OK;
    if (s->under_way.length > 0 && s->runs == s->restored) options->resume = &s->under_way;
    else {
        const Status status = stream_create(&s->folder, s->runs, s->o->mpt, s->o->max_output, stream, e);
        if (status) return status;
    }
    *sink = stream_sink(*stream);
    sink->checkpoint = session_save;
    sink->checkpoint_context = s;
    options->sink = sink;
    return CELLSIM_OK;
}

/* One run of a protocol. What its errors are is being found out. */
static Status run_one(Session *s, const Protocol *p, int which, Error *e)
{
    Pending *pending;
    RunSink sink = {0};
    RunOptions options = run_options(s);
    int pin[MAX_PINS];
    Run *run = &s->run[s->runs];
    options.selection.pins = pins_of(s, p, pin);
    options.selection.pin = pin;
    options.variation = which;
    s->progress.name = p->name;
    s->progress.run = s->runs;
    Status status = session_pend(s, &pending, e);
    if (!status) status = card_cell_of_run(s->card, p, which, &pending->cell, e);
    if (!status) status = attach(s, &sink, &options, e);
    const double mass = status ? 0 : pending->cell.electrode[POSITIVE].mass_loading;
    if (!status) status = run_chosen(&pending->cell, p, mass, &options, run, s->estimate ? &pending->estimate : NULL, e);
    if (status) return status;
    pending->run = &s->run[s->runs++];
    return session_settle(s, jobs_at_a_time(s->jobs) - 1, e);
}

/* After a run: whether the session goes on, and a checkpoint if the last one is old. */
static Status after_run(Session *s, Error *e)
{
    static const double PERIOD = 0.5; /* s */
    s->stopped = interrupts_stop(NULL) || s->run[s->runs - 1].status == CELLSIM_IO;
    if (s->stopped || s->folder.fd < 0 || wall_clock() - s->saved < PERIOD) return CELLSIM_OK;
    return session_save(s, NULL, e);
}

Status session_run(Session *s, Error *e)
{
    int index = 0;
    Status status = CELLSIM_OK;
    s->progress.runs = count_runs(s);
    if (s->progress.runs > MAX_RUNS)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "more than %d runs in one call", MAX_RUNS);
    for (int k = 0; k < s->protocols && !status; k++) {
        const Protocol *p = &s->protocol[k];
        for (int j = 0; j < protocol_runs(p) && !status && !s->stopped; j++) {
            if (index++ < s->restored) continue;
            status = run_one(s, p, j, e);
            if (!status) status = after_run(s, e);
        }
    }
    if (!status) status = session_settle(s, 0, e);
    if (interrupts_stop(NULL)) s->stopped = 1; /* and estimates may be missing */
    progress_clear(&s->progress);
    if (!status && s->resumable && !s->stopped) status = session_save(s, NULL, e); /* publishing can be resumed, too */
    return status;
}

Status session_report(Session *s, Report *report, Error *e)
{
    const Target *target;
    const int targets = card_targets(s->card, &target);
    s->answer = calloc((size_t)targets + 1, sizeof *s->answer);
    if (!s->answer) return error_memory(e);
    const Status status = answers_evaluate(targets, target, s->runs, s->run, s->answer);
    if (status == CELLSIM_IO) return error_memory(e);
    if (status) return error_set(e, status, NULL, 0, "the targets cannot be evaluated");
    *report = (Report){.card = s->card,
                       .runs = s->runs,
                       .run = s->run,
                       .answers = targets,
                       .answer = s->answer,
                       .mpt = s->o->mpt,
                       .stream = s->folder.fd >= 0 ? s->stream : NULL,
                       .publish = !s->resumable ? PUBLISH_MOVE : s->stopped ? PUBLISH_COPY : PUBLISH_LINK,
                       .stopped = s->stopped && interrupts_stop(NULL),
                       .missing = s->progress.runs - s->runs,
                       .resumable = s->resumable};
    return CELLSIM_OK;
}

Status session_worst(const Session *s, Error *e)
{
    Status worst = s->stopped ? CELLSIM_EARLY : CELLSIM_OK;
    for (int k = 0; k < s->runs; k++) {
        if (s->run[k].status > worst) worst = s->run[k].status;
        if (s->run[k].status == CELLSIM_IO) *e = s->run[k].error;
    }
    return worst;
}
