#include "took.h"

#include "../report/json_build.h"
#include "../report/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *source_words(UnitSource s)
{
    switch (s) {
    case UNIT_ROW: return " (row of units)";
    case UNIT_FORMAT: return " (the format's definition)";
    case UNIT_STAMPS: return " (from the time stamps)";
    case UNIT_OPTION: return " (--unit)";
    default: return "";
    }
}

/* 1: the column plays a part in what was read. */
static int is_used(const Measured *m, ColumnKind k)
{
    const int polar = m->columns.column[COLUMN_Z_REAL].at<0, spectrum = m->spectra> 0;
    if (m->columns.column[k].at < 0) return 0;
    if (k == COLUMN_Z_MODULUS || k == COLUMN_Z_PHASE) return spectrum && polar;
    if (k >= COLUMN_FREQUENCY) return spectrum;
    if (k == COLUMN_STEP_TIME || k == COLUMN_DATE)
        return k == m->time || (k == COLUMN_STEP_TIME && m->columns.column[k].source);
    if (k == COLUMN_TIME || k == COLUMN_CURRENT || k >= COLUMN_STEP) return !spectrum;
    return 1;
}

static void print_columns(const Measured *m)
{
    int said = 0;
    for (int k = 0; k < COLUMN_KINDS; k++) {
        const ColumnFound *c = &m->columns.column[k];
        const int has_unit = column_dimension((ColumnKind)k) != DIMENSION_NONE;
        if (!is_used(m, (ColumnKind)k)) continue;
        printf("%s%s \"%s\"", said++ ? "\n              " : "  columns     ", column_name((ColumnKind)k), c->heading);
        if (k == (int)m->time && m->written[0]) printf(" as %s", m->written);
        else if (has_unit && c->source) printf(" in %s%s", c->unit.name, source_words(c->source));
    }
    if (said) printf("\n");
}

static void print_rows(const Measured *m)
{
    printf("  rows        %ld", m->rows);
    if (!m->skipped) printf(", all used");
    else printf(", %ld skipped:", m->skipped);
    for (int k = 0; k < m->skipped && k < SKIPS_KEPT; k++) {
        if (m->skip[k].line) printf("%s line %d (%s)", k ? "," : "", m->skip[k].line, m->skip[k].reason);
        else printf("%s %s", k ? "," : "", m->skip[k].reason);
    }
    if (m->skipped > SKIPS_KEPT) printf(", ...");
    if (m->other) printf("; %ld other line%s", m->other, m->other > 1 ? "s" : "");
    printf("\n");
}

static void print_steps(const Measured *m)
{
    int count[3] = {0, 0, 0};
    for (int k = 0; k < m->segments; k++) count[m->segment[k].kind]++;
    if (m->spectra) printf("  spectra     %d\n", m->spectra);
    else
        printf("  steps       %d with current, %d sweeps, %d rests\n", count[SEGMENT_CURRENT], count[SEGMENT_SWEEP],
               count[SEGMENT_REST]);
}

void took_print(const char *file, const Measured *m)
{
    char number[NUMBER_SIZE];
    printf("%s\n  format      %s; %s, decimal %s\n", file, m->format, m->encoding,
           m->decimal == ',' ? "comma" : "point");
    print_columns(m);
    if (m->sign[0]) printf("  sign        %s\n", m->sign);
    print_rows(m);
    print_steps(m);
    const int told = !strncmp(m->why, "--as", 4);
    printf("  kind        %s: %s%s\n", measured_kind_name(m->kind), m->why, told ? "" : " (--as changes it)");
    if (!isnan(m->capacity_off))
        printf("  capacity    the charge of current and time is %s %% off the instrument's own\n",
               number_text(100 * m->capacity_off, 2, number));
    for (int k = 0; k < m->notes; k++) printf("  note        %s\n", m->note[k]);
}

static json_t *columns_json(const Measured *m)
{
    json_t *list = json_array();
    for (int k = 0; k < COLUMN_KINDS; k++) {
        const ColumnFound *c = &m->columns.column[k];
        if (!is_used(m, (ColumnKind)k)) continue;
        json_t *o = json_object();
        json_put(&o, "quantity", json_string(column_name((ColumnKind)k)));
        json_put(&o, "heading", text_json(c->heading));
        json_put(&o, "unit", c->source ? json_string(c->unit.name) : json_null());
        json_append(&list, o);
    }
    return list;
}

static json_t *skipped_json(const Measured *m)
{
    json_t *list = json_array();
    for (int k = 0; k < m->skipped && k < SKIPS_KEPT; k++) {
        json_t *o = json_object();
        json_put(&o, "line", json_integer(m->skip[k].line));
        json_put(&o, "reason", text_json(m->skip[k].reason));
        json_append(&list, o);
    }
    return list;
}

json_t *took_json(const char *file, const Measured *m)
{
    json_t *o = json_object(), *notes = json_array();
    json_put(&o, "file", text_json(file));
    json_put(&o, "format", text_json(m->format));
    json_put(&o, "encoding", text_json(m->encoding));
    json_put(&o, "columns", columns_json(m));
    json_put(&o, "sign", text_json(m->sign));
    json_put(&o, "rows", json_integer(m->rows));
    json_put(&o, "skipped", json_integer(m->skipped));
    json_put(&o, "first_skipped", skipped_json(m));
    json_put(&o, "kind", json_string(measured_kind_name(m->kind)));
    json_put(&o, "why", text_json(m->why));
    json_put(&o, "capacity_off_percent", number_json(100 * m->capacity_off));
    for (int k = 0; k < m->notes; k++) json_append(&notes, text_json(m->note[k]));
    json_put(&o, "notes", notes);
    return o;
}
