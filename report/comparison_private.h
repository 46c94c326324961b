/* Private to report/: two curves on the axes of a comparison. */
#ifndef CELLSIM_COMPARISON_PRIVATE_H
#define CELLSIM_COMPARISON_PRIVATE_H

#include "comparison.h"

/* A range of samples; times count from t0. */
typedef struct Part {
    const Run *run;
    int first, n;
    double t0;
} Part;

/* Fills the deviation (of curves: the capacities). */
Status comparison_measure(const Part *simulated, const Part *measured, Comparison *c, Error *e);
void comparison_scale(Deviation *d, double factor);

/* Titrations, and files that drove the cell: voltage over time, from the measured record `first` on (comparison_series.c). */
Status comparison_in_time(const Report *r, int first, Comparison *c, Error *e);
/* The measured spectrum k. */
Status comparison_of_spectrum(const Report *r, int k, Comparison *c, Error *e);

#endif
