/* Drawings of gnuplot in a folder. */
#ifndef CELLSIM_DRAWING_H
#define CELLSIM_DRAWING_H

#include "../../model/status.h"

/* Whether <dir>/<drawn><ending> (".svg", ".png", ".pdf") is there and whole: a drawing that a full disk cut short lacks its end. */
Status drawing_is_complete(const char *dir, const char *drawn, const char *ending, int *complete, Error *e);

/* Draws every script <stem>.gp of a folder anew, as it stands there: svg and png, with `pdf` also pdf, in a style of
 * script_styles(). What cannot be drawn keeps its old figures, and the first of it is the error (CELLSIM_IO); all others are
 * drawn, `jobs` at a time. `scripts`: how many there are. */
Status figures_redraw(const char *dir, const char *style, int pdf, int jobs, StopFunction stop, int *scripts, Error *e);

#endif
