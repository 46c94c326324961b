/* Time, voltage and current, row by row. */
#include "reader.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LAST_CYCLE = 1000000 };
static const double YEAR = 364 * 86400.0; /* s */

static Status bad_cycle(const Reader *r, double cycle, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, r->file, r->lines.number, "cycle number %.12g is out of range: 0 to %d", cycle,
              LAST_CYCLE);
    return error_hint(e, "is another column meant, or is the row damaged?"), CELLSIM_BAD_CARD;
}

/* A date that may be either way round is of no use once the day changes. */
static Status check_date(Reader *r, const TimeField *t, Error *e)
{
    const double day = floor(t->value / 86400);
    if (r->layout.order || (!t->unclear && !t->only)) return CELLSIM_OK;
    if (!r->has_unclear_day && t->only) return CELLSIM_OK;
    if (!r->has_unclear_day) r->unclear_day = day;
    r->has_unclear_day = 1;
    if (day == r->unclear_day) return CELLSIM_OK;
    error_set(e, CELLSIM_BAD_CARD, r->file, r->lines.number, "does the day or the month come first in \"%.24s\"?",
              reader_field(r, r->layout.time));
    return error_hint(e, "give --unit date=d/m or --unit date=m/d"), CELLSIM_BAD_CARD;
}

/* "24-03-09" is the 24th of March 2009, or the 9th of 2024: years that pass between two rows tell. */
static Status check_year(Reader *r, const TimeField *t, Error *e)
{
    const double before = r->last_date;
    if (!t->short_year) return CELLSIM_OK;
    r->last_date = t->value;
    if (isnan(before) || fabs(t->value - before) < YEAR) return CELLSIM_OK;
    error_set(e, CELLSIM_BAD_CARD, r->file, r->lines.number,
              "\"%.24s\" would be %.3g years from the row before: does the year come first?",
              reader_field(r, r->layout.time), (t->value - before) / YEAR);
    return error_hint(e, "export years with four digits, or the time since the start"), CELLSIM_BAD_CARD;
}

/* s, as the column counts them; NaN: it is no time. */
static Status time_of(Reader *r, double *t, Error *e)
{
    const Layout *l = &r->layout;
    *t = NAN;
    if (l->shape == TIME_NUMBER) {
        *t = reader_value(r, l->time);
        return CELLSIM_OK;
    }
    const TimeField field = field_time(reader_field(r, l->time), l->decimal, l->order);
    if (field.shape == TIME_NUMBER) return CELLSIM_OK;
    *t = field.shape == TIME_PAIR && l->pair_is_hours ? 60 * field.value : field.value;
    if (field.shape != TIME_DATE) return CELLSIM_OK;
    const Status s = check_year(r, &field, e);
    return s ? s : check_date(r, &field, e);
}

/* The time within the step, which says how long its first interval is. */
static double step_time_of(const Reader *r)
{
    const ColumnFound *c = &r->layout.columns.column[COLUMN_STEP_TIME];
    if (c->at < 0 || r->layout.time == COLUMN_STEP_TIME) return NAN;
    const TimeField t = field_time(reader_field(r, COLUMN_STEP_TIME), r->layout.decimal, DATE_UNKNOWN);
    if (t.shape == TIME_CLOCK) return t.value;
    return t.shape == TIME_NUMBER && c->source && !c->unit.is_clock ? t.value * c->unit.factor : NAN;
}

/* Potentials and currents without a time: it follows from the scan rate. */
static double time_of_sweep(const Reader *r, const Rows *rows, double V)
{
    if (!rows->have_pending) return 0;
    return rows->pending.t + fabs(V - rows->pending.V) / r->layout.scan_rate;
}

static Status take_row(Reader *r, Rows *rows, Error *e)
{
    const double cycle = r->layout.levels.depth > 1 ? r->level_cycle : reader_value(r, COLUMN_CYCLE);
    const char *word = reader_field(r, COLUMN_STATE);
    RawRow row = {.line = r->lines.number,
                  .V = reader_value(r, COLUMN_VOLTAGE),
                  .I = r->m->has_zero_current ? 0 : reader_value(r, COLUMN_CURRENT),
                  .step_time = step_time_of(r),
                  .in = reader_value(r, COLUMN_CHARGE_IN),
                  .out = reader_value(r, COLUMN_CHARGE_OUT),
                  .net = reader_value(r, COLUMN_CHARGE),
                  .step = r->layout.levels.depth ? (double)r->level_step : reader_value(r, COLUMN_STEP),
                  .cycle = -1,
                  .state = r->layout.levels.depth ? r->level_state : STATE_UNKNOWN,
                  .fresh = r->fresh};
    const Status s = r->layout.use == HEADING_SWEEP ? CELLSIM_OK : time_of(r, &row.t, e);
    if (s) return s;
    if (r->layout.use == HEADING_SWEEP) row.t = time_of_sweep(r, rows, row.V);
    r->fresh = 0;
    if (isnan(row.t)) {
        r->m->rows--;
        return reader_skip(r, r->layout.time), CELLSIM_OK;
    }
    if (cycle < 0 || cycle > LAST_CYCLE) return bad_cycle(r, cycle, e);
    if (!isnan(cycle)) row.cycle = (int)cycle;
    if (*word) {
        reader_take_state(r, word);
        row.state = r->state;
    }
    return rows_add(rows, &row, e);
}

static Status too_few(const Reader *r, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, r->file, 0, "there are no rows of numbers below the headings");
    return error_hint(e, "each row needs a time, a voltage and a current"), CELLSIM_BAD_CARD;
}

/* What makes a sweep or an open circuit of a table that lacks a column. */
static Status check_missing(Reader *r, Error *e)
{
    const Layout *l = &r->layout;
    if (l->use == HEADING_SWEEP && !(l->scan_rate > 0)) {
        error_set(e, CELLSIM_BAD_CARD, r->file, l->heading_line,
                  "there is no column of time, and nothing above says the scan rate");
        return error_hint(e, "export the time as well"), CELLSIM_BAD_CARD;
    }
    if (l->use == HEADING_SWEEP)
        measured_note(r->m, "there is no column of time: it follows from the scan rate of %.4g V/s", l->scan_rate);
    if (l->use != HEADING_OPEN) return CELLSIM_OK;
    r->m->has_zero_current = 1;
    if (r->choice->as == MEASURED_OCV || r->open_circuit) return CELLSIM_OK;
    error_set(e, CELLSIM_BAD_CARD, r->file, l->heading_line,
              "there are columns of time and voltage, but none of the current");
    return error_hint(e, "export the current too; if this is an open circuit, give --as ocv"), CELLSIM_BAD_CARD;
}

Status read_series(Reader *r, Error *e)
{
    Rows rows;
    int row = 0;
    Status s = check_missing(r, e);
    if (s) return s;
    s = rows_begin(&rows, r->m, r->file, r->layout.time == COLUMN_STEP_TIME, e);
    rows.period = r->layout.period;
    rows.stamps = r->layout.shape == TIME_DATE;
    while (!s && !(s = reader_row(r, &row, e)) && row) s = take_row(r, &rows, e);
    if (!s) s = rows_end(&rows, e);
    if (!s) s = reader_judge(r, e);
    if (!s && rows.count < 2) s = too_few(r, e);
    if (!s) s = rows_settle(&rows, r->layout.format->sign, r->choice->lenient, e);
    rows_free(&rows);
    return s;
}
