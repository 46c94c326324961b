/* A growing text, for files that are written in one go. The first failed allocation sticks: later additions do
 * nothing and text_status reports it. */
#ifndef CELLSIM_TEXT_H
#define CELLSIM_TEXT_H

#include "../model/status.h"

#include <stddef.h>

typedef struct Text {
    char *data;    /* terminated, NULL while empty */
    size_t length; /* without the terminator */
    size_t capacity;
    int failed; /* an allocation failed */
} Text;

void text_add(Text *t, const char *s);
void text_bytes(Text *t, const char *bytes, size_t n);

/* printf without floating-point conversions (their decimal point would follow the locale: use text_number). */
void text_addf(Text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A whole number. */
void text_integer(Text *t, int k);

/* A number with `digits` significant digits (1..17) and a decimal point in any locale; not finite: nothing. */
void text_number(Text *t, double x, int digits);

/* CELLSIM_OK, or the out-of-memory error. */
Status text_status(const Text *t, Error *e);

void text_free(Text *t);

enum { NUMBER_SIZE = 32 };

/* The same number into `out`; not finite: "". Returns out. */
char *number_text(double x, int digits, char out[NUMBER_SIZE]);

/* Turns whatever separator a locale put into a printed number into a decimal point, in place. */
void number_point(char *s);

#endif
