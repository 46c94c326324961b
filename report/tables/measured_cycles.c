/* The cycles of measured files beside the simulated ones. */
#include "measured_cycles.h"

#include "csv_analysis.h"

#include <math.h>

int measured_next_cycle(const Run *m, int *k, int *file, CycleRow *row)
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
    return r->measured && r->measured->cycles > 0 && measured_next_cycle(r->measured, &k, &file, &row);
}

void csv_measured_cycles(const Run *m, Text *out)
{
    CycleRow row, first = {0};
    csv_cycles_columns(out);
    text_add(out, "\n");
    for (int k = 0, file, last = -1; measured_next_cycle(m, &k, &file, &row); last = file) {
        if (file != last) first = row;
        if (file != last && last >= 0) text_add(out, "\n");
        csv_cycles_values(&row, &first, m->loading > 0 ? m->loading * m->area : NAN, out);
        text_add(out, "\n");
    }
}
