/* Capacity against voltage, without time: charge and discharge curves. */
#include "reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const double BACK = 0.02; /* of the largest capacity: it starts anew */

typedef struct Points {
    int n, room;
    double *V, *Q; /* V; C, as in the file */
} Points;

static Status add(Points *p, double V, double Q, Error *e)
{
    if (p->n == p->room) {
        const int room = p->room ? 2 * p->room : 256;
        double *v = realloc(p->V, (size_t)room * sizeof *v);
        if (v) p->V = v;
        double *q = v ? realloc(p->Q, (size_t)room * sizeof *q) : NULL;
        if (!q) return error_memory(e);
        p->Q = q;
        p->room = room;
    }
    p->V[p->n] = V;
    p->Q[p->n++] = Q;
    return CELLSIM_OK;
}

static Status several(const Reader *r, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, r->file, r->layout.heading_line,
              "charge and discharge stand side by side, without time or current: which voltage is whose?");
    return error_hint(e, "give one curve per file, with a column of capacity and one of voltage"), CELLSIM_BAD_CARD;
}

/* Steps begin where the capacity goes back; a step charges if the voltage rises in it. */
static void fill(const Points *p, Series *s)
{
    double largest = 0, sum = 0;
    for (int k = 0; k < p->n; k++) largest = fmax(largest, fabs(p->Q[k]));
    for (int first = 0, step = 0; first < p->n; step++) {
        int end = first + 1;
        const double way = end < p->n ? p->Q[end] - p->Q[first] : 1;
        while (end < p->n && (p->Q[end] - p->Q[end - 1]) * (way >= 0 ? 1 : -1) >= -BACK * largest) end++;
        const int charge = p->V[end - 1] > p->V[first];
        const double base = p->Q[first], start = sum;
        for (int k = first; k < end; k++) {
            sum = start + (charge ? 1 : -1) * fabs(p->Q[k] - base);
            s->t[k] = s->I[k] = NAN;
            s->V[k] = p->V[k];
            s->Q[k] = sum;
            s->cycle[k] = 0;
            s->step[k] = step;
            s->state[k] = (signed char)(charge ? 1 : -1);
        }
        first = end;
    }
}

Status read_curve(Reader *r, Error *e)
{
    const Columns *c = &r->layout.columns;
    const ColumnKind capacity = reader_capacity(c);
    Points p = {0};
    int row = 0;
    if (has_column(c, COLUMN_CHARGE_IN) && has_column(c, COLUMN_CHARGE_OUT) && capacity != COLUMN_CHARGE)
        return several(r, e);
    Status s = CELLSIM_OK;
    while (!s && !(s = reader_row(r, &row, e)) && row) {
        const double Q = reader_value(r, capacity), V = reader_value(r, COLUMN_VOLTAGE);
        s = add(&p, V, Q, e);
    }
    if (!s) s = reader_judge(r, e);
    if (!s && p.n < 2)
        s = error_set(e, CELLSIM_BAD_CARD, r->file, 0, "there are no rows of numbers below the headings");
    if (!s) s = series_create(p.n, &r->m->series, e);
    if (!s) {
        fill(&p, &r->m->series);
        snprintf(r->m->sign, NOTE_LENGTH, "a curve charges if the voltage rises in it");
        measured_note(r->m, "there is neither time nor current: only capacities and voltages are given");
    }
    free(p.V);
    free(p.Q);
    return s;
}
