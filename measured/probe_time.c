#include "probe_time.h"

#include "rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE = 1500, FEW_ROWS = 20 };
static const double COUNTS = 0.8; /* share of rows in which a column of steps changes */

/* What the first rows say of a column of times. */
typedef struct TimeStudy {
    int count[TIME_DATE + 1];         /* rows of each shape */
    int fraction;                     /* of pairs */
    double largest;                   /* first part of a pair, min or h */
    int day_first, month_first, days; /* dates that must be so; different days */
    int am_pm, points;                /* dates with AM or PM; with points between */
    double least_step[2];             /* s, between different days, if the day comes first, or the month */
} TimeStudy;

static void study_date(TimeStudy *t, const char *field, char decimal, double before[2])
{
    for (int k = 0; k < 2; k++) {
        const TimeField d = field_time(field, decimal, k ? DATE_MONTH_FIRST : DATE_DAY_FIRST);
        if (k == 0 && !isnan(before[0]) && floor(d.value / 86400) != floor(before[0] / 86400)) t->days++;
        before[k] = d.value;
    }
    const TimeField d = field_time(field, decimal, DATE_UNKNOWN);
    t->day_first += d.only == DATE_DAY_FIRST;
    t->month_first += d.only == DATE_MONTH_FIRST;
    t->am_pm += strpbrk(field, "aApP") && strpbrk(field, "mM");
    t->points += strspn(field, "0123456789") <= 2 && field[strspn(field, "0123456789")] == '.';
}

static Status study(const ProbeLines *p, const Layout *f, ColumnKind column, TimeStudy *t, Error *e)
{
    double before[2] = {NAN, NAN};
    const int at = f->columns.column[column].at;
    *t = (TimeStudy){.largest = 0};
    for (int k = f->first_line - 1; k < p->n && k < f->first_line + SAMPLE; k++) {
        char *field[MOST_FIELDS], *copy;
        const int n = probe_split(p, k, f->separator, MOST_FIELDS, field, &copy);
        if (n < 0) return error_memory(e);
        const TimeField x =
            at < n ? field_time(field[at], f->decimal, DATE_UNKNOWN) : (TimeField){.shape = TIME_NONE, .value = NAN};
        int level = 0;
        for (int j = 0; j < f->columns.lead && j < n; j++) level |= *field[j] != '\0';
        if (!level) t->count[x.shape]++;
        if (x.shape == TIME_PAIR) {
            t->fraction |= x.fraction;
            t->largest = fmax(t->largest, floor(x.value / 60));
        }
        if (x.shape == TIME_DATE) study_date(t, field[at], f->decimal, before);
        free(copy);
    }
    return CELLSIM_OK;
}

static TimeShape shape_of(const TimeStudy *t)
{
    TimeShape shape = TIME_NUMBER;
    for (int k = TIME_CLOCK; k <= TIME_DATE; k++)
        if (t->count[k] > t->count[shape]) shape = (TimeShape)k;
    return t->count[TIME_PAIR] > 0 && shape == TIME_CLOCK ? TIME_PAIR : shape;
}

static Status ask_pair(const Layout *f, const char *file, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, file, f->first_line,
              "the column \"%s\" holds times like 1:30: minutes and seconds, or hours and minutes?",
              f->columns.column[f->time].heading);
    return error_hint(e, "give --unit time=min:s or --unit time=h:min"), CELLSIM_BAD_CARD;
}

/* Which of both readings of a:b. A fraction of the second part, or a clock beside it, is one of minutes and seconds. */
static Status settle_pair(const TimeStudy *t, const char *file, Layout *f, Error *e)
{
    const ColumnFound *c = &f->columns.column[f->time];
    const int told = c->source && c->unit.is_clock && c->unit.clock != CLOCK_ANY;
    const int is_min = told ? c->unit.clock == CLOCK_MIN_SEC : t->fraction || t->count[TIME_CLOCK] > 0;
    if (!told && !is_min) return ask_pair(f, file, e);
    f->pair_is_hours = !is_min;
    f->period = is_min ? 3600 : 86400;
    return CELLSIM_OK;
}

/* The order of day and month; it matters only where the day changes. */
static Status settle_date(const TimeStudy *t, const MeasuredChoice *c, const char *file, Layout *f, Error *e)
{
    f->order = c->order;
    if (c->order) return CELLSIM_OK;
    if (t->day_first && t->month_first)
        return error_set(e, CELLSIM_BAD_CARD, file, f->first_line,
                         "some dates of the column \"%s\" have the day first, some the month",
                         f->columns.column[f->time].heading);
    f->order = t->day_first || t->points    ? DATE_DAY_FIRST
               : t->month_first || t->am_pm ? DATE_MONTH_FIRST
                                            : DATE_UNKNOWN;
    return CELLSIM_OK;
}

