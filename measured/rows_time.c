/* How the time of a file goes on: clocks that start anew or wrap round, rows whose time jumps back or ahead. */
#include "rows.h"

#include <math.h>

enum { DAY = 86400 /* s */, FEW = 2 };
static const double STANDS_STILL = 0.95; /* share of intervals that take no time: dates without a time of day */

/* s: longer ones between rows are pauses. */
static double longest_usual(const Rows *r)
{
    return ROWS_LONG_GAP * fmax(fmax(r->longest, r->longest_before), 1);
}

/* The time after which a clock without days or hours starts anew, if it did here (one of twelve hours after half a day);
 * else 0. */
static double wrapped(const Rows *r, const RawRow *row)
{
    const double periods[] = {r->period, r->period == DAY ? DAY / 2 : 0};
    for (int k = 0; k < 2; k++) {
        const double dt = row->t + periods[k] - r->last.t;
        if (periods[k] > 0 && dt >= 0 && dt <= longest_usual(r)) return periods[k];
    }
    return 0;
}

static Status bad_clock(const Rows *r, const RawRow *row, Error *e)
{
    if (r->stamps) {
        error_set(e, CELLSIM_BAD_CARD, r->file, row->line,
                  "the dates go back by %.6g s: summer time, or two measurements?", r->last.t - row->t);
        return error_hint(e, "export the time since the start, or dates with their zone"), CELLSIM_BAD_CARD;
    }
    error_set(e, CELLSIM_BAD_CARD, r->file, row->line,
              "the time goes back from %.6g s to %.6g s, and on from there: it neither starts anew nor returns",
              r->last.t, row->t);
    return error_hint(e, "export the time since the start, or a column of steps beside it"), CELLSIM_BAD_CARD;
}

/* The clock starts anew: after an hour or a day, or with a step. */
static Status take_restarted(Rows *r, RawRow *row, Error *e)
{
    const double period = wrapped(r, row);
    const int told = r->restarts || rows_is_boundary(&r->last, row);
    if (period == 0 && (r->stamps || (!told && row->t > longest_usual(r)))) return bad_clock(r, row, e);
    if (period > 0) r->offset += period;
    else {
        if (row->fresh && !r->restarts && !r->tables++)
            measured_note(
                r->m, "line %d: below headings that come again the time starts anew: taken as what was measured next",
                row->line);
        r->offset += r->last.t;
        row->fresh |= !rows_is_boundary(&r->last, row);
    }
    return rows_take(r, row, e);
}

/* Judges the row that waits by the one that follows it. */
static Status judge(Rows *r, const RawRow *next, Error *e)
{
    RawRow *p = &r->pending;
    const RawRow *c = &r->last;
    const int back = r->taken && p->t < c->t;
    if (!back) {
        const int outlier =
            next && r->taken && next->t < p->t && next->t >= c->t && !rows_is_boundary(p, next) && !r->restarts;
        if (!outlier) return rows_take(r, p, e);
        measured_skip(r->m, p->line, "the time jumps to %.6g s and back", p->t);
        return CELLSIM_OK;
    }
    const int turned = rows_direction(r, p->I) != rows_direction(r, c->I);
    if (r->restarts || turned || wrapped(r, p) > 0 || rows_is_boundary(c, p) || (next && next->t < c->t))
        return take_restarted(r, p, e);
    measured_skip(r->m, p->line, "the time goes back from %.6g s to %.6g s", c->t, p->t);
    return CELLSIM_OK;
}

Status rows_add(Rows *r, const RawRow *row, Error *e)
{
    const Status s = r->have_pending ? judge(r, row, e) : CELLSIM_OK;
    r->have_pending = 1;
    r->pending = *row;
    return s;
}

static Status no_time(const Rows *r, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, r->file, r->last.line, "the time stands still in %ld of %ld intervals between rows",
              r->still, r->intervals);
    return error_hint(e, "export the time since the start, to the second or finer"), CELLSIM_BAD_CARD;
}

Status rows_end(Rows *r, Error *e)
{
    const Status s = r->have_pending ? judge(r, NULL, e) : CELLSIM_OK;
    r->have_pending = 0;
    if (s || !r->taken) return s;
    rows_end_leg(r);
    return r->intervals > FEW && (double)r->still > STANDS_STILL * (double)r->intervals ? no_time(r, e) : CELLSIM_OK;
}
