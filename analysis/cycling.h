/* Capacity, efficiency and retention over cycles. */
#ifndef CELLSIM_CYCLING_H
#define CELLSIM_CYCLING_H

#include "../experiments/result.h"
#include "series.h"

/* A row for every cycle that has a current segment, in their order; returns how many (at most `most`). In a half cell
 * that starts charged a cycle is insertion, then extraction: its efficiency is charge / discharge. */
int cycling_table(int segments, const Segment *segment, int most, CycleRow *out);

/* Discharge capacity of cycle `to` relative to that of cycle `from` (0: the last of the table); NaN if one is missing. */
double cycling_retention(int rows, const CycleRow *row, int from, int to);

#endif
