/* Capacity and coulombic efficiency against the cycle number; measured cycles beside the simulated ones. */
#include "kinds.h"

#include "../../../model/constants.h"
#include "../../tables/measured_cycles.h"

#include <math.h>

static double least_efficiency(const Analysis *a)
{
    double least = 100;
    for (int k = 0; k < a->rows; k++) least = fmin(least, 100 * a->row[k].efficiency);
    return least;
}

static double largest_capacity(const Analysis *a)
{
    double top = 0;
    for (int k = 0; k < a->rows; k++) top = fmax(top, fmax(a->row[k].discharge, a->row[k].charge));
    return a->series.mass > 0 ? series_mAh_g(&a->series, top) : top / SECONDS_PER_HOUR * 1e3;
}

static double measured_cycles_most(const Figure *f, int known)
{
    const Run *m = f->report->measured;
    CycleRow row;
    double most = 0;
    if (!measured_has_cycles(f->report) || (known && !(m->loading > 0))) return 0;
    for (int k = 0, file; measured_next_cycle(m, &k, &file, &row);) most = fmax(most, fmax(row.discharge, row.charge));
    return most / SECONDS_PER_HOUR * 1e3 / (known ? 1e3 * m->loading * m->area : 1);
}

/* Crosses, a kind for each file: discharges; what a mass that is not known cannot turn into mAh/g is left out (comparison.csv
 * says so). */
static void measured_cycles_points(const Figure *f, int known, Text *out)
{
    static const int point[] = {1, 2, 3, 8};
    const Run *m = f->report->measured;
    CycleRow row;
    if (!measured_has_cycles(f->report) || (known && !(m->loading > 0))) return;
    for (int k = 0, file, last = -1, block = 0; measured_next_cycle(m, &k, &file, &row); last = file) {
        if (file == last) continue;
        text_addf(out,
                  ", \\\n        'measured_cycles.csv' skip 1 every :::%d::%d using 1:%d with points pointtype %d "
                  "pointsize points "
                  "linewidth 1.5 linecolor '%s' title ",
                  block, block, known ? 2 : 4, point[block % 4], figure_colours[6]);
        script_quoted(out, f->report->withs > 1 ? f->report->with[file] : "measured");
        block++;
    }
}

void script_cycling(Figure *f, Text *out)
{
    const Analysis *a = f->analysis;
    char stem[STEM_SIZE];
    const int known = a->series.mass > 0;
    const double least = least_efficiency(a), floor_percent = least > 90 ? 90 : least > 50 ? 50 : 0;
    figure_data_stem(f, stem);
    script_begin(f, out);
    text_addf(out, "set xlabel 'Cycle number'\nset xrange [0:%d]\n", a->rows > 0 ? a->row[a->rows - 1].cycle + 1 : 1);
    text_addf(out, "set ylabel '%s'\n", known ? "Specific capacity (mAh g^{−1})" : "Capacity (mAh)");
    script_range(out, "y", 0, 1.25 * fmax(largest_capacity(a), measured_cycles_most(f, known)));
    text_add(out, "set y2label 'Coulombic efficiency (%)'\nset y2tics\n");
    script_range(out, "y2", floor_percent, 100 + 0.05 * (100 - floor_percent));
    text_add(out, "set key bottom left Left reverse\n");
    script_key_title(f, "", out);
    script_formats(out);
    text_addf(
        out,
        "    plot \\\n        '%s_cycles.csv' skip 1 using 1:%d with points pointtype 7 pointsize points linecolor "
        "'%s' title 'discharge', \\\n",
        stem, known ? 2 : 4, figure_colours[0]);
    text_addf(out,
              "        '' skip 1 using 1:%d with points pointtype 6 pointsize points linewidth 1.5 linecolor '%s' "
              "title 'charge', \\\n",
              known ? 3 : 5, figure_colours[1]);
    text_addf(out,
              "        '' skip 1 using 1:6 axes x1y2 with points pointtype 4 pointsize points linewidth 1.5 linecolor "
              "'%s' title 'efficiency (right)'",
              figure_colours[2]);
    measured_cycles_points(f, known, out);
    text_add(out, "\n");
    script_end(out);
}
