#include "../experiments/clock.h"
#include "session.h"

#include "../report/answers.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

Status session_open(const Options *o, const char *file, Session **out, Error *e)
{
    Session *s = *out = calloc(1, sizeof *s);
    if (!s) return error_memory(e);
    s->o = o;
    s->start = wall_clock();
    s->progress = (Progress){.enabled = !o->quiet && isatty(STDERR_FILENO), .start = s->start};
    return card_read(file, o->library, o->overrides, o->override, &s->card, e);
}

void session_free(Session *s)
{
    if (!s) return;
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

static int count_runs(const Session *s)
{
    int runs = 0;
    for (int k = 0; k < s->protocols; k++) runs += s->protocol[k].loadings ? s->protocol[k].loadings : 1;
    return runs;
}

static RunOptions run_options(Session *s)
{
    RunOptions options = {
        .simulation = simulation_defaults(), .progress = progress_show, .progress_context = &s->progress};
    if (!isnan(s->o->tolerance)) options.simulation.tolerance = s->o->tolerance;
    options.simulation.linear = s->o->linear;
    return options;
}

/* One protocol at one loading (NaN: the card's). The first run also estimates its errors. */
static Status run_one(Session *s, const Protocol *p, double loading, Error *e)
{
    CellSpec cell = {0};
    const RunOptions options = run_options(s);
    Run *run = &s->run[s->runs];
    if (s->runs == MAX_RUNS) return error_set(e, CELLSIM_USAGE, NULL, 0, "more than %d runs in one call", MAX_RUNS);
    Status status = card_cell(s->card, loading, &cell, e);
    const double mass = status ? 0 : cell.electrode[POSITIVE].mass_loading;
    s->progress.name = p->name;
    s->progress.run = s->runs;
    if (!status) status = run_protocol(&cell, p, mass, &options, run, e);
    if (!status) {
        s->runs++;
        if (s->runs == 1 && s->estimate) status = run_estimate_errors(&cell, p, mass, &options, run, e);
    }
    cell_spec_free(&cell);
    return status;
}

Status session_run(Session *s, Error *e)
{
    s->progress.runs = count_runs(s);
    for (int k = 0; k < s->protocols; k++) {
        const Protocol *p = &s->protocol[k];
        for (int j = 0; j < (p->loadings ? p->loadings : 1); j++) {
            const Status status = run_one(s, p, p->loadings ? p->loading[j] : NAN, e);
            if (status) return progress_clear(&s->progress), status;
        }
    }
    progress_clear(&s->progress);
    return CELLSIM_OK;
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
    *report = (Report){
        .card = s->card, .runs = s->runs, .run = s->run, .answers = targets, .answer = s->answer, .mpt = s->o->mpt};
    return CELLSIM_OK;
}

Status session_worst(const Session *s)
{
    Status worst = CELLSIM_OK;
    for (int k = 0; k < s->runs; k++)
        if (s->run[k].status > worst) worst = s->run[k].status;
    return worst;
}
