#include "reader.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double MOST_SKIPPED = 0.01; /* share of the rows */
enum { MOST_HEADINGS = 10000 /* lines that are tried as a second heading */ };

/* --- fields ------------------------------------------------------------------------------------------------------ */

const char *reader_field(const Reader *r, ColumnKind kind)
{
    const int at = r->layout.columns.column[kind].at;
    return at >= 0 && at < r->fields ? r->field[at] : "";
}

double reader_value(const Reader *r, ColumnKind kind)
{
    const ColumnFound *c = &r->layout.columns.column[kind];
    if (c->at < 0 || c->at >= r->fields) return NAN;
    const double number = field_number(r->field[c->at], r->layout.decimal), x = c->negated ? -number : number;
    return column_dimension(kind) == DIMENSION_NONE ? x : c->source ? x * c->unit.factor : NAN;
}

static int all_blank(const char *line)
{
    return line[strspn(line, " \t,;|\x1A\f")] == '\0';
}

static int begins_number(const char *s)
{
    s += strspn(s, "+-.,");
    return isdigit((unsigned char)*s);
}

/* 1: nothing in the columns of numbers begins like one; or it is a single field of words. */
static int is_text(const Reader *r)
{
    if (r->fields < 2) return !begins_number(r->field[0]);
    for (int k = 0; k < COLUMN_KINDS; k++)
        if (k != COLUMN_STATE && begins_number(reader_field(r, (ColumnKind)k))) return 0;
    return 1;
}

/* --- lines that are no rows -------------------------------------------------------------------------------------- */

/* A record's row of a nested export begins with empty fields; what does not is of a level above. */
static int is_level(const Reader *r)
{
    for (int k = 0; k < r->layout.columns.lead && k < r->fields; k++)
        if (*r->field[k]) return 1;
    return 0;
}

void reader_take_state(Reader *r, const char *word)
{
    if (!strncmp(word, r->word, sizeof r->word - 1)) return;
    snprintf(r->word, sizeof r->word, "%s", word);
    r->state = state_of_word(word);
}

static double level_number(const Reader *r, int at)
{
    return at >= 0 && at < r->fields ? field_number(r->field[at], r->layout.decimal) : NAN;
}

/* A row of a cycle, of a step, or of both, one after the other; or their headings again. */
static void take_level(Reader *r)
{
    const Levels *l = &r->layout.levels;
    const double cycle = *r->field[0] ? level_number(r, l->cycle_at) : NAN;
    int shift = 0;
    if (!isnan(cycle)) {
        r->level_cycle = cycle;
        if (r->fields <= l->cycle_fields || !*r->field[l->cycle_fields]) return;
        shift = l->cycle_fields - 1; /* the step's fields begin where a row of its own has its second */
    }
    if (isnan(level_number(r, l->step_at + shift))) return;
    r->level_step++;
    r->level_state = STATE_UNKNOWN;
    if (l->state_at < 0 || l->state_at + shift >= r->fields) return;
    reader_take_state(r, r->field[l->state_at + shift]);
    r->level_state = r->state;
}

/* What was given for a column holds for the same column of a second heading. */
static void inherit_units(Columns *c, const Columns *before)
{
    for (int k = 0; k < COLUMN_KINDS; k++) {
        ColumnFound *now = &c->column[k];
        const ColumnFound *then = &before->column[k];
        if ((now->source && then->source != UNIT_OPTION) || then->source <= UNIT_HEADING) continue;
        now->unit = then->unit;
        now->source = then->source;
    }
}

/* A second heading: of the same table in another order, or of another table, which is not read. */
static Status take_heading(Reader *r, const char *line, int *heading, Error *e)
{
    Columns c;
    *heading = 0;
    if (r->headings >= MOST_HEADINGS || !r->layout.heading) return CELLSIM_OK;
    r->headings++;
    const int use = heading_find(line, r->layout.format->own, &c);
    if (use < 0) return error_memory(e);
    if (use == HEADING_NONE) return CELLSIM_OK;
    *heading = 1;
    if (r->layout.use == HEADING_SPECTRUM ? use != HEADING_SPECTRUM
                                          : use < (int)r->layout.use || use == HEADING_SPECTRUM) {
        if (!r->elsewhere++)
            measured_note(r->m, "line %d begins another table, which is not read: \"%.40s\"", r->lines.number, line);
        r->other_table = 1;
        return CELLSIM_OK;
    }
    r->other_table = 0;
    inherit_units(&c, &r->layout.columns);
    c.lead = r->layout.columns.lead;
    r->layout.columns = c;
    return reader_check(r, e);
}

static Status is_unit_row(const Reader *r, const char *line, int *units, Error *e)
{
    Columns c = r->layout.columns;
    char *copy = malloc(strlen(line) + 1);
    if (!copy) return error_memory(e);
    strcpy(copy, line);
    *units = heading_take_units(copy, &c);
    free(copy);
    return CELLSIM_OK;
}

