/* Which figures a report has: the walk through the table of kinds. */
#include "figures.h"

#include "../run_analysis.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Walk {
    FigureVisit visit;
    void *context;
    Figure figure;
    Analysis analysis; /* of run `analysed`; -1: none */
    int analysed;
} Walk;

static int share_a_figure(const Run *a, const Run *b)
{
    return !strcmp(a->figure, b->figure) && (!strcmp(a->protocol, b->protocol) || !strcmp(a->figure, "discharge"));
}

/* The figure's name is that of its kind; of its protocol, if an earlier protocol draws the same kind; both, if that is
 * the name of a kind as well. */
static void protocol_stem(const Report *r, int k, char out[STEM_SIZE])
{
    int kind_is_taken = 0, name_is_kind = 0;
    char kind[40], protocol[40];
    file_name_clean(r->run[k].figure, kind, sizeof kind);
    file_name_clean(r->run[k].protocol, protocol, sizeof protocol);
    for (int j = 0; j < k; j++) kind_is_taken |= !strcmp(r->run[j].figure, r->run[k].figure);
    for (int j = 0; j < r->runs; j++) name_is_kind |= !strcmp(r->run[j].figure, r->run[k].protocol);
    if (!kind_is_taken) snprintf(out, STEM_SIZE, "%s", kind);
    else if (!name_is_kind) snprintf(out, STEM_SIZE, "%s", protocol);
    else snprintf(out, STEM_SIZE, "%s+%s", kind, protocol);
}

/* Fills the runs of the protocol's figure that run `k` is the first of; 0: it is not the first, or asks for none. */
static int runs_of_protocol(const Report *r, int k, Figure *f)
{
    const char *asked = r->run[k].figure;
    f->runs = 0;
    if (!*asked || !strcmp(asked, "none")) return 0;
    for (int j = 0; j < k; j++)
        if (share_a_figure(&r->run[j], &r->run[k])) return 0;
    for (int j = k; j < r->runs && f->runs < MAX_FIGURE_RUNS; j++)
        if (share_a_figure(&r->run[j], &r->run[k]) && (r->run[j].samples > 0 || r->run[j].spectra > 0))
            f->run[f->runs++] = j;
    return f->runs > 0;
}

static void forget(Walk *w)
{
    if (w->analysed >= 0) analysis_free(&w->analysis);
    w->analysed = -1;
}

/* The analysis of the figure's first run, once for all kinds that read it. */
static Status analyse(Walk *w, Error *e)
{
    Figure *f = &w->figure;
    const Run *run = &f->report->run[f->run[0]];
    const AnalysisChoice choice = report_analysis_choice(f->report, run);
    f->analysis = f->kind->reads ? &w->analysis : NULL;
    if (!f->kind->reads || w->analysed == f->run[0]) return CELLSIM_OK;
    forget(w);
    w->analysed = f->run[0];
    return run_analysis(run, &choice, &w->analysis, e);
}

/* Visits the figure of one row, if it applies; its runs are there. `stem`: what the row's ending follows. */
static Status offer(Walk *w, const FigureKind *kind, const char *stem, int *applies, Error *e)
{
    Figure *f = &w->figure;
    f->kind = kind;
    f->curves = 0;
    *applies = 0;
    snprintf(f->stem, sizeof f->stem, "%.*s%s", (int)(sizeof f->stem - strlen(kind->ending)) - 1, stem, kind->ending);
    Status s = analyse(w, e);
    if (s != CELLSIM_OK) return s;
    if (kind->curves) kind->curves->choose(f);
    *applies = 1;
    if (kind->applies) s = kind->applies(f, applies, e);
    return s == CELLSIM_OK && *applies ? w->visit(w->context, f, e) : s;
}

static int is_asked(const FigureKind *kind, const Run *run)
{
    return !kind->asked || !strcmp(kind->asked, run->figure);
}

/* All rows that the protocol asks for; if none of them has something to show, the one for any protocol. */
static Status of_protocol(Walk *w, int k, Error *e)
{
    Status s = CELLSIM_OK;
    const Report *r = w->figure.report;
    char stem[STEM_SIZE];
    if (!runs_of_protocol(r, k, &w->figure)) return CELLSIM_OK;
    protocol_stem(r, k, stem);
    for (int j = 0, drawn = 0, applies; j < figure_kinds_count && s == CELLSIM_OK; j++) {
        const FigureKind *kind = &figure_kinds[j];
        if (kind->of != OF_PROTOCOL || !is_asked(kind, &r->run[k]) || (!kind->asked && drawn)) continue;
        s = offer(w, kind, stem, &applies, e);
        drawn |= applies;
    }
    for (int j = 0, applies; j < figure_kinds_count && s == CELLSIM_OK; j++)
        if (figure_kinds[j].of == BESIDE_PROTOCOL && is_asked(&figure_kinds[j], &r->run[k]))
            s = offer(w, &figure_kinds[j], stem, &applies, e);
    return s;
}

static Status of_run(Walk *w, int k, Error *e)
{
    Status s = CELLSIM_OK;
    const Report *r = w->figure.report;
    char stem[STEM_SIZE];
    w->figure.runs = 1;
    w->figure.run[0] = k;
    run_stem(r->run, k, r->runs, stem);
    for (int j = 0, applies; j < figure_kinds_count && s == CELLSIM_OK; j++)
        if (figure_kinds[j].of == OF_RUN && is_asked(&figure_kinds[j], &r->run[k]))
            s = offer(w, &figure_kinds[j], stem, &applies, e);
    return s;
}

static Status of_report(Walk *w, Error *e)
{
    Status s = CELLSIM_OK;
    Figure *f = &w->figure;
    char stem[STEM_SIZE];
    file_name_clean(report_cell(f->report), stem, sizeof stem);
    for (f->runs = 0; f->runs < f->report->runs && f->runs < MAX_FIGURE_RUNS; f->runs++) f->run[f->runs] = f->runs;
    for (int j = 0, applies; j < figure_kinds_count && f->runs > 0 && s == CELLSIM_OK; j++)
        if (figure_kinds[j].of == OF_REPORT) s = offer(w, &figure_kinds[j], stem, &applies, e);
    return s;
}

Status figures_each(const Report *r, FigureVisit visit, void *context, Error *e)
{
    Status s = CELLSIM_OK;
    Walk *w = calloc(1, sizeof *w);
    if (!w) return error_memory(e);
    w->visit = visit;
    w->context = context;
    w->figure.report = r;
    w->analysed = -1;
    for (int k = 0; k < r->runs && s == CELLSIM_OK; k++) s = of_protocol(w, k, e);
    for (int k = 0; k < r->runs && s == CELLSIM_OK; k++) s = of_run(w, k, e);
    if (s == CELLSIM_OK) s = of_report(w, e);
    forget(w);
    free(w);
    return s;
}

/* The value of what is varied belongs to a figure of one run alone. */
void figure_caption(const Figure *f, char out[TITLE_SIZE])
{
    const Run *first = &f->report->run[f->run[0]], *last = &f->report->run[f->run[f->runs - 1]];
    const char *title = strcmp(first->protocol, last->protocol) ? first->figure : first->title;
    if (f->kind->caption) title = f->kind->caption;
    else if (f->runs == 1 && *first->varies) {
        run_title(first, out);
        return;
    }
    snprintf(out, TITLE_SIZE, "%s", *title ? title : f->stem);
}
