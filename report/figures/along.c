#include "along.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const Run *run_of(const Figure *f, int n)
{
    return &f->report->run[f->run[n]];
}

static Along along_at(const Figure *f, int run, int first)
{
    const Run *r = &f->report->run[run];
    Along a = {.run = run, .first = first, .step = r->loss[first].step};
    for (int k = first; k < r->losses && r->loss[k].step == a.step; k++) {
        a.rows++;
        a.current = fmax(a.current, fabs(r->loss[k].current));
    }
    return a;
}

/* Puts the slowest and the fastest discharge of a run in their places, beside `n` that were seen before; returns how many are now. */
static int see_run(const Figure *f, int run, int n, Along out[2])
{
    const Run *r = &f->report->run[run];
    for (int k = 0; k < r->losses;) {
        const Along a = along_at(f, run, k);
        k += a.rows;
        if (r->loss[k - 1].charge >= 0) continue;
        if (n == 0 || a.current < 1.001 * out[0].current) out[0] = a;
        if (n == 0 || a.current > 0.999 * out[1].current) out[1] = a;
        n++;
    }
    return n;
}

int along_discharges(const Figure *f, Along out[2])
{
    int n = 0;
    if (figure_is_varied(f) || !figure_has_one_loading(f)) {
        Along first[2], last[2];
        const int any = see_run(f, f->run[0], 0, first), more = see_run(f, f->run[f->runs - 1], 0, last);
        if (any > 0) out[n++] = first[1];
        if (more > 0) out[n++] = last[1];
        return n;
    }
    for (int k = 0; k < f->runs; k++) n = see_run(f, f->run[k], n, out);
    if (n == 0) return 0;
    return out[0].run == out[1].run && out[0].step == out[1].step ? 1 : 2;
}

static int discharges_for_a_curve(const Run *r)
{
    static const char *const curves[] = {"gcd", "rate_capability", "thin_thick", "discharge", "cycling", "shares"};
    int yes = 0;
    for (size_t k = 0; k < sizeof curves / sizeof *curves; k++) yes |= !strcmp(curves[k], r->figure);
    return yes;
}

Status has_discharge_inside(const Figure *f, int *yes, Error *e)
{
    Along along[2];
    (void)e;
    *yes = discharges_for_a_curve(run_of(f, 0)) && along_discharges(f, along) > 0;
    return CELLSIM_OK;
}

int along_contents(const Figure *f, int run, Along *out)
{
    static const double CHANGED = 0.05;
    const Run *r = &f->report->run[run];
    Along along[2];
    double most = 0;
    if (r->reports == 0 || !discharges_for_a_curve(r) || see_run(f, run, 0, along) == 0) return 0;
    *out = along[0];
    for (int j = 0; j < r->reports; j++) {
        double low = INFINITY, high = -INFINITY;
        for (int k = out->first; k < out->first + out->rows; k++) {
            low = fmin(low, r->loss[k].reported[j]);
            high = fmax(high, r->loss[k].reported[j]);
        }
        most = fmax(most, high - low);
    }
    return most > CHANGED;
}

void along_label(const Figure *f, const Along *a, char out[LABEL_SIZE])
{
    const Run *r = &f->report->run[a->run];
    const StepRecord *s = run_record(r, a->step);
    char rate[NUMBER_SIZE], run[LABEL_SIZE] = "";
    rate_label(r->one_C > 0 ? a->current / r->one_C : 0, rate);
    if (s && s->kind == STEP_POWER) snprintf(rate, sizeof rate, "constant power");
    if (s && s->kind == STEP_RESISTANCE) snprintf(rate, sizeof rate, "constant load");
    for (int k = 0; k < f->runs && (figure_is_varied(f) || !figure_has_one_loading(f)); k++)
        if (f->run[k] == a->run) run_label(f, k, run);
    snprintf(out, LABEL_SIZE, "%.60s%s%s discharge, cycle %d", run, *run ? ", " : "", rate, r->loss[a->first].cycle);
}

void script_run_title(const Figure *f, const char *more, Text *out)
{
    const Run *r = run_of(f, 0);
    const int several = strcmp(r->protocol, run_of(f, f->runs - 1)->protocol) != 0;
    char title[TITLE_SIZE], loading[LABEL_SIZE] = "";
    Text quoted = {0};
    if (several) snprintf(title, sizeof title, "%s", report_title(f->report));
    else snprintf(title, sizeof title, "%s", *r->title ? r->title : r->protocol);
    if (figure_has_one_loading(f)) loading_label(r, loading);
    script_quoted(&quoted, title);
    if (quoted.length > 0) text_bytes(out, quoted.data, quoted.length - 1); /* the closing mark comes last */
    out->failed |= quoted.failed;
    text_free(&quoted);
    text_addf(out, "%s%s%s%s'", *loading ? ", " : "", loading, *more ? ": " : "", more);
}
