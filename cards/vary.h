/* Protocols that are run at several values of a number of the card. */
#ifndef CELLSIM_VARY_H
#define CELLSIM_VARY_H

#include "keys.h"

/* Reads `vary = { path; values; }` of a protocol. With a card every value is tried on it: CELLSIM_BAD_CARD, at its line, for
 * one that the cell cannot be built with. */
Status vary_read(Reader *r, const Value *group, const Card *card, Protocol *p);

#endif
