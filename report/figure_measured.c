/* Measured curves over simulated ones. */
#include "../model/constants.h"
#include "figure.h"

#include <math.h>
#include <string.h>

enum { MOST_SHOWN = 24 };

static int is_shown(const Figure *f, const StepRecord *s)
{
    if (figure_is_cv(f)) return s->kind == STEP_CV_SWEEP;
    if (s->kind != STEP_CC && s->kind != STEP_CCCV) return 0;
    return strcmp(f->kind, "discharge") != 0 || !strcmp(record_direction(s), "discharge");
}

/* The measured run, if it has curves of this kind on the axes of the figure. */
static const Run *measured_of(const Figure *f)
{
    const Run *r = f->report->measured;
    if (!r || (figure_knows_loading(f) && !(r->loading > 0))) return NULL;
    for (int k = 0; k < r->records; k++)
        if (is_shown(f, &r->record[k]) && record_samples(r, &r->record[k])) return r;
    return NULL;
}

static void widen(const Figure *f, const Run *r, const StepRecord *s, Extent *e)
{
    const int known = figure_knows_loading(f), cv = figure_is_cv(f);
    const double start = r->sample[s->first_sample].charge;
    for (int k = s->first_sample; k < s->first_sample + s->samples; k++) {
        const Sample *p = &r->sample[k];
        const double q = fabs(p->charge - start) / SECONDS_PER_HOUR;
        const double x = cv ? p->voltage : known ? q / r->loading : q * MAH_CM2_PER_AH_M2;
        const double i = known ? p->current / r->loading * A_G_PER_A_KG : p->current * MA_CM2_PER_A_M2;
        e->x0 = fmin(e->x0, x);
        e->x1 = fmax(e->x1, x);
        e->y0 = fmin(e->y0, cv ? i : p->voltage);
        e->y1 = fmax(e->y1, cv ? i : p->voltage);
    }
}

void measured_extent(const Figure *f, Extent *e)
{
    const Run *r = measured_of(f);
    int shown = 0;
    for (int k = 0; r && k < r->records && shown < MOST_SHOWN; k++) {
        if (!is_shown(f, &r->record[k]) || !record_samples(r, &r->record[k])) continue;
        widen(f, r, &r->record[k], e);
        shown++;
    }
}

/* Thin black lines, the first with an entry in the legend; each is preceded by the comma that continues the plot. */
void measured_lines(const Figure *f, Text *out)
{
    const Run *r = measured_of(f);
    const int known = figure_knows_loading(f);
    const char *columns = figure_is_cv(f) ? (known ? "3:4" : "3:5") : known ? "1:3" : "2:3";
    int shown = 0;
    for (int k = 0; r && k < r->records && shown < MOST_SHOWN; k++) {
        const StepRecord *s = &r->record[k];
        if (!is_shown(f, s) || !record_samples(r, s)) continue;
        text_addf(out, ", \\\n        'measured_mAh_g.csv' skip 1 every ::%d::%d using %s with lines linewidth 1.5 ",
                  s->first_sample, s->first_sample + s->samples - 1, columns);
        text_addf(out, "linecolor '#000000' dashtype 2 %s", shown++ ? "notitle" : "title 'measured'");
    }
}
