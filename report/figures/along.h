/* Steps that a run holds losses and profiles of (experiments/result.h), for figures of the inside of the cell. */
#ifndef CELLSIM_FIGURE_ALONG_H
#define CELLSIM_FIGURE_ALONG_H

#include "figure.h"

/* A discharge: its rows in Run.loss. */
typedef struct Along {
    int run; /* index into Report.run */
    int first, rows;
    int step;       /* executed step, counted from 0 */
    double current; /* A/m2, largest, positive */
} Along;

/* Two discharges that tell most: of runs at one loading and value the slowest and the fastest (the later ones, if several are as
 * fast), else the fastest of the first and of the last run. Returns how many there are: 0, 1, 2. */
int along_discharges(const Figure *f, Along out[2]);

/* 1: the run's slowest discharge, along which what its hosts report changes; of a protocol that discharges for the sake of a curve. */
int along_contents(const Figure *f, int run, Along *out);

/* 1: there is one, of a protocol that discharges for the sake of a curve. */
Status has_discharge_inside(const Figure *f, int *yes, Error *e);

/* "10C discharge, cycle 3" of it, with what tells its run from the others; gnuplot enhanced text. */
void along_label(const Figure *f, const Along *a, char out[LABEL_SIZE]);

/* "Rate capability, 1 mg cm^{−2}" of the figure's runs and `more` after it, quoted. */
void script_run_title(const Figure *f, const char *more, Text *out);

#endif
