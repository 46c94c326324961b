/* A run as the analyses see it. */
#ifndef CELLSIM_RUN_ANALYSIS_H
#define CELLSIM_RUN_ANALYSIS_H

#include "../analysis/analysis.h"
#include "../analysis/eis_fit.h"
#include "report.h"

enum {
    CV_GRID = 281, /* potentials of the split of currents and of b */
    DQDV_GRID = 400 /* voltages of dQ/dV */
};

#define DQDV_WIDTH 0.01 /* smoothing of dQ/dV, V */

/* The conventions a run brings along: its temperature, lengths and site concentration. */
AnalysisChoice run_analysis_choice(const Run *r);

/* The same, as the card says otherwise: the concentration of Randles-Sevcik is that of its D_app target if it has one. */
AnalysisChoice report_analysis_choice(const Report *r, const Run *run);

/* Series and segments of a run, evaluated. `out` is owned by the caller (analysis_free), also after an error. */
Status run_analysis(const Run *r, const AnalysisChoice *c, Analysis *out, Error *e);

/* The fit of spectrum k of a run, resistances in ohm of the cell. CELLSIM_USAGE: it cannot be fitted; CELLSIM_IO:
 * no memory. */
Status spectrum_fit(const Run *r, int k, EisFit *out);

#endif
