/* Cards for tests: tests/cards/example.cfg with one piece of its text replaced, and what reading it must say. */
#ifndef CELLSIM_CARD_FIXTURE_H
#define CELLSIM_CARD_FIXTURE_H

#include "../../cards/card.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef SOURCE_ROOT
#define SOURCE_ROOT "."
#endif

#define CONFIGS SOURCE_ROOT "/configs"
#define EXAMPLE SOURCE_ROOT "/tests/cards/example.cfg"

static inline char *fixture_read(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = calloc(1, 1 << 16);
    if (f && text && fread(text, 1, (1 << 16) - 1, f) == 0) text[0] = '\0';
    if (f) fclose(f);
    return text;
}

static inline const char *fixture_path(void)
{
    static char path[64];
    snprintf(path, sizeof path, "/tmp/cellsim_card_%ld.cfg", (long)getpid());
    return path;
}

/* Writes n bytes to the temporary card and returns its path. */
static inline const char *fixture_write(const char *text, size_t n)
{
    FILE *f = fopen(fixture_path(), "wb");
    if (f) {
        fwrite(text, 1, n, f);
        fclose(f);
    }
    return fixture_path();
}

/* The example's phase, as it stands there. */
#define FIXTURE_PHASE                                                                                                  \
    "{ name = \"LFP\"; sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0));\n"                         \
    "      capacity_mAh_g = 165; radius_nm = 80; D_Li_cm2_s = 1e-14;\n"                                                \
    "      i0_A_m2 = 0.02; area_basis = \"BET\"; }"

/* The example with `old` replaced; *line = the line where the replacement starts (0: not found). */
static inline const char *fixture_replace(const char *old, const char *new, int *line)
{
    char *text = fixture_read(EXAMPLE), *changed = calloc(1, 1 << 17);
    char *at = text ? strstr(text, old) : NULL;
    *line = 0;
    if (at && changed) {
        *line = 1;
        for (const char *p = text; p < at; p++) *line += *p == '\n';
        sprintf(changed, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
        fixture_write(changed, strlen(changed));
    }
    free(text);
    free(changed);
    return fixture_path();
}

/* Reads a card that must be refused with CELLSIM_BAD_CARD, naming its file, `line` (0: any), a text with `words` and a
 * hint with `hint`. */
static inline void fixture_refused_file(const char *file, int line, const char *words, const char *hint)
{
    Error e;
    Card *card = (Card *)1;
    const Status status = card_read(file, CONFIGS, 0, NULL, &card, &e);
    const int ok = status == CELLSIM_BAD_CARD && e.status == status && card == NULL && e.file[0] && e.hint[0] &&
                   (line == 0 || e.line == line) && strstr(e.text, words) && strstr(e.hint, hint);
    if (!ok)
        fprintf(stderr, "status %d, %s:%d: %s\n  hint: %s\n  expected line %d, '%s', hint '%s'\n", (int)status, e.file,
                e.line, e.text, e.hint, line, words, hint);
    CHECK(ok);
    if (status == CELLSIM_OK) card_free(card);
}

static inline void fixture_refused(const char *old, const char *new, const char *words, const char *hint)
{
    int line;
    const char *file = fixture_replace(old, new, &line);
    CHECK(line > 0);
    fixture_refused_file(file, line, words, hint);
    remove(file);
}

/* Reads a card that must be accepted and builds its cell. */
static inline int fixture_cell(const char *old, const char *new, CellSpec *spec)
{
    int line;
    Error e;
    Card *card = NULL;
    const char *file = fixture_replace(old, new, &line);
    Status status = card_read(file, CONFIGS, 0, NULL, &card, &e);
    if (status == CELLSIM_OK) status = card_cell(card, NAN, spec, &e);
    if (status != CELLSIM_OK) fprintf(stderr, "%s:%d: %s (%s)\n", e.file, e.line, e.text, e.hint);
    card_free(card);
    remove(file);
    return status == CELLSIM_OK;
}

#endif
