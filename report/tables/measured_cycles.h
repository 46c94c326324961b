/* The cycles of the measured files of a report, one after the other. */
#ifndef CELLSIM_MEASURED_CYCLES_H
#define CELLSIM_MEASURED_CYCLES_H

#include "../../experiments/selection.h"
#include "../report.h"
#include "../text.h"

/* A cycle of a file, from its records; `k` moves behind it. 0: there is no more. */
int measured_next_cycle(const Run *measured, int *k, int *file, CycleRow *row);

int measured_has_cycles(const Report *r);

/* The files are set apart by blank lines. */
void csv_measured_cycles(const Run *measured, Text *out);

#endif
