/* Published numbers of a card. */
#ifndef CELLSIM_TARGETS_CARD_H
#define CELLSIM_TARGETS_CARD_H

#include "keys.h"

enum { MAX_TARGETS = 200 };

/* Reads `targets = ( { … }, … )` (list may be NULL); *out is owned by the caller (free). */
Status targets_read(Reader *r, const Node *list, Target **out, int *count);

#endif
