/* What hosts report against the cycle number, or the bias: shares of phases that turn into each other, oxygen that is lost. */
#include "kinds.h"

#include "../../tables/shares.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MANY = 200 }; /* cycles: then on a logarithmic axis, without the start */

Status has_shares(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = run_has_shares(&f->report->run[f->run[0]]);
    return CELLSIM_OK;
}

static int last_cycle(const Run *r)
{
    return r->records > 0 ? r->record[r->records - 1].cycle : 0;
}

/* Beside the figure of its protocol, if that is not this one. Of a few cycles along which hosts fill and empty their ends say
 * nothing: those are drawn along a discharge. */
Status has_shares_beside(const Figure *f, int *yes, Error *e)
{
    enum { FEW = 5 };
    Along along;
    const Run *r = &f->report->run[f->run[0]];
    const Status s = has_shares(f, yes, e);
    *yes &= strcmp(r->figure, "shares") != 0 && (last_cycle(r) >= FEW || !along_contents(f, f->run[0], &along));
    return s;
}

static int most_cycles(const Figure *f)
{
    int most = 1;
    for (int k = 0; k < f->runs; k++) {
        const int last = last_cycle(&f->report->run[f->run[k]]);
        if (last > most) most = last;
    }
    return most;
}

static double largest(const Figure *f)
{
    double top = 0;
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        for (int j = 0; j < r->reports; j++) {
            top = fmax(top, r->reported_at_start[j]);
            for (int i = 0; i < r->records; i++) top = fmax(top, r->record[i].reported[j]);
        }
    }
    return top > 0 ? top : 1;
}

static int is_of_holds(const Figure *f)
{
    int of_holds = 1;
    for (int k = 0; k < f->runs; k++) of_holds &= shares_are_of_holds(&f->report->run[f->run[k]]);
    return of_holds;
}

/* A colour for each number, which the legend names once; dashes for each run. */
static void line(const Figure *f, int of_holds, int k, int j, Text *out)
{
    char stem[STEM_SIZE];
    const int x = of_holds ? f->report->run[f->run[k]].reports + 2 : 1;
    run_stem(f->report->run, f->run[k], f->report->runs, stem);
    text_addf(out, "        '%s_shares.csv' skip 1 using %d:%d with %s linewidth 2.5 linecolor '%s' dashtype %d ", stem,
              x, j + 2, of_holds ? "linespoints pointtype 7 pointsize 1" : "lines", figure_colours[j % COLOURS],
              (k + j / COLOURS) % DASHES + 1);
    text_add(out, k ? "notitle" : "title ");
    if (k == 0) script_quoted(out, f->report->run[f->run[k]].reported[j].words);
}

/* What the dashes mean. */
static void run_lines(const Figure *f, Text *out)
{
    char label[LABEL_SIZE];
    for (int k = 0; k < f->runs && f->runs > 1; k++) {
        run_label(f, k, label);
        text_addf(out, ", \\\n        NaN with lines linewidth 2.5 linecolor '#000000' dashtype %d title '%s'",
                  k % DASHES + 1, label);
    }
}

static void lines(const Figure *f, int of_holds, Text *out)
{
    int drawn = 0;
    text_add(out, "    plot \\\n");
    for (int k = 0; k < f->runs; k++)
        for (int j = 0; j < f->report->run[f->run[k]].reports; j++) {
            text_add(out, drawn++ ? ", \\\n" : "");
            line(f, of_holds, k, j, out);
        }
    run_lines(f, out);
    text_add(out, "\n");
}

/* Cycles, the start being 0; of many only those behind it. */
static void cycle_axis(const Figure *f, Text *out)
{
    const int cycles = most_cycles(f), many = cycles > MANY;
    text_add(out, "set xlabel 'Cycle number'\n");
    script_range(out, "x", many ? 1 : 0, cycles);
    if (many) text_add(out, "set logscale x\nset mxtics 10\n");
}

static void bias_axis(const Figure *f, Text *out)
{
    double low = INFINITY, high = -INFINITY;
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        for (int i = 0; i < r->records; i++) {
            if (r->record[i].kind != STEP_CV_HOLD) continue;
            low = fmin(low, r->record[i].v_end);
            high = fmax(high, r->record[i].v_end);
        }
    }
    script_voltage_axis(f, low, high, out);
}

void script_shares(Figure *f, Text *out)
{
    char label[LABEL_SIZE];
    const int of_holds = is_of_holds(f);
    script_begin(f, out);
    if (of_holds) bias_axis(f, out);
    else cycle_axis(f, out);
    text_add(out, "set ylabel 'Share, content'\n");
    const double top = largest(f);
    script_range(out, "y", -0.02 * top, 1.05 * top); /* what is spent lies on 0, not on the frame */
    text_add(out, "set key above left Left reverse maxcols 3\n");
    run_label(f, 0, label);
    if (f->runs == 1 && *label) text_addf(out, "set key title '%s' left font ',18'\n", label);
    script_formats(out);
    lines(f, of_holds, out);
    script_end(out);
}
