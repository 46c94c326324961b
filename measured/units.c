#include "units.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

typedef struct UnitRow {
    Dimension dimension;
    const char *name; /* lower case; a leading M of a resistance or a frequency is mega */
    double factor;
    const char *printed;
} UnitRow;

static const UnitRow rows[] = {
    {DIMENSION_TIME, "s", 1, "s"},
    {DIMENSION_TIME, "sec", 1, "s"},
    {DIMENSION_TIME, "secs", 1, "s"},
    {DIMENSION_TIME, "second", 1, "s"},
    {DIMENSION_TIME, "seconds", 1, "s"},
    {DIMENSION_TIME, "sek", 1, "s"},
    {DIMENSION_TIME, "sekunden", 1, "s"},
    {DIMENSION_TIME, "秒", 1, "s"},
    {DIMENSION_TIME, "min", 60, "min"},
    {DIMENSION_TIME, "mins", 60, "min"},
    {DIMENSION_TIME, "minute", 60, "min"},
    {DIMENSION_TIME, "minutes", 60, "min"},
    {DIMENSION_TIME, "minuten", 60, "min"},
    {DIMENSION_TIME, "分", 60, "min"},
    {DIMENSION_TIME, "分钟", 60, "min"},
    {DIMENSION_TIME, "h", 3600, "h"},
    {DIMENSION_TIME, "hr", 3600, "h"},
    {DIMENSION_TIME, "hrs", 3600, "h"},
    {DIMENSION_TIME, "hour", 3600, "h"},
    {DIMENSION_TIME, "hours", 3600, "h"},
    {DIMENSION_TIME, "std", 3600, "h"},
    {DIMENSION_TIME, "stunden", 3600, "h"},
    {DIMENSION_TIME, "时", 3600, "h"},
    {DIMENSION_TIME, "小时", 3600, "h"},
    {DIMENSION_TIME, "d", 86400, "d"},
    {DIMENSION_TIME, "day", 86400, "d"},
    {DIMENSION_TIME, "days", 86400, "d"},
    {DIMENSION_TIME, "tage", 86400, "d"},
    {DIMENSION_TIME, "天", 86400, "d"},
    {DIMENSION_TIME, "ms", 1e-3, "ms"},
    {DIMENSION_TIME, "msec", 1e-3, "ms"},
    {DIMENSION_TIME, "millisecond", 1e-3, "ms"},
    {DIMENSION_TIME, "milliseconds", 1e-3, "ms"},
    {DIMENSION_TIME, "毫秒", 1e-3, "ms"},
    {DIMENSION_TIME, "us", 1e-6, "us"},
    {DIMENSION_VOLTAGE, "v", 1, "V"},
    {DIMENSION_VOLTAGE, "volt", 1, "V"},
    {DIMENSION_VOLTAGE, "volts", 1, "V"},
    {DIMENSION_VOLTAGE, "伏", 1, "V"},
    {DIMENSION_VOLTAGE, "mv", 1e-3, "mV"},
    {DIMENSION_VOLTAGE, "millivolt", 1e-3, "mV"},
    {DIMENSION_VOLTAGE, "millivolts", 1e-3, "mV"},
    {DIMENSION_VOLTAGE, "毫伏", 1e-3, "mV"},
    {DIMENSION_VOLTAGE, "uv", 1e-6, "uV"},
    {DIMENSION_CURRENT, "a", 1, "A"},
    {DIMENSION_CURRENT, "amp", 1, "A"},
    {DIMENSION_CURRENT, "amps", 1, "A"},
    {DIMENSION_CURRENT, "ampere", 1, "A"},
    {DIMENSION_CURRENT, "amperes", 1, "A"},
    {DIMENSION_CURRENT, "安", 1, "A"},
    {DIMENSION_CURRENT, "ma", 1e-3, "mA"},
    {DIMENSION_CURRENT, "milliamp", 1e-3, "mA"},
    {DIMENSION_CURRENT, "milliamps", 1e-3, "mA"},
    {DIMENSION_CURRENT, "milliampere", 1e-3, "mA"},
    {DIMENSION_CURRENT, "milliamperes", 1e-3, "mA"},
    {DIMENSION_CURRENT, "毫安", 1e-3, "mA"},
    {DIMENSION_CURRENT, "ua", 1e-6, "uA"},
    {DIMENSION_CURRENT, "microamp", 1e-6, "uA"},
    {DIMENSION_CURRENT, "microamps", 1e-6, "uA"},
    {DIMENSION_CURRENT, "microampere", 1e-6, "uA"},
    {DIMENSION_CURRENT, "微安", 1e-6, "uA"},
    {DIMENSION_CURRENT, "na", 1e-9, "nA"},
    {DIMENSION_CURRENT, "nanoampere", 1e-9, "nA"},
    {DIMENSION_CHARGE, "ah", 3600, "Ah"},
    {DIMENSION_CHARGE, "amphr", 3600, "Ah"},
    {DIMENSION_CHARGE, "amperehour", 3600, "Ah"},
    {DIMENSION_CHARGE, "mah", 3.6, "mAh"},
    {DIMENSION_CHARGE, "uah", 3.6e-3, "uAh"},
    {DIMENSION_CHARGE, "nah", 3.6e-6, "nAh"},
    {DIMENSION_CHARGE, "c", 1, "C"},
    {DIMENSION_CHARGE, "mc", 1e-3, "mC"},
    {DIMENSION_CHARGE, "as", 1, "C"},
    {DIMENSION_FREQUENCY, "hz", 1, "Hz"},
    {DIMENSION_FREQUENCY, "hertz", 1, "Hz"},
    {DIMENSION_FREQUENCY, "khz", 1e3, "kHz"},
    {DIMENSION_FREQUENCY, "mhz", 1e-3, "mHz"},
    {DIMENSION_FREQUENCY, "Mhz", 1e6, "MHz"},
    {DIMENSION_RESISTANCE, "ohm", 1, "ohm"},
    {DIMENSION_RESISTANCE, "ohms", 1, "ohm"},
    {DIMENSION_RESISTANCE, "mohm", 1e-3, "mohm"},
    {DIMENSION_RESISTANCE, "mohms", 1e-3, "mohm"},
    {DIMENSION_RESISTANCE, "milliohm", 1e-3, "mohm"},
    {DIMENSION_RESISTANCE, "milliohms", 1e-3, "mohm"},
    {DIMENSION_RESISTANCE, "uohm", 1e-6, "uohm"},
    {DIMENSION_RESISTANCE, "kohm", 1e3, "kohm"},
    {DIMENSION_RESISTANCE, "kohms", 1e3, "kohm"},
    {DIMENSION_RESISTANCE, "Mohm", 1e6, "Mohm"},
    {DIMENSION_ANGLE, "deg", 0.017453292519943295, "deg"},
    {DIMENSION_ANGLE, "degree", 0.017453292519943295, "deg"},
    {DIMENSION_ANGLE, "degrees", 0.017453292519943295, "deg"},
    {DIMENSION_ANGLE, "rad", 1, "rad"},
};

