/* cellsim targets: every published number of every cell, against the simulation. */
#include "../cards/places.h"
#include "../report/names.h"
#include "csv.h"
#include "session.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ID = 14, LABEL = 58, VALUE = 18, PERCENT = 10 };

static int is_new(int n, const char *const *names, const char *name)
{
    for (int k = 0; k < n; k++)
        if (!strcmp(names[k], name)) return 0;
    return 1;
}

/* The protocols that the card's targets are measured by. */
static Status read_protocols(Session *s, Error *e)
{
    const char *names[MAX_CONFIGS];
    const Target *t;
    int n = 0;
    const int targets = card_targets(s->card, &t);
    for (int k = 0; k < targets && n < MAX_CONFIGS; k++)
        if (is_new(n, names, t[k].protocol)) names[n++] = t[k].protocol;
    return session_protocols(s, n, names, e);
}

static void print_answer(const char *cell, const Answer *a)
{
    char label[LABEL_SIZE], value[NUMBER_SIZE], simulated[NUMBER_SIZE], error[NUMBER_SIZE + 8], unit[NUMBER_SIZE];
    const Target *t = a->target;
    target_label(t, label);
    number_text(t->value, 5, value);
    number_text(a->simulated, 5, simulated);
    percent_text(a->error_percent, 1, error);
    snprintf(unit, sizeof unit, "%.16s", unit_words(t->unit));
    printf("%-14s %-*s %-*.*s %*s %*s %-8s %*s  %-3s  %s\n", cell, ID, t->id, LABEL, LABEL, label, VALUE - 6, value,
           VALUE - 6, *simulated ? simulated : "-", unit, PERCENT, *error ? error : "-",
           isnan(a->simulated) ? "not measured"
           : a->ok             ? "ok"
                               : "NO",
           t->how);
}

static void print_answer_csv(const char *cell, const Answer *a)
{
    char label[LABEL_SIZE], number[4][NUMBER_SIZE];
    const Target *t = a->target;
    const double x[4] = {t->value, a->simulated, a->error_percent, t->tolerance_percent};
    for (int k = 0; k < 4; k++) number_text(x[k], 15, number[k]);
    target_label(t, label);
    csv_print(10,
              (const char *const[]){cell, t->id, label, unit_words(t->unit), number[0], number[1], number[2], number[3],
                                    isnan(a->simulated) ? ""
                                    : a->ok             ? "yes"
                                                        : "no",
                                    t->how});
}

typedef struct Tally {
    int targets, met, unmeasured;
} Tally;

/* Runs one card; its targets are printed, or added to `all`. */
static Status run_targets(const Options *o, const char *file, json_t *all, Tally *tally, Error *e)
{
    Session *s = NULL;
    Report report;
    Status status = session_open(o, file, &s, e);
    if (!status) status = read_protocols(s, e);
    if (!status) status = session_run(s, e);
    if (!status && s->stopped) {
        session_free(s);
        return CELLSIM_EARLY;
    }
    if (!status) status = session_report(s, &report, e);
    for (int k = 0; !status && k < report.answers; k++) {
        tally->met += report.answer[k].ok;
        tally->unmeasured += isnan(report.answer[k].simulated) != 0;
        tally->targets++;
        if (o->csv) print_answer_csv(card_name(s->card), &report.answer[k]);
        else if (!o->json) print_answer(card_name(s->card), &report.answer[k]);
    }
    if (!status && o->json) {
        json_t *object = report_json(&report, 1);
        json_t *answers = object ? json_pack("{s:O, s:O}", "cell", json_object_get(object, "cell"), "targets",
                                             json_object_get(object, "targets"))
                                 : NULL;
        if (json_array_append_new(all, answers)) status = error_memory(e); /* jansson refuses NULL */
        json_decref(object);
    }
    session_free(s);
    return status;
}

static Status run_all(const Options *o, int cards, const char *const *card, Error *e)
{
    Tally tally = {0};
    Status status = CELLSIM_OK;
    json_t *all = json_array();
    if (!all) return error_memory(e);
    if (o->csv)
        csv_print(10, (const char *const[]){"cell", "id", "target", "unit", "paper", "simulated", "error_percent",
                                            "tolerance_percent", "ok", "how"});
    else if (!o->json)
        printf("%-14s %-*s %-*s %*s %*s %-8s %*s  ok   how\n", "cell", ID, "id", LABEL, "target", VALUE - 6, "paper",
               VALUE - 6, "simulated", "unit", PERCENT, "error");
    int done = 0;
    while (done < cards && !status && !ferror(stdout)) {
        status = run_targets(o, card[done], all, &tally, e);
        done += !status;
    }
    if (status == CELLSIM_EARLY) error_set(e, status, NULL, 0, "stopped on request after %d of %d cards", done, cards);
    const int sound = status <= CELLSIM_EARLY;
    if (sound && o->json) {
        const Status printed = print_json(all, e);
        return printed ? printed : status;
    }
    json_decref(all);
    if (!sound || o->csv) return status;
    printf("%d of %d targets are within their tolerance", tally.met, tally.targets);
    if (tally.unmeasured) printf("; %d not measured", tally.unmeasured);
    putchar('\n');
    return status;
}

Status command_targets(const Options *o, Error *e)
{
    PlaceFiles found = {0};
    char folders[400];
    if (o->cards) return run_all(o, o->cards, o->card, e);
    Status status = place_files("cells", &found, e);
    if (!status && found.count) status = run_all(o, found.count, (const char *const *)found.path, e);
    else if (!status) {
        status = error_set(e, CELLSIM_IO, NULL, 0, "there are no cells in %s",
                           places_text("cells", folders, (int)sizeof folders));
        error_hint(e, "name the cards: cellsim targets CARD...");
    }
    place_files_free(&found);
    return status;
}
