/* Which figures a report has: the walk through the table of kinds. */
#include "figures.h"

#include "../run_analysis.h"

#include <math.h>
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

/* Run k is the first of its figure. */
static int begins_figure(const Report *r, int k)
{
    for (int j = 0; j < k; j++)
        if (share_a_figure(&r->run[j], &r->run[k])) return 0;
    return 1;
}

/* The figure's name is that of its protocol, with "+2", … if an earlier figure has it; "discharges" if several protocols share it. */
static void protocol_stem(const Report *r, int k, char out[STEM_SIZE])
{
    char name[40];
    int shared = 0, same = 1;
    file_name_clean(r->run[k].protocol, name, sizeof name);
    for (int j = k + 1; j < r->runs; j++)
        shared |= share_a_figure(&r->run[j], &r->run[k]) && strcmp(r->run[j].protocol, r->run[k].protocol) != 0;
    for (int j = 0; j < k; j++) same += !strcmp(r->run[j].protocol, r->run[k].protocol) && begins_figure(r, j);
    if (shared) snprintf(out, STEM_SIZE, "discharges");
    else if (same > 1) snprintf(out, STEM_SIZE, "%s+%d", name, same);
    else snprintf(out, STEM_SIZE, "%s", name);
}

/* Fills the runs of the protocol's figure that run `k` is the first of; 0: it is not the first, or asks for none. */
static int runs_of_protocol(const Report *r, int k, Figure *f)
{
    const char *asked = r->run[k].figure;
    f->runs = 0;
    if (!*asked || !strcmp(asked, "none")) return 0;
    if (!begins_figure(r, k)) return 0;
    for (int j = k; j < r->runs && f->runs < MAX_FIGURE_RUNS; j++)
        if (share_a_figure(&r->run[j], &r->run[k]) && (r->run[j].samples > 0 || r->run[j].spectra > 0))
            f->run[f->runs++] = j;
    if (r->card_of && f->runs > 0 && r->card_of[k] == r->card_of[f->run[f->runs - 1]]) return 0; /* nothing to compare */
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
    const size_t n = strlen(run->figure);
    const char *at = kind->asked;
    for (; at && n > 0 && (at = strstr(at, run->figure)); at += n)
        if ((at == kind->asked || at[-1] == ' ') && (at[n] == ' ' || !at[n])) return 1;
    return !kind->asked;
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
        if (kind->of != OF_PROTOCOL || !is_asked(kind, &r->run[k]) || (r->card_of && !kind->compares)) continue;
        if (!kind->asked && drawn != kind->on_request) continue;
        s = offer(w, kind, stem, &applies, e);
        drawn |= applies;
    }
    for (int j = 0, applies; j < figure_kinds_count && s == CELLSIM_OK; j++)
        if (figure_kinds[j].of == BESIDE_PROTOCOL && !r->card_of && is_asked(&figure_kinds[j], &r->run[k]))
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
    for (int k = 0; k < r->runs && s == CELLSIM_OK && !r->card_of; k++) s = of_run(w, k, e);
    if (s == CELLSIM_OK && !r->card_of) s = of_report(w, e);
    forget(w);
    free(w);
    return s;
}

/* "1 mg/cm2", "1 to 10 mg/cm2", or "" where a loading is not known. */
static void loadings(const Figure *f, char out[LABEL_SIZE])
{
    char a[NUMBER_SIZE], b[NUMBER_SIZE];
    double low = INFINITY, high = 0;
    for (int k = 0; k < f->runs; k++) {
        low = fmin(low, f->report->run[f->run[k]].loading * MG_CM2_PER_KG_M2);
        high = fmax(high, f->report->run[f->run[k]].loading * MG_CM2_PER_KG_M2);
    }
    out[0] = '\0';
    if (!(low > 0)) return;
    if (high - low < 1e-9 * high) snprintf(out, LABEL_SIZE, ", %s mg/cm2", number_text(low, 4, a));
    else snprintf(out, LABEL_SIZE, ", %s to %s mg/cm2", number_text(low, 4, a), number_text(high, 4, b));
}

/* The value of what is varied belongs to a figure of one run alone. */
void figure_caption(const Figure *f, char out[TITLE_SIZE])
{
    char loading[LABEL_SIZE], title[TITLE_SIZE];
    const Run *first = &f->report->run[f->run[0]], *last = &f->report->run[f->run[f->runs - 1]];
    const int several = strcmp(first->protocol, last->protocol) != 0;
    if (f->kind->of == OF_REPORT) {
        snprintf(out, TITLE_SIZE, "%s", f->kind->caption);
        return;
    }
    loadings(f, loading);
    if (f->runs == 1 && *first->varies) run_title(first, title);
    else snprintf(title, sizeof title, "%s", several ? first->figure : *first->title ? first->title : f->stem);
    snprintf(out, TITLE_SIZE, "%.80s: %.60s (%s%.20s%s)", title, f->kind->what, several ? "several protocols" : "protocol ",
             several ? "" : first->protocol, loading);
}
