#include "reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what is given ----------------------------------------------------------------------------------------------- */

MeasuredChoice measured_defaults(void)
{
    return (MeasuredChoice){.cell = {NAN, NAN, NAN, NAN, NAN}};
}

static const struct {
    const char *name;
    ColumnKind column[3];
    int columns;
} unit_names[] = {
    {"time", {COLUMN_TIME, COLUMN_STEP_TIME}, 2},
    {"voltage", {COLUMN_VOLTAGE}, 1},
    {"current", {COLUMN_CURRENT}, 1},
    {"capacity", {COLUMN_CHARGE, COLUMN_CHARGE_IN, COLUMN_CHARGE_OUT}, 3},
    {"frequency", {COLUMN_FREQUENCY}, 1},
    {"impedance", {COLUMN_Z_REAL}, 1},
    {"phase", {COLUMN_Z_PHASE}, 1},
};
enum { UNIT_NAMES = sizeof unit_names / sizeof *unit_names };

static Status bad_unit(const char *text, const char *choices, Error *e)
{
    error_set(e, CELLSIM_USAGE, NULL, 0, "--unit needs QUANTITY=UNIT, not '%.60s'", text);
    return error_hint(e, "%s", choices), CELLSIM_USAGE;
}

Status measured_take_unit(MeasuredChoice *c, const char *text, Error *e)
{
    const char *equals = strchr(text, '=');
    const size_t n = equals ? (size_t)(equals - text) : 0;
    c->order = !strcmp(text, "date=d/m") ? DATE_DAY_FIRST : !strcmp(text, "date=m/d") ? DATE_MONTH_FIRST : c->order;
    if (!strcmp(text, "date=d/m") || !strcmp(text, "date=m/d")) return CELLSIM_OK;
    for (int k = 0; k < UNIT_NAMES; k++) {
        char choices[160];
        Unit unit;
        if (n != strlen(unit_names[k].name) || strncmp(text, unit_names[k].name, n) != 0) continue;
        const Dimension d = column_dimension(unit_names[k].column[0]);
        snprintf(choices, sizeof choices, "units of %s: %s", unit_names[k].name, unit_choices(d));
        if (!unit_find(d, equals + 1, &unit) || c->units + 3 > MOST_UNITS) return bad_unit(text, choices, e);
        for (int j = 0; j < unit_names[k].columns; j++)
            c->unit[c->units++] = (UnitGiven){unit_names[k].column[j], unit};
        return CELLSIM_OK;
    }
    return bad_unit(
        text, "quantities: time, voltage, current, capacity, frequency, impedance, phase; such as --unit current=mA",
        e);
}

/* --- areas and masses -------------------------------------------------------------------------------------------- */

/* A current per area or mass is that of the cell by what was given; else of 1 cm2, of 1 g. */
static void scale_current(Reader *r)
{
    const MeasuredCell *cell = &r->choice->cell;
    Columns *c = &r->layout.columns;
    const struct {
        Per per;
        double given, otherwise;
        const char *option, *whole;
    } ways[] = {{PER_AREA, cell->area, 1e-4, "--area-cm2", "1 cm2"}, {PER_MASS, cell->mass, 1e-3, "--mass-mg", "1 g"}};
    int said = 0;
    for (int k = 0; k < 2; k++)
        for (int j = COLUMN_CURRENT; j <= COLUMN_CHARGE_OUT; j++) {
            ColumnFound *f = &c->column[j];
            if (f->at < 0 || !f->source || f->unit.per != ways[k].per) continue;
            f->unit.factor *= ways[k].given > 0 ? ways[k].given : ways[k].otherwise;
            if (ways[k].given > 0 || said++ || (j != COLUMN_CURRENT && r->layout.use == HEADING_SERIES)) continue;
            measured_note(r->m, "\"%s\" is per %s, and %s is not given: charges and currents are those of %s",
                          f->heading, k ? "mass" : "area", ways[k].option, ways[k].whole);
        }
}

