/* cellsim sweep: a card at many values of some of its numbers, into one file; and what is made of such a file. */
#include "../experiments/clock.h"
#include "../report/folder.h"
#include "../sweep/export.h"
#include "../sweep/ranks.h"
#include "../sweep/sweep.h"
#include "interrupts.h"
#include "session.h"
#include "terminal.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- the call -------------------------------------------------------------------------------------------------------- */

static Status need(Error *e, const char *what, const char *hint)
{
    error_set(e, CELLSIM_USAGE, NULL, 0, "sweep needs %s", what);
    return error_hint(e, "%s", hint), CELLSIM_USAGE;
}

static Status read_sample(const Options *o, Design *d, Error *e)
{
    d->sample = SAMPLES;
    for (int k = 0; k < SAMPLES; k++)
        if (!strcmp(o->sample, sample_names[k])) d->sample = (SampleKind)k;
    if (d->sample == SAMPLES) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "--sample %.40s: there is no such sample", o->sample);
        return error_hint(e, "grid, lhs, sobol or saltelli"), CELLSIM_USAGE;
    }
    d->count = (uint64_t)o->count;
    d->seed = (uint64_t)o->seed;
    for (int k = 0; k < o->varies; k++) {
        if (d->inputs == MOST_INPUTS)
            return error_set(e, CELLSIM_USAGE, NULL, 0, "more than %d --vary in one sweep", MOST_INPUTS);
        const Status s = input_read(o->vary[k], &d->input[d->inputs++], e);
        if (s) return s;
    }
    return design_begin(d, e);
}

/* "gcd" of "configs/gcd.cfg": what its runs are called. */
static void protocol_name(const char *config, char out[32])
{
    const char *slash = strrchr(config, '/'), *name = slash ? slash + 1 : config;
    const size_t n = strlen(name);
    const int ends = n > 4 && !strcmp(name + n - 4, ".cfg");
    snprintf(out, 32, "%.*s", (int)(ends ? n - 4 : n), name);
}

/* Answers with commas between them, each --answer some more. */
static Status read_answers(const Options *o, Plan *p, Error *e)
{
    char protocol[32], one[128];
    protocol_name(o->config[0], protocol);
    for (int k = 0; k < o->answers; k++)
        for (const char *at = o->answer[k]; *at;) {
            const size_t n = strcspn(at, ",");
            if (p->responses == MOST_RESPONSES)
                return error_set(e, CELLSIM_USAGE, NULL, 0, "more than %d answers", MOST_RESPONSES);
            snprintf(one, sizeof one, "%.*s", (int)(n < sizeof one ? n : sizeof one - 1), at);
            Response *r = &p->response[p->responses++];
            const Status s = response_read(one, protocol, r, e);
            if (s) return s;
            for (int j = 0; j < p->responses - 1; j++)
                if (!strcmp(p->response[j].column, r->column))
                    return error_set(e, CELLSIM_USAGE, NULL, 0, "--answer %.60s is asked twice", one);
            at += n + (at[n] == ',');
        }
    return CELLSIM_OK;
}

static Status read_call(const Options *o, Sweep *s, Error *e)
{
    if (!o->varies)
        return need(e, "--vary PATH=low:high:points", "what is varied: --vary positive.loading_mg_cm2=1:20:10");
    if (o->configs != 1)
        return need(e, "one --config", "the protocol that every design is run through: --config discharge");
    if (!o->answers)
        return need(e, "--answer", "what is taken from every run: --answer discharge_capacity,mean_voltage");
    *s = (Sweep){.card = o->card[0],
                 .library = o->library,
                 .overrides = o->overrides,
                 .override = o->override,
                 .protocol = o->config[0],
                 .rate = o->rate,
                 .simulation = simulation_defaults(),
                 .at_a_time = o->jobs,
                 .stop = interrupts_stop};
    if (!isnan(o->tolerance)) s->simulation.tolerance = o->tolerance;
    s->simulation.linear = o->linear;
    const Status status = read_sample(o, &s->plan.design, e);
    return status ? status : read_answers(o, &s->plan, e);
}

/* --- what is said ---------------------------------------------------------------------------------------------------- */

static void print_answers(const Plan *p, const Summary *of)
{
    char least[NUMBER_SIZE], most[NUMBER_SIZE];
    printf("\n%-40s %12s %12s %10s\n", "answer", "least", "most", "designs");
    for (int k = 0; k < p->responses; k++) {
        const int some = of->answered[k] > 0;
        printf("%-40s %12s %12s %10" PRIu64 "\n", p->response[k].column,
               some ? number_text(of->least[k], 5, least) : "-", some ? number_text(of->most[k], 5, most) : "-",
               of->answered[k]);
    }
}

/* "0.442 +- 0.01", or a dash. */
static void print_index(double x, double error)
{
    char value[NUMBER_SIZE], width[NUMBER_SIZE];
    if (isnan(x)) printf(" %16s", "-");
    else printf(" %8s +- %-5s", number_text(x, 3, value), number_text(error, 1, width));
}

static void print_indices(const Plan *p, const Summary *of)
{
    for (int k = 0; k < of->sensitivities; k++) {
        const Sensitivity *s = &of->sensitivity[k];
        printf("\n%s: shares of its variance, from %" PRIu64 " base points\n", p->response[k].column, s->used);
        printf("  %-40s %17s %17s\n", "", "first order", "total");
        for (int i = 0; i < p->design.inputs; i++) {
            printf("  %-40s ", p->design.input[i].path);
            print_index(s->first[i], s->first_error[i]);
            print_index(s->total[i], s->total_error[i]);
            putchar('\n');
        }
    }
}

