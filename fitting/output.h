/* What a fit leaves: sentences, tables, JSON, figures. */
#ifndef CELLSIM_FITTING_OUTPUT_H
#define CELLSIM_FITTING_OUTPUT_H

#include "../report/text.h"
#include "fit.h"

#include <jansson.h>

enum { FIT_NOTES = 6 * MOST_FREE + 8, FIT_NOTE = 640 };

/* What a reader must know: directions that are not determined and why, parameters at their bounds, residuals that are no
 * noise, starts that disagree. */
typedef struct FitNotes {
    int notes;
    char note[FIT_NOTES][FIT_NOTE];
} FitNotes;
void fit_notes(const FitProblem *q, const FitResult *r, FitNotes *out);

/* parameter, value, low, high, se, start, bounds, scale, correlations. */
void fit_csv_parameters(const FitProblem *q, const FitResult *r, Text *out);
/* One row for each point of a kind: file, leg, place, measured, fit, residual. */
void fit_csv_points(const FitProblem *q, FitKind kind, Text *out);
void fit_csv_profiles(const FitProblem *q, const FitResult *r, Text *out);

/* New reference; NULL: no memory. */
json_t *fit_json(const FitProblem *q, const FitResult *r, const FitNotes *n);

/* The gnuplot script of fit_<kind>.csv: measured, fit, residuals. `stem` of its files. */
void fit_script(const FitProblem *q, FitKind kind, const char *title, const char *stem, Text *out);

#endif
