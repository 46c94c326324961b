#include "probe.h"

#include "probe_bare.h"
#include "probe_time.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADING_LINES = 3000, SAMPLE = 1500 /* rows that the writing of numbers is judged by */ };

void layout_free(Layout *f)
{
    free(f->heading);
    f->heading = NULL;
}

/* --- headings ---------------------------------------------------------------------------------------------------- */

/* How much a heading is wanted: a table of what --as names first, then the fuller ones. */
static int wish(HeadingUse use, MeasuredKind as)
{
    if (use == HEADING_SPECTRUM) return as == MEASURED_EIS || as == MEASURED_AUTO ? 5 : 0;
    if (use == HEADING_SERIES) return as == MEASURED_EIS ? 1 : 5;
    return (int)use;
}

/* 1: line k is a row below these headings at a separator: at least two numbers, no more fields. -1: no memory. */
static int is_row_of(const ProbeLines *p, int k, const Columns *c, char separator)
{
    char *field[MOST_FIELDS], *copy;
    int n = probe_split(p, k, separator, MOST_FIELDS, field, &copy), numbers = 0;
    for (int i = 0; i < n; i++) numbers += !isnan(field_number(field[i], '.')) || !isnan(field_number(field[i], ','));
    while (n > 0 && !*field[n - 1]) n--;
    free(copy);
    return n < 0 ? -1 : numbers >= 2 && n <= c->fields;
}

/* 1: rows follow within a few lines; a sentence may hold words of headings. -1: no memory. */
static int rows_follow(const ProbeLines *p, int heading, const Columns *c)
{
    const char separators[] = {c->separator, '\t', ';', ',', ' '};
    int looked_at = 0;
    for (int k = heading + 1; k < p->n && looked_at < 6; k++) {
        if (!p->line[k][strspn(p->line[k], " \t")]) continue;
        looked_at++;
        for (size_t j = 0; j < sizeof separators; j++) {
            const int row = is_row_of(p, k, c, separators[j]);
            if (row) return row;
        }
    }
    return 0;
}

/* 1: it begins like a row of numbers. */
static int begins_row(const char *line)
{
    line += strspn(line, " \t\"");
    line += *line == '-' || *line == '+';
    return isdigit((unsigned char)*line) || (*line == '.' && isdigit((unsigned char)line[1]));
}

static Status find_heading(const ProbeLines *p, const MeasuredChoice *c, Layout *f, Error *e)
{
    int best = 0;
    for (int k = 0; k < p->n && k < HEADING_LINES && best < 5; k++) {
        Columns columns;
        if (begins_row(p->line[k])) continue;
        int use = heading_find(p->line[k], f->format->own, &columns);
        if (use < 0) return error_memory(e);
        if (use == HEADING_SPECTRUM && c->as != MEASURED_AUTO && c->as != MEASURED_EIS)
            use = (int)heading_series(&columns);
        if (use == HEADING_NONE || wish((HeadingUse)use, c->as) <= best) continue;
        const int follow = rows_follow(p, k, &columns);
        if (follow < 0) return error_memory(e);
        if (!follow && f->heading_line) continue;
        best = follow ? wish((HeadingUse)use, c->as) : 0;
        f->use = (HeadingUse)use;
        f->columns = columns;
        f->heading_line = k + 1;
    }
    f->first_line = f->heading_line + 1;
    f->separator = f->columns.separator;
    if (!f->heading_line) return CELLSIM_OK;
    const char *line = p->line[f->heading_line - 1];
    f->heading = malloc(strlen(line) + 1);
    if (!f->heading) return error_memory(e);
    strcpy(f->heading, line);
    return CELLSIM_OK;
}

/* A line of units may follow. */
static Status find_units(const ProbeLines *p, Layout *f, Error *e)
{
    for (int k = f->heading_line; k < p->n && k < f->heading_line + 3; k++) {
        if (!p->line[k][strspn(p->line[k], " \t")]) continue;
        char *copy = probe_copy(p, k);
        if (!copy) return error_memory(e);
        const int units = heading_take_units(copy, &f->columns);
        free(copy);
        if (units) f->first_line = k + 2;
        return CELLSIM_OK;
    }
    return CELLSIM_OK;
}

