/* Is the unit of every column known that is needed? */
#include "reader.h"

#include <string.h>

static const char *option_name(ColumnKind k)
{
    return k == COLUMN_Z_REAL || k == COLUMN_Z_IMAGINARY || k == COLUMN_Z_MODULUS ? "impedance"
           : k == COLUMN_CHARGE_IN || k == COLUMN_CHARGE_OUT                      ? "capacity"
           : k == COLUMN_STEP_TIME                                                ? "time"
                                                                                  : column_name(k);
}

static Status no_unit(const Reader *r, ColumnKind kind, Error *e)
{
    const ColumnFound *c = &r->layout.columns.column[kind];
    const char *choices = unit_choices(column_dimension(kind));
    if (c->said[0])
        error_set(e, CELLSIM_BAD_CARD, r->file, r->layout.heading_line,
                  "the unit \"%s\" of the column \"%s\" (%s) is not known", c->said, c->heading, column_name(kind));
    else
        error_set(e, CELLSIM_BAD_CARD, r->file, r->layout.heading_line, "the column \"%s\" (%s) does not say its unit",
                  c->heading, column_name(kind));
    error_hint(e, "write it into the heading, or give --unit %s=%.*s; known are %s", option_name(kind),
               (int)strcspn(choices, ","), choices, choices);
    return CELLSIM_BAD_CARD;
}

/* Of a file without time: the column of capacity. */
ColumnKind reader_capacity(const Columns *c)
{
    return has_column(c, COLUMN_CHARGE)       ? COLUMN_CHARGE
           : has_column(c, COLUMN_CHARGE_OUT) ? COLUMN_CHARGE_OUT
                                              : COLUMN_CHARGE_IN;
}

/* The columns that every row needs, by what the file is read as. */
int reader_needs(const Reader *r, ColumnKind need[3])
{
    const Layout *l = &r->layout;
    switch (l->use) {
    case HEADING_SPECTRUM:
        need[0] = COLUMN_FREQUENCY;
        need[1] = has_column(&l->columns, COLUMN_Z_REAL) ? COLUMN_Z_REAL : COLUMN_Z_MODULUS;
        need[2] = need[1] == COLUMN_Z_REAL ? COLUMN_Z_IMAGINARY : COLUMN_Z_PHASE;
        return 3;
    case HEADING_SERIES: need[0] = COLUMN_VOLTAGE, need[1] = COLUMN_CURRENT, need[2] = l->time; return 3;
    case HEADING_OPEN: need[0] = COLUMN_VOLTAGE, need[1] = l->time; return 2;
    case HEADING_SWEEP: need[0] = COLUMN_VOLTAGE, need[1] = COLUMN_CURRENT; return 2;
    default: need[0] = COLUMN_VOLTAGE, need[1] = reader_capacity(&l->columns); return 2;
    }
}

Status reader_check(const Reader *r, Error *e)
{
    ColumnKind needed[3];
    const int n = reader_needs(r, needed);
    for (int k = 0; k < n; k++) {
        const ColumnFound *c = &r->layout.columns.column[needed[k]];
        const int is_time =
            needed[k] == r->layout.time && (r->layout.use == HEADING_SERIES || r->layout.use == HEADING_OPEN);
        if (c->at < 0 || column_dimension(needed[k]) == DIMENSION_NONE) continue;
        if (is_time && r->layout.shape != TIME_NUMBER) continue; /* clocks and dates say it themselves */
        if (!c->source || (is_time && c->unit.is_clock)) return no_unit(r, needed[k], e);
    }
    return CELLSIM_OK;
}
