/* Where the voltage goes along a discharge: areas between the equilibrium voltage above and the voltage below. Parts that belong
 * together are one area; those too thin to be seen have none, which moves the others by less than the width of a line. */
#include "kinds.h"

#include "../../../model/constants.h"
#include "../../tables/loss_areas.h"
#include "../../tables/losses.h"

#include <math.h>
#include <stdio.h>

/* What is drawn: areas, the range of the voltage, the longest capacity on the axis. */
typedef struct Drawn {
    const Report *report;
    int panels, shown[LOSS_AREAS];
    Along along[2];
    int known; /* capacities are per gram */
    double low, high;
    double end[2]; /* of the capacity */
} Drawn;

static void see(Drawn *d, const LossRow *row, double tallest[LOSS_AREAS])
{
    const double E = row->part[LOSS_EQUILIBRIUM];
    d->low = fmin(d->low, fmin(E, row->voltage));
    d->high = fmax(d->high, fmax(E, row->voltage));
    for (int k = 0; k < LOSS_AREAS; k++) tallest[k] = fmax(tallest[k], fabs(loss_area_height(row, &loss_areas[k])));
}

static const Run *run_of(const Drawn *d, int panel)
{
    return &d->report->run[d->along[panel].run];
}

static double capacity(const Drawn *d, int panel, const LossRow *row)
{
    const double q = fabs(row->charge) / SECONDS_PER_HOUR; /* Ah/m2 */
    return d->known ? q / run_of(d, panel)->loading : q * MAH_CM2_PER_AH_M2;
}

static Drawn look(const Figure *f)
{
    static const double THIN = 0.003; /* of the axis */
    double tallest[LOSS_AREAS] = {0};
    Drawn d = {.report = f->report, .low = INFINITY, .high = -INFINITY, .known = figure_knows_loading(f)};
    d.panels = along_discharges(f, d.along);
    for (int n = 0; n < d.panels; n++)
        for (int k = 0; k < d.along[n].rows; k++) {
            const LossRow *row = &run_of(&d, n)->loss[d.along[n].first + k];
            see(&d, row, tallest);
            d.end[n] = fmax(d.end[n], capacity(&d, n, row));
        }
    for (int k = 0; k < LOSS_AREAS; k++) d.shown[k] = tallest[k] > THIN * (d.high - d.low);
    range_widen(&d.low, &d.high, 0.05);
    return d;
}

/* The columns of an area, each with its sign in front. */
static void add_columns(const Run *r, const LossArea *area, Text *out)
{
    for (int k = 0; k < LOSS_AREA_PARTS && area->part[k] != LOSS_EQUILIBRIUM; k++) {
        const int column = loss_column(r, area->part[k]);
        if (column) text_addf(out, "+$%d", column);
    }
}

/* The lower edge of the first n areas. */
static void edge(const Drawn *d, int panel, int n, Text *out)
{
    text_addf(out, "($%d", loss_column(run_of(d, panel), LOSS_EQUILIBRIUM));
    for (int k = 0; k < n; k++)
        if (d->shown[k]) add_columns(run_of(d, panel), &loss_areas[k], out);
    text_add(out, ")");
}

static void data(const Drawn *d, int panel, Text *out)
{
    char stem[STEM_SIZE];
    run_stem(d->report->run, d->along[panel].run, d->report->runs, stem);
    text_addf(out, "        '%s_losses.csv' skip 1 every ::%d::%d using %d:", stem, d->along[panel].first,
              d->along[panel].first + d->along[panel].rows - 1, d->known ? 1 : 2);
}

static void plot_panel(const Drawn *d, int panel, Text *out)
{
    const int last = panel + 1 == d->panels;
    text_add(out, "    plot \\\n");
    for (int k = 0; k < LOSS_AREAS; k++) {
        if (!d->shown[k]) continue;
        data(d, panel, out);
        edge(d, panel, k, out);
        text_add(out, ":");
        edge(d, panel, k + 1, out);
        text_addf(out, " with filledcurves fillcolor '%s' fillstyle solid 0.75 noborder ", loss_areas[k].colour);
        if (last)
            text_addf(out, "title '%s', \\\n", run_of(d, panel)->half_cell ? loss_areas[k].half_cell : loss_areas[k].full_cell);
        else text_add(out, "notitle, \\\n");
    }
    data(d, panel, out);
    text_addf(out, "%d with lines linewidth 2.5 linecolor '#000000' dashtype 2 %s, \\\n",
              loss_column(run_of(d, panel), LOSS_EQUILIBRIUM), last ? "title 'equilibrium'" : "notitle");
    data(d, panel, out);
    text_addf(out, "8 with lines linewidth 2.5 linecolor '#000000' %s\n", last ? "title 'voltage'" : "notitle");
}

/* Of panels, shares of the drawing; by how many there are. */
static const double left[3][2] = {{0}, {0.145}, {0.1, 0.442}}, width[3] = {0, 0.485, 0.28};

/* Left and right edge of a panel. */
static void panel_place(const Drawn *d, int panel, Text *out)
{
    text_add(out, "    set lmargin at screen ");
    text_number(out, left[d->panels][panel], 4);
    text_add(out, "\n    set rmargin at screen ");
    text_number(out, left[d->panels][panel] + width[d->panels], 4);
    text_add(out, "\n");
}

/* Two panels have room for six numbers of three digits each, in the letters of journals. */
static void capacity_axis(const Drawn *d, int panel, Text *out)
{
    const double end = d->end[panel];
    script_range(out, "x", 0, end > 0 ? 1.03 * end : 1);
    text_add(out, "    set xtics ");
    text_number(out, tic_step(end > 0 ? end : 1, d->panels == 2 ? 3 : 5), 6);
    text_add(out, "\n");
}

void script_losses(Figure *f, Text *out)
{
    char label[LABEL_SIZE];
    const Drawn d = look(f);
    const double key = d.panels == 2 ? 0.73 : 0.64;
    script_begin(f, out);
    script_range(out, "y", d.low, d.high);
    text_addf(out, "set tmargin at screen 0.8\nset bmargin at screen 0.2\nset xlabel '%s'\n",
              d.known ? "Specific capacity (mAh g^{−1})" : "Areal capacity (mAh cm^{−2})");
    text_add(out, "set key at screen ");
    text_number(out, key, 4);
    text_add(out, ", screen 0.8 left top Left reverse samplen 3 font ',16'\n");
    script_formats_of(d.panels == 2 ? 1300 : 960, 580, out);
    text_add(out, "    set multiplot\n    set label 1 ");
    script_run_title(f, "", out);
    text_add(out, " at screen ");
    text_number(out, 0.5 * (left[d.panels][0] + left[d.panels][d.panels - 1] + width[d.panels]), 4); /* over the panels */
    text_add(out, ", screen 0.955 center font ',20'\n");
    for (int k = 0; k < d.panels; k++) {
        along_label(f, &d.along[k], label);
        panel_place(&d, k, out);
        text_addf(out, "    set title '%s' font ',18'\n", label);
        if (k == 0) text_add(out, "    "), script_voltage_label(f, "y", out);
        else text_add(out, "    unset ylabel\n    unset label 1\n");
        capacity_axis(&d, k, out);
        plot_panel(&d, k, out);
    }
    text_add(out, "    unset multiplot\n");
    script_end(out);
}
