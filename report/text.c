#include "text.h"

#include "decimal.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int reserve(Text *t, size_t more)
{
    if (t->failed) return 0;
    if (more < t->capacity - t->length) return 1; /* room for the terminator as well */
    if (more > SIZE_MAX / 4 - t->length) return t->failed = 1, 0;
    const size_t capacity = 2 * (t->length + more) + 256;
    char *data = realloc(t->data, capacity);
    if (!data) return t->failed = 1, 0;
    t->data = data;
    t->capacity = capacity;
    return 1;
}

void text_bytes(Text *t, const char *bytes, size_t n)
{
    if (!reserve(t, n)) return;
    memcpy(t->data + t->length, bytes, n);
    t->length += n;
    t->data[t->length] = '\0';
}

void text_add(Text *t, const char *s)
{
    text_bytes(t, s, strlen(s));
}

void text_addf(Text *t, const char *format, ...)
{
    char line[256];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int n = vsnprintf(line, sizeof line, format, args);
    if (n < 0) t->failed = 1;
    else if ((size_t)n < sizeof line) text_bytes(t, line, (size_t)n);
    else if (reserve(t, (size_t)n)) {
        vsnprintf(t->data + t->length, (size_t)n + 1, format, again);
        t->length += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

void text_integer(Text *t, int k)
{
    char digits[16], *first = digits + sizeof digits;
    unsigned rest = k < 0 ? 0u - (unsigned)k : (unsigned)k;
    do *--first = (char)('0' + rest % 10);
    while (rest /= 10);
    if (k < 0) *--first = '-';
    text_bytes(t, first, (size_t)(digits + sizeof digits - first));
}

void number_point(char *s)
{
    char *to = s;
    int separator = 0; /* a separator may be several bytes long */
    for (; *s; s++) {
        const int part = strchr("0123456789+-eE", *s) != NULL;
        if (part) *to++ = *s;
        else if (!separator) *to++ = '.';
        separator = !part;
    }
    *to = '\0';
}

char *number_text(double x, int digits, char out[NUMBER_SIZE])
{
    out[0] = '\0';
    if (!isfinite(x) || decimal_text(x, digits, out)) return out;
    snprintf(out, NUMBER_SIZE, "%.*g", digits, x + 0.0); /* + 0.0: no "-0" */
    number_point(out);
    return out;
}

void text_number(Text *t, double x, int digits)
{
    char number[NUMBER_SIZE];
    text_add(t, number_text(x, digits, number));
}

Status text_status(const Text *t, Error *e)
{
    return t->failed ? error_memory(e) : CELLSIM_OK;
}

void text_free(Text *t)
{
    free(t->data);
    memset(t, 0, sizeof *t);
}
