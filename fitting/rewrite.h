/* The card of a fit: the text of the card, with some values replaced. */
#ifndef CELLSIM_FITTING_REWRITE_H
#define CELLSIM_FITTING_REWRITE_H

#include "../cards/card.h"
#include "../report/text.h"

/* One value and what is said of it. */
typedef struct CardEdit {
    const char *path, *value; /* as of --set */
    const char *source, *kind;
} CardEdit;

/* The text of `file` with the edits. Each place is found by trying: what comes out must read like the card with the same
 * --set, in every value. done[k] is 0 where there is no such place, for instance because the card gives the quantity by
 * another key. */
Status card_rewrite(const char *file, const char *library, int edits, const CardEdit *edit, Text *out, int *done,
                    Error *e);

#endif
