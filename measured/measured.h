/* Measured data: Battery Data Format CSV, BioLogic EC-Lab text (.mpt, .txt), Neware CSV, and whatever else has columns of
 * time, voltage and current with their units in the heading. */
#ifndef CELLSIM_MEASURED_H
#define CELLSIM_MEASURED_H

#include "../analysis/series.h"
#include "../experiments/result.h"

/* Reads a file. Columns are known by their names in any order: voltage ("Voltage / V", "Ewe/V", "Voltage(V)" …), current
 * ("Current / A", "<I>/mA" …), time ("Test Time / s", "time/s", "Total Time", "Time(h:min:s.ms)" …; a time that restarts
 * with every step is added up), and, if there, cycle and step. Fields are separated by tabs, semicolons or commas; a
 * decimal comma is understood where the comma separates nothing. Positive current charges; where a step type says
 * discharge ("CC DChg"), the current is taken as negative. Lines that are not numbers in these columns end nothing: they
 * are skipped. CELLSIM_IO if the file cannot be read, CELLSIM_BAD_CARD if a column or all rows are missing.
 * `out` is owned by the caller (series_free). */
Status measured_read(const char *file, Series *out, Error *e);

/* What the data cannot know. */
typedef struct MeasuredCell {
    double area;                           /* m2; NaN: 1 cm2 is assumed */
    double mass;                           /* kg of active material; NaN: unknown */
    double density, radius, concentration; /* kg/m3, m, mol/m3, of the active material; NaN: unknown */
} MeasuredCell;

/* The series as a run: a record for every segment. Its figure is what it looks like: cv (sweeps), gitt (pulses with
 * rests), cycling (ten cycles or more), gcd. Owned by the caller (run_free). */
Status measured_run(const Series *s, const char *file, const MeasuredCell *cell, Run *out, Error *e);

#endif
