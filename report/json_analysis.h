/* What was read off a run, for programs. */
#ifndef CELLSIM_JSON_ANALYSIS_H
#define CELLSIM_JSON_ANALYSIS_H

#include "../analysis/analysis.h"
#include <jansson.h>

/* Object with "voltammetry" (sweeps), "cycling" (currents) and "titration" (pulses), each null if there is none; new
 * reference, NULL: out of memory. */
json_t *analysis_json(const Analysis *a);

#endif
