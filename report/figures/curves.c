/* Curves of a figure: which records they are, and where they lie. */
#include "kind.h"

#include <math.h>
#include <stdio.h>

int rates_agree(double a, double b)
{
    return fabs(a - b) <= 0.01 * fabs(b);
}

static double rate_of(const StepRecord *s)
{
    return s->kind == STEP_CV_SWEEP ? s->scan_rate : s->c_rate;
}

int last_at_each_rate(const Run *r, int (*wanted)(const StepRecord *), Shown shown[MAX_SHOWN])
{
    int n = 0;
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        int j = 0;
        if (!wanted(s) || record_samples(r, s) == 0) continue;
        while (j < n && !rates_agree(rate_of(s), shown[j].rate)) j++;
        if (j == MAX_SHOWN) continue;
        shown[j] = (Shown){k, rate_of(s)};
        if (j == n) n++;
    }
    return n;
}

int cycle_is_round(int cycle)
{
    while (cycle > 0 && cycle % 10 == 0) cycle /= 10;
    return cycle == 1 || cycle == 2 || cycle == 5;
}

int thin_out(const Figure *f, Shown *shown, int n, int most)
{
    enum { ENTRIES = 24 };
    const int room = ENTRIES / f->runs;
    if (room < most) most = room > 1 ? room : 1;
    if (n <= most) return n;
    if (most == 1) shown[0] = shown[n - 1];
    for (int k = 0; k < most && most > 1; k++) shown[k] = shown[(k * (n - 1) + (most - 1) / 2) / (most - 1)];
    return most;
}

void curve_add(Figure *f, int run, const StepRecord *s, const char *colour, int dash, const char *label)
{
    if (f->curves == MAX_CURVES) return;
    Curve *c = &f->curve[f->curves++];
    *c = (Curve){.run = run, .first = s->first_sample, .samples = s->samples, .dash = dash};
    snprintf(c->colour, sizeof c->colour, "%s", colour);
    snprintf(c->label, sizeof c->label, "%s", label);
}

double curve_x(const Figure *f, const Curve *c, int sample)
{
    const Run *r = &f->report->run[c->run];
    return f->kind->curves->x(r, &r->sample[c->first + sample], r->sample[c->first].charge, figure_knows_loading(f));
}

double curve_y(const Figure *f, const Curve *c, int sample)
{
    const Run *r = &f->report->run[c->run];
    return f->kind->curves->y(r, &r->sample[c->first + sample], r->sample[c->first].charge, figure_knows_loading(f));
}

Extent figure_extent(const Figure *f)
{
    Extent e = {NAN, NAN, NAN, NAN};
    for (int k = 0; k < f->curves; k++)
        for (int j = 0; j < f->curve[k].samples; j++) {
            const double x = curve_x(f, &f->curve[k], j), y = curve_y(f, &f->curve[k], j);
            if (!isfinite(x) || !isfinite(y)) continue;
            e.x0 = fmin(e.x0, x);
            e.x1 = fmax(e.x1, x);
            e.y0 = fmin(e.y0, y);
            e.y1 = fmax(e.y1, y);
        }
    return e;
}

Status figure_has_curves(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = f->curves > 0;
    return CELLSIM_OK;
}
