/* What hosts report (model/reported.h) along the steps that a run holds losses of. */
#ifndef CELLSIM_TABLE_CONTENTS_H
#define CELLSIM_TABLE_CONTENTS_H

#include "../../experiments/result.h"
#include "../text.h"

/* Columns before the first output. */
enum { CONTENT_COLUMNS = 7 };

/* 1: the run has such a table. */
int run_has_contents(const Run *r);

/* One row per instant, as those of csv_losses. */
void csv_contents(const Run *r, Text *out);

#endif
