#include "profile_private.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const KNOWN =
    "\"Time / s\" and \"Current / mA\", \"Current / mA/g\", \"C-rate\", \"Power / W\", \"Power / W/kg\" or "
    "\"Voltage / V\"";

Status drive_create(int n, Drive **out, Error *e)
{
    Drive *d = *out = calloc(1, sizeof *d);
    if (!d) return error_memory(e);
    d->t = malloc((size_t)n * sizeof *d->t);
    d->value = malloc((size_t)n * sizeof *d->value);
    if (d->t && d->value) return CELLSIM_OK;
    drive_free(d);
    *out = NULL;
    return error_memory(e);
}

static Status fault(const ProfileTable *t, const char *what, const char *hint, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, t->file, t->lines.number, "%s", what);
    return error_hint(e, "%s", hint), CELLSIM_BAD_CARD;
}

/* 1: a heading of two columns that is not understood, rather than a file of a cycler. */
static int has_two_columns(const char *line)
{
    int most = 0;
    for (const char *c = "\t;,|"; *c; c++) {
        int n = 1;
        for (const char *p = line; *p; p++) n += *p == *c;
        if (n > most) most = n;
    }
    return most == 2;
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

/* A number; groups of thousands are refused: "1,500" may be either. */
static double number(const char *field, char decimal)
{
    return strchr(field, decimal == '.' ? ',' : '.') ? (double)NAN : field_number(field, decimal);
}

static Status make_room(ProfileTable *t, Error *e)
{
    if (t->d->points < t->room) return CELLSIM_OK;
    if (t->room >= PROFILE_POINTS)
        return fault(t, "the profile has more than a million rows", "thin it out, or cut it into several files", e);
    const int room = t->room ? 4 * t->room : 1024, most = room < PROFILE_POINTS ? room : PROFILE_POINTS;
    double *time = realloc(t->d->t, (size_t)most * sizeof *time);
    if (time) t->d->t = time;
    double *value = realloc(t->d->value, (size_t)most * sizeof *value);
    if (value) t->d->value = value;
    if (!time || !value) return error_memory(e);
    t->room = most;
    return CELLSIM_OK;
}

/* The clock may stand for one row of a table of lines: a jump. */
static Status check_time(const ProfileTable *t, double time, Error *e)
{
    const Drive *d = t->d;
    const int n = d->points;
    if (n == 0 || time > d->t[n - 1]) return CELLSIM_OK;
    if (time == d->t[n - 1] && !d->held && !(n > 1 && d->t[n - 2] == time)) return CELLSIM_OK;
    if (time == d->t[n - 1] && d->held)
        return fault(t, "the time does not rise", "with hold = true every row needs a time of its own", e);
    return fault(t, "the time does not rise", "rows go from early to late; two of the same time are a jump", e);
}

static Status take_row(ProfileTable *t, char *line, Error *e)
{
    char *field[3], text[96];
    const int n = split_fields(line, t->separator, 3, field);
    if (n != 2) return fault(t, "a row of a profile has two fields", "time and value, as the heading says", e);
    const double time = number(field[t->time_at], t->decimal), value = number(field[1 - t->time_at], t->decimal);
    if (isnan(time) || isnan(value)) {
        snprintf(text, sizeof text, "\"%.40s\" is no number", field[isnan(time) ? t->time_at : 1 - t->time_at]);
        return fault(t, text, "numbers have one decimal sign, and no groups of thousands", e);
    }
    Status s = check_time(t, time * t->time_factor, e);
    if (!s) s = make_room(t, e);
    if (s) return s;
    t->d->t[t->d->points] = time * t->time_factor;
    t->d->value[t->d->points++] = value * t->factor;
    return CELLSIM_OK;
}

static int is_remark(const char *line)
{
    line += strspn(line, " \t");
    return !*line || *line == '#';
}

/* The decimal sign is a comma if the first row with one has it, and fields are not set apart by it. */
static void see_decimal(ProfileTable *t, const char *line)
{
    if (!t->decimal && t->separator != ',' && strchr(line, ',') && !strchr(line, '.')) t->decimal = ',';
    if (!t->decimal && (strchr(line, '.') || t->separator == ',')) t->decimal = '.';
}

static Status take_rows(ProfileTable *t, Error *e)
{
    char *line;
    Status s;
    while (!(s = lines_next(&t->lines, &line, e)) && line) {
        if (is_remark(line)) continue;
        see_decimal(t, line);
        if (!t->decimal && strpbrk(line, "eE")) t->decimal = '.';
        const char known = t->decimal;
        if (!known) t->decimal = '.'; /* whole numbers */
        s = take_row(t, line, e);
        t->decimal = known;
        if (s) return s;
    }
    if (s) return s;
    const Drive *d = t->d;
    if (d->points < 2 || !(d->t[d->points - 1] > d->t[0]))
        return fault(t, "a profile needs two rows or more", "the last row says when it ends", e);
    const double begin = d->t[0];
    for (int k = 0; k < d->points; k++) d->t[k] -= begin;
    return CELLSIM_OK;
}

/* --- files ------------------------------------------------------------------------------------------------------- */

static const char *const kind_names[] = {"current", "power", "voltage"};

/* *is = 0: the file is no table of two columns. */
static Status read_table(ProfileTable *t, int kind, int *is, Error *e)
{
    char *line = NULL;
    Status s = lines_open(t->file, &t->lines, e);
    *is = 0;
    while (!s && !(s = lines_next(&t->lines, &line, e)) && line && is_remark(line)) {
    }
    if (!s && line) s = profile_heading(line, t, is, e);
    if (s || !line) return s;
    if (!*is && has_two_columns(line)) {
        error_set(e, CELLSIM_BAD_CARD, t->file, t->lines.number,
                  "the headings of this profile are not understood: \"%.80s\"", line);
        return error_hint(e, "known are %s", KNOWN), CELLSIM_BAD_CARD;
    }
    if (!*is) return CELLSIM_OK;
    if (kind != PROFILE_UNSAID && kind != (int)t->d->kind) {
        error_set(e, CELLSIM_BAD_CARD, t->file, t->lines.number, "the table holds a %s, and drive says %s",
                  kind_names[t->d->kind], kind_names[kind]);
        return error_hint(e, "remove drive: the headings of two columns say it"), CELLSIM_BAD_CARD;
    }
    return take_rows(t, e);
}

static Status read_measured(const char *file, int kind, int held, Drive **out, Error *e)
{
    Measured m;
    const MeasuredChoice choice = measured_defaults();
    if (kind == PROFILE_UNSAID) {
        error_set(e, CELLSIM_BAD_CARD, file, 0,
                  "this is no table of two columns: it does not say what drives the cell");
        return error_hint(e, "drive = \"current\", \"power\" or \"voltage\"; or two columns with %s", KNOWN),
               CELLSIM_BAD_CARD;
    }
    if (held) {
        error_set(e, CELLSIM_BAD_CARD, file, 0, "hold has no meaning for a file that a cycler wrote");
        return error_hint(e, "remove hold: its currents hold at means that keep the charge, its voltages lie on lines"),
               CELLSIM_BAD_CARD;
    }
    Status s = measured_read(file, &choice, &m, e);
    if (s) return s;
    s = drive_of_measured(&m, (DriveKind)kind, out, e);
    if (s && e && !e->file[0]) snprintf(e->file, sizeof e->file, "%s", file);
    measured_free(&m);
    return s;
}

Status profile_read(const char *file, int kind, int held, Drive **out, Error *e)
{
    ProfileTable t = {.file = file, .d = calloc(1, sizeof *t.d)};
    int is = 0;
    *out = NULL;
    if (!t.d) return error_memory(e);
    t.d->held = held;
    const Status s = read_table(&t, kind, &is, e);
    lines_close(&t.lines);
    if (!s && is) return *out = t.d, CELLSIM_OK;
    drive_free(t.d);
    return s ? s : read_measured(file, kind, held, out, e);
}
