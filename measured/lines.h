/* A text file, line by line in UTF-8, whatever it was written in: UTF-8 with and without a byte-order mark, UTF-16,
 * GB18030 (Chinese cyclers), Latin-1; lines end in LF, CR LF or CR. A file is never in memory as a whole. */
#ifndef CELLSIM_MEASURED_LINES_H
#define CELLSIM_MEASURED_LINES_H

#include "../model/status.h"

#include <stddef.h>
#include <stdio.h>

typedef enum { ENCODING_UTF8, ENCODING_UTF16LE, ENCODING_UTF16BE, ENCODING_GB18030, ENCODING_LATIN1 } Encoding;

typedef struct Lines {
    FILE *stream;
    const char *file; /* borrowed */
    Encoding encoding;
    int byte_order_mark;
    int number;  /* of the line last taken, from 1 */
    int has_nul; /* that line holds a NUL byte: it is damaged */
    char *line;  /* owned, terminated, without its end */
    size_t length, room;
    unsigned char *block; /* owned */
    size_t at, filled;
    int half; /* UTF-16: 1 a high surrogate waits */
    unsigned surrogate;
    char *converted; /* owned: the line in UTF-8, if it was not */
} Lines;

enum { LONGEST_LINE = 1 << 20 };

/* Opens a regular file and finds out its encoding. CELLSIM_IO; CELLSIM_BAD_CARD: a binary format, with the free program
 * that converts it (binary.h). */
Status lines_open(const char *file, Lines *out, Error *e);
void lines_close(Lines *l);

/* To the first line again. */
Status lines_rewind(Lines *l, Error *e);

/* The next line (valid until the next call; may be changed), NULL after the last one. CELLSIM_BAD_CARD: a line beyond
 * LONGEST_LINE. */
Status lines_next(Lines *l, char **line, Error *e);

/* "UTF-16 (little-endian)" */
const char *encoding_name(const Lines *l);

#endif
