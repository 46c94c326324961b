/* Which colour a line has: what is compared, cells or, of one cell, runs, by its hue; runs of one cell among several (loadings,
 * values) by lightness, from light to dark. Rates are left to dashes. */
#ifndef CELLSIM_FIGURE_COLOURS_H
#define CELLSIM_FIGURE_COLOURS_H

enum { COLOUR_SIZE = 8 }; /* "#rrggbb" */

/* Of line number `line` of so many that differ in one thing: no two are alike. */
void colour_of(int line, int lines, char out[COLOUR_SIZE]);

/* Makes it that of number `part` of `parts` in the one hue. */
void colour_shade(int part, int parts, char colour[COLOUR_SIZE]);

struct Figure;

/* Of the cell of run k of a figure (an index into Figure.run), and of the run. */
void cell_colour(const struct Figure *f, int k, char out[COLOUR_SIZE]);
void run_colour(const struct Figure *f, int k, char out[COLOUR_SIZE]);

#endif
