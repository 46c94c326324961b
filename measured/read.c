#include "measured.h"

#include "../report/files.h"
#include "columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 1 << 30, HEADING_LINES = 1000, MOST_FIELDS = 256, LAST_CYCLE = 1000000 };

/* A file being read, line by line. */
typedef struct Reading {
    char *next; /* start of the next line, NULL: none */
    int line;   /* of the one last taken, from 1 */
    Columns columns;
    double offset, last_time; /* s: of step times that restart */
} Reading;

static char *take_line(Reading *r)
{
    char *line = r->next;
    if (!line) return NULL;
    char *end = strchr(line, '\n');
    if (end) *end = '\0';
    r->next = end && end[1] ? end + 1 : NULL;
    r->line++;
    return line;
}

/* Tries every separator on a line; headings know themselves by their names. */
static Status is_heading(const char *line, Columns *c, int *found, Error *e)
{
    static const char separators[] = "\t;,";
    const size_t n = strlen(line) + 1;
    *found = 0;
    for (int k = 0; separators[k] && !*found && n < 1 << 16; k++) {
        if (!strchr(line, separators[k])) continue;
        char *copy = malloc(n);
        if (!copy) return error_memory(e);
        memcpy(copy, line, n);
        *found = columns_of_heading(copy, separators[k], c);
        free(copy);
    }
    return CELLSIM_OK;
}

static Status find_heading(Reading *r, const char *file, Error *e)
{
    for (char *line; r->line < HEADING_LINES && (line = take_line(r));) {
        int found;
        const Status status = is_heading(line, &r->columns, &found, e);
        if (status || found) return status;
    }
    error_set(e, CELLSIM_BAD_CARD, file, 0, "no line names columns of time, voltage and current");
    return error_hint(e, "such as \"Test Time / s,Voltage / V,Current / A\", or BioLogic's time/s, Ewe/V, <I>/mA"),
           CELLSIM_BAD_CARD;
}

static double value(const Reading *r, ColumnRole role, int n, char *const *field)
{
    const int at = r->columns.at[role];
    return at >= 0 && at < n ? field_number(field[at]) * r->columns.factor[role] : NAN;
}

static int is_discharge(const Reading *r, int n, char *const *field)
{
    const int at = r->columns.at[COLUMN_TYPE];
    return at >= 0 && at < n && (strstr(field[at], "DChg") || strstr(field[at], "Dchg") || strstr(field[at], "DCHG"));
}

/* Time since the start: a time that goes back is one that restarts with the step. */
static double running_time(Reading *r, double t)
{
    if (t < r->last_time) r->offset += r->last_time;
    r->last_time = t;
    return r->offset + t;
}

static Status bad_cycle(const Reading *r, const char *file, double cycle, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, file, r->line, "cycle number %.12g is out of range: 0 to %d", cycle, LAST_CYCLE);
    return error_hint(e, "is another column meant, or is the row damaged?"), CELLSIM_BAD_CARD;
}

/* Adds a row; a line without numbers is passed over. Rows at the time of the one before replace nothing. */
static Status take_row(Reading *r, const char *file, char *line, Series *s, double *step_before, Error *e)
{
    char *field[MOST_FIELDS];
    const int n = split_fields(line, r->columns.separator, MOST_FIELDS, field), k = s->n;
    const double t = value(r, COLUMN_TIME, n, field), V = value(r, COLUMN_VOLTAGE, n, field);
    double I = value(r, COLUMN_CURRENT, n, field);
    if (isnan(t) || isnan(V) || isnan(I)) return CELLSIM_OK;
    if (is_discharge(r, n, field)) I = -fabs(I);
    const double cycle = value(r, COLUMN_CYCLE, n, field), step = value(r, COLUMN_STEP, n, field);
    if (cycle < 0 || cycle > LAST_CYCLE) return bad_cycle(r, file, cycle, e);
    s->t[k] = running_time(r, t);
    s->V[k] = V;
    s->I[k] = I;
    s->cycle[k] = isnan(cycle) ? -1 : (int)cycle;
    s->step[k] = k == 0 ? 0 : s->step[k - 1] + (!isnan(step) && fabs(step - *step_before) > 0);
    *step_before = step;
    s->n++;
    return CELLSIM_OK;
}

/* Cycles counted from 1 (some count from 0); 0 where there is no such column. */
static void renumber_cycles(Series *s)
{
    int least = s->n ? s->cycle[0] : 0;
    for (int k = 0; k < s->n; k++)
        if (s->cycle[k] < least) least = s->cycle[k];
    for (int k = 0; k < s->n; k++) s->cycle[k] += least < 0 ? -s->cycle[k] : least == 0;
}

static int count_lines(const char *text)
{
    int n = 1;
    for (; *text; text++) n += *text == '\n';
    return n;
}

static Status read_rows(Reading *r, const char *file, Series *s, Error *e)
{
    double step = NAN;
    Status status = CELLSIM_OK;
    s->n = 0;
    for (char *line; !status && (line = take_line(r));) status = take_row(r, file, line, s, &step, e);
    if (status) return status;
    renumber_cycles(s);
    series_integrate(s);
    if (s->n >= 2) return CELLSIM_OK;
    error_set(e, CELLSIM_BAD_CARD, file, 0, "there are no rows of numbers below the headings");
    return error_hint(e, "each row needs a time, a voltage and a current"), CELLSIM_BAD_CARD;
}

Status measured_read(const char *file, Series *s, Error *e)
{
    Text text = {0};
    *s = (Series){.area = NAN, .mass = NAN};
    Status status = file_read(file, LARGEST, &text, e);
    Reading r = {.next = text.data};
    if (!status) status = find_heading(&r, file, e);
    if (!status) status = series_create(r.next ? count_lines(r.next) : 1, s, e);
    if (!status) status = read_rows(&r, file, s, e);
    if (status) series_free(s);
    text_free(&text);
    return status;
}