/* Headings of steps and cycles above those of records, of which the first fields are empty. */
static Status find_levels(const ProbeLines *p, Layout *f, Error *e)
{
    f->levels = (Levels){0, -1, 0, -1, -1};
    for (int k = f->heading_line - 2; k >= 0 && k >= f->heading_line - 4 && f->columns.lead > 0; k--) {
        Columns c;
        char *copy = probe_copy(p, k);
        if (!copy) return error_memory(e);
        heading_read(copy, f->separator, f->format->own, &c);
        free(copy);
        if (c.lead >= f->columns.lead) break;
        f->levels.depth++;
        if (has_column(&c, COLUMN_STATE)) f->levels.state_at = c.column[COLUMN_STATE].at;
        if (c.lead > 0 || f->columns.lead == 1) f->levels.step_at = c.column[COLUMN_STEP].at;
        if (c.lead > 0 || !has_column(&c, COLUMN_CYCLE)) continue;
        f->levels.cycle_at = c.column[COLUMN_CYCLE].at;
        f->levels.cycle_fields = c.fields;
    }
    if (f->levels.depth == 0) f->columns.lead = 0; /* a column without a name: an index of rows */
    return CELLSIM_OK;
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

static int begins_number(const char *s)
{
    s += *s == '-' || *s == '+';
    return isdigit((unsigned char)*s) || ((*s == '.' || *s == ',') && isdigit((unsigned char)s[1]));
}

/* Rows may be separated by something else than the headings are. */
static Status find_separator(const ProbeLines *p, Layout *f, Error *e)
{
    static const char others[] = "\t;, ";
    for (int k = f->first_line - 1; k < p->n && k < f->first_line + 20; k++) {
        char *field[MOST_FIELDS], *copy;
        const int as_heading = probe_split(p, k, f->separator, MOST_FIELDS, field, &copy);
        if (as_heading < 0) return error_memory(e);
        const int numbers = as_heading > 0 && begins_number(field[f->columns.lead < as_heading ? f->columns.lead : 0]);
        free(copy);
        if (as_heading > 2 && numbers) return CELLSIM_OK;
        for (int j = 0; others[j]; j++) {
            const int n = probe_split(p, k, others[j], MOST_FIELDS, field, &copy);
            if (n < 0) return error_memory(e);
            const int fits = n == f->columns.fields && begins_number(field[0]);
            free(copy);
            if (!fits) continue;
            f->separator = others[j];
            return CELLSIM_OK;
        }
    }
    return CELLSIM_OK;
}

/* What a field says of the decimal sign: it, or 0. "1,020" is one or a thousand. */
static char decimal_of(const char *s, int *unclear)
{
    const char *point = strchr(s, '.'), *comma = strchr(s, ',');
    if (!begins_number(s) || strchr(s, ':') || strchr(s, '/') || (!point && !comma)) return 0;
    if (point && comma) return point > comma ? '.' : ',';
    const char *mark = point ? point : comma;
    const size_t before = strspn(s + (*s == '-' || *s == '+'), "0123456789"), after = strspn(mark + 1, "0123456789");
    if (strchr(mark + 1, *mark)) return before > 3 || after != 3 ? 0 : *mark == '.' ? ',' : '.'; /* 1,234,567 */
    if (after == 3 && before <= 3 && before > 0 && s[*s == '-' || *s == '+'] != '0' &&
        !isalpha((unsigned char)mark[4])) {
        *unclear += *mark == ',';
        return 0;
    }
    return *mark;
}

static Status unclear_decimal(const Layout *f, const char *file, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, file, f->first_line,
              "is \"1,020\" one or a thousand? nothing in the first rows decides it");
    return error_hint(e, "give --decimal comma or --decimal point"), CELLSIM_BAD_CARD;
}

