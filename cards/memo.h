/* What was built of a card before: isotherms and electrolytes, by everything that they were built of.
 *
 * To sample a formula until its spline agrees costs more than to solve a discharge, and of most values that one changes, a
 * loading or a diffusivity, no table knows. What is found here is the very table that would be built anew, and has passed
 * the checks on its values. Files of tables count by their names: they are read when a table is
 * built. Of one card, and for one thread at a time; what was found may be shared with any. */
#ifndef CELLSIM_MEMO_H
#define CELLSIM_MEMO_H

#include "section.h"

/* Bytes of everything that goes into a table. Zero-initialise; memo_keep or memo_key_free. */
typedef struct MemoKey {
    char *bytes; /* owned */
    size_t length, room;
    int failed; /* no memory: nothing is found or kept */
} MemoKey;

void memo_key_number(MemoKey *k, double x);
void memo_key_node(MemoKey *k, const Node *n);

/* By what key a slot was given, from where, what, and with what constants; nothing of a slot that was not. */
void memo_key_value(MemoKey *k, const Value *v);
void memo_key_free(MemoKey *k);

enum { MEMO_NOTES = 4 };

/* A table with what else came of it. */
typedef struct Made {
    Isotherm *isotherm; /* one of both, owned by the memo: share it */
    Electrolyte *electrolyte;
    double number[2];
    char note[MEMO_NOTES][sizeof((Provenance *)0)->note]; /* what the log says of the values */
} Made;

typedef struct Memo Memo;
Memo *memo_create(void);
void memo_free(Memo *m);

/* NULL: it was not built before (or m is NULL). Valid until the next memo_keep. `noted`: with its notes. */
const Made *memo_find(Memo *m, const MemoKey *k, int noted);

/* Keeps a share of what was just built, in the place of what was not asked for longest; takes over the key. CELLSIM_IO: no
 * memory for the key; what was built would be built, and its files read, again. */
Status memo_keep(Memo *m, MemoKey *k, const Made *made, int noted, Error *e);

/* What the log says of n values, into made->note; and back. Defaults have none: their entries are in another log. */
void memo_take_notes(const Reader *r, int n, const Value *const v[], Made *made);
void memo_give_notes(Reader *r, int n, const Value *const v[], const Made *made);

#endif
