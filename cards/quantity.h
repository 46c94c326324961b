/* The numbers that targets can name: their units, and which keys of a target say how each is taken. What measures them is
 * in report/answers.h. */
#ifndef CELLSIM_QUANTITY_H
#define CELLSIM_QUANTITY_H

#include "keys.h"

enum { QUANTITY_MAX_UNITS = 4 };

typedef struct Quantity {
    const char *name;                     /* "discharge_capacity" */
    const char *unit[QUANTITY_MAX_UNITS]; /* NULL: no more */
    unsigned heeds; /* bits 1 << slot of the keys that it depends on, besides the protocol and loading */
} Quantity;

/* All of them; the count is returned. */
int quantities(const Quantity **out);

/* Fails, with the line and what was meant, if the target's quantity or unit does not exist, one of its keys has no
 * effect on it, or one that it needs is missing. */
Status quantity_check(Reader *r, const Place *at, const Value *target);

#endif
