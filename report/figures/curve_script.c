/* The script of a figure whose lines are ranges of samples. */
#include "kind.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Capacity starts at zero. */
static Extent axes_of(const Figure *f)
{
    Extent e = figure_extent(f);
    if (isnan(e.x0)) return (Extent){0, 1, 0, 1};
    measured_extent(f, &e);
    range_widen(&e.y0, &e.y1, 0.06);
    if (!f->kind->curves->against_capacity) range_widen(&e.x0, &e.x1, 0.04);
    else {
        e.x0 = 0.0;
        e.x1 = e.x1 > 0 ? 1.04 * e.x1 : 1.0;
    }
    return e;
}

/* "0.5C", "0.2 mV s-1", or "". */
static void record_rate(const StepRecord *s, char out[NUMBER_SIZE])
{
    char number[NUMBER_SIZE];
    if (s->c_rate > 0) rate_label(s->c_rate, out);
    else if (s->scan_rate > 0)
        snprintf(out, NUMBER_SIZE, "%.12s mV s^{−1}", number_text(s->scan_rate * MV_PER_V, 3, number));
}

/* What all entries share: the loading and, if there is only one, the rate. */
static void legend_title(const Figure *f, char out[LABEL_SIZE])
{
    char loading[LABEL_SIZE], rate[NUMBER_SIZE] = "";
    const Run *r = &f->report->run[f->run[0]];
    out[0] = '\0';
    if (!figure_has_one_loading(f)) return;
    if (f->runs == 1) run_label(f, 0, loading);
    else loading_label(r, loading);
    if (f->curves > 0 && !strncmp(f->curve[0].label, "cycle", 5))
        for (int k = 0; k < r->records && !*rate; k++)
            if (r->record[k].first_sample == f->curve[0].first) record_rate(&r->record[k], rate);
    snprintf(out, LABEL_SIZE, "%.60s%s%s", loading, *loading && *rate ? ", " : "", rate);
}

static int has_dashes(const Figure *f)
{
    for (int k = 0; k < f->curves; k++)
        if (f->curve[k].dash % DASHES > 0) return 1;
    return 0;
}

/* Above the plot its rows are added to the margin, and to the height of the whole. */
static void legend(const Figure *f, const Legend *l, const char *title, Text *out)
{
    const int second_axis = f->kind->curves->against_capacity && figure_has_one_loading(f), rows = l->rows + (*title != '\0');
    text_addf(out, "set key %s Left reverse%s", l->place, f->report->measured ? " opaque" : "");
    if (l->letters != LEGEND_LETTERS) text_addf(out, " font ',%d'", l->letters);
    if (has_dashes(f)) text_add(out, " samplen 3"); /* room for two of them */
    if (l->rows > 0) text_addf(out, " vertical maxrows %d", l->rows);
    text_add(out, "\n");
    if (*title) text_addf(out, "set key title '%s' left font ',18'\n", title); /* of numbers and units only */
    if (l->rows == 0) return;
    text_add(out, "set tmargin ");
    text_number(out, (second_axis ? 3.8 : 0.6) + 1.1 * rows * l->letters / LEGEND_LETTERS, 3);
    text_add(out, "\n");
}

static void curve_line(const Figure *f, const Curve *c, Text *out)
{
    char stem[TABLES_SIZE];
    const char *columns = f->kind->curves->columns[figure_knows_loading(f)];
    run_tables(f->report, c->run, 1, stem);
    text_addf(out, "        '%s_mAh_g.csv' skip 1 every ::%d::%d using %s with lines ", stem, c->first,
              c->first + c->samples - 1, columns);
    text_addf(out, "linewidth 2.5 linecolor '%s' dashtype %d ", c->colour, c->dash % DASHES + 1);
    if (*c->label) text_addf(out, "title '%s'", c->label);
    else text_add(out, "notitle");
}

void script_curves(Figure *f, Text *out)
{
    char title[LABEL_SIZE];
    Extent axes = axes_of(f);
    legend_title(f, title);
    const Legend place = legend_find(f, &axes, printed_letters(title));
    script_begin(f, out);
    script_range(out, "x", axes.x0, axes.x1);
    script_range(out, "y", axes.y0, axes.y1);
    f->kind->curves->axes(f, axes.x1, out);
    legend(f, &place, title, out);
    script_formats_of(800, 600 + (place.rows > 0 ? 27 * (place.rows + (*title != '\0')) * place.letters / LEGEND_LETTERS : 0), out);
    text_add(out, "    plot \\\n");
    for (int k = 0; k < f->curves; k++) {
        curve_line(f, &f->curve[k], out);
        if (k + 1 < f->curves) text_add(out, ", \\\n");
    }
    measured_lines(f, out);
    text_add(out, "\n");
    script_end(out);
}
