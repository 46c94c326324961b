/* Published numbers of a card. */
#ifndef CELLSIM_TARGETS_CARD_H
#define CELLSIM_TARGETS_CARD_H

#include "../model/reported.h"
#include "keys.h"

/* Reads `targets = ( { … }, … )` (list may be NULL) of the cell; *out is owned by the caller (free). */
Status targets_read(Reader *r, const Node *list, const CellSpec *spec, Target **out, int *count);

#endif
