/* What a Card holds. */
#ifndef CELLSIM_CARD_PRIVATE_H
#define CELLSIM_CARD_PRIVATE_H

#include "build.h"
#include "memo.h"

enum { MAX_EXPERIMENTS = 16 };

struct Card {
    Document *text; /* as it stands in its file */
    Library *library;
    Memo *memo; /* of tables: changes, though the card does not */
    /* Read anew by card_set: */
    Document *document; /* the text with what was set */
    char name[64], title[96];
    double window[2], cv_window[2]; /* lower, upper, V; NaN = none */
    double mass_loading;            /* of the positive electrode, kg/m2; 0 = unknown */
    int experiments;
    const char *experiment[MAX_EXPERIMENTS];
    int targets;
    Target *target;
    ProvenanceLog log, defaults;
    uint64_t tables; /* hash of the tables in files */
    uint64_t fingerprint;
};

/* The file of a protocol: a bare name is looked up like a library, anything with a '/' or ".cfg" is a file. Fails, without
 * a place, if there is none. */
Status protocol_locate(const Library *l, const char *name, char *path, int size, Error *e);

#endif
