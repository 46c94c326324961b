/* Which tables a run has of what is read off it. */
#ifndef CELLSIM_ANALYSIS_TABLES_H
#define CELLSIM_ANALYSIS_TABLES_H

#include "../run_analysis.h"
#include "../text.h"

/* The tables that a run of this kind has beside it: ending of the file ("_dunn.csv") and its writer (NULL: the table of
 * cycles, which is written as they come). Returns how many. */
typedef struct AnalysisTable {
    const char *figure, *ending;
    void (*write)(const Analysis *a, Text *out);
} AnalysisTable;
enum { MAX_ANALYSIS_TABLES = 4 };
int analysis_tables(const Run *run, const AnalysisTable *out[MAX_ANALYSIS_TABLES]);

/* 1: the table of cycles is among them. */
int analysis_has_cycles(const Run *run);

#endif
