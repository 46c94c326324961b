/* Tables of one run as comma-separated text. The first line names the columns; an empty field is "not known". The rows
 * are written one by one as they come (series.h), or all that a run holds at once. */
#ifndef CELLSIM_CSV_H
#define CELLSIM_CSV_H

#include "../../experiments/result.h"
#include "../text.h"

/* A comma and a number, to as many digits; only the comma where it is not known. */
void csv_number(Text *out, double x, int digits);
/* The same to ten digits: what was computed; to eight: what was read off it. */
void csv_field(Text *out, double x);
enum { CSV_ANALYSED_DIGITS = 8 };
void csv_analysed(Text *out, double x);

/* Battery Data Format 1.0 (Battery Data Alliance, 2026): one row per sample. Current in A, charge positive. Step Count
 * and Step ID both number the executed steps from 1. */
void csv_bdf_head(const Run *r, Text *out);
void csv_bdf_row(const Run *r, const Sample *s, Text *out);
void csv_bdf(const Run *r, Text *out);

/* Voltage against the capacity passed since the step began, one row per sample, in the same order as csv_bdf: mAh/g,
 * mAh/cm2, V, A/g, mA/cm2, cycle, step, direction; `start`: charge when the step began, C/m2. What figures are drawn from. */
void csv_capacity_head(Text *out);
void csv_capacity_row(const Run *r, const StepRecord *record, const Sample *s, double start, Text *out);
void csv_capacity(const Run *r, Text *out);

/* One row per executed step. */
void csv_steps_head(const Run *r, Text *out);
void csv_steps_row(const Run *r, const StepRecord *s, Text *out);
void csv_steps(const Run *r, Text *out);

/* Further columns: what the hosts of the cell report (model/reported.h); nothing if they report nothing. */
void csv_reported_head(const Run *r, Text *out);
void csv_reported(const Run *r, const double *value, Text *out);

/* One row per node and stored instant; a network or phase that a node lacks is an empty field. */
void csv_profiles(const Run *r, Text *out);

#endif
