/* overview.csv: what all runs of a report gave, a row for each rate, so that cells, loadings and values stand in one table. */
#ifndef CELLSIM_OVERVIEW_H
#define CELLSIM_OVERVIEW_H

#include "../names.h"

enum { MOST_RATES = 24 };

/* The last whole discharge at a C-rate of a run, and the charge that followed it in its cycle. */
typedef struct RateRow {
    double rate; /* C-rate */
    const StepRecord *discharge, *charge; /* charge: NULL: none */
} RateRow;

/* Those of a run, in the order in which its rates first appear; rates beyond MOST_RATES are in its table of steps. */
int rate_rows(const Run *r, RateRow row[MOST_RATES]);

/* Rows of all runs before run k. */
int rate_rows_before(const Report *r, int k);

/* Of the active material: W h/kg, and mean power [W/kg]; NaN at unknown loading. */
double rate_row_energy(const Run *r, const RateRow *row);
double rate_row_power(const Run *r, const RateRow *row);

/* The table; nothing at all if no run has a row. */
void csv_overview(const Report *r, Text *out);
Status overview_write(const Report *r, const char *dir, Error *e);

/* Published and simulated numbers, a row each, of a report's cell; with the line of headings if `out` is empty. */
void csv_answers(const Report *r, Text *out);

#endif
