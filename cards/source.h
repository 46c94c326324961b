/* From a file name to a tree: opens, guards, parses. Everything libconfig is unsafe about is settled here. */
#ifndef CELLSIM_SOURCE_H
#define CELLSIM_SOURCE_H

#include "node.h"

#include <stddef.h>

enum { SOURCE_MAX_BYTES = 8 << 20, SOURCE_MAX_DEPTH = 24, SOURCE_MAX_SETTINGS = 20000, SOURCE_MAX_VALUES = 200000 };

/* Reads a configuration. CELLSIM_BAD_CARD with file:line and a hint for whatever is wrong with it: missing, a
 * directory or device, empty, too large, binary, nested too deeply, an @include, a syntax error, a number that
 * overflows. */
Status document_read(const char *file, Document **out, Error *e);
Status document_parse(const char *file, const char *text, Document **out, Error *e);
void document_free(Document *d);

/* The path of `file`, which begins beside `document` unless it begins at the root; 0: it is too long. */
int source_beside(const char *document, const char *file, char *out, size_t size);

/* 1 if `file` can be opened for reading. */
int source_exists(const char *file);

#endif
