/* Texts as files of measured data. */
#ifndef CELLSIM_TEST_READ_TEXT_H
#define CELLSIM_TEST_READ_TEXT_H

#include "../../measured/measured.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline Status read_bytes_as(const void *bytes, size_t n, const MeasuredChoice *c, Measured *m, Error *e)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/cellsim_measured_%ld.txt", (long)getpid());
    FILE *f = fopen(path, "wb");
    REQUIRE(f != NULL);
    REQUIRE(fwrite(bytes, 1, n, f) == n);
    fclose(f);
    error_clear(e);
    const Status status = measured_read(path, c, m, e);
    remove(path);
    return status;
}

static inline Measured read_text_with(const char *text, const MeasuredChoice *c)
{
    Measured m;
    Error e;
    const Status status = read_bytes_as(text, strlen(text), c, &m, &e);
    if (status) fprintf(stderr, "%.60s...: %s\n", text, e.text);
    REQUIRE(status == CELLSIM_OK);
    return m;
}

/* Reads it, or ends the test. The caller frees (measured_free). */
static inline Measured read_text(const char *text)
{
    const MeasuredChoice c = measured_defaults();
    return read_text_with(text, &c);
}

/* It is refused, for this reason and with a hint. */
static inline void refused_with(const char *text, const MeasuredChoice *c, const char *words)
{
    Measured m;
    Error e;
    const Status status = read_bytes_as(text, strlen(text), c, &m, &e);
    if (status != CELLSIM_BAD_CARD || !strstr(e.text, words))
        fprintf(stderr, "'%.60s': %d %s\n", text, (int)status, e.text);
    CHECK(status == CELLSIM_BAD_CARD && strstr(e.text, words) && e.hint[0]);
    if (status == CELLSIM_OK) measured_free(&m);
}

static inline void refused(const char *text, const char *words)
{
    const MeasuredChoice c = measured_defaults();
    refused_with(text, &c, words);
}

#endif
