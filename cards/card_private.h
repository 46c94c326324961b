/* What a Card holds. */
#ifndef CELLSIM_CARD_PRIVATE_H
#define CELLSIM_CARD_PRIVATE_H

#include "build.h"

enum { MAX_EXPERIMENTS = 16 };

struct Card {
    Document *document;
    Library *library;
    char name[64], title[96];
    double window[2], cv_window[2]; /* lower, upper, V; NaN = none */
    int experiments;
    const char *experiment[MAX_EXPERIMENTS];
    int targets;
    Target *target;
    ProvenanceLog log;
    uint64_t fingerprint;
};

#endif
