/* What a file is written in. */
#ifndef CELLSIM_MEASURED_ENCODING_H
#define CELLSIM_MEASURED_ENCODING_H

#include "lines.h"

/* Encoding of the first bytes of a file; *mark: bytes of a byte-order mark. */
Encoding encoding_find(const unsigned char *bytes, size_t n, int *mark);

/* 1: well-formed UTF-8; a character that the end cuts off is forgiven. */
int is_utf8(const unsigned char *s, size_t n);

/* A line of another 8-bit encoding as UTF-8 in allocated memory (NULL: no memory). What has no meaning there becomes '?'. */
char *to_utf8(const char *line, size_t n, Encoding from);

/* Appends a character at `out` (4 bytes of room); returns how many bytes it took. */
int put_utf8(unsigned code, char *out);

#endif
