/* Measured voltages over the simulated ones of a figure against time: titrations, pulses, and what was driven as it was
 * measured. */
#ifndef CELLSIM_MEASURED_TIME_H
#define CELLSIM_MEASURED_TIME_H

#include "curves.h"

/* Widens the range [s, V] by them. */
void measured_time_extent(const Figure *f, Extent *e);

/* Adds their lines to a plot of voltages that has one already. */
void measured_time_lines(const Figure *f, double unit_s, Text *out);

#endif
