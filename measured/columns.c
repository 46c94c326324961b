#include "columns.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME = 48, UNIT = 24 };

/* Names without blanks, signs and capitals, best first. */
static const char *const names[COLUMN_ROLES][12] = {
    [COLUMN_TIME] = {"testtime", "totaltime", "elapsedtime", "runtime", "time", "relativetime", "steptime", NULL},
    [COLUMN_VOLTAGE] = {"voltage", "ecell", "ewe", "eweece", "ewec", "potential", "cellvoltage", "u", "e", NULL},
    [COLUMN_CURRENT] = {"current", "i", "cur", "im", NULL},
    [COLUMN_CYCLE] = {"cyclecount", "cyclenumber", "cycleindex", "cycleid", "cycle", "cycno", NULL},
    [COLUMN_STEP] = {"stepcount", "stepindex", "stepid", "stepnumber", "ns", "step", NULL},
    [COLUMN_TYPE] = {"steptype", "stepname", "status", NULL},
};

typedef struct Unit {
    const char *name;
    double factor;
} Unit;

static const Unit units[] = {{"s", 1},
                             {"sec", 1},
                             {"min", 60},
                             {"h", 3600},
                             {"ms", 1e-3},
                             {"v", 1},
                             {"mv", 1e-3},
                             {"a", 1},
                             {"ma", 1e-3},
                             {"ua", 1e-6},
                             {"\xb5"
                              "a",
                              1e-6},
                             {"\xc2\xb5"
                              "a",
                              1e-6},
                             {"\xce\xbc"
                              "a",
                              1e-6},
                             {"na", 1e-9}};

int split_fields(char *line, char separator, int most, char **field)
{
    int n = 0;
    for (char *p = line; n < most;) {
        char *end = strchr(p, separator);
        if (end) *end = '\0';
        while (*p == ' ' || *p == '"') p++;
        size_t length = strlen(p);
        while (length > 0 && strchr(" \"\r", p[length - 1])) p[--length] = '\0';
        field[n++] = p;
        if (!end) break;
        p = end + 1;
    }
    return n;
}

/* "Test Time / s" -> "testtime", "s"; "<I>/mA" -> "i", "ma"; "Voltage(V)" -> "voltage", "v". */
static void name_and_unit(const char *heading, char name[NAME], char unit[UNIT])
{
    const char *cut = strpbrk(heading, "/([");
    size_t n = 0, u = 0;
    for (const char *p = heading; *p && p != cut && n + 1 < NAME; p++)
        if (isalnum((unsigned char)*p)) name[n++] = (char)tolower((unsigned char)*p);
    for (const char *p = cut ? cut + 1 : ""; *p && !strchr(")]", *p) && u + 1 < UNIT; p++)
        if (*p != ' ') unit[u++] = (char)tolower((unsigned char)*p);
    name[n] = unit[u] = '\0';
}

static double unit_factor(const char *unit)
{
    for (size_t k = 0; k < sizeof units / sizeof *units; k++)
        if (!strcmp(unit, units[k].name)) return units[k].factor;
    return 1; /* "h:min:s.ms", or none: the number says what it is */
}

static int rank_of(ColumnRole role, const char *name)
{
    for (int k = 0; names[role][k]; k++)
        if (!strcmp(name, names[role][k])) return k;
    return -1;
}

int columns_of_heading(char *line, char separator, Columns *c)
{
    enum { MOST = 256 };
    char *field[MOST], name[NAME], unit[UNIT];
    int best[COLUMN_ROLES];
    const int n = split_fields(line, separator, MOST, field);
    c->separator = separator;
    for (int r = 0; r < COLUMN_ROLES; r++) c->at[r] = best[r] = -1;
    for (int k = 0; k < n; k++) {
        name_and_unit(field[k], name, unit);
        for (int r = 0; r < COLUMN_ROLES; r++) {
            const int rank = rank_of((ColumnRole)r, name);
            if (rank < 0 || (best[r] >= 0 && best[r] <= rank)) continue;
            best[r] = rank;
            c->at[r] = k;
            c->factor[r] = unit_factor(unit);
        }
    }
    return c->at[COLUMN_TIME] >= 0 && c->at[COLUMN_VOLTAGE] >= 0 && c->at[COLUMN_CURRENT] >= 0;
}

/* [days d ]h:min:s */
static double clock_time(const char *s)
{
    double part[3] = {0, 0, 0}, days = 0; /* hours, minutes, seconds */
    char text[64];
    const char *d = strchr(s, 'd');
    if (d) {
        if (d - s >= (int)sizeof text) return NAN;
        snprintf(text, sizeof text, "%.*s", (int)(d - s), s);
        days = field_number(text);
        s = d + 1 + strspn(d + 1, " ");
    }
    for (int k = 0; k < 3; k++) {
        const size_t n = strcspn(s, ":");
        if (n >= sizeof text || (s[n] == ':') != (k < 2)) return NAN;
        snprintf(text, sizeof text, "%.*s", (int)n, s);
        part[k] = field_number(text);
        s += n + (k < 2);
    }
    return ((days * 24 + part[0]) * 60 + part[1]) * 60 + part[2];
}

double field_number(const char *field)
{
    char text[64], *end;
    if (strchr(field, ':')) return clock_time(field);
    const size_t n = strlen(field);
    if (n == 0 || n >= sizeof text || !strchr("+-.,0123456789", field[0])) return NAN;
    memcpy(text, field, n + 1);
    for (char *p = text; *p; p++)
        if (*p == ',') *p = '.';
    const double x = strtod(text, &end);
    return *end == '\0' && isfinite(x) ? x : NAN;
}
