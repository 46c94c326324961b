/* How far two solutions of one protocol are apart: the measure of E-trust-4. */
#ifndef CELLSIM_DIFFERENCE_H
#define CELLSIM_DIFFERENCE_H

#include "result.h"

typedef struct RunDifference {
    double voltage_mV; /* RMS over the step where it is largest; NaN: no such step */
    double
        relative; /* 1: of currents in sweeps and holds (RMS, per RMS of b's), of impedances (RMS over the frequencies) */
    int step;     /* executed step of voltage_mV, counted from 0 */
    int cut; /* 1: one of the two ended before it was done (set by estimates): of what came later nothing is known */
} RunDifference;

/* Step by step at equal times since each began, over the first 97 % of the shorter but for a 400th; at the samples of a, between which a need not
 * be known, and on straight lines between those of b. */
RunDifference run_difference(const Run *a, const Run *b);

#endif
