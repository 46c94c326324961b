/* The two steps from a text to a tree; source.c only. */
#ifndef CELLSIM_SOURCE_PRIVATE_H
#define CELLSIM_SOURCE_PRIVATE_H

#include "source.h"

/* Refuses what libconfig is unsafe about, and copies the text into *safe (owned by the caller: free) with every whole
 * number as a floating one: libconfig 1.5 keeps 32 bits of whole numbers without a word, and later versions read 010 as
 * eight. Lines stay lines. */
Status source_scan(const char *file, const char *text, char **safe, Error *e);

/* The parser proper. */
Status source_tree(const char *safe, Document *d, Error *e);

#endif
