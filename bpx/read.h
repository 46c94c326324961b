/* Private to bpx/: a BPX file under reading. */
#ifndef CELLSIM_BPX_READ_H
#define CELLSIM_BPX_READ_H

#include "bpx.h"

#include <jansson.h>

typedef struct BpxFile {
    const char *file;
    Text text;
    json_t *root; /* owned */
    Warnings *notes;
    Error *e;
} BpxFile;

/* An object of the file, and what of it has not been read. */
typedef struct BpxSection {
    BpxFile *b;
    const char *name; /* for messages: "Negative electrode" */
    json_t *object;   /* borrowed; NULL: the file has none */
    json_t *left;     /* owned: its keys that nothing has asked for */
    size_t at;        /* where it begins in the text */
} BpxSection;

/* Reads and parses the file. bpx_close, also after an error. */
Status bpx_open(BpxFile *b);
void bpx_close(BpxFile *b);

/* The object `key` of another (NULL: of the file). A section that is absent is none if `optional`, else an error.
 * bpx_section_end, also after an error. */
Status bpx_section(BpxFile *b, BpxSection *in, const char *key, int optional, BpxSection *out);

/* Notes what nothing has asked for, and frees. */
Status bpx_section_end(BpxSection *s, Status status);

/* A value that now counts as read; NULL: it is not there, or null. */
json_t *bpx_value(BpxSection *s, const char *key);

/* A finite number. bpx_optional leaves *out as it is where there is none; *given (may be NULL) says so. */
Status bpx_number(BpxSection *s, const char *key, double *out);
Status bpx_optional(BpxSection *s, const char *key, double *out, int *given);

/* CELLSIM_BAD_CARD at the line of a key (NULL: of the section), as "section: key: text". */
Status bpx_error(BpxSection *s, const char *key, const char *text, const char *hint);

/* A note likewise. */
Status bpx_note(BpxSection *s, const char *key, const char *text);

/* Adds a note without a place of its own. */
Status bpx_note_at(Warnings *notes, const char *file, int line, const char *text, Error *e);

#endif