/* An instrument's capacity per gram says nothing of a current in A as long as the mass is not known. */
static void drop_capacity(Reader *r)
{
    const ColumnFound *current = &r->layout.columns.column[COLUMN_CURRENT];
    for (int j = COLUMN_CHARGE; j <= COLUMN_CHARGE_OUT && r->layout.use == HEADING_SERIES; j++) {
        ColumnFound *f = &r->layout.columns.column[j];
        const int known = f->unit.per == PER_NOTHING || f->unit.per == current->unit.per ||
                          (f->unit.per == PER_AREA ? r->choice->cell.area : r->choice->cell.mass) > 0;
        if (f->at >= 0 && (!f->source || !known)) f->at = -1;
    }
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* Two cells side by side: the first is read, and that is said. */
static void say_others(Reader *r)
{
    ColumnKind need[3];
    const int n = reader_needs(r, need);
    for (int k = 0; k < n; k++) {
        const ColumnFound *c = &r->layout.columns.column[need[k]];
        if (c->at >= 0 && c->others)
            measured_note(r->m, "%d columns could be the %s: \"%s\", the first of the finest unit, is read",
                          c->others + 1, column_name(need[k]), c->heading);
    }
}

static void say_time(Reader *r)
{
    static const char *const words[] = {"", "", "h:min:s", "min:s", "dates"};
    const int hours = r->layout.shape == TIME_PAIR && r->layout.pair_is_hours;
    snprintf(r->m->written, sizeof r->m->written, "%s", hours ? "h:min" : words[r->layout.shape]);
}

static Status read_rows(Reader *r, Error *e)
{
    Status s = reader_check(r, e);
    if (s) return s;
    drop_capacity(r);
    say_others(r);
    r->m->columns = r->layout.columns;
    r->m->time = r->layout.time;
    if (r->layout.use == HEADING_SERIES || r->layout.use == HEADING_OPEN) say_time(r);
    scale_current(r);
    switch (r->layout.use) {
    case HEADING_SPECTRUM: return read_spectra(r, e);
    case HEADING_CURVE: return read_curve(r, e);
    default: return read_series(r, e);
    }
}

/* A table of both whose frequencies are all 0 holds no spectrum. */
static Status read_again(Reader *r, Error *e)
{
    MeasuredChoice c = *r->choice;
    const int as_asked = c.as == MEASURED_EIS;
    if (as_asked || !has_column(&r->layout.columns, COLUMN_CURRENT)) {
        error_set(e, CELLSIM_BAD_CARD, r->file, 0, "there is no impedance spectrum: no rows with a frequency");
        return error_hint(e, "a spectrum needs three frequencies or more"), CELLSIM_BAD_CARD;
    }
    c.as = MEASURED_CYCLING;
    r->m->rows = r->m->skipped = r->m->other = 0;
    layout_free(&r->layout);
    Status s = lines_rewind(&r->lines, e);
    if (!s) s = layout_find(&r->lines, &c, r->m, &r->layout, e);
    return s ? s : read_rows(r, e);
}

static Status read_all(Reader *r, Error *e)
{
    Status s = layout_find(&r->lines, r->choice, r->m, &r->layout, e);
    if (s) return s;
    snprintf(r->m->format, sizeof r->m->format, "%s", r->layout.format->name);
    r->m->decimal = r->layout.decimal;
    r->open_circuit = r->layout.open_circuit;
    s = read_rows(r, e);
    return !s && r->layout.use == HEADING_SPECTRUM && r->m->spectra == 0 ? read_again(r, e) : s;
}

Status measured_read(const char *file, const MeasuredChoice *c, Measured *m, Error *e)
{
    Reader *r = calloc(1, sizeof *r);
    *m = (Measured){.capacity_off = NAN};
    if (!r) return error_memory(e);
    *r = (Reader){.file = file,
                  .choice = c,
                  .m = m,
                  .level_cycle = NAN,
                  .last_date = NAN,
                  .level_state = STATE_UNKNOWN,
                  .state = STATE_UNKNOWN};
    Status s = lines_open(file, &r->lines, e);
    if (!s) snprintf(m->encoding, sizeof m->encoding, "%s", encoding_name(&r->lines));
    if (!s) s = read_all(r, e);
    if (!s) s = measured_judge(m, c->as, e);
    if (s && e && !e->file[0]) snprintf(e->file, sizeof e->file, "%s", file);
    lines_close(&r->lines);
    layout_free(&r->layout);
    free(r->copy);
    free(r);
    if (s) measured_free(m);
    return s;
}

void measured_free(Measured *m)
{
    for (int k = 0; k < m->spectra; k++) free(m->spectrum[k].point);
    free(m->spectrum);
    free(m->segment);
    series_free(&m->series);
    *m = (Measured){0};
}
