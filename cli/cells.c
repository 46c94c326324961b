#include "cells.h"

#include "../experiments/clock.h"
#include "../report/files.h"
#include "../report/json/manifest.h"
#include "../report/tables/overview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void cells_add(Cells *c, Session *s, const Report *r)
{
    csv_answers(r, &c->answers);
    session_release(s);
    if (c->n < MOST_CELLS) c->session[c->n++] = s;
    else {
        c->left_out++;
        session_free(s);
    }
}

/* Views of all runs in their order, each with its card. */
static Status gather(const Cells *c, Run **run, const Card ***card, int *runs, Error *e)
{
    int n = 0;
    for (int k = 0; k < c->n; k++) n += c->session[k]->runs;
    *run = calloc((size_t)n + 1, sizeof **run);
    *card = calloc((size_t)n + 1, sizeof **card);
    if (!*run || !*card) return error_memory(e);
    for (int k = 0; k < c->n; k++)
        for (int j = 0; j < c->session[k]->runs; j++, ++*runs) {
            (*run)[*runs] = c->session[k]->run[j];
            (*card)[*runs] = c->session[k]->card;
        }
    return CELLSIM_OK;
}

Status cells_write(Cells *c, const Options *o, Error *e)
{
    Run *run = NULL;
    const Card **card = NULL;
    char path[512];
    Folder folder = {.fd = -1};
    Report report = {0};
    const double start = wall_clock();
    Status s = results_path(o, CELLS_FOLDER, path, e);
    if (c->n < 2) return s;
    if (!s) s = folder_open(path, 0, &folder, e);
    if (!s) s = gather(c, &run, &card, &report.runs, e);
    report.run = run;
    report.card_of = card;
    if (!s) s = write_comparison_of_cells(o, &report, path, &c->answers, start, e);
    if (!s && c->left_out && !o->quiet)
        printf("The first %d cells are compared; the answers of all are in answers.csv.\n", MOST_CELLS);
    folder_close(&folder);
    free(run);
    free(card);
    return s;
}

Status cells_forget(const Options *o, const char *cell, Error *e)
{
    char path[512];
    int forgotten = 0;
    Status s = results_path(o, CELLS_FOLDER, path, e);
    if (!s) s = manifest_forget(path, cell, &forgotten, e);
    if (forgotten && !s && !o->quiet) printf("%s/ was drawn from results that are replaced: removed\n", path);
    return s;
}

void cells_free(Cells *c)
{
    for (int k = 0; k < c->n; k++) session_free(c->session[k]);
    text_free(&c->answers);
    *c = (Cells){0};
}