/* --- a unit from time stamps --------------------------------------------------------------------------------------- */

/* s per unit of the time column, where a column of dates runs beside it; NaN: it cannot be told. */
static Status against_stamps(const ProbeLines *p, const Layout *f, double *factor, Error *e)
{
    static const double units[] = {1e-3, 1, 60, 3600, 86400};
    const int time = f->columns.column[COLUMN_TIME].at, date = f->columns.column[COLUMN_DATE].at;
    double stamps = 0, numbers = 0, t0 = NAN, d0 = NAN;
    *factor = NAN;
    for (int k = f->first_line - 1; k < p->n && k < f->first_line + SAMPLE; k++) {
        char *field[MOST_FIELDS], *copy;
        const int n = probe_split(p, k, f->separator, MOST_FIELDS, field, &copy);
        if (n < 0) return error_memory(e);
        const double t = time < n ? field_number(field[time], f->decimal) : NAN;
        const double d = date < n ? field_time(field[date], f->decimal, f->order).value : NAN;
        free(copy);
        if (t > t0 && d >= d0 && d - d0 < 86400) {
            numbers += t - t0;
            stamps += d - d0;
        }
        if (isnan(t) || isnan(d)) continue;
        t0 = t;
        d0 = d;
    }
    for (size_t k = 0; k < sizeof units / sizeof *units; k++)
        if (stamps >= 20 && fabs(stamps / numbers - units[k]) < 0.1 * units[k]) *factor = units[k];
    return CELLSIM_OK;
}

static Status unit_of_stamps(const ProbeLines *p, Layout *f, Error *e)
{
    static const char *const name[] = {"ms", "s", "min", "h", "d"};
    ColumnFound *c = &f->columns.column[COLUMN_TIME];
    double factor;
    if (c->source || !has_column(&f->columns, COLUMN_DATE)) return CELLSIM_OK;
    const Status s = against_stamps(p, f, &factor, e);
    for (int k = 0; !s && k < 5; k++) {
        Unit unit;
        if (!unit_find(DIMENSION_TIME, name[k], &unit) || fabs(unit.factor - factor) > 1e-9) continue;
        if (isnan(factor)) continue;
        c->unit = unit;
        c->source = UNIT_STAMPS;
    }
    return s;
}

static Status no_date(const Layout *f, const char *file, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, file, f->first_line, "the only column of time, \"%s\", holds numbers, not dates",
              f->columns.column[COLUMN_DATE].heading);
    return error_hint(e, "export the time since the start, with its unit"), CELLSIM_BAD_CARD;
}

Status probe_time(const ProbeLines *p, const MeasuredChoice *choice, const char *file, Layout *f, Error *e)
{
    static const ColumnKind order[] = {COLUMN_TIME, COLUMN_STEP_TIME, COLUMN_DATE};
    TimeStudy t = {.largest = 0};
    for (int k = 0; k < 3; k++) {
        f->time = order[k];
        if (!has_column(&f->columns, f->time)) continue;
        const Status s = study(p, f, f->time, &t, e);
        if (s) return s;
        break;
    }
    f->shape = shape_of(&t);
    if (f->time == COLUMN_DATE && f->shape == TIME_NUMBER) return no_date(f, file, e);
    if (f->shape == TIME_CLOCK) f->period = 86400;
    if (f->shape == TIME_PAIR) return settle_pair(&t, file, f, e);
    if (f->shape == TIME_DATE) return settle_date(&t, choice, file, f, e);
    return f->shape == TIME_NUMBER && f->time == COLUMN_TIME ? unit_of_stamps(p, f, e) : CELLSIM_OK;
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

/* A column of "steps" that changes with nearly every row counts rows. */
Status probe_steps(const ProbeLines *p, Measured *m, Layout *f, Error *e)
{
    ColumnFound *c = &f->columns.column[COLUMN_STEP];
    double before = NAN;
    int rows = 0, changes = 0;
    for (int k = f->first_line - 1; c->at >= 0 && k < p->n && rows < SAMPLE; k++) {
        char *field[MOST_FIELDS], *copy;
        const int n = probe_split(p, k, f->separator, MOST_FIELDS, field, &copy);
        if (n < 0) return error_memory(e);
        const double step = c->at < n ? field_number(field[c->at], f->decimal) : NAN;
        free(copy);
        if (isnan(step)) continue;
        changes += rows++ > 0 && step != before;
        before = step;
    }
    if (rows < FEW_ROWS || changes < COUNTS * rows) return CELLSIM_OK;
    measured_note(m, "the column \"%s\" changes with nearly every row: it counts rows, not steps", c->heading);
    c->at = -1;
    return CELLSIM_OK;
}