/* A line in which a number is missing: text, a heading, a row of units, or a row that cannot be used. */
static Status sort_out(Reader *r, const char *line, ColumnKind at_fault, Error *e)
{
    int heading = 0, units = 0;
    if (!is_text(r)) return reader_skip(r, at_fault), CELLSIM_OK;
    Status s = r->fresh ? is_unit_row(r, line, &units, e) : CELLSIM_OK;
    if (!s && !units) s = take_heading(r, line, &heading, e);
    r->m->other++;
    if (heading) r->fresh = 1;
    else if (!units && !r->remarks++)
        measured_note(r->m, "line %d is text, not a row: \"%.40s\"", r->lines.number, line);
    return s;
}

void reader_skip(Reader *r, ColumnKind kind)
{
    r->m->rows++;
    const char *text = reader_field(r, kind), *name = r->layout.columns.column[kind].heading;
    if (*text) measured_skip(r->m, r->lines.number, "\"%.24s\" in the column \"%.30s\" is no number", text, name);
    else measured_skip(r->m, r->lines.number, "the column \"%.30s\" is empty", name);
}

static int has_more_fields(const Reader *r)
{
    for (int k = r->layout.columns.fields; k < r->fields; k++)
        if (*r->field[k]) return 1;
    return 0;
}

/* The first needed column without a number; COLUMN_KINDS: all are there. */
static ColumnKind missing(const Reader *r)
{
    ColumnKind need[3];
    const int n = reader_needs(r, need);
    for (int k = 0; k < n; k++) {
        const int is_time = need[k] == r->layout.time && r->layout.use != HEADING_SPECTRUM;
        const char *text = reader_field(r, need[k]);
        if (is_time && r->layout.shape != TIME_NUMBER) {
            if (field_time(text, r->layout.decimal, r->layout.order).shape == TIME_NONE) return need[k];
        } else if (isnan(field_number(text, r->layout.decimal))) return need[k];
    }
    return COLUMN_KINDS;
}

/* Rows of several cells are no measurement of one. A fraction is no name. */
static Status check_cell(Reader *r, Error *e)
{
    const char *cell = reader_field(r, COLUMN_CELL);
    if (!*cell || (strpbrk(cell, ".,") && !isnan(field_number(cell, r->layout.decimal)))) return CELLSIM_OK;
    if (!r->cell[0]) snprintf(r->cell, sizeof r->cell, "%s", cell);
    if (!strncmp(cell, r->cell, sizeof r->cell - 1)) return CELLSIM_OK;
    error_set(e, CELLSIM_BAD_CARD, r->file, r->lines.number,
              "the column \"%s\" names several cells: \"%.24s\", \"%.24s\"",
              r->layout.columns.column[COLUMN_CELL].heading, r->cell, cell);
    return error_hint(e, "write the rows of each into a file of its own"), CELLSIM_BAD_CARD;
}

static Status look_at(Reader *r, const char *line, int *row, Error *e)
{
    r->fields = split_fields(r->copy, r->layout.separator, MOST_FIELDS, r->field);
    if (r->lines.has_nul) {
        r->m->rows++;
        measured_skip(r->m, r->lines.number, "a NUL byte");
        return CELLSIM_OK;
    }
    if (is_level(r)) {
        r->m->other++;
        take_level(r);
        return CELLSIM_OK;
    }
    const ColumnKind at_fault = missing(r);
    if (at_fault != COLUMN_KINDS) return sort_out(r, line, at_fault, e);
    r->m->rows++;
    *row = !has_more_fields(r);
    if (!*row)
        measured_skip(r->m, r->lines.number, "%d fields where the headings have %d", r->fields,
                      r->layout.columns.fields);
    return CELLSIM_OK;
}

static Status copy_line(Reader *r, const char *line, Error *e)
{
    const size_t n = strlen(line) + 1;
    if (n > r->copy_room) {
        char *bigger = realloc(r->copy, 2 * n);
        if (!bigger) return error_memory(e);
        r->copy = bigger;
        r->copy_room = 2 * n;
    }
    memcpy(r->copy, line, n);
    return CELLSIM_OK;
}

/* 1: a line to pass over. */
static int is_empty(Reader *r, const char *line)
{
    if (r->lines.number < r->layout.first_line) return 1;
    if (r->layout.heading && !strcmp(line, r->layout.heading)) {
        r->fresh = 1;
        r->other_table = 0;
        r->m->other++;
        return 1;
    }
    return !r->lines.has_nul && all_blank(line);
}

Status reader_row(Reader *r, int *row, Error *e)
{
    for (*row = 0; !*row;) {
        char *line;
        Status s = lines_next(&r->lines, &line, e);
        if (s || !line) return s;
        if (is_empty(r, line)) continue;
        s = copy_line(r, line, e);
        if (!s) s = look_at(r, line, row, e);
        if (s) return s;
        if (*row && r->other_table) {
            r->m->other++;
            r->m->rows--;
            *row = 0;
        }
        if (*row) s = check_cell(r, e);
        if (s) return s;
    }
    return CELLSIM_OK;
}

Status reader_judge(const Reader *r, Error *e)
{
    const Measured *m = r->m;
    if (m->skipped == 0 || r->choice->lenient || (double)m->skipped <= MOST_SKIPPED * (double)m->rows)
        return CELLSIM_OK;
    error_set(e, CELLSIM_BAD_CARD, r->file, m->skip[0].line, "%ld of %ld rows cannot be used, the first one: %s",
              m->skipped, m->rows, m->skip[0].reason);
    return error_hint(e, "--lenient reads the others"), CELLSIM_BAD_CARD;
}
