/* Tables that a card has been turned into already: isotherms and electrolytes are sampled from formulas, which takes longer
 * than many a simulation, and most changes of a card leave them as they are. */
#ifndef CELLSIM_SHELF_H
#define CELLSIM_SHELF_H

#include "../model/electrolyte.h"
#include "section.h"

enum { SHELF_PLACES = 16 };

/* One or the other. */
typedef struct ShelfEntry {
    uint64_t key;
    Isotherm *isotherm; /* owned, as others own it too */
    double capacity;    /* its sum of X */
    Electrolyte *electrolyte;
} ShelfEntry;

/* The last ones; of one card, and for one thread at a time. */
typedef struct Shelf {
    ShelfEntry entry[SHELF_PLACES];
    int next;
} Shelf;

/* Tells apart what the slots of a section say, at this temperature [K]. */
uint64_t shelf_key(double temperature, int slots, const int *slot, const Value *v);

/* NULL: there is none (or no shelf). */
const ShelfEntry *shelf_find(const Shelf *s, uint64_t key);

/* Keeps a share of what the entry holds, in the place of the oldest; no shelf: nothing. */
void shelf_keep(Shelf *s, const ShelfEntry *entry);
void shelf_clear(Shelf *s);

#endif
