/* The two steps from a text to a tree; source.c only. */
#ifndef CELLSIM_SOURCE_PRIVATE_H
#define CELLSIM_SOURCE_PRIVATE_H

#include "node.h"
#include "source.h"

/* Where names and values stand, in the order of the text: libconfig knows lines only. */
typedef struct Mark {
    Span at;
    int is_key;
} Mark;

typedef struct Marks {
    int count, room, next; /* next: the one that the tree's next word is */
    Mark *mark;            /* owned */
} Marks;

/* Refuses what libconfig is unsafe about, and copies the text into *safe (owned by the caller: free) with every whole
 * number as a floating one: libconfig 1.5 keeps 32 bits of whole numbers without a word, and later versions read 010 as
 * eight. Lines stay lines. *marks is
 * owned by the caller, also after an error. */
Status source_scan(const char *file, const char *text, char **safe, Marks *marks, Error *e);

/* The parser proper. */
Status source_tree(const char *safe, Marks *marks, Document *d, Error *e);

#endif
