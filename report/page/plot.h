/* Figures that a page draws itself (assets/charts.js), as JSON: axes, series of points. Texts may have the marks of gnuplot's
 * enhanced text, which the page knows. */
#ifndef CELLSIM_PLOT_H
#define CELLSIM_PLOT_H

#include "../figures/kind.h"
#include "../json_build.h"

enum { PLOT_DIGITS = 5 }; /* of numbers, when printed */

/* A line or points. */
typedef struct PlotSeries {
    const char *name; /* "": it belongs to the one before */
    const char *colour;
    int dash;    /* 0: drawn through */
    int markers; /* 0: a line, 1: discs, 2: rings */
    int points;
    const double *x, *y;
} PlotSeries;

/* An object of axes, without series. New reference. */
json_t *plot_lines(const char *x, const char *y);

/* Adds a series; of lines no more points than it takes to look the same. */
Status plot_add(json_t **plot, const PlotSeries *s, Error *e);

/* Rows of losses: all steps that a run holds of them. An object: "steps": of each its name, capacities, parts. */
json_t *plot_losses_of(const Run *run, const char *name);

/* Profiles along the same steps. */
json_t *plot_profiles_of(const Run *run, const char *name);

/* What the page draws of a figure, in *out (new reference); NULL: it has only the drawing of gnuplot. */
Status plot_of_figure(Figure *f, json_t **out, Error *e);

/* The whole as text in which no '<' stands, so that a page can hold it. */
void plot_print(const json_t *whole, Text *out);

#endif
