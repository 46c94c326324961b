/* cellsim fit: numbers of a card from measured data, or from its own targets. */
#include "../experiments/clock.h"
#include "../report/json_build.h"
#include "fit_files.h"
#include "interrupts.h"
#include "session.h"
#include "took.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STARTS = 3 };

/* --- the card and what is free --------------------------------------------------------------------------------------- */

static Status refuse_twice(const FitParameter *a, const FitParameter *b, Error *e)
{
    for (int k = 0; k <= b->others; k++)
        if (parameter_has_place(a, parameter_place(b, k))) {
            error_set(e, CELLSIM_USAGE, NULL, 0, "--free %.100s is given twice", parameter_place(b, k));
            return error_hint(e, "give each place once"), CELLSIM_USAGE;
        }
    return CELLSIM_OK;
}

static Status read_parameters(FitCommand *c, Error *e)
{
    Card *card;
    Status s = card_read(c->o->card[0], c->o->library, c->o->overrides, c->o->override, &card, e);
    for (int k = 0; k < c->o->frees && !s; k++) {
        s = parameter_read(c->o->free[k], card, &c->parameter[k], e);
        for (int j = 0; j < k && !s; j++) s = refuse_twice(&c->parameter[j], &c->parameter[k], e);
    }
    c->frees = c->o->frees;
    if (!s && !c->frees) s = fit_targets_parameters(card, c->parameter, &c->frees, e);
    card_free(card);
    return s;
}

/* The card with an override for every free number; what --set says of one is its start. */
static Status read_card(FitCommand *c, Error *e)
{
    Override override[MAX_OVERRIDES + MOST_FREE * MOST_PLACES];
    char number[MOST_FREE][NUMBER_SIZE];
    int n = 0;
    for (int k = 0; k < c->o->overrides; k++) {
        int free_too = 0;
        for (int j = 0; j < c->frees; j++) free_too |= parameter_has_place(&c->parameter[j], c->o->override[k].path);
        if (!free_too) override[n++] = c->o->override[k];
    }
    for (int k = 0; k < c->frees; k++) {
        number_text(c->parameter[k].start, 17, number[k]);
        for (int j = 0; j <= c->parameter[k].others; j++)
            override[n++] = (Override){parameter_place(&c->parameter[k], j), number[k]};
    }
    return card_read(c->o->card[0], c->o->library, n, override, &c->card, e);
}

/* --- the data -------------------------------------------------------------------------------------------------------- */

static Status read_file(FitCommand *c, const char *file, Error *e)
{
    Measured m;
    Status s = measured_read(file, &c->o->measured, &m, e);
    if (s) return s;
    if (!c->o->quiet) took_print(file, &m);
    json_append(&c->took, took_json(file, &m));
    s = fit_data_read(&m, file, &c->o->measured.cell, c->o->points, &c->file[c->files], e);
    c->files += !s;
    measured_free(&m);
    return s;
}

/* Those of --with, and what follows the card: a shell writes rate_*.csv out. */
static Status read_data(FitCommand *c, Error *e)
{
    const Options *o = c->o;
    Status s = CELLSIM_OK;
    if (o->targets) {
        if (o->cards > 1)
            return error_set(e, CELLSIM_USAGE, NULL, 0, "fit takes one card, and '%.100s' is another one", o->card[1]);
        s = fit_targets_open(c->card, o->library, c->frees, c->parameter, &c->targets, &c->file[0], e);
        c->files = 1;
        return s;
    }
    if (o->withs + o->cards - 1 > MOST_FILES)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "more than %d files", MOST_FILES);
    for (int k = 0; k < o->withs && !s; k++) s = read_file(c, o->with[k], e);
    for (int k = 1; k < o->cards && !s; k++) s = read_file(c, o->card[k], e);
    return s;
}

/* --- what is said ---------------------------------------------------------------------------------------------------- */

/* An end of an interval; "open": beyond the bounds. */
static const char *end_text(double x, char out[NUMBER_SIZE])
{
    return isnan(x) ? "open" : number_text(x, 4, out);
}

static void print_parameters(const FitCommand *c)
{
    char value[NUMBER_SIZE], low[NUMBER_SIZE], high[NUMBER_SIZE], start[NUMBER_SIZE];
    printf("\n%-44s %12s   %-26s %12s\n", "parameter", "value", "95 % interval", "start");
    for (int k = 0; k < c->frees; k++)
        printf("%-44s %12s   %-11s .. %-11s %12s%s\n", c->parameter[k].path, number_text(c->result.value[k], 5, value),
               end_text(c->result.low[k], low), end_text(c->result.high[k], high),
               number_text(c->parameter[k].start, 5, start), c->result.open[k] ? "   not identified" : "");
}

