#include "analysis_tables.h"

#include "csv_analysis.h"

#include <string.h>

static void write_dqdv(const Analysis *a, Text *out)
{
    csv_dqdv(a, DQDV_WIDTH, out);
}

static const AnalysisTable tables[] = {
    {"cv", "_peaks.csv", csv_cv_peaks},
    {"cv", "_dunn.csv", csv_cv_dunn},
    {"cv", "_b_values.csv", csv_cv_b},
    {"cv", "_sweeps.csv", csv_sweeps},
    {"gcd", "_cycles.csv", NULL},
    {"gcd", "_dqdv.csv", write_dqdv},
    {"rate_capability", "_cycles.csv", NULL},
    {"cycling", "_cycles.csv", NULL},
    {"shares", "_cycles.csv", NULL},
    {"gitt", "_pulses.csv", csv_gitt},
    {"pulse", "_resistances.csv", csv_pulses},
};

int analysis_tables(const Run *run, const AnalysisTable *out[MAX_ANALYSIS_TABLES])
{
    int n = 0;
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++)
        if (!strcmp(tables[k].figure, run->figure) && n < MAX_ANALYSIS_TABLES) out[n++] = &tables[k];
    return n;
}

int analysis_has_cycles(const Run *run)
{
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++)
        if (!tables[k].write && !strcmp(tables[k].figure, run->figure)) return 1;
    return 0;
}
