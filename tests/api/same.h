/* Whether two results are the same, bit by bit. */
#ifndef CELLSIM_TEST_SAME_H
#define CELLSIM_TEST_SAME_H

#include "../../include/cellsim.h"

#include <string.h>

static inline int same_table(const cellsim_results *a, const cellsim_results *b, int run, cellsim_table table,
                             int which)
{
    const char *name = "";
    for (int k = 0; name; k++) {
        size_t m = 0, n = 0;
        name = cellsim_column_name(a, run, table, which, k);
        const char *other = cellsim_column_name(b, run, table, which, k);
        if (!name != !other || (name && strcmp(name, other) != 0)) return 0;
        if (!name) break;
        const double *x = cellsim_column(a, run, table, which, name, &m);
        const double *y = cellsim_column(b, run, table, which, name, &n);
        if (m != n || (m && memcmp(x, y, m * sizeof *x) != 0)) return 0;
    }
    return 1;
}

/* All tables of all runs; results without a sample are the same as nothing. */
static inline int same_results(const cellsim_results *a, const cellsim_results *b)
{
    int same = cellsim_runs(a) > 0 && cellsim_runs(a) == cellsim_runs(b);
    for (int run = 0; run < cellsim_runs(a) && same; run++) {
        size_t samples, profiles, spectra;
        cellsim_column(a, run, CELLSIM_SERIES, 0, "time_s", &samples);
        cellsim_column(a, run, CELLSIM_PROFILES, 0, "time_s", &profiles);
        cellsim_column(a, run, CELLSIM_SPECTRA, 0, "time_s", &spectra);
        same = samples > 0;
        for (int table = CELLSIM_SERIES; table <= CELLSIM_SPECTRA && same; table++)
            same = same_table(a, b, run, (cellsim_table)table, 0);
        for (int k = 0; k < (int)profiles && same; k++) same = same_table(a, b, run, CELLSIM_PROFILE, k);
        for (int k = 0; k < (int)spectra && same; k++) same = same_table(a, b, run, CELLSIM_SPECTRUM, k);
    }
    return same;
}

#endif
