/* Headings of profiles: quantity and unit. */
#include "profile_private.h"

#include <stdlib.h>
#include <string.h>

static int is_one_of(const char *plain, const char *const *name)
{
    for (; *name; name++)
        if (!strcmp(plain, *name)) return 1;
    return 0;
}

static int take_power(const char *unit, ProfileTable *t)
{
    static const struct {
        const char *name;
        Basis basis;
        double factor;
    } units[] = {{"W", BASIS_CELL, 1},    {"mW", BASIS_CELL, 1e-3}, {"kW", BASIS_CELL, 1e3}, {"mW/cm2", BASIS_AREA, 10},
                 {"W/m2", BASIS_AREA, 1}, {"W/kg", BASIS_MASS, 1},  {"mW/g", BASIS_MASS, 1}, {"W/g", BASIS_MASS, 1e3}};
    for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
        const size_t n = strlen(units[k].name);
        if (strncmp(unit, units[k].name, n) != 0 || (unit[n] && !strchr(")]} ", unit[n]))) continue;
        t->d->kind = DRIVE_POWER;
        t->d->basis = units[k].basis;
        t->factor = units[k].factor;
        return 1;
    }
    return 0;
}

static int take_c_rate(ProfileTable *t)
{
    t->d->kind = DRIVE_CURRENT;
    t->d->basis = BASIS_C_RATE;
    t->factor = 1;
    return 1;
}

static int take_current(const char *unit, ProfileTable *t)
{
    static const Basis basis[] = {[PER_NOTHING] = BASIS_CELL, [PER_AREA] = BASIS_AREA, [PER_MASS] = BASIS_MASS};
    Unit u;
    if (unit[0] == 'C' && (!unit[1] || strchr(")]} ", unit[1]))) return take_c_rate(t);
    if (!unit_find(DIMENSION_CURRENT, unit, &u)) return 0;
    t->d->kind = DRIVE_CURRENT;
    t->d->basis = basis[u.per];
    t->factor = u.factor;
    return 1;
}

static int take_voltage(const char *unit, ProfileTable *t)
{
    Unit u;
    if (!unit_find(DIMENSION_VOLTAGE, unit, &u)) return 0;
    t->d->kind = DRIVE_VOLTAGE;
    t->d->basis = BASIS_CELL;
    t->factor = u.factor;
    return 1;
}

/* A heading of name and unit, cut after '/', '(' or '['; 1: the time, 2: what drives, 0: neither. */
static int take_heading(const char *heading, ProfileTable *t)
{
    static const char *const powers[] = {"power", "leistung", "puissance", "potencia", "p", "功率", NULL};
    static const char *const rates[] = {"crate", "rate", NULL};
    char plain[NAME_SIZE];
    const char *own, *cut = heading + strcspn(heading, "/([{"), *unit = *cut ? cut + 1 + strspn(cut + 1, " ") : "";
    int negative;
    Unit u;
    name_plain(heading, cut, plain, &negative);
    if (negative) return 0;
    if (is_one_of(plain, rates)) return !*unit || unit[0] == 'C' || unit[0] == '1' ? 2 * take_c_rate(t) : 0;
    if (is_one_of(plain, powers)) return 2 * take_power(unit, t);
    if (name_rank(COLUMN_CURRENT, plain, &own) >= 0) return 2 * take_current(unit, t);
    if (name_rank(COLUMN_VOLTAGE, plain, &own) >= 0) return 2 * take_voltage(unit, t);
    if (name_rank(COLUMN_TIME, plain, &own) < 0 || !unit_find(DIMENSION_TIME, unit, &u) || u.is_clock) return 0;
    t->time_factor = u.factor;
    return 1;
}

Status profile_heading(const char *line, ProfileTable *t, int *is, Error *e)
{
    static const char separators[] = "\t;,|";
    char *field[3], *copy = malloc(strlen(line) + 1);
    if (!copy) return error_memory(e);
    *is = 0;
    for (const char *c = separators; *c && !*is; c++) {
        strcpy(copy, line);
        if (split_fields(copy, *c, 3, field) != 2) continue;
        const int first = take_heading(field[0], t), second = take_heading(field[1], t);
        *is = first + second == 3;
        t->time_at = first == 1 ? 0 : 1;
        t->separator = *c;
    }
    free(copy);
    return CELLSIM_OK;
}