typedef struct PerRow {
    const char *name;
    Per per;
    double factor; /* of 1/name to 1/m2 or 1/kg */
} PerRow;

/* Longest first: "/kg" ends in "/g". */
static const PerRow pers[] = {
    {"/cm2", PER_AREA, 1e4}, {"/mm2", PER_AREA, 1e6}, {"/m2", PER_AREA, 1},
    {"/kg", PER_MASS, 1},    {"/mg", PER_MASS, 1e6},  {"/g", PER_MASS, 1e3},
};

/* Characters of many bytes that units hold, and what stands for them here. */
static const char *const spelled[][2] = {
    {"µ", "u"}, {"μ", "u"}, {"Ω", "ohm"}, {"Ω", "ohm"}, {"°", "deg"},     {"²", "2"}, {"⁻", "-"}, {"−", "-"},
    {"¹", "1"}, {"·", ""},  {"⋅", ""},    {"∙", ""},    {"\xC2\xA0", ""}, {"（", ""}, {"）", ""},
};

static const char *spelled_here(const char *p, size_t *length)
{
    for (size_t k = 0; k < sizeof spelled / sizeof *spelled; k++) {
        *length = strlen(spelled[k][0]);
        if (!strncmp(p, spelled[k][0], *length)) return spelled[k][1];
    }
    return NULL;
}

int is_shift(const char *reference)
{
    static const char *const words[] = {"oc", "eoc", "init", "open", "start", "rest"};
    reference += 2 + strspn(reference + 2, " .");
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (!strncasecmp(reference, words[k], strlen(words[k]))) return 1;
    return 0;
}

/* "mA cm⁻²" -> "mAcm-2"; what follows "vs" (a reference electrode) is dropped. */
static void plain(const char *text, char *out, size_t size)
{
    size_t n = 0, length;
    for (const char *p = text; *p && n + 4 < size;) {
        const char *letters = spelled_here(p, &length);
        if (n > 0 && !strncmp(p, "vs", 2) && strchr(" .", p[2]) && !is_shift(p)) break;
        if (letters) {
            for (; *letters; letters++) out[n++] = *letters;
            p += length;
        } else if (strchr(" .*^[](){}\"", *p)) p++;
        else out[n++] = *p++;
    }
    out[n] = '\0';
}

