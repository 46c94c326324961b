/* What every benchmark needs: a cell of cells/ ready to run, and sorted times. */
#ifndef CELLSIM_BENCH_H
#define CELLSIM_BENCH_H

#include "../../experiments/clock.h"
#include "../../cards/card.h"
#include "../../experiments/run.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SETTINGS = 8 };

/* A cell ready to run; owns all it points to. */
typedef struct Bench {
    Card *card;
    CellSpec cell;
    Model *m;
    Simulation *s;
} Bench;

/* Card `name` below the source root `dir`, with overrides up to the first without a path. Close it whatever the status. */
static inline Status bench_open(const char *dir, const char *name, const Override set[MAX_SETTINGS],
                                const SimulationOptions *o, Bench *b, Error *e)
{
    char file[512], configs[512];
    int settings = 0;
    *b = (Bench){0};
    while (settings < MAX_SETTINGS && set[settings].path) settings++;
    snprintf(file, sizeof file, "%s/cells/%s.cfg", dir, name);
    snprintf(configs, sizeof configs, "%s/configs", dir);
    Status status = card_read(file, configs, settings, set, &b->card, e);
    if (!status) status = card_cell(b->card, NAN, &b->cell, e);
    if (!status) status = model_create(&b->cell, &b->m, e);
    return status ? status : simulation_create(b->m, o, &b->s, e);
}

static inline void bench_close(Bench *b)
{
    simulation_free(b->s);
    model_free(b->m);
    cell_spec_free(&b->cell);
    card_free(b->card);
}

static inline int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

#endif
