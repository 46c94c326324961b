/* What hosts report (model/reported.h) against the cycle number, or against the bias. */
#ifndef CELLSIM_SHARES_H
#define CELLSIM_SHARES_H

#include "../../experiments/result.h"
#include "../text.h"

/* 1: the run has something to show: hosts that report, over two cycles or more. */
int run_has_shares(const Run *r);

/* 1: every cycle ends with the voltage held, higher (or lower) than in the one before: a bias, against which what hosts have become is
 * read. */
int shares_are_of_holds(const Run *r);

/* One row at the start (cycle 0) and at the end of every cycle that the run holds; the last column of holds is their voltage. */
void csv_shares(const Run *r, Text *out);

#endif
