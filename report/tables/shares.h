/* What hosts report (model/reported.h) against the cycle number. */
#ifndef CELLSIM_SHARES_H
#define CELLSIM_SHARES_H

#include "../../experiments/result.h"
#include "../text.h"

/* 1: the run has something to show: hosts that report, over two cycles or more. */
int run_has_shares(const Run *r);

/* One row at the start (cycle 0) and at the end of every cycle that the run holds. */
void csv_shares(const Run *r, Text *out);

#endif
