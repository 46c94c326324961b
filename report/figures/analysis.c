#include "analysis.h"

#include "../tables/csv_analysis.h"
#include "../tables/shares.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void write_dqdv(const Analysis *a, Text *out)
{
    csv_dqdv(a, DQDV_WIDTH, out);
}

static const AnalysisTable tables[] = {
    {"cv", "_peaks.csv", csv_cv_peaks},
    {"cv", "_dunn.csv", csv_cv_dunn},
    {"cv", "_b_values.csv", csv_cv_b},
    {"cv", "_sweeps.csv", csv_sweeps},
    {"gcd", "_cycles.csv", NULL},
    {"gcd", "_dqdv.csv", write_dqdv},
    {"rate_capability", "_cycles.csv", NULL},
    {"cycling", "_cycles.csv", NULL},
    {"shares", "_cycles.csv", NULL},
    {"gitt", "_pulses.csv", csv_gitt},
    {"pulse", "_resistances.csv", csv_pulses},
};

int analysis_tables(const Run *run, const AnalysisTable *out[MAX_ANALYSIS_TABLES])
{
    int n = 0;
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++)
        if (!strcmp(tables[k].figure, run->figure) && n < MAX_ANALYSIS_TABLES) out[n++] = &tables[k];
    return n;
}

int analysis_has_cycles(const Run *run)
{
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++)
        if (!tables[k].write && !strcmp(tables[k].figure, run->figure)) return 1;
    return 0;
}

AnalysisChoice figure_analysis_choice(const Report *r, const Run *run)
{
    AnalysisChoice c = run_analysis_choice(run);
    const Target *t = NULL;
    const int targets = r->card ? card_targets(r->card, &t) : 0;
    for (int k = 0; k < targets; k++)
        if (!strcmp(t[k].quantity, "D_app") && !strcmp(t[k].protocol, run->protocol) && t[k].concentration > 0)
            c.concentration = t[k].concentration;
    return c;
}

static int has_rates(const Analysis *a)
{
    return a->cv.rates >= 3;
}

static int has_cycles(const Analysis *a)
{
    return a->rows > 0;
}

static int has_tests(const Analysis *a)
{
    return a->tests > 0;
}

static int has_pulses(const Analysis *a)
{
    return a->pulses > 0;
}

typedef struct AnalysisFigure {
    const char *figure, *kind; /* of the run; of what is drawn */
    int (*possible)(const Analysis *a);
    void (*script)(const Figure *f, const Analysis *a, Text *out);
} AnalysisFigure;

static const AnalysisFigure figures[] = {
    {"cv", "dunn", has_rates, script_dunn},
    {"cv", "b_values", has_rates, script_b_values},
    {"cv", "randles_sevcik", has_rates, script_randles_sevcik},
    {"gcd", "dqdv", has_cycles, script_dqdv},
    {"gitt", "diffusivity", has_pulses, script_diffusivity},
    {"", "pulse", has_tests, script_pulse},      /* as the next */
    {"", "cycling", has_cycles, script_cycling}, /* the protocol's own figure */
};
enum { FIGURES = sizeof figures / sizeof figures[0] };

static Status is_possible(const Report *r, const Run *run, const AnalysisFigure *figure, int *possible, Error *e)
{
    Analysis a;
    const AnalysisChoice c = figure_analysis_choice(r, run);
    const Status s = run_analysis(run, &c, &a, e);
    *possible = s == CELLSIM_OK && figure->possible(&a);
    analysis_free(&a);
    return s;
}

/* A figure of run k alone. */
static void own_figure(const Report *r, int k, const char *kind, Figure *f)
{
    char stem[STEM_SIZE];
    memset(f, 0, sizeof *f);
    f->report = r;
    f->runs = 1;
    f->run[0] = k;
    run_stem(r->run, k, r->runs, stem);
    snprintf(f->kind, sizeof f->kind, "%s", kind);
    snprintf(f->stem, sizeof f->stem, "%.70s_%s", stem, kind);
}

Status figure_of_analysis(const Report *r, int k, int nth, Figure *f, int *found, Error *e)
{
    const Run *run = &r->run[k];
    *found = 0;
    if (run_has_shares(run) && strcmp(run->figure, "shares") != 0 && nth-- == 0) {
        own_figure(r, k, "shares", f);
        *found = 1;
        return CELLSIM_OK;
    }
    for (int j = 0; j < FIGURES; j++) {
        if (strcmp(figures[j].figure, run->figure) != 0 || nth-- > 0) continue;
        const Status s = is_possible(r, run, &figures[j], found, e);
        if (s != CELLSIM_OK || !*found) return s;
        own_figure(r, k, figures[j].kind, f);
        return CELLSIM_OK;
    }
    return CELLSIM_OK;
}

int script_analysis(const Figure *f, Text *out)
{
    for (int j = 0; j < FIGURES; j++) {
        if (strcmp(figures[j].kind, f->kind) != 0) continue;
        Analysis a;
        const Run *run = &f->report->run[f->run[0]];
        const AnalysisChoice c = figure_analysis_choice(f->report, run);
        if (run_analysis(run, &c, &a, NULL)) out->failed = 1;
        else figures[j].script(f, &a, out);
        analysis_free(&a);
        return 1;
    }
    return 0;
}
