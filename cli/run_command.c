/* cellsim run: card -> cell -> protocols -> figures, tables, trust. */
#include "../cards/warnings.h"
#include "../report/comparison.h"
#include "cells.h"
#include "interrupts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Cards that are run in one call. */
typedef struct Batch {
    const Overlay *measured; /* NULL: none */
    json_t *all;             /* --json: one document for each card */
    int cards;
    char name[MAX_CARDS][64]; /* of those run so far: their folders */
    Cells cells;              /* what they are compared by */
} Batch;

static Status claim_name(const Options *o, Batch *b, const char *name, Error *e)
{
    if (o->cards > 1 && !strcmp(name, CELLS_FOLDER)) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "a card is named '%s', as the folder of the comparison of all cells", name);
        return error_hint(e, "give it another name, or run it alone"), CELLSIM_USAGE;
    }
    for (int k = 0; k < b->cards; k++) {
        if (strcmp(b->name[k], name) != 0) continue;
        error_set(e, CELLSIM_USAGE, NULL, 0, "two cards are named '%s': the results of one would replace the other's",
                  name);
        return error_hint(e, "give one of them another name, or run them with different --out"), CELLSIM_USAGE;
    }
    snprintf(b->name[b->cards++], sizeof b->name[0], "%s", name);
    return CELLSIM_OK;
}

static Status some_experiment(const Session *s, Error *e)
{
    if (s->protocols) return CELLSIM_OK;
    error_set(e, CELLSIM_USAGE, NULL, 0, "%s names no experiments: there is nothing to run", card_name(s->card));
    return error_hint(e, "give --config discharge, or experiments = [\"gcd\"] in the card"), CELLSIM_USAGE;
}

static Status lay_over(const Overlay *measured, Report *r, Comparison **owned, Error *e)
{
    r->measured = measured->run;
    r->withs = measured->files;
    r->with = measured->file;
    r->titrations = measured->titrations;
    r->pulses = measured->pulses;
    r->as_measured = measured->as_measured;
    const Status s = comparisons_find(r, owned, &r->comparisons, e);
    r->comparison = *owned;
    return s;
}

/* What was taken of the measured files, in the document that was written last. */
static Status say_input(const Options *o, const Batch *b, Error *e)
{
    json_t *document = o->json && b->measured ? json_array_get(b->all, json_array_size(b->all) - 1) : NULL;
    if (!document) return CELLSIM_OK;
    json_t *took = b->measured->took ? json_deep_copy(b->measured->took) : NULL;
    return took && !json_object_set_new(document, "input", took) ? CELLSIM_OK : error_memory(e);
}

/* What `check` warns of, in short. */
static Status warn(const Session *s, const char *file, Error *e)
{
    CellSpec cell = {0};
    Warnings w = {0};
    Status status = s->o->quiet ? CELLSIM_OK : card_cell(s->card, NAN, &cell, e);
    if (!status && !s->o->quiet) status = card_warnings(s->card, &cell, s->protocols, s->protocol, &w, e);
    for (int k = 0; k < w.count; k++) print_warning(&w.entry[k], 0);
    if (w.count) fprintf(stderr, "  hint: cellsim check %s says more\n", file);
    warnings_free(&w);
    cell_spec_free(&cell);
    return status;
}

static Status run_card(const Options *o, const char *file, Batch *b, Error *e)
{
    Session *s = NULL;
    Report report;
    Comparison *compared = NULL;
    Status status = session_open(o, file, &s, e);
    if (!status) status = claim_name(o, b, card_name(s->card), e);
    if (!status) s->estimate = 1;
    if (!status) status = session_experiments(s, e);
    if (!status) status = some_experiment(s, e);
    if (!status) status = warn(s, file, e);
    if (!status) status = session_claim(s, e);
    if (!status) status = session_run(s, e);
    if (!status) status = session_report(s, &report, e);
    if (!status && b->measured) status = lay_over(b->measured, &report, &compared, e);
    if (!status) status = write_results(o, &report, s->folder.path, s->start, b->all, e);
    if (!status) status = say_input(o, b, e);
    if (!status) s->complete = !s->stopped;
    if (!status && o->cards == 1) status = cells_forget(o, card_name(s->card), e);
    const int written = !status;
    if (!status) status = session_worst(s, e);
    if (written && o->cards > 1) cells_add(&b->cells, s, &report);
    else session_free(s);
    free(compared);
    return status;
}

Status run_cards(const Options *o, const Overlay *measured, Error *e)
{
    Status worst = CELLSIM_OK;
    Batch b = {.measured = measured, .all = json_array()};
    if (!b.all) return error_memory(e);
    for (int k = 0; k < o->cards && worst <= CELLSIM_EARLY; k++) {
        const Status status = run_card(o, o->card[k], &b, e);
        if (status > worst) worst = status;
        if (interrupts_stop(NULL)) break;
    }
    if (worst <= CELLSIM_EARLY && !interrupts_stop(NULL)) {
        const Status status = cells_write(&b.cells, o, e);
        if (status > worst) worst = status;
    }
    cells_free(&b.cells);
    if (interrupts_stop(NULL) && worst < CELLSIM_EARLY) worst = CELLSIM_EARLY;
    Error unwritten;
    const Status printed = print_documents(o, b.all, worst > CELLSIM_EARLY ? &unwritten : e);
    return worst > CELLSIM_EARLY ? worst : printed ? printed : worst;
}

Status command_run(const Options *o, Error *e)
{
    return run_cards(o, NULL, e);
}