/* Cuts "/cm2" or "cm-2" off the end. */
static const PerRow *cut_per(char *text)
{
    char other[8];
    const size_t n = strlen(text);
    for (size_t k = 0; k < sizeof pers / sizeof *pers; k++) {
        const char *name = pers[k].name;
        size_t length = strlen(name);
        snprintf(other, sizeof other, "%.*s-%s", (int)(strcspn(name + 1, "2")), name + 1,
                 pers[k].per == PER_AREA ? "2" : "1");
        if (n <= length || strcmp(text + n - length, name) != 0) length = strlen(other);
        else other[0] = '\0';
        if (n <= length || (other[0] && strcmp(text + n - length, other) != 0)) continue;
        text[n - length] = '\0';
        return &pers[k];
    }
    return NULL;
}

static int same_unit(Dimension d, const char *text, const char *name)
{
    const int case_matters = d == DIMENSION_RESISTANCE || d == DIMENSION_FREQUENCY;
    for (size_t k = 0;; k++) {
        char c = text[k];
        if (c >= 'A' && c <= 'Z' && !(case_matters && k == 0 && c == 'M' && text[1])) c = (char)(c | 32);
        if (c != name[k]) return 0;
        if (!c) return 1;
    }
}

/* "h:min:s.ms", "hh:mm:ss", "D HH:MM:SS", "mm:ss", "hh:mm" */
static int clock_unit(const char *text, Unit *out)
{
    int colons = 0;
    for (const char *p = text; *p; p++) {
        if (!strchr("hmsdHMSDinectr:", *p)) return 0;
        colons += *p == ':';
    }
    if (colons < 1 || colons > 3) return 0;
    const int hours = (text[0] | 32) == 'h';
    *out = (Unit){.factor = 1, .is_clock = 1};
    if (colons == 1) out->clock = hours ? CLOCK_HOUR_MIN : CLOCK_MIN_SEC;
    snprintf(out->name, sizeof out->name, "%.23s", colons > 1 ? "h:min:s" : hours ? "h:min" : "min:s");
    return 1;
}

static int find_row(Dimension d, const char *text, Unit *out)
{
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        if (rows[k].dimension != d || !same_unit(d, text, rows[k].name)) continue;
        *out = (Unit){.factor = rows[k].factor};
        snprintf(out->name, sizeof out->name, "%s", rows[k].printed);
        return 1;
    }
    return 0;
}

static int find_per(Dimension d, char *text, Unit *out)
{
    size_t n = strlen(text);
    if (d == DIMENSION_RESISTANCE) {
        if (n < 4 || strcmp(text + n - 3, "cm2") != 0) return 0;
        text[n - 3] = '\0';
        if (!find_row(d, text, out)) return 0;
        out->per = PER_AREA;
        out->factor *= 1e-4;
        strncat(out->name, " cm2", sizeof out->name - strlen(out->name) - 1);
        return 1;
    }
    const PerRow *per = d == DIMENSION_CURRENT || d == DIMENSION_CHARGE ? cut_per(text) : NULL;
    n = strlen(text);
    if (n > 1 && text[n - 1] == '/') text[n - 1] = '\0';
    if (!per || !find_row(d, text, out)) return 0;
    out->per = per->per;
    out->factor *= per->factor;
    strncat(out->name, per->name, sizeof out->name - strlen(out->name) - 1);
    return 1;
}

int unit_find(Dimension d, const char *text, Unit *out)
{
    char name[64];
    if (d == DIMENSION_NONE) return 0;
    plain(text, name, sizeof name);
    if (!name[0]) return 0;
    if (d == DIMENSION_TIME && clock_unit(name, out)) return 1;
    return find_row(d, name, out) || find_per(d, name, out);
}

const char *unit_choices(Dimension d)
{
    switch (d) {
    case DIMENSION_TIME: return "s, min, h, d, ms, h:min:s, min:s, h:min";
    case DIMENSION_VOLTAGE: return "V, mV";
    case DIMENSION_CURRENT: return "A, mA, uA, nA, mA/cm2, mA/g";
    case DIMENSION_CHARGE: return "Ah, mAh, C, mAh/g, mAh/cm2";
    case DIMENSION_FREQUENCY: return "Hz, kHz, mHz";
    case DIMENSION_RESISTANCE: return "ohm, mohm, kohm, ohm cm2";
    case DIMENSION_ANGLE: return "deg, rad";
    default: return "none";
    }
}