static void print_correlations(const FitCommand *c)
{
    char number[NUMBER_SIZE];
    if (c->frees < 2) return;
    printf("\ncorrelations\n");
    for (int k = 0; k < c->frees; k++) {
        printf("%-44s", c->parameter[k].path);
        for (int j = 0; j <= k; j++) {
            snprintf(number, sizeof number, "%+.3f", c->result.correlation[k][j]);
            number_point(number);
            printf(" %7s", number);
        }
        putchar('\n');
    }
}

static void print_profiles(const FitCommand *c)
{
    char low[NUMBER_SIZE], high[NUMBER_SIZE];
    if (!c->result.profiles) return;
    printf("\nprofile likelihoods, 95 %%\n");
    for (int k = 0; k < c->frees; k++)
        printf("%-44s %12s .. %s\n", c->parameter[k].path, end_text(c->result.profile[k].low, low),
               end_text(c->result.profile[k].high, high));
}

static void print_residuals(const FitCommand *c)
{
    char rms[NUMBER_SIZE];
    printf("\n");
    for (FitKind kind = 0; kind < FIT_KINDS; kind++)
        if (c->result.count[kind])
            printf("residuals of %-10s %6d points   %s %s RMS\n", fit_kind_name(kind), c->result.count[kind],
                   number_text(c->result.rms[kind] * fit_kind_factor(kind), 4, rms), fit_kind_unit(kind));
    printf("%d of %d starts came to this minimum; %ld simulations of all data\n", c->result.agreeing, c->result.starts,
           c->result.evaluations);
}

static Status say(FitCommand *c, const char *path, double start, Error *e)
{
    if (c->o->json) {
        json_t *o = fit_json(&c->q, &c->result, &c->notes);
        json_put(&o, "input", c->took ? json_incref(c->took) : NULL);
        return o ? print_json(o, e) : error_memory(e);
    }
    if (c->o->quiet) return CELLSIM_OK;
    print_parameters(c);
    print_correlations(c);
    print_profiles(c);
    print_residuals(c);
    for (int k = 0; k < c->notes.notes; k++) printf("%s%s\n", k ? "" : "\n", c->notes.note[k]);
    printf("\nResults in %s/ (%s_fitted.cfg)", path, card_name(c->card));
    if (c->o->figures && !c->drawn && !c->targets) printf("; no figures: gnuplot is not installed");
    printf(".  %.2f s\n", wall_clock() - start);
    return CELLSIM_OK;
}

/* --- all of it ------------------------------------------------------------------------------------------------------- */

static Status fit(FitCommand *c, Error *e)
{
    c->q = (FitProblem){.card = c->card,
                        .parameters = c->frees,
                        .parameter = c->parameter,
                        .files = c->files,
                        .file = c->file,
                        .model = c->targets ? fit_targets_simulate : fit_simulate,
                        .context = c->targets,
                        .simulation = simulation_defaults(),
                        .stop = interrupts_stop,
                        .progress = progress_show,
                        .progress_context = &c->progress};
    c->q.simulation.tolerance = !isnan(c->o->tolerance) ? c->o->tolerance
                                   : c->targets             ? FIT_TARGETS_TOLERANCE
                                                            : FIT_TOLERANCE;
    c->q.simulation.linear = c->o->linear;
    const int starts = c->o->starts ? c->o->starts : c->targets ? 1 : STARTS;
    Status s = fit_problem_begin(&c->q, e);
    if (!s) s = fit_run(&c->q, &(FitOptions){starts, c->o->profile}, &c->result, e);
    progress_clear(&c->progress);
    if (!s) fit_notes(&c->q, &c->result, &c->notes);
    return s;
}

static void close_fit(FitCommand *c)
{
    fit_problem_end(&c->q);
    for (int k = 0; k < c->files; k++) fit_data_free(&c->file[k]);
    fit_targets_free(c->targets);
    card_free(c->card);
    json_decref(c->took);
    free(c);
}

Status command_fit(const Options *o, Error *e)
{
    const double start = wall_clock();
    char path[512];
    FitCommand *c = calloc(1, sizeof *c);
    if (!c) return error_memory(e);
    c->o = o;
    c->took = json_array();
    c->progress = (Progress){.enabled = !o->quiet && isatty(STDERR_FILENO), .start = start, .runs = 1, .name = "fit"};
    Status s = read_parameters(c, e);
    if (!s) s = read_card(c, e);
    if (!s) s = read_data(c, e);
    if (!s) s = fit(c, e);
    if (!s) s = fit_write(c, path, e);
    if (!s) s = say(c, path, start, e);
    close_fit(c);
    return s;
}
