/* Several cells of one call side by side. */
#ifndef CELLSIM_CELLS_H
#define CELLSIM_CELLS_H

#include "session.h"

#define CELLS_FOLDER "comparison" /* beside those of the cells */

enum { MOST_CELLS = 16 }; /* as many as a figure has runs; further ones are in the table of answers */

typedef struct Cells {
    int n, left_out;
    Session *session[MOST_CELLS]; /* owned: done, their folders released */
    Text answers;                 /* of all */
} Cells;

/* Takes over a session whose results are written. */
void cells_add(Cells *c, Session *s, const Report *r);

/* Writes <out>/comparison: common figures, the table of all runs, the table of answers, a page. Nothing for a single cell. */
Status cells_write(Cells *c, const Options *o, Error *e);

/* Removes an earlier comparison that draws from the tables of a cell which a call without comparison replaced. */
Status cells_forget(const Options *o, const char *cell, Error *e);

void cells_free(Cells *c);

#endif
