/* All figures of a report. */
#ifndef CELLSIM_FIGURES_H
#define CELLSIM_FIGURES_H

#include "kind.h"

/* Visits every figure that has something to show, in the order of the page; the figure and its analysis are there until
 * `visit` returns. The first status that is not OK ends it and is returned. */
typedef Status (*FigureVisit)(void *context, Figure *f, Error *e);
Status figures_each(const Report *r, FigureVisit visit, void *context, Error *e);

/* What stands below it in the page. */
void figure_caption(const Figure *f, char out[TITLE_SIZE]);

#endif
