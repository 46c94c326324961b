/* What is made of the file of a sweep: designs.csv, sensitivity.csv, pareto.csv, figures. */
#ifndef CELLSIM_SWEEP_EXPORT_H
#define CELLSIM_SWEEP_EXPORT_H

#include "sensitivity.h"
#include "store.h"

/* One pass over the rows. */
typedef struct Summary {
    uint64_t rows, bad; /* bad: not ok */
    uint64_t first_bad; /* the first of them, and why */
    char why[512];
    uint64_t answered[MOST_RESPONSES];
    double least[MOST_RESPONSES], most[MOST_RESPONSES];
    int sensitivities; /* answers whose indices are below: those of a Saltelli sample */
    Sensitivity sensitivity[MOST_RESPONSES];
    uint64_t front; /* designs that none exceeds in both of the first two answers */
} Summary;

/* Writes the tables into `dir`, whole or not at all. */
Status sweep_export(Store *s, const Plan *plan, const char *dir, Summary *out, Error *e);

/* Writes the scripts of the figures, and draws them, so many at a time. *drawn: how many of *figures. */
Status sweep_draw(const Plan *plan, const Summary *of, const char *dir, int at_a_time, int *figures, int *drawn,
                  Error *e);

#endif
