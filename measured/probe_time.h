/* Private to measured/: how time is written. */
#ifndef CELLSIM_MEASURED_PROBE_TIME_H
#define CELLSIM_MEASURED_PROBE_TIME_H

#include "probe.h"
#include "probe_lines.h"

/* Chooses the column of time and finds out how it is written: f->time, shape, period, order; its unit if time stamps
 * tell it. CELLSIM_BAD_CARD: it cannot be known. */
Status probe_time(const ProbeLines *p, const MeasuredChoice *c, const char *file, Layout *f, Error *e);

/* Drops a column of steps that counts rows, and says so. */
Status probe_steps(const ProbeLines *p, Measured *m, Layout *f, Error *e);

#endif
