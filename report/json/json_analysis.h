/* What was read off a run, for programs. */
#ifndef CELLSIM_JSON_ANALYSIS_H
#define CELLSIM_JSON_ANALYSIS_H

#include "../../analysis/analysis.h"
#include "../report.h"
#include <jansson.h>

/* Object with "voltammetry" (sweeps), "cycling" (currents) and "titration" (pulses), each null if there is none; `cycles`: how many
 * there were, of which a->row is all or a selection; new
 * reference, NULL: out of memory. */
json_t *analysis_json(const Analysis *a, int cycles);

/* Every pulse between two rests; null if there is none. */
json_t *pulses_json(const Analysis *a);

/* Array with an object per spectrum: its state and its fit. */
json_t *spectra_json(const Report *r, int k);

#endif
