/* Figures as gnuplot scripts: what is drawn (curves), and the script's text. */
#ifndef CELLSIM_FIGURE_H
#define CELLSIM_FIGURE_H

#include "../names.h"

enum { MAX_CURVES = 64, MAX_FIGURE_RUNS = 16, COLOURS = 7, DASHES = 4 };

/* A line: a range of samples of one run. */
typedef struct Curve {
    int run;                /* index into Report.run */
    int first, samples;     /* range in Run.sample */
    int colour, dash;       /* indices of the palette and of the dash types, wrapped */
    char label[LABEL_SIZE]; /* gnuplot enhanced text; "" = no entry in the legend */
} Curve;

/* One figure: all runs of one protocol; discharges of all protocols together, for rates are there to be compared. */
typedef struct Figure {
    const Report *report;
    int of_cell;          /* 1: of the cell, not of its runs (uptake_map.h) */
    int part;             /* 0; an impedance figure has a second drawing, part 1, a measured one a third */
    char kind[32];        /* gcd, rate_capability, cv, thin_thick, discharge, … */
    char stem[STEM_SIZE]; /* of its files: <stem>.gp, .svg, .png */
    int runs;
    int run[MAX_FIGURE_RUNS]; /* indices into Report.run */
    int curves;
    Curve curve[MAX_CURVES]; /* a figure with more lines could not be read; all data are in the tables */
} Figure;

/* Fills kind, stem and runs of the figure that run `k` is the first of; 0: it is not the first, or asks for none. */
int figure_of_run(const Report *r, int k, Figure *f);

/* Turns to the next drawing of the same figure (impedance: Nyquist's plot, then Bode's, then, of measured spectra, the
 * residuals of the Kramers-Kronig test); 0: there is none. */
int figure_next_part(Figure *f);

/* The whole script. */
void figure_script(Figure *f, Text *out);

/* Chooses the lines of a figure against capacity: the last cycle at each rate, or a few cycles if there is one rate
 * only. `discharge_only`: no charge lines. */
void curves_of_cycles(Figure *f, int discharge_only);

/* Chooses the lines of a voltammogram: the last cycle at each scan rate; of one run of twenty cycles and more at one rate cycles 1, 3, 10,
 * 20, 50, 100, … and the last. */
void curves_of_sweeps(Figure *f);

/* Values of a sample on the axes of a figure against capacity (mAh/g, or mAh/cm2 at unknown loading) or of a
 * voltammogram (A/g, or mA/cm2). */
double curve_x(const Figure *f, const Curve *c, int sample);
double curve_y(const Figure *f, const Curve *c, int sample);
int figure_is_cv(const Figure *f);

/* All runs have the same loading and area: there can be an axis in mAh/cm2 (or Ah). */
int figure_has_one_loading(const Figure *f);

/* All runs have a known loading. */
int figure_knows_loading(const Figure *f);

/* The cycles of the measured files of a report, one after the other, set apart by blank lines: table and plot commands,
 * which begin with the comma that continues a plot (measured_cycles.c). Nothing, if there are none. */
int measured_has_cycles(const Report *r);
void csv_measured_cycles(const Run *measured, Text *out);
void measured_cycles_points(const Figure *f, int known, Text *out);
double measured_cycles_most(const Figure *f, int known);

/* The range of all curves. */
typedef struct Extent {
    double x0, x1, y0, y1;
} Extent;
Extent figure_extent(const Figure *f);

/* The measured run of the report, if it has curves for this figure: widens the range by them; adds their lines to the
 * plot command, after a simulated one. */
void measured_extent(const Figure *f, Extent *e);
void measured_lines(const Figure *f, Text *out);

/* Adds `air` times the span on both sides of a range; a span below 1 % of the values is made that large first. */
void range_widen(double *low, double *high, double air);

/* Where the legend goes. Either a free corner or edge inside the plot, or, if curves run through all of them, a band
 * above the curves: the axis grows by `headroom` times its length, and the entries stand in `rows` rows. */
typedef struct Legend {
    const char *place; /* gnuplot's words */
    int rows;          /* 0: one below the other */
    double headroom;
} Legend;

/* The legend of the figure's labelled curves under a title of `title_letters` printed letters (0: none). */
Legend legend_find(const Figure *f, const Extent *axes, int title_letters);

/* Letters as printed: characters of an enhanced text that are not marks. */
int printed_letters(const char *s);

/* Script parts. Quoted: a gnuplot string in single quotes, in which nothing is expanded and enhanced-text marks of
 * `s` print as themselves. */
void script_quoted(Text *out, const char *s);
void script_begin(const Figure *f, const char *what, Text *out);
void script_formats(Text *out);
void script_formats_of(int width, int height, Text *out); /* of the SVG; 800 x 600 */
void script_range(Text *out, const char *axis, double from, double to);
void script_end(Text *out);
/* A second axis in mAh/cm2 beside the first ("x", "y"; mAh/g from 0 to `end`) of a figure of one loading. */
void script_areal_axis(const Figure *f, const char *axis, double end, Text *out);
void script_rate_capability(const Figure *f, Text *out);
void script_time(const Figure *f, Text *out);
void script_nyquist(const Figure *f, Text *out);
void script_bode(const Figure *f, Text *out);
void script_kk(const Figure *f, Text *out);

/* "10 mg cm^{−2}" of a run, "" at unknown loading; gnuplot enhanced text. */
void loading_label(const Run *r, char out[LABEL_SIZE]);

/* What tells a run from others of its figure: "c0_M = 0.5" if it varies something, else its loading; likewise. */
void run_label(const Run *r, char out[LABEL_SIZE]);

/* It has several runs, some of them at values of something. */
int figure_is_varied(const Figure *f);

extern const char *const figure_colours[COLOURS];

#endif
