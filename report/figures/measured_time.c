#include "measured_time.h"

#include "../comparison.h"

#include <math.h>

/* 1: a measured series over time that belongs to a run of the figure. */
static int is_over(const Figure *f, const Comparison *c)
{
    for (int k = 0; k < f->runs; k++)
        if (c->kind == COMPARED_TITRATION && c->samples > 1 && f->run[k] == c->run) return 1;
    return 0;
}

void measured_time_extent(const Figure *f, Extent *e)
{
    const Report *r = f->report;
    for (int k = 0; k < r->comparisons; k++)
        for (int j = 0; is_over(f, &r->comparison[k]) && j < r->comparison[k].samples; j++) {
            const Sample *s = &r->measured->sample[r->comparison[k].first + j];
            e->x1 = fmax(e->x1, s->t + r->comparison[k].shift);
            e->y0 = fmin(e->y0, s->voltage);
            e->y1 = fmax(e->y1, s->voltage);
        }
}

/* Dashed black lines over the voltage. */
void measured_time_lines(const Figure *f, double unit_s, Text *out)
{
    const Report *r = f->report;
    for (int k = 0; k < r->comparisons; k++) {
        const Comparison *c = &r->comparison[k];
        if (!is_over(f, c)) continue;
        text_addf(out, ", \\\n        'measured.bdf.csv' skip 1 every %d::%d::%d using (($1+",
                  c->samples / MOST_POINTS + 1, c->first, c->first + c->samples - 1);
        text_number(out, c->shift, 12);
        text_add(out, ")/");
        text_number(out, unit_s, 6);
        text_add(out, "):2 with lines linewidth 2 linecolor '#000000' dashtype 2 title ");
        script_quoted(out, r->withs > 1 ? r->with[c->file] : "measured");
    }
}