/* --- all of it ------------------------------------------------------------------------------------------------------- */

/* Tables and figures of the file into its folder. */
static Status conclude(const Options *o, Store *store, const Plan *p, const char *dir, Error *e)
{
    int figures = 0, drawn = 0;
    Summary *of = calloc(1, sizeof *of);
    if (!of) return error_memory(e);
    Status status = sweep_export(store, p, dir, of, e);
    if (!status && o->figures && of->rows) status = sweep_draw(p, of, dir, o->jobs, &figures, &drawn, e);
    if (!status && !o->quiet) {
        print_answers(p, of);
        print_indices(p, of);
        printf("\n%" PRIu64 " of %" PRIu64 " designs, %" PRIu64 " of them not ok, in %s/", of->rows,
               design_count(&p->design), of->bad, dir);
        if (drawn < figures)
            printf("; %d of %d figures could not be drawn (is gnuplot installed?)", figures - drawn, figures);
        putchar('\n');
        if (of->bad) printf("the first that is not ok, %" PRIu64 ": %s\n", of->first_bad, of->why);
    }
    free(of);
    return status;
}

static Status run(const Options *o, Sweep *s, const char *dir, Error *e)
{
    char file[600];
    Store *store = NULL;
    SweepCount count = {0};
    Progress progress = {
        .enabled = !o->quiet && terminal_moves(STDERR_FILENO), .start = wall_clock(), .runs = 1, .name = s->plan.card};
    snprintf(file, sizeof file, "%s/sweep.db", dir);
    s->progress = progress_show;
    s->progress_context = &progress;
    Status status = store_open(file, &s->plan, &store, e);
    if (!status) status = sweep_run(s, store, &count, e);
    ranks_part(s->ranks, !count.stopped); /* tables and figures are made by this process */
    progress_clear(&progress);
    if (!status && !o->quiet && count.before)
        printf("%" PRIu64 " of %" PRIu64 " designs were there already\n", count.before, count.designs);
    if (!status) status = conclude(o, store, &s->plan, dir, e);
    store_close(store);
    if (status || !count.stopped) return status;
    error_set(e, CELLSIM_EARLY, NULL, 0, "stopped on request after %" PRIu64 " of %" PRIu64 " designs",
              count.before + count.run, count.designs);
    return error_hint(e, "the same command goes on there"), CELLSIM_EARLY;
}

/* The folder belongs to this process while it works. */
static Status run_in_folder(const Options *o, Sweep *s, Error *e)
{
    char path[512], name[80];
    Folder folder = {.fd = -1};
    snprintf(name, sizeof name, "%s_sweep", s->plan.card);
    Status status = results_path(o, name, path, e);
    if (!status) status = folder_open(path, 0, &folder, e);
    if (status) return status;
    s->plan.command = o->call.data;
    status = run(o, s, path, e);
    folder_clean(&folder);
    folder_close(&folder);
    return status;
}

/* Of several processes the first has the file, and speaks. */
static Status sweep_card(const Options *o, Error *e)
{
    Ranks *ranks;
    Status status = ranks_begin(&ranks, e);
    if (status) return status;
    Sweep *s = calloc(1, sizeof *s);
    status = s ? read_call(o, s, e) : error_memory(e);
    if (!status) status = sweep_begin(s, e);
    if (s) s->ranks = ranks;
    if (ranks_self(ranks) > 0 && s) status = ranks_follow(ranks, s, status, e);
    else if (!status) status = run_in_folder(o, s, e);
    ranks_end(ranks);
    if (s) sweep_end(s);
    free(s);
    return status;
}

/* What a call with a file alone cannot take. */
static Status refuse_idle(const Options *o, Error *e)
{
    const int of_sweep = o->varies || o->answers || o->count || o->seed || strcmp(o->sample, "grid") != 0;
    const int of_runs = o->configs || o->overrides || o->rate || o->library || !isnan(o->tolerance) || o->linear;
    if (!of_sweep && !of_runs) return CELLSIM_OK;
    error_set(e, CELLSIM_USAGE, NULL, 0, "%.200s is the file of a sweep: it says what was varied and asked",
              o->card[0]);
    return error_hint(e, "cellsim sweep %.200s makes its tables and figures; a card begins or goes on with a sweep",
                      o->card[0]),
           CELLSIM_USAGE;
}

static Status sweep_file(const Options *o, Error *e)
{
    Plan *plan = calloc(1, sizeof *plan);
    Store *store = NULL;
    Folder folder = {.fd = -1};
    char dir[512];
    const char *file = o->card[0], *slash = strrchr(file, '/');
    if (!plan) return error_memory(e);
    snprintf(dir, sizeof dir, "%.*s", slash ? (int)(slash - file) : 1, slash ? file : ".");
    Status status = refuse_idle(o, e);
    if (!status) status = store_read(file, plan, &store, e);
    if (!status) status = folder_open(dir, 0, &folder, e);
    if (!status) status = conclude(o, store, plan, dir, e);
    store_close(store);
    if (folder.fd >= 0) folder_clean(&folder), folder_close(&folder);
    free(plan);
    return status;
}

Status command_sweep(const Options *o, Error *e)
{
    return options_is_sweep_file(o->card[0]) ? sweep_file(o, e) : sweep_card(o, e);
}
