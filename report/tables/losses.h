/* Where the voltage goes (model/losses.h) along the steps that a run holds of it. */
#ifndef CELLSIM_TABLE_LOSSES_H
#define CELLSIM_TABLE_LOSSES_H

#include "../../experiments/result.h"
#include "../text.h"

/* Columns before the first part. */
enum { LOSS_COLUMNS = 8 };

/* One row per instant; the parts that the cell can have, in V, add up to the column of the voltage. */
void csv_losses(const Run *r, Text *out);

/* Column of a part, from 1; 0: the cell cannot have it. */
int loss_column(const Run *r, LossId which);

#endif
