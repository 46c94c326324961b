/* A figure: what of a report is drawn, and what figures of any kind are made of. */
#ifndef CELLSIM_FIGURE_H
#define CELLSIM_FIGURE_H

#include "../../analysis/analysis.h"
#include "../names.h"
#include "colours.h"
#include "script.h"

enum { MAX_CURVES = 64, MAX_FIGURE_RUNS = 16 };

/* A line: a range of samples of one run. */
typedef struct Curve {
    int run;            /* index into Report.run */
    int first, samples; /* range in Run.sample */
    char colour[COLOUR_SIZE];
    int dash;               /* index of the dash types, wrapped */
    char label[LABEL_SIZE]; /* gnuplot enhanced text; "" = no entry in the legend */
} Curve;

typedef struct FigureKind FigureKind; /* kind.h */

typedef struct Figure {
    const Report *report;
    const FigureKind *kind;
    char stem[STEM_SIZE]; /* of its files: <stem>.gp, .svg, .png */
    int runs;
    int run[MAX_FIGURE_RUNS]; /* indices into Report.run */
    const Analysis *analysis; /* of the first run, if its kind reads one; NULL */
    int curves;
    Curve curve[MAX_CURVES]; /* a figure with more lines could not be read; all data are in the tables */
} Figure;

/* "10 mg cm^{−2}" of a run, "" at unknown loading; gnuplot enhanced text. */
void loading_label(const Run *r, char out[LABEL_SIZE]);

/* What tells run k of a figure from the others: its cell, if there are several, and "c0 = 0.5 M" if it varies something, else
 * its loading, of several cells only where a cell has several; likewise. */
void run_label(const Figure *f, int k, char out[LABEL_SIZE]);

/* It has several runs, of several cells or some of them at values of something. */
int figure_is_varied(const Figure *f);

/* All runs have a known loading. */
int figure_knows_loading(const Figure *f);

/* All runs have the same loading and area: there can be an axis in mAh/cm2 (or Ah). */
int figure_has_one_loading(const Figure *f);

/* Stem of the tables of the first run. */
void figure_data_stem(const Figure *f, char out[STEM_SIZE]);

/* 1: its analysis has three scan rates or more, from which exponents can be read. */
Status figure_has_scan_rates(const Figure *f, int *yes, Error *e);

/* Remarks and settings that every script begins with. */
void script_begin(const Figure *f, Text *out);

/* What tells the first run from others, and more, over the legend. */
void script_key_title(const Figure *f, const char *more, Text *out);

/* "Voltage vs Li^{+}/Li (V)": against what the figure's runs measure it, if that is one and the same (voltage.c). */
void voltage_label(const Figure *f, char out[LABEL_SIZE]);

/* That of an axis; with its range, and air on both sides, of what is drawn against the voltage. */
void script_voltage_label(const Figure *f, const char *axis, Text *out);
void script_voltage_axis(const Figure *f, double low, double high, Text *out);

/* A second axis beside the first ("x", "y"; from 0 to `end`) in other units: name = factor, a comment on it, the label. */
void script_second_axis(const char *axis, const char *name, double factor, const char *unit, const char *label,
                        double end, Text *out);

/* That in mAh/cm2 of a figure of one loading; the first is in mAh/g. */
void script_areal_axis(const Figure *f, const char *axis, double end, Text *out);

#endif
