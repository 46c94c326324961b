/* Capacity and coulombic efficiency against the cycle number; measured cycles beside the simulated ones. */
#include "kinds.h"

#include "../../../model/constants.h"
#include "../../tables/measured_cycles.h"

#include <math.h>

/* What the axes must hold, of all runs. */
typedef struct Most {
    int last;      /* cycle */
    double least;  /* efficiency, % */
    double charge; /* of a cycle: mAh/g, or mAh */
} Most;

static Most most_of(const Figure *f, int known)
{
    Most m = {.least = 100};
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        const double per = SECONDS_PER_HOUR * (known ? r->loading * r->area : 1e-3);
        for (int j = 0; j < r->cycles; j++) {
            const CycleRow *row = &r->cycle[j];
            if (row->cycle > m.last) m.last = row->cycle;
            m.least = fmin(m.least, 100 * row->efficiency);
            m.charge = fmax(m.charge, fmax(row->discharge, row->charge) / per);
        }
    }
    return m;
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

/* One series of a run: discs and rings of capacities, squares of efficiencies. Of several runs each has its colour. */
static void points(const Figure *f, int k, int series, const char *columns, Text *out)
{
    static const char *const what[] = {"discharge", "charge", "efficiency (right)"};
    static const int type[] = {7, 6, 4};
    char stem[TABLES_SIZE], label[LABEL_SIZE] = "", colour[COLOUR_SIZE];
    run_tables(f->report, f->run[k], 0, stem);
    if (f->runs > 1) run_label(f, k, label), run_colour(f, k, colour);
    else colour_of(series, COLOURS, colour);
    text_addf(out, "%s        '%s_cycles.csv' skip 1 using 1:%s with points pointtype %d pointsize points linewidth 1.5 linecolor '%s' title '%s%s%s'",
              k + series > 0 ? ", \\\n" : "", stem, columns, type[series], colour, label,
              *label ? ", " : "", what[series]);
}

void script_cycling(Figure *f, Text *out)
{
    static const double IN_AH = 2000; /* mAh, from which on */
    const int known = figure_knows_loading(f);
    const Most most = most_of(f, known);
    const double floor_percent = most.least > 90 ? 90 : most.least > 50 ? 50 : 0;
    const double top = 1.25 * fmax(most.charge, measured_cycles_most(f, known));
    const int in_Ah = !known && top > IN_AH && !measured_has_cycles(f->report);
    const char *columns[] = {known ? "2" : in_Ah ? "($4/1000)" : "4", known ? "3" : in_Ah ? "($5/1000)" : "5", "6 axes x1y2"};
    script_begin(f, out);
    text_addf(out, "set xlabel 'Cycle number'\nset xrange [0:%d]\n", most.last + 1);
    text_addf(out, "set ylabel '%s'\n", known ? "Specific capacity (mAh g^{−1})" : in_Ah ? "Capacity (Ah)" : "Capacity (mAh)");
    script_range(out, "y", 0, in_Ah ? 1e-3 * top : top);
    text_add(out, "set y2label 'Coulombic efficiency (%)'\nset y2tics\n");
    script_range(out, "y2", floor_percent, 100 + 0.05 * (100 - floor_percent));
    text_addf(out, "set key %s Left reverse\n", f->runs > 1 ? "above left maxcols 2" : "bottom left");
    if (f->runs == 1) script_key_title(f, "", out);
    script_formats(out);
    text_add(out, "    plot \\\n");
    for (int k = 0; k < f->runs; k++)
        for (int series = 0; series < 3; series++) points(f, k, series, columns[series], out);
    measured_cycles_points(f, known, out);
    text_add(out, "\n");
    script_end(out);
}
