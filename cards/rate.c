#include "rate.h"

#include "decimal.h"

#include <string.h>

/* A plain number is most often meant in C. */
static Status complain_unit(Error *e, const char *text, const char *number)
{
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "rate \"%.40s\" has no unit", text);
    error_hint(e, "did you mean \"%.40sC\"? else \"%.40s mA/g\", \"%.40s mA/cm2\" or \"%.40s mA\"", number, number,
               number, number);
    return CELLSIM_BAD_CARD;
}

static Status complain(Error *e, const char *text, const char *why)
{
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "rate \"%.40s\": %s", text, why);
    error_hint(e, "write \"0.5C\", \"C/5\", \"85 mA/g\", \"0.1 A/g\", \"1 mA/cm2\" or \"5 A\", with a number above 0");
    return CELLSIM_BAD_CARD;
}

/* Copies without blanks; 0 if it does not fit. */
static int squeeze(const char *text, char *out, size_t size)
{
    size_t n = 0;
    for (; *text; text++) {
        if (*text == ' ' || *text == '\t') continue;
        if (n + 1 >= size) return 0;
        out[n++] = *text;
    }
    out[n] = '\0';
    return n > 0;
}

/* A decimal number, signed or not; returns what follows it, NULL if there is none. */
static const char *plain_number(const char *s, double *value)
{
    const int sign = *s == '-' || *s == '+', n = decimal_span(s + sign);
    if (n == 0 || decimal_value(s + sign, n, value)) return NULL;
    if (*s == '-') *value = -*value;
    return s + sign + n;
}

static Status c_rate(const char *text, const char *s, double *value, CurrentUnit *unit, Error *e)
{
    double divisor;
    *unit = UNIT_C_RATE;
    *value = 1;
    if (s[1] == '\0') return CELLSIM_OK; /* "C" */
    const char *end = s[1] == '/' && s[2] ? plain_number(s + 2, &divisor) : NULL;
    if (!end || *end) return complain(e, text, "a number is expected after \"C/\"");
    if (!(divisor >= 1e-9 && divisor <= 1e9)) return complain(e, text, "C is divided by zero or a number out of range");
    *value = 1 / divisor;
    return CELLSIM_OK;
}

static Status complain_power(Error *e, const char *text, const char *why)
{
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "power \"%.40s\": %s", text, why);
    error_hint(
        e, "write \"5 W\", \"20 mW\", \"3 mW/cm2\", \"30 W/m2\", \"200 mW/g\" or \"200 W/kg\", with a number above 0");
    return CELLSIM_BAD_CARD;
}

Status power_parse(const char *text, double *value, Basis *basis, Error *e)
{
    static const struct {
        const char *name;
        Basis basis;
        double factor;
    } units[] = {{"W", BASIS_CELL, 1},       {"mW", BASIS_CELL, 1e-3}, {"kW", BASIS_CELL, 1e3},
                 {"mW/cm2", BASIS_AREA, 10}, {"W/m2", BASIS_AREA, 1},  {"mW/g", BASIS_MASS, 1},
                 {"W/g", BASIS_MASS, 1e3},   {"W/kg", BASIS_MASS, 1}};
    char s[64];
    const char *end = squeeze(text, s, sizeof s) ? plain_number(s, value) : NULL;
    if (!end) return complain_power(e, text, "it does not start with a number");
    for (size_t k = 0; k < sizeof units / sizeof units[0]; k++) {
        if (strcmp(end, units[k].name) != 0) continue;
        *basis = units[k].basis;
        *value *= units[k].factor;
        if (*value >= 1e-9 && *value <= 1e9) return CELLSIM_OK;
        return complain_power(e, text, "the number is zero, negative or out of range");
    }
    return complain_power(e, text, "the unit is unknown");
}

Status rate_parse(const char *text, double *value, CurrentUnit *unit, Error *e)
{
    static const struct {
        const char *name;
        CurrentUnit unit;
        double factor;
    } units[] = {{"C", UNIT_C_RATE, 1},      {"mA/g", UNIT_MA_G, 1},     {"A/g", UNIT_MA_G, 1000},
                 {"A/kg", UNIT_MA_G, 1},     {"mA/cm2", UNIT_MA_CM2, 1}, {"uA/cm2", UNIT_MA_CM2, 1e-3},
                 {"A/m2", UNIT_MA_CM2, 0.1}, {"A", UNIT_A, 1},           {"mA", UNIT_A, 1e-3},
                 {"uA", UNIT_A, 1e-6}};
    char s[64];
    if (!squeeze(text, s, sizeof s)) return complain(e, text, "it is empty or too long");
    if (s[0] == 'C') return c_rate(text, s, value, unit, e);
    const char *end = plain_number(s, value);
    if (!end) return complain(e, text, "it does not start with a number or C");
    if (!*end && *value > 0) return complain_unit(e, text, s);
    for (size_t k = 0; k < sizeof units / sizeof units[0]; k++) {
        if (strcmp(end, units[k].name) != 0) continue;
        *unit = units[k].unit;
        *value *= units[k].factor;
        if (*value >= 1e-9 && *value <= 1e9) return CELLSIM_OK;
        return complain(e, text, "the number is zero, negative or out of range");
    }
    return complain(e, text, "the unit is unknown");
}
