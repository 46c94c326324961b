/* Any other protocol: voltage and current against time. */
#include "../measured_time.h"
#include "kinds.h"

#include <math.h>

static Extent extent(const Figure *f, int of_current)
{
    Extent e = {0, 0, NAN, NAN};
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        for (int j = 0; j < r->samples; j++) {
            const double y = of_current ? r->sample[j].current * r->area * 1e3 : r->sample[j].voltage;
            e.x1 = fmax(e.x1, r->sample[j].t);
            e.y0 = fmin(e.y0, y);
            e.y1 = fmax(e.y1, y);
            if (of_current || !r->reference) continue;
            e.y0 = fmin(e.y0, r->sample[j].cell_voltage);
            e.y1 = fmax(e.y1, r->sample[j].cell_voltage);
        }
    }
    return isnan(e.y0) ? (Extent){0, 1, 0, 1} : e;
}

/* Dotted: the cell's voltage beside that of the working electrode against its reference. */
static void cell_voltages(const Figure *f, double unit_s, Text *out)
{
    char stem[TABLES_SIZE], colour[COLOUR_SIZE];
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        if (!r->reference) continue;
        run_colour(f, k, colour);
        run_tables(f->report, f->run[k], 1, stem);
        text_addf(out, ", \\\n        '%s.bdf.csv' skip 1 every %d using ($1/", stem, r->samples / MOST_POINTS + 1);
        text_number(out, unit_s, 6);
        text_addf(out, "):7 with lines linewidth 2 linecolor '%s' dashtype 3 %s", colour,
                  k == 0 ? "title 'cell'" : "notitle");
    }
}

static void panel(const Figure *f, double unit_s, const char *column, int titled, Text *out)
{
    char stem[TABLES_SIZE], loading[LABEL_SIZE], colour[COLOUR_SIZE];
    text_add(out, "    plot \\\n");
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        run_tables(f->report, f->run[k], 1, stem);
        run_label(f, k, loading);
        run_colour(f, k, colour);
        text_addf(out, "        '%s.bdf.csv' skip 1 every %d using ($1/", stem, r->samples / MOST_POINTS + 1);
        text_number(out, unit_s, 6);
        text_addf(out, "):%s with lines linewidth 2 linecolor '%s' ", column, colour);
        if (titled && *loading) text_addf(out, "title '%s'", loading);
        else text_add(out, "notitle");
        if (k + 1 < f->runs) text_add(out, ", \\\n");
    }
    if (titled) cell_voltages(f, unit_s, out);
    if (titled) measured_time_lines(f, unit_s, out);
    text_add(out, "\n");
}

static void upper_panel(const Figure *f, double unit_s, Text *out)
{
    char label[LABEL_SIZE];
    voltage_label(f, label);
    text_addf(out, "    set ylabel '%s' offset screen 0.01,0\n", label);
    text_add(out, "    set tmargin at screen 0.93\n"
                  "    set bmargin at screen 0.47\n"
                  "    set format x ''\n"
                  "    set xlabel ''\n"
                  "    set key at screen 0.97,0.985 right top horizontal\n");
    Extent e = extent(f, 0);
    measured_time_extent(f, &e);
    script_panel_range(e.y0, e.y1, 5, out);
    panel(f, unit_s, "2", 1, out);
}

static void lower_panel(const Figure *f, double unit_s, Text *out)
{
    const Extent e = extent(f, 1);
    text_add(out, "    set tmargin at screen 0.43\n"
                  "    set bmargin at screen 0.17\n"
                  "    set format x '%g'\n"
                  "    set ylabel 'Current (mA)' offset screen 0.01,0\n");
    text_addf(out, "    set xlabel 'Time (%s)'\n", time_unit_name(unit_s));
    script_panel_range(e.y0, e.y1, 3.5, out);
    panel(f, unit_s, "($3*1000)", 0, out);
}

Status has_time(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = 0;
    for (int k = 0; k < f->runs; k++) *yes |= f->report->run[f->run[k]].samples > 1;
    return CELLSIM_OK;
}

void script_time(Figure *f, Text *out)
{
    Extent e = extent(f, 0);
    measured_time_extent(f, &e);
    const double t = e.x1, unit = time_unit(t);
    script_begin(f, out);
    script_range(out, "x", 0.0, t > 0 ? t / unit : 1.0);
    text_add(out, "set lmargin at screen 0.16\nset rmargin at screen 0.96\n");
    script_formats(out);
    text_add(out, "    set multiplot\n");
    upper_panel(f, unit, out);
    lower_panel(f, unit, out);
    text_add(out, "    unset multiplot\n");
    script_end(out);
}
