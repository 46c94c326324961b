/* Figures whose lines are ranges of samples: voltage against capacity, current against voltage. */
#ifndef CELLSIM_CURVES_H
#define CELLSIM_CURVES_H

#include "figure.h"

/* What such a kind draws. Values of a sample on its axes: `start` is the charge at the curve's beginning, C/m2; `known`: the
 * axes are per gram, else per area. */
typedef struct Curves {
    void (*choose)(Figure *f);         /* fills Figure.curve */
    int (*shows)(const StepRecord *s); /* a measured record that belongs among them */
    const char *columns[2];            /* x:y in <stem>_mAh_g.csv: per area, per gram */
    double (*x)(const Run *r, const Sample *s, double start, int known);
    double (*y)(const Run *r, const Sample *s, double start, int known);
    int against_capacity; /* 1: the x axis begins at 0, and may have a second one above it */
    void (*axes)(const Figure *f, double x_end, Text *out); /* their labels */
} Curves;

/* The range of all curves. */
typedef struct Extent {
    double x0, x1, y0, y1;
} Extent;

/* What is drawn of a run: a record, and what belongs to it. */
enum { MAX_SHOWN = 12 };
typedef struct Shown {
    int record;  /* index into Run.record */
    double rate; /* C-rate, or scan rate [V/s] in a voltammogram */
} Shown;

int rates_agree(double a, double b);

/* The last record at each rate, in the order in which the rates first appear. Returns how many. */
int last_at_each_rate(const Run *r, int (*wanted)(const StepRecord *), Shown shown[MAX_SHOWN]);

/* 1, 2, 5, 10, 20, 50, … */
int cycle_is_round(int cycle);

/* Of a run that shares a figure with others, each in its colour: leaves at most `most` rates, no more than there are dash types, and fewer where
 * the legend would be full: the first, the last, and as evenly as may be others; the last, where one is all. Returns how many. */
int thin_out(const Figure *f, Shown *shown, int n, int most);

void curve_add(Figure *f, int run, const StepRecord *s, const char *colour, int dash, const char *label);

/* Curves of cycles that lie within a line's width of those of an earlier one are not drawn: "cycles 2, 3 coincide". */
void curves_merge(Figure *f);

double curve_x(const Figure *f, const Curve *c, int sample);
double curve_y(const Figure *f, const Curve *c, int sample);
Extent figure_extent(const Figure *f);

/* 1: it has curves. */
Status figure_has_curves(const Figure *f, int *yes, Error *e);

/* The script of them. */
void script_curves(Figure *f, Text *out);

/* The measured run of the report, if it has curves for this figure: widens the range by them; adds their lines to the
 * plot command, after a simulated one. */
void measured_extent(const Figure *f, Extent *e);
void measured_lines(const Figure *f, Text *out);

/* Where the legend goes: a free corner or edge inside the plot, or, if curves run through all of them, above the plot, whose axes
 * stay those of the data. */
typedef struct Legend {
    const char *place; /* gnuplot's words */
    int rows;          /* above: of entries, in as many columns as there is room for; 0: inside, one below the other */
    int letters;       /* their size */
} Legend;

/* The legend of the figure's labelled curves under a title of `title_letters` printed letters (0: none). */
Legend legend_find(const Figure *f, const Extent *axes, int title_letters);

enum { LEGEND_LETTERS = 18, SMALL_LETTERS = 14 };

/* Columns of a legend above the plot that the width has room for, with entries of so many letters of a size. */
int legend_columns(int letters, int size);

/* Letters as printed: characters of an enhanced text that are not marks. */
int printed_letters(const char *s);

#endif
