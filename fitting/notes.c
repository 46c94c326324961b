#include "output.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const double PART = 0.2;    /* as in statistics.c */
static const double ALIKE = 0.4;   /* correlation of neighbours: more is no noise */
static const double FINEST = 1e-4; /* V, shares: as in statistics.c */
static const double SIMPLE = 0.08; /* an exponent this near to 1 is called 1 */

static void add(FitNotes *n, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(FitNotes *n, const char *format, ...)
{
    va_list arguments;
    if (n->notes == FIT_NOTES) return;
    va_start(arguments, format);
    vsnprintf(n->note[n->notes++], FIT_NOTE, format, arguments);
    va_end(arguments);
}

/* What two logarithms along (a, b) leave unchanged: ln p b - ln q a. */
static void note_pair(const FitProblem *q, const FitDirection *d, const int *at, FitNotes *n)
{
    char known[320], exponent[NUMBER_SIZE];
    const FitParameter *p0 = &q->parameter[at[0]], *p1 = &q->parameter[at[1]];
    const double power = -d->part[at[0]] / d->part[at[1]];
    if (p0->logarithmic && p1->logarithmic) {
        if (fabs(fabs(power) - 1) < SIMPLE)
            snprintf(known, sizeof known, "the %s %.128s %s %.128s", power > 0 ? "product" : "ratio", p0->path,
                     power > 0 ? "*" : "/", p1->path);
        else snprintf(known, sizeof known, "%.128s * (%.128s)^%s", p0->path, p1->path, number_text(power, 3, exponent));
    } else snprintf(known, sizeof known, "one combination of both");
    add(n, "not identified: %s and %s; the data know only %s: one makes up for the other", p0->path, p1->path, known);
}

static void note_single(const FitProblem *q, const FitResult *r, int at, FitNotes *n)
{
    const FitParameter *p = &q->parameter[at];
    char factor[NUMBER_SIZE];
    if (r->idle[at]) {
        add(n, "not identified: %s; nothing that was measured moves with it", p->path);
        return;
    }
    number_text(p->logarithmic ? exp(fmin(r->t * r->se[at], 600)) : r->t * r->se[at], 2, factor);
    add(n, "not identified: %s; the data hardly move with it: 95 %% interval %s %s %s", p->path,
        p->logarithmic ? "a factor" : "+-", factor, p->logarithmic ? "either way" : "of the width of its bounds");
}

static void note_direction(const FitProblem *q, const FitResult *r, const FitDirection *d, FitNotes *n)
{
    int at[MOST_FREE], members = 0;
    char list[FIT_NOTE] = "";
    for (int k = 0; k < r->parameters; k++)
        if (fabs(d->part[k]) > PART) at[members++] = k;
    if (members == 1) note_single(q, r, at[0], n);
    else if (members == 2) note_pair(q, d, at, n);
    else {
        for (int k = 0; k < members; k++) {
            const size_t used = strlen(list);
            snprintf(list + used, sizeof list - used, "%s%s", k ? ", " : "", q->parameter[at[k]].path);
        }
        add(n, "not identified: %.400s; a change of all of them together leaves the data as they are", list);
    }
}

static void note_residuals(const FitResult *r, FitNotes *n)
{
    char a[NUMBER_SIZE], b[NUMBER_SIZE];
    if (r->freedom < 1)
        add(n, "as many numbers as parameters: the intervals are those of a standard deviation of one tolerance");
    int below = 1; /* everything is as small as the errors of the solver */
    for (FitKind kind = 0; kind < FIT_KINDS; kind++) below &= r->rms[kind] < FINEST;
    if (!(r->memory > ALIKE) || below) return;
    number_text(r->memory, 2, a);
    number_text(sqrt((1 + r->memory) / fmax(1 - r->memory, 1e-3)), 2, b);
    add(n,
        "neighbouring residuals are alike (correlation %s): the model misses something that is no noise, and the "
        "intervals "
        "are too narrow by a factor of about %s",
        a, b);
}

static void note_edge(const FitProblem *q, const FitResult *r, int k, FitNotes *n)
{
    const char *path = q->parameter[k].path;
    if (r->edge[k] == EDGE_REFUSED && !r->at_bound[k])
        add(n,
            "%s ended at the edge of what a card allows (beside it: refused, or no simulation): its interval means "
            "nothing",
            path);
    if (r->edge[k] == EDGE_JUMP)
        add(n,
            "what is compared jumps beside the best %s: no interval means anything; begin elsewhere, narrow its "
            "bounds, or leave it out",
            path);
}

void fit_notes(const FitProblem *q, const FitResult *r, FitNotes *out)
{
    out->notes = 0;
    int jumps = 0;
    for (int k = 0; k < r->parameters; k++) jumps |= r->edge[k] == EDGE_JUMP;
    for (int k = 0; k < r->parameters; k++)
        for (int j = 0; j < q->parameter[k].others; j++)
            add(out, "%s stands for %s too", q->parameter[k].path, q->parameter[k].other[j]);
    for (int k = 0; k < r->directions && !jumps; k++) note_direction(q, r, &r->direction[k], out);
    for (int k = 0; k < r->parameters; k++)
        if (r->at_bound[k])
            add(out, "%s ended at a bound of its range: its interval means nothing", q->parameter[k].path);
    for (int k = 0; k < r->parameters; k++) note_edge(q, r, k, out);
    note_residuals(r, out);
    if (r->starts > 1 && r->agreeing < 2)
        add(out,
            "only one of %d starts came to this minimum: others may be hidden; try more --starts or narrower bounds",
            r->starts);
}
