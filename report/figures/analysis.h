/* Figures of what was read off a run: beside the figure of its protocol, each run has those of its kind. */
#ifndef CELLSIM_FIGURE_ANALYSIS_H
#define CELLSIM_FIGURE_ANALYSIS_H

#include "figure.h"
#include "../run_analysis.h"

/* Fills kind, stem and run of the nth (from 0) such figure of run `k`; *found = 0: it has no more. A run of kind cv
 * with three scan rates: dunn, b_values, randles_sevcik; gcd: dqdv; gitt: diffusivity. */
Status figure_of_analysis(const Report *r, int k, int nth, Figure *f, int *found, Error *e);

/* Writes the script of such a figure, or of a protocol of kind cycling; 0: it is none. */
int script_analysis(const Figure *f, Text *out);

/* The run's conventions; the concentration of Randles-Sevcik is that of the card's D_app target if it has one. */
AnalysisChoice figure_analysis_choice(const Report *r, const Run *run);

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

void script_dunn(const Figure *f, const Analysis *a, Text *out);
void script_b_values(const Figure *f, const Analysis *a, Text *out);
void script_randles_sevcik(const Figure *f, const Analysis *a, Text *out);
void script_dqdv(const Figure *f, const Analysis *a, Text *out);
void script_diffusivity(const Figure *f, const Analysis *a, Text *out);
void script_pulse(const Figure *f, const Analysis *a, Text *out);
void script_cycling(const Figure *f, const Analysis *a, Text *out);

/* Smoothing of dQ/dV, V. */
#define DQDV_WIDTH 0.01

#endif