static Status find_decimal(const ProbeLines *p, const MeasuredChoice *c, const char *file, Layout *f, Error *e)
{
    int points = 0, commas = 0, unclear = 0;
    f->decimal = c->decimal ? c->decimal : '.';
    for (int k = f->first_line - 1; k < p->n && k < f->first_line + SAMPLE && !c->decimal; k++) {
        char *field[MOST_FIELDS], *copy;
        const int n = probe_split(p, k, f->separator, MOST_FIELDS, field, &copy);
        if (n < 0) return error_memory(e);
        for (int j = 0; j < COLUMN_KINDS; j++) {
            const int at = j == COLUMN_CELL ? -1 : f->columns.column[j].at;
            const char d = at >= 0 && at < n ? decimal_of(field[at], &unclear) : 0;
            points += d == '.';
            commas += d == ',';
        }
        free(copy);
    }
    if (c->decimal) return CELLSIM_OK;
    if (commas > points) f->decimal = ',';
    if (points || commas || !unclear) return CELLSIM_OK;
    if (f->separator != ';') return unclear_decimal(f, file, e);
    f->decimal = ','; /* what semicolons are used for */
    return CELLSIM_OK;
}

/* --- the scan rate ----------------------------------------------------------------------------------------------- */

/* "Scan Rate (V/s) = 0.01" */
static void find_scan_rate(const ProbeLines *p, Layout *f)
{
    f->scan_rate = NAN;
    for (int k = 0; k < f->heading_line - 1 && f->format->scan_rate; k++) {
        const char *at = strstr(p->line[k], f->format->scan_rate);
        if (!at) continue;
        char text[40];
        at += strlen(f->format->scan_rate);
        at += strspn(at, " ");
        snprintf(text, sizeof text, "%.*s", (int)strcspn(at, " \t,"), at);
        f->scan_rate = field_number(text, '.');
        return;
    }
}

static Status no_heading(const char *file, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, file, 0,
              "no line names columns of time, voltage and current, or of frequency and impedance");
    error_hint(e, "such as \"Test Time / s,Voltage / V,Current / A\", or \"Frequency / Hz,Real Impedance / "
                  "ohm,Imaginary Impedance / ohm\"");
    return CELLSIM_BAD_CARD;
}

static void apply_units(const MeasuredChoice *c, Layout *f)
{
    for (int k = 0; k < c->units; k++) {
        ColumnFound *column = &f->columns.column[c->unit[k].column];
        column->unit = c->unit[k].unit;
        column->source = UNIT_OPTION;
        if (c->unit[k].column != COLUMN_Z_REAL) continue;
        for (int j = COLUMN_Z_IMAGINARY; j <= COLUMN_Z_MODULUS; j++) {
            f->columns.column[j].unit = column->unit;
            f->columns.column[j].source = UNIT_OPTION;
        }
    }
}

static Status find_all(const ProbeLines *p, const MeasuredChoice *c, const char *file, Layout *f, Error *e)
{
    Status s = find_heading(p, c, f, e);
    if (!s && !f->heading_line) s = probe_bare(p, c, file, f, e);
    if (!s && f->use == HEADING_NONE) return no_heading(file, e);
    if (!s && f->heading_line) s = find_units(p, f, e);
    if (!s) s = find_levels(p, f, e);
    if (!s && f->heading_line) s = find_separator(p, f, e);
    if (!s) s = find_decimal(p, c, file, f, e);
    if (s) return s;
    find_scan_rate(p, f);
    apply_units(c, f);
    return f->use == HEADING_SERIES || f->use == HEADING_OPEN ? probe_time(p, c, file, f, e) : CELLSIM_OK;
}

Status layout_find(Lines *l, const MeasuredChoice *c, Measured *m, Layout *f, Error *e)
{
    ProbeLines p;
    *f = (Layout){.use = HEADING_NONE, .time = COLUMN_TIME};
    Status s = probe_lines_read(l, &p, e);
    if (!s) {
        f->format = format_find(p.marked);
        f->open_circuit = strstr(p.marked, "Open Circuit Voltage\n") != NULL; /* EC-Lab's name of the technique */
        s = find_all(&p, c, l->file, f, e);
        if (!s) s = probe_steps(&p, m, f, e);
    }
    if (!s) m->columns = f->columns;
    probe_lines_free(&p);
    if (s) layout_free(f);
    return s;
}
