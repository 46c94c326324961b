/* Rate capability: capacity against cycle number, the rate written over each group of cycles. */
#include "kinds.h"

#include "../../../model/constants.h"

#include <math.h>
#include <string.h>

static int is_cycling(const StepRecord *s)
{
    return (s->kind == STEP_CC || s->kind == STEP_CCCV) && s->current != 0.0;
}

static double capacity(const Figure *f, const Run *r, const StepRecord *s)
{
    return figure_knows_loading(f) ? record_capacity_mAh_g(r, s)
                                   : fabs(s->charge) / SECONDS_PER_HOUR * MAH_CM2_PER_AH_M2;
}

/* The measured run, if it has capacities on the axis of the figure. */
static const Run *measured_of(const Figure *f)
{
    const Run *r = f->report->measured;
    return r && r->cycles > 0 && (r->loading > 0 || !figure_knows_loading(f)) ? r : NULL;
}

static double tallest_of(const Figure *f, const Run *r, int first, int last)
{
    double top = 0;
    for (int j = 0; j < r->records; j++) {
        const StepRecord *s = &r->record[j];
        if (is_cycling(s) && s->cycle >= first && s->cycle <= last) top = fmax(top, capacity(f, r, s));
    }
    return top;
}

/* Largest capacity of all runs, and of what was measured, in cycles first..last; 0 if there is none. */
static double tallest(const Figure *f, int first, int last)
{
    const Run *measured = measured_of(f);
    double top = measured ? tallest_of(f, measured, first, last) : 0;
    for (int k = 0; k < f->runs; k++) top = fmax(top, tallest_of(f, &f->report->run[f->run[k]], first, last));
    return top;
}

static int last_cycle(const Figure *f)
{
    int last = 1;
    const Run *measured = measured_of(f);
    for (int k = 0; measured && k < measured->records; k++)
        if (measured->record[k].cycle > last) last = measured->record[k].cycle;
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        for (int j = 0; j < r->records; j++)
            if (r->record[j].cycle > last) last = r->record[j].cycle;
    }
    return last;
}

static int is_discharge(const StepRecord *s)
{
    return is_cycling(s) && s->current < 0;
}

int rate_group_next(const Figure *f, int *k, RateGroup *out)
{
    const Run *r = &f->report->run[f->run[0]];
    while (*k < r->records && !is_discharge(&r->record[*k])) (*k)++;
    if (*k == r->records) return 0;
    *out = (RateGroup){r->record[*k].c_rate, r->record[*k].cycle, r->record[*k].cycle, 0};
    for (; *k < r->records; (*k)++) {
        const StepRecord *s = &r->record[*k];
        if (!is_discharge(s)) continue;
        if (!rates_agree(s->c_rate, out->rate)) break;
        out->last = s->cycle;
    }
    out->top = tallest(f, out->first, out->last);
    return 1;
}

/* The rate over each group, upright where it would not fit. */
static void group_labels(const Figure *f, double top, Text *out)
{
    char label[NUMBER_SIZE];
    RateGroup g;
    for (int k = 0; rate_group_next(f, &k, &g);) {
        const double share = (g.last - g.first + 1) / (last_cycle(f) + 1.0); /* of the axis */
        rate_label(g.rate, label);
        text_addf(out, "set label '%s' at ", label);
        text_number(out, 0.5 * (g.first + g.last), 6);
        text_add(out, ",");
        text_number(out, g.top + 0.03 * top, 5);
        if (share < 0.018 * (double)strlen(label)) text_add(out, " left rotate by 90 offset 0,0.2 font ',16'\n");
        else text_add(out, " center offset 0,0.5 font ',19'\n");
    }
}

static void axes(const Figure *f, double top, Text *out)
{
    const int known = figure_knows_loading(f);
    text_addf(out, "set xlabel 'Cycle number'\nset xrange [0:%d]\n", last_cycle(f) + 1);
    text_addf(out, "set ylabel '%s'\n", known ? "Specific capacity (mAh g^{−1})" : "Areal capacity (mAh cm^{−2})");
    const double end = top > 0 ? 1.2 * top : 1.0;
    script_range(out, "y", 0.0, end);
    if (known && f->runs == 1) script_areal_axis(f, "y", end, out);
}

/* Open symbols: charge; filled: discharge. */
static void points(const Figure *f, int k, int charge, Text *out)
{
    char stem[TABLES_SIZE], loading[LABEL_SIZE] = "", colour[COLOUR_SIZE];
    const char *direction = charge ? "charge" : "discharge";
    run_tables(f->report, f->run[k], 0, stem);
    if (f->runs > 1) run_label(f, k, loading), run_colour(f, k, colour);
    else colour_of(charge, COLOURS, colour);
    text_addf(out, "        '%s_steps.csv' skip 1 using (strcol(3) eq '%s' && strcol(2)[1:2] eq 'cc' ? $4 : NaN):%d ",
              stem, direction, figure_knows_loading(f) ? 12 : 13);
    text_addf(out, "with points pointtype %d pointsize points linewidth 1.5 linecolor '%s' title '%s%s%s'",
              charge ? 6 : 7, colour, loading, *loading ? ", " : "", direction);
}

/* Black crosses over the discs. */
static void measured_points(const Figure *f, Text *out)
{
    static const char *const direction[] = {"discharge", "charge"};
    for (int k = 0; k < 2 && measured_of(f); k++) {
        text_addf(
            out,
            ", \\\n        'measured_steps.csv' skip 1 using (strcol(3) eq '%s' && strcol(2) eq 'cc' ? $4 : NaN):%d ",
            direction[k], figure_knows_loading(f) ? 12 : 13);
        text_addf(
            out, "with points pointtype %d pointsize 0.7*points linewidth 1.5 linecolor '#000000' title 'measured, %s'",
            k ? 1 : 2, direction[k]);
    }
}

void script_rate_capability(Figure *f, Text *out)
{
    char title[LABEL_SIZE];
    const double top = tallest(f, 1, last_cycle(f));
    run_label(f, 0, title);
    script_begin(f, out);
    axes(f, top, out);
    group_labels(f, top, out);
    text_addf(out, "set key %s Left reverse\n", f->runs > 1 ? "above left maxcols 2" : "bottom left");
    if (f->runs == 1 && *title) text_addf(out, "set key title '%s' left font ',18'\n", title);
    script_formats(out);
    text_add(out, "    plot \\\n");
    for (int k = 0; k < f->runs; k++) {
        points(f, k, 0, out);
        text_add(out, ", \\\n");
        points(f, k, 1, out); /* rings over the discs: both show where they coincide */
        if (k + 1 < f->runs) text_add(out, ", \\\n");
    }
    measured_points(f, out);
    text_add(out, "\n");
    script_end(out);
}
