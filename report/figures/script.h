/* Parts of gnuplot scripts. */
#ifndef CELLSIM_SCRIPT_H
#define CELLSIM_SCRIPT_H

#include "../text.h"

enum { COLOURS = 7, DASHES = 4 };
extern const char *const figure_colours[COLOURS];

enum { MOST_POINTS = 15000 }; /* of a line over time; fewer would cut the corners off hundreds of pulses */

/* A gnuplot string in single quotes, in which nothing is expanded and enhanced-text marks of `s` print as themselves. */
void script_quoted(Text *out, const char *s);

/* `s` in a line that begins with '#': control characters as spaces. */
void script_comment(Text *out, const char *s);

/* What a style ("screen", "journal", "talk") makes of letters and lines; one of every script's first lines. */
void script_styles(Text *out);

/* Begins and ends the loop over formats, in which everything is drawn; the size is that of the SVG (800 x 600). */
void script_formats(Text *out);
void script_formats_of(int width, int height, Text *out);
void script_end(Text *out);

void script_range(Text *out, const char *axis, double from, double to);

/* Adds `air` times the span on both sides of a range; a span below 1 % of the values is made that large first. */
void range_widen(double *low, double *high, double air);

/* The vertical range of a panel from the ends of its data, with about `tics` tics: low panels have room for few. */
void script_panel_range(double low, double high, double tics, Text *out);

/* 1, 2 or 5 times a power of ten, so that about `tics` of them fit. */
double tic_step(double span, double tics);
/* … on the ordinate; nothing if the span is none. */
void script_tics(double span, double tics, Text *out);

/* The unit [s] of an axis that ends at t [s], and its name. */
double time_unit(double t);
const char *time_unit_name(double unit_s);

#endif
