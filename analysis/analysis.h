/* Everything that is read off one series, by one set of conventions. */
#ifndef CELLSIM_ANALYSIS_H
#define CELLSIM_ANALYSIS_H

#include "cv.h"
#include "cycling.h"
#include "gitt.h"
#include "pulses.h"

typedef struct AnalysisChoice {
    int cv_cycle;         /* cycle at each scan rate, counted from 1; 0: the last */
    double cv_window[2];  /* V, of areas; NaN: the common window (cv_common_window) */
    double concentration; /* mol/m3, of Randles-Sevcik; NaN: no D */
    double temperature;   /* K */
    GittChoice gitt;
} AnalysisChoice;

AnalysisChoice analysis_defaults(void);

typedef struct Analysis {
    AnalysisChoice choice;
    Series series; /* owned, as segment and pulse */
    int segments;
    Segment *segment;
    CvStudy cv;                   /* no rates: no sweeps */
    double window[2];             /* V, of the areas of the voltammograms */
    RandlesSevcik randles_sevcik; /* mean of both peaks, free intercept */
    int rows;                     /* owned, filled by the caller, too */
    CycleRow *row;
    int pulses; /* of a titration: two or more in a row in one direction */
    GittPulse *pulse;
    int tests; /* pulses of any kind between two rests */
    PulseTest *test;
} Analysis;

/* Evaluates a->series, a->segment and a->row (filled by the caller) into the rest. */
Status analysis_evaluate(Analysis *a, const AnalysisChoice *c, Error *e);
void analysis_free(Analysis *a);

#endif
