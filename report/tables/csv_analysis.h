/* Tables of what was read off a series. The first line names the columns and the convention; an empty field is "not
 * known". Specific currents and capacities are empty at unknown mass. */
#ifndef CELLSIM_CSV_ANALYSIS_H
#define CELLSIM_CSV_ANALYSIS_H

#include "../run_analysis.h"
#include "../text.h"

/* One row per scan rate: peaks, half-wave potential, capacitive share (area of the clipped capacitive current). */
void csv_cv_peaks(const Analysis *a, Text *out);

/* One row per sweep, complete or not: from where to where, and the largest currents of either sign, as measured. */
void csv_sweeps(const Analysis *a, Text *out);

/* For every scan rate CV_GRID rows of the anodic branch with rising voltage, then as many of the cathodic one with falling
 * voltage: a closed outline. */
void csv_cv_dunn(const Analysis *a, Text *out);

/* b-values of both branches against the potential; empty where the current at the highest rate is below 5 % of the
 * branch's peak: there is nothing to take a logarithm of. */
void csv_cv_b(const Analysis *a, Text *out);

/* One row per pulse; flags in words. */
void csv_gitt(const Analysis *a, Text *out);

/* One row per pulse between two rests: resistances and relaxation. */
void csv_pulses(const Analysis *a, Text *out);

/* One row per cycle: its capacities, retention against those of the first cycle, what the hosts report at its end. */
void csv_cycles_head(const Run *run, Text *out);
void csv_cycles_row(const Run *run, const CycleRow *r, Text *out);

/* The first columns of it: capacities [C] beside those of the first cycle; mass [kg]. No end of line. */
void csv_cycles_columns(Text *out);
void csv_cycles_values(const CycleRow *r, const CycleRow *first, double mass, Text *out);
void csv_cycles(const Analysis *a, Text *out);

/* dQ/dV on a grid of DQDV_GRID voltages for every charge and discharge of the first and the last cycle, smoothed over
 * `width` [V]. */
void csv_dqdv(const Analysis *a, double width, Text *out);

#endif
