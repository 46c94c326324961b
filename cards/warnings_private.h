/* What the parts of card_warnings share. */
#ifndef CELLSIM_WARNINGS_PRIVATE_H
#define CELLSIM_WARNINGS_PRIVATE_H

#include "warnings.h"

typedef struct Doubts {
    const Card *card;
    const CellSpec *spec;
    int protocols;
    const Protocol *protocol;
    double slowest; /* least current that a step asks for [A/m2]; NaN: none asks for one */
    int no_memory;
    Warnings *out;
} Doubts;

/* One more warning, at the first value whose path begins with `path` ("": at the card). Its hint follows. */
void doubt(Doubts *d, const char *path, const char *format, ...) __attribute__((format(printf, 3, 4)));
void doubt_hint(Doubts *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* At a line of a file instead. */
void doubt_step(Doubts *d, const char *file, int line, const char *text, const char *hint);

/* "positive" of the electrode that cards call so. */
const char *electrode_key(RegionId r);

/* Of one electrode and its phases (warnings_electrode.c). */
void doubt_electrode(Doubts *d, RegionId r);

#endif
