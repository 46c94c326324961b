/* A run as the analyses see it. */
#ifndef CELLSIM_RUN_ANALYSIS_H
#define CELLSIM_RUN_ANALYSIS_H

#include "../analysis/analysis.h"
#include "../experiments/result.h"

/* The conventions a run brings along: its temperature, lengths and site concentration. */
AnalysisChoice run_analysis_choice(const Run *r);

/* Series and segments of a run, evaluated. `out` is owned by the caller (analysis_free), also after an error. */
Status run_analysis(const Run *r, const AnalysisChoice *c, Analysis *out, Error *e);

#endif
