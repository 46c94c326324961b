#include "cycling.h"

#include <math.h>
#include <stddef.h>

int cycling_table(int segments, const Segment *segment, int most, CycleRow *out)
{
    int n = 0;
    for (int k = 0; k < segments; k++) {
        const Segment *g = &segment[k];
        if (g->kind != SEGMENT_CURRENT || g->charge == 0) continue;
        if (n == 0 || out[n - 1].cycle != g->cycle) {
            if (n == most) break;
            out[n++] = (CycleRow){.cycle = g->cycle};
        }
        cycle_row_add(&out[n - 1], g->charge);
    }
    return n;
}

static const CycleRow *find(int rows, const CycleRow *row, int cycle)
{
    if (rows > 0 && cycle == 0) return &row[rows - 1];
    for (int k = 0; k < rows; k++)
        if (row[k].cycle == cycle) return &row[k];
    return NULL;
}

double cycling_retention(int rows, const CycleRow *row, int from, int to)
{
    const CycleRow *a = find(rows, row, from), *b = find(rows, row, to);
    return a && b && a->discharge > 0 ? b->discharge / a->discharge : NAN;
}
