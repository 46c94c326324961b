/* The figure of pulses: the voltage over time, and below it the resistances of every pulse at the time when it began. */
#include "../measured_time.h"
#include "kinds.h"

#include <math.h>

Status has_samples(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = f->analysis->series.n > 0;
    return CELLSIM_OK;
}

static void voltage_panel(const Figure *f, double unit_s, Text *out)
{
    char shown[STEM_SIZE], label[LABEL_SIZE];
    const Run *r = &f->report->run[f->run[0]];
    const Series *s = &f->analysis->series;
    Extent e = {0, 0, s->V[0], s->V[0]};
    for (int k = 1; k < s->n; k++) e.y0 = fmin(e.y0, s->V[k]), e.y1 = fmax(e.y1, s->V[k]);
    measured_time_extent(f, &e);
    run_shown_stem(f->report->run, f->run[0], f->report->runs, shown);
    text_add(out,
             "    set tmargin at screen 0.93\n    set bmargin at screen 0.56\n    set format x ''\n    set xlabel ''\n"
             "    set key at screen 0.97,0.998 right top horizontal noreverse Right notitle\n");
    script_panel_range(e.y0, e.y1, 5, out);
    voltage_label(f, label);
    text_addf(out, "    set ylabel '%s' offset screen 0.01,0\n", label);
    text_addf(out, "    plot '%s.bdf.csv' skip 1 every %d using ($1/", shown, r->samples / MOST_POINTS + 1);
    text_number(out, unit_s, 6);
    text_addf(out, "):2 with lines linewidth 2 linecolor '%s' notitle", figure_colours[f->report->measured ? 0 : 6]);
    measured_time_lines(f, unit_s, out);
    text_add(out, "\n");
}

/* Filled symbols: discharges, open ones: charges. */
static void resistance_points(const char *stem, double unit_s, int column, int colour, const char *title, int first,
                              Text *out)
{
    for (int charge = 0; charge < 2; charge++) {
        text_addf(out, "%s'%s_resistances.csv' skip 1 using ($2/",
                  first && !charge ? "    plot \\\n        " : ", \\\n        ", stem);
        text_number(out, unit_s, 6);
        text_addf(out, "):($4 %s 0 ? $%d : NaN) with points pointtype %d pointsize points linecolor '%s' ",
                  charge ? ">" : "<", column, charge ? 6 : 7, figure_colours[colour]);
        if (charge) text_add(out, "notitle");
        else text_addf(out, "title '%s'", title);
    }
}

static double largest_resistance(const Analysis *a)
{
    double most = 0;
    for (int k = 0; k < a->tests; k++)
        most = fmax(most, fmax(a->test[k].R_first, fmax(a->test[k].R[2], a->test[k].R_end)));
    return most > 0 ? most : 1;
}

enum { HEADROOM = 2 /* for the legend */ };

/* From 0, with room above for the legend. */
static void resistance_axis(double most, Text *out)
{
    text_add(out, "    ");
    script_range(out, "y", 0, HEADROOM * most);
    script_tics(HEADROOM * most, 5, out);
}

void script_pulse(Figure *f, Text *out)
{
    const Analysis *a = f->analysis;
    char stem[STEM_SIZE];
    const double t = a->series.t[a->series.n - 1], unit = time_unit(t);
    int has_10s = 0;
    for (int k = 0; k < a->tests; k++) has_10s |= !isnan(a->test[k].R[2]);
    figure_data_stem(f, stem);
    script_begin(f, out);
    script_range(out, "x", 0.0, t / unit);
    text_add(out, "set lmargin at screen 0.16\nset rmargin at screen 0.96\n");
    script_formats(out);
    text_add(out, "    set multiplot\n");
    voltage_panel(f, unit, out);
    text_add(out, "    set tmargin at screen 0.52\n    set bmargin at screen 0.17\n    set format x '%g'\n"
                  "    set ylabel 'Resistance (Ω)' offset screen 0.01,0\n"
                  "    set key inside top left horizontal Left reverse title 'filled: discharge, open: charge' left "
                  "font ',16'\n");
    resistance_axis(largest_resistance(a), out);
    text_addf(out, "    set xlabel 'Time (%s)'\n", time_unit_name(unit));
    resistance_points(stem, unit, 8, 0, "first sample", 1, out);
    if (has_10s) resistance_points(stem, unit, 11, 1, "10 s", 0, out);
    resistance_points(stem, unit, 13, 2, "end", 0, out);
    text_add(out, "\n    unset multiplot\n");
    script_end(out);
}
