/* One figure of a report, found by the stem of its files. */
#ifndef CELLSIM_TEST_FIGURE_OF_H
#define CELLSIM_TEST_FIGURE_OF_H

#include "../../report/figures/figures.h"

#include <stdlib.h>
#include <string.h>

typedef struct Sought {
    const char *stem;
    Text *script; /* NULL: not wanted */
    Figure *out;
    int found;
} Sought;

static inline Status figure_visit(void *context, Figure *f, Error *e)
{
    Sought *s = context;
    (void)e;
    if (strcmp(f->stem, s->stem) != 0) return CELLSIM_OK;
    s->found++;
    if (s->script) f->kind->script(f, s->script);
    *s->out = *f;
    s->out->analysis = NULL; /* it is gone after the walk */
    return CELLSIM_OK;
}

/* How many figures have that name: 0 or 1. With `script` its script is written. */
static inline int figure_find(const Report *r, const char *stem, Figure *out, Text *script)
{
    Sought s = {stem, script, out, 0};
    if (figures_each(r, figure_visit, &s, NULL)) abort();
    return s.found;
}

/* A figure that must be there; the caller frees it. */
static inline Figure *figure_for(const Report *r, const char *stem, Text *script)
{
    Figure *f = malloc(sizeof *f);
    if (!f || figure_find(r, stem, f, script) != 1) abort();
    return f;
}

/* The stems of all figures in their order, each followed by a space. */
static inline Status figure_name(void *names, Figure *f, Error *e)
{
    text_addf(names, "%s ", f->stem);
    return text_status(names, e);
}

static inline int figures_are(const Report *r, const char *expected)
{
    Text names = {0};
    if (figures_each(r, figure_name, &names, NULL)) abort();
    const int same = !strcmp(names.data ? names.data : "", expected);
    if (!same) fprintf(stderr, "figures: %s, expected %s\n", names.data ? names.data : "", expected);
    text_free(&names);
    return same;
}

#endif
