/* Measured curves over simulated ones. */
#include "../comparison.h"
#include "kind.h"

#include <math.h>
#include <string.h>

enum { MOST_SHOWN = 24 };

static const int dashes[] = {2, 4, 5}; /* by file */

/* The record that a drawn range of samples begins. */
static const StepRecord *record_at(const Run *r, int first)
{
    for (int k = 0; k < r->records; k++)
        if (r->record[k].first_sample == first && record_samples(r, &r->record[k])) return &r->record[k];
    return NULL;
}

/* The measured run, if it has curves of this kind on the axes of the figure. */
static const Run *measured_of(const Figure *f)
{
    const Run *r = f->report->measured;
    if (!r || (figure_knows_loading(f) && !(r->loading > 0))) return NULL;
    for (int k = 0; k < r->records; k++)
        if (f->kind->curves->shows(&r->record[k]) && record_samples(r, &r->record[k])) return r;
    return NULL;
}

static void widen(const Figure *f, const Run *r, const StepRecord *s, Extent *e)
{
    const Curves *curves = f->kind->curves;
    const int known = figure_knows_loading(f);
    const double start = r->sample[s->first_sample].charge;
    for (int k = s->first_sample; k < s->first_sample + s->samples; k++) {
        const double x = curves->x(r, &r->sample[k], start, known), y = curves->y(r, &r->sample[k], start, known);
        e->x0 = fmin(e->x0, x);
        e->x1 = fmax(e->x1, x);
        e->y0 = fmin(e->y0, y);
        e->y1 = fmax(e->y1, y);
    }
}

/* Which measured records a figure draws: all, or, of more than MOST_SHOWN, the last at each rate. */
typedef struct Choice {
    const Run *run; /* NULL: none */
    int n, many;
    const Comparison *c;
} Choice;

static Choice choose(const Figure *f)
{
    Choice w = {.run = measured_of(f), .n = f->report->comparisons, .c = f->report->comparison};
    int shown = 0;
    for (int k = 0; w.run && k < w.run->records; k++)
        shown += f->kind->curves->shows(&w.run->record[k]) && record_samples(w.run, &w.run->record[k]);
    w.many = shown > MOST_SHOWN;
    return w;
}

static int is_chosen(const Figure *f, const Choice *w, int record)
{
    if (!f->kind->curves->shows(&w->run->record[record]) || !record_samples(w->run, &w->run->record[record])) return 0;
    for (int k = 0; w->many && k < w->n; k++)
        if (w->c[k].index == record && w->c[k].kind <= COMPARED_SWEEP) return !comparison_is_followed(f->report, k);
    return !w->many;
}

void measured_extent(const Figure *f, Extent *e)
{
    const Choice w = choose(f);
    for (int k = 0, shown = 0; w.run && k < w.run->records && shown < MOST_SHOWN; k++) {
        if (!is_chosen(f, &w, k)) continue;
        widen(f, w.run, &w.run->record[k], e);
        shown++;
    }
}

/* The colour of the simulated curve that a measured record belongs to; black: none of this figure. */
static const char *counterpart_colour(const Figure *f, int record, int n, const Comparison *c)
{
    for (int k = 0; k < n; k++) {
        if (c[k].index != record || c[k].counterpart < 0 || c[k].kind > COMPARED_SWEEP) continue;
        const StepRecord *s = &f->report->run[c[k].run].record[c[k].counterpart];
        for (int j = 0; j < f->curves; j++) {
            const Curve *curve = &f->curve[j];
            const StepRecord *drawn = record_at(&f->report->run[curve->run], curve->first);
            const int same = drawn && fabs(drawn->current - s->current) <= 0.01 * fabs(s->current) &&
                             fabs(drawn->scan_rate - s->scan_rate) <= 0.01 * s->scan_rate;
            if (curve->run == c[k].run && same) return curve->colour;
        }
    }
    return "#000000";
}

/* An entry of the legend for each file: several are told apart by their dashes. */
static void legend_entries(const Figure *f, const char *shown, Text *out)
{
    for (int k = 0; k < f->report->withs; k++) {
        if (!shown[k]) continue;
        text_addf(out, ", \\\n        NaN with lines linewidth 2 linecolor '#000000' dashtype %d title ",
                  dashes[k % 3]);
        script_quoted(out, f->report->withs > 1 ? f->report->with[k] : "measured");
    }
}

/* Dashed lines in the colour of the simulated curve of that rate; each is preceded by the comma that continues the plot. */
void measured_lines(const Figure *f, Text *out)
{
    const Choice w = choose(f);
    char files[32] = {0};
    const char *columns = f->kind->curves->columns[figure_knows_loading(f)];
    for (int k = 0, shown = 0; w.run && k < w.run->records && shown < MOST_SHOWN; k++) {
        const StepRecord *s = &w.run->record[k];
        if (!is_chosen(f, &w, k)) continue;
        text_addf(out, ", \\\n        'measured_mAh_g.csv' skip 1 every ::%d::%d using %s with lines linewidth 1.5 ",
                  s->first_sample, s->first_sample + s->samples - 1, columns);
        text_addf(out, "linecolor '%s' dashtype %d notitle", counterpart_colour(f, k, w.n, w.c), dashes[s->block % 3]);
        files[s->block % 32] = 1;
        shown++;
    }
    if (w.run) legend_entries(f, files, out);
}
