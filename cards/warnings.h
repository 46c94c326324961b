/* What a card says that can be meant, and hardly is: units that slipped, tables that cover a part, protocols that ask for what
 * the cell has not. A warning changes nothing. */
#ifndef CELLSIM_WARNINGS_H
#define CELLSIM_WARNINGS_H

#include "card.h"

typedef struct Warnings {
    int count, room;
    Error *entry; /* owned; file, line, column, text, hint */
} Warnings;

/* Of the card, as the cell `spec` that it amounts to, and of the protocols that are to be run on it. *out: warnings_free,
 * also after an error (no memory). */
Status card_warnings(const Card *card, const CellSpec *spec, int protocols, const Protocol *protocol, Warnings *out,
                     Error *e);
void warnings_free(Warnings *w);

#endif
