/* What hosts hold of each guest along a discharge: a colour for each number; of several runs a colour for each run, as
 * in the figure of their curves, and dashes for each number. */
#include "kinds.h"

#include "../../tables/contents.h"
#include "../../../model/constants.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The discharge of each run that has one, and what of it is drawn. */
typedef struct Drawn {
    const Figure *f;
    int runs, run[MAX_FIGURE_RUNS]; /* positions in Figure.run */
    Along along[MAX_FIGURE_RUNS];
    int shown[MAX_REPORTED];
    int known; /* capacities are per gram */
    double top, end;
} Drawn;

static const Run *run_of(const Drawn *d, int k)
{
    return &d->f->report->run[d->along[k].run];
}

static void see_row(Drawn *d, const Run *r, const LossRow *row)
{
    static const double SEEN = 1e-3;
    const double q = fabs(row->charge) / SECONDS_PER_HOUR; /* Ah/m2 */
    d->end = fmax(d->end, d->known ? q / r->loading : q * MAH_CM2_PER_AH_M2);
    for (int j = 0; j < r->reports; j++) {
        if (d->runs > 1 && r->reported[j].detail) continue;
        d->shown[j] |= row->reported[j] > SEEN;
        d->top = fmax(d->top, row->reported[j]);
    }
}

static Drawn look(const Figure *f)
{
    Drawn d = {.f = f, .known = figure_knows_loading(f)};
    for (int k = 0; k < f->runs; k++) {
        if (!along_contents(f, f->run[k], &d.along[d.runs])) continue;
        d.run[d.runs++] = k;
    }
    for (int k = 0; k < d.runs; k++)
        for (int j = 0; j < d.along[k].rows; j++)
            see_row(&d, run_of(&d, k), &run_of(&d, k)->loss[d.along[k].first + j]);
    return d;
}

Status has_contents(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = look(f).runs > 0;
    return CELLSIM_OK;
}

static void line_colour(const Drawn *d, int k, int j, char out[COLOUR_SIZE])
{
    if (d->runs > 1) run_colour(d->f, d->run[k], out);
    else snprintf(out, COLOUR_SIZE, "%s", figure_colours[j % COLOURS]);
}

/* Of the n-th number that is drawn. */
static int dash_of(const Drawn *d, int n, int j)
{
    return (d->runs > 1 ? n : j / COLOURS) % DASHES + 1;
}

static void line(const Drawn *d, int k, int n, int j, Text *out)
{
    char stem[STEM_SIZE], colour[COLOUR_SIZE];
    const Along *a = &d->along[k];
    run_stem(d->f->report->run, a->run, d->f->report->runs, stem);
    line_colour(d, k, j, colour);
    text_addf(
        out, "'%s_contents.csv' skip 1 every ::%d::%d using %d:%d with lines linewidth 2.5 linecolor '%s' dashtype %d ",
        stem, a->first, a->first + a->rows - 1, d->known ? 1 : 2, CONTENT_COLUMNS + j + 1, colour,
        dash_of(d, n, j));
    if (d->runs > 1) text_add(out, "notitle, \\\n        ");
    else {
        text_add(out, "title ");
        script_quoted(out, run_of(d, k)->reported[j].words);
        text_add(out, ", \\\n        ");
    }
}

/* What colours and dashes of several runs mean. */
static void legend(const Drawn *d, Text *out)
{
    char label[LABEL_SIZE], colour[COLOUR_SIZE];
    for (int k = 0; k < d->runs && d->runs > 1; k++) {
        run_label(d->f, d->run[k], label);
        line_colour(d, k, 0, colour);
        text_addf(out, "NaN with lines linewidth 2.5 linecolor '%s' title '%s', \\\n        ", colour, label);
    }
    for (int j = 0, n = 0; j < MAX_REPORTED && d->runs > 1; j++) {
        if (!d->shown[j]) continue;
        text_addf(out, "NaN with lines linewidth 2.5 linecolor '#000000' dashtype %d title ", dash_of(d, n++, j));
        script_quoted(out, run_of(d, 0)->reported[j].words);
        text_add(out, ", \\\n        ");
    }
}

static void lines(const Drawn *d, Text *out)
{
    text_add(out, "    plot \\\n        ");
    for (int k = 0; k < d->runs; k++)
        for (int j = 0, n = 0; j < run_of(d, k)->reports; j++)
            if (d->shown[j]) line(d, k, n++, j, out);
    legend(d, out);
    text_add(out, "NaN notitle\n");
}

void script_contents(Figure *f, Text *out)
{
    char label[LABEL_SIZE];
    const Drawn d = look(f);
    script_begin(f, out);
    text_addf(out, "set xlabel '%s'\nset ylabel 'Share, content'\n",
              d.known ? "Specific capacity (mAh g^{−1})" : "Areal capacity (mAh cm^{−2})");
    script_range(out, "x", 0, d.end > 0 ? 1.03 * d.end : 1);
    script_range(out, "y", -0.02 * d.top, 1.05 * d.top); /* what is spent lies on 0, not on the frame */
    text_add(out, "set key above left Left reverse maxcols 3\n");
    along_label(f, &d.along[0], label);
    if (d.runs == 1) text_addf(out, "set key title '%s' left font ',18'\n", label);
    script_formats(out);
    lines(&d, out);
    script_end(out);
}
