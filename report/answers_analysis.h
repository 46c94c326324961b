/* Targets that are read off voltammograms and cycles. */
#ifndef CELLSIM_ANSWERS_ANALYSIS_H
#define CELLSIM_ANSWERS_ANALYSIS_H

#include "report.h"

/* 1 if the quantity and its unit are of this kind. */
int answer_is_of_analysis(const Target *t);

/* The value in the target's unit; NaN if the run does not hold it. CELLSIM_IO: out of memory. */
Status answer_of_analysis(const Target *t, const Run *r, double *value);

#endif
