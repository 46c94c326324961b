/* cellsim run: card -> cell -> protocols -> figures, tables, trust. */
#include "../report/answers.h"
#include "commands.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_RUNS = 64 };

/* Everything one card's run needs and leaves. */
typedef struct Session {
    const Options *o;
    Card *card;
    int protocols, runs;
    Protocol protocol[MAX_CONFIGS];
    Run run[MAX_RUNS];
    Answer *answer;
    Progress progress;
    double start;
} Session;

static void session_free(Session *s)
{
    for (int k = 0; k < s->runs; k++) run_free(&s->run[k]);
    for (int k = 0; k < s->protocols; k++) protocol_free(&s->protocol[k]);
    free(s->answer);
    card_free(s->card);
    free(s);
}

/* Protocols from the command line, else the card's own. */
static Status read_protocols(Session *s, Error *e)
{
    const char *const *names = s->o->config;
    int count = s->o->configs;
    if (!count) count = card_experiments(s->card, &names);
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
        if (s->runs == 1) status = run_estimate_errors(&cell, p, mass, &options, run, e);
    }
    cell_spec_free(&cell);
    return status;
}

static Status run_all(Session *s, Error *e)
{
    s->progress.runs = count_runs(s);
    for (int k = 0; k < s->protocols; k++) {
        const Protocol *p = &s->protocol[k];
        for (int j = 0; j < (p->loadings ? p->loadings : 1); j++) {
            const Status status = run_one(s, p, p->loadings ? p->loading[j] : NAN, e);
            if (status) return status;
        }
    }
    return CELLSIM_OK;
}

static Status evaluate(Session *s, Report *report, Error *e)
{
    const Target *target;
    const int targets = card_targets(s->card, &target);
    s->answer = calloc((size_t)targets + 1, sizeof *s->answer);
    if (!s->answer) return error_memory(e);
    const Status status = answers_evaluate(targets, target, s->runs, s->run, s->answer);
    if (status) return error_set(e, status, NULL, 0, "the targets cannot be evaluated");
    *report = (Report){
        .card = s->card, .runs = s->runs, .run = s->run, .answers = targets, .answer = s->answer, .mpt = s->o->mpt};
    return CELLSIM_OK;
}

/* The worst thing that happened to any run; early ends count less than failures. */
static Status worst_status(const Session *s)
{
    Status worst = CELLSIM_OK;
    for (int k = 0; k < s->runs; k++)
        if (s->run[k].status > worst) worst = s->run[k].status;
    return worst;
}

static Status print_json(const Report *report, Error *e)
{
    json_t *object = report_json(report);
    if (!object) return error_memory(e);
    const int bad = json_dumpf(object, stdout, JSON_INDENT(2));
    json_decref(object);
    return bad || putchar('\n') == EOF ? error_set(e, CELLSIM_IO, NULL, 0, "cannot write to standard output")
                                       : CELLSIM_OK;
}

static Status write_all(Session *s, Report *report, Error *e)
{
    char dir[512];
    int drawn = 0;
    if (snprintf(dir, sizeof dir, "%s/%s", s->o->out, card_name(s->card)) >= (int)sizeof dir)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "the path of --out is too long");
    report->total_s = monotonic_seconds() - s->start;
    Status status = report_write_data(report, dir, e);
    if (!status && s->o->figures) status = report_write_figures(report, dir, &drawn, e);
    if (!status) status = report_write_html(report, dir, e);
    report->total_s = monotonic_seconds() - s->start;
    if (!status && s->o->json) return print_json(report, e);
    if (status || s->o->quiet) return status;
    report_print(report, stdout, isatty(STDOUT_FILENO));
    printf("\nResults in %s/ (open report.html)", dir);
    if (s->o->figures && !drawn) printf("; no figures: gnuplot is not installed");
    printf(".  %.2f s\n", report->total_s);
    return CELLSIM_OK;
}

static Status run_card(const Options *o, const char *file, Error *e)
{
    Session *s = calloc(1, sizeof *s);
    Report report;
    if (!s) return error_memory(e);
    s->o = o;
    s->start = monotonic_seconds();
    s->progress = (Progress){.enabled = !o->quiet && isatty(STDERR_FILENO), .start = s->start};
    Status status = card_read(file, o->library, o->overrides, o->override, &s->card, e);
    if (!status) status = read_protocols(s, e);
    if (!status) status = run_all(s, e);
    progress_clear(&s->progress);
    if (!status) status = evaluate(s, &report, e);
    if (!status) status = write_all(s, &report, e);
    if (!status) status = worst_status(s);
    session_free(s);
    return status;
}

Status command_run(const Options *o, Error *e)
{
    Status worst = CELLSIM_OK;
    for (int k = 0; k < o->cards; k++) {
        const Status status = run_card(o, o->card[k], e);
        if (status > CELLSIM_EARLY) return status;
        if (status > worst) worst = status;
    }
    return worst;
}
