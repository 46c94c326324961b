/* The cycles of measured files beside the simulated ones. */
#include "../../experiments/selection.h"
#include "../../model/constants.h"
#include "csv_analysis.h"
#include "../figures/figure.h"

#include <math.h>
#include <string.h>

/* A cycle of a file, from its records; `k` moves behind it. 0: there is no more. */
static int next_cycle(const Run *m, int *k, int *file, CycleRow *row)
{
    while (*k < m->records && m->record[*k].charge == 0.0) ++*k;
    if (*k >= m->records) return 0;
    *file = m->record[*k].block;
    *row = (CycleRow){.cycle = m->record[*k].cycle};
    for (; *k < m->records && m->record[*k].block == *file && m->record[*k].cycle == row->cycle; ++*k)
        if (m->record[*k].charge != 0.0) cycle_row_add(row, m->record[*k].charge * m->area);
    return 1;
}

int measured_has_cycles(const Report *r)
{
    int k = 0, file;
    CycleRow row;
    return r->measured && r->measured->cycles > 0 && next_cycle(r->measured, &k, &file, &row);
}

void csv_measured_cycles(const Run *m, Text *out)
{
    CycleRow row, first = {0};
    csv_cycles_columns(out);
    text_add(out, "\n");
    for (int k = 0, file, last = -1; next_cycle(m, &k, &file, &row); last = file) {
        if (file != last) first = row;
        if (file != last && last >= 0) text_add(out, "\n");
        csv_cycles_values(&row, &first, m->loading > 0 ? m->loading * m->area : NAN, out);
        text_add(out, "\n");
    }
}

double measured_cycles_most(const Figure *f, int known)
{
    const Run *m = f->report->measured;
    CycleRow row;
    double most = 0;
    if (!measured_has_cycles(f->report) || (known && !(m->loading > 0))) return 0;
    for (int k = 0, file; next_cycle(m, &k, &file, &row);) most = fmax(most, fmax(row.discharge, row.charge));
    return most / SECONDS_PER_HOUR * 1e3 / (known ? 1e3 * m->loading * m->area : 1);
}

/* Crosses, a kind for each file: discharges; what a mass that is not known cannot turn into mAh/g is left out (comparison.csv
 * says so). */
void measured_cycles_points(const Figure *f, int known, Text *out)
{
    static const int point[] = {1, 2, 3, 8};
    const Run *m = f->report->measured;
    CycleRow row;
    if (!measured_has_cycles(f->report) || (known && !(m->loading > 0))) return;
    for (int k = 0, file, last = -1, block = 0; next_cycle(m, &k, &file, &row); last = file) {
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
