#include "fields.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* --- splitting --------------------------------------------------------------------------------------------------- */

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The end of the field that begins at p: its separator, or the end of the line. */
static char *field_end(char *p, char separator)
{
    if (separator == SEPARATOR_BLANKS) return p + strcspn(p, " \t");
    if (separator != SEPARATOR_GAPS) {
        while (*p && *p != separator) p++;
        return p;
    }
    while (*p && *p != '\t' && !(p[0] == ' ' && p[1] == ' ')) p++;
    return p;
}

/* Takes a quoted field out of its quotes, in place; returns its end, after the closing quote. */
static char *unquote(char *p)
{
    char *to = p;
    for (p++; *p; p++) {
        if (*p == '"' && p[1] == '"') p++;
        else if (*p == '"') break;
        *to++ = *p;
    }
    if (*p) p++;
    for (char *k = to; k < p; k++) *k = ' '; /* trimmed below */
    return p;
}

static char *trimmed(char *p, char *end)
{
    while (p < end && is_blank(*p)) p++;
    while (end > p && is_blank(end[-1])) end--;
    *end = '\0';
    return p;
}

int split_fields(char *line, char separator, int most, char **field)
{
    const int runs = separator == SEPARATOR_BLANKS || separator == SEPARATOR_GAPS;
    int n = 0;
    char *p = line;
    while (n < most) {
        while (*p == ' ' || (runs && *p == '\t')) p++;
        if (runs && !*p) break;
        char *end = field_end(*p == '"' ? unquote(p) : p, separator);
        const int last = *end == '\0';
        field[n++] = trimmed(p, end);
        if (last) break;
        p = end + 1;
    }
    return n;
}

/* --- numbers ----------------------------------------------------------------------------------------------------- */

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Length of a sign that may stand between groups of three digits; 0: none is here. */
static int group_mark(const char *p, char decimal)
{
    int n = 0;
    if (*p == ' ' || *p == '\'' || (*p == (decimal == '.' ? ',' : '.'))) n = 1;
    else if (!strncmp(p, "\xC2\xA0", 2)) n = 2;                                       /* no-break space */
    else if (!strncmp(p, "\xE2\x80\xAF", 3) || !strncmp(p, "\xE2\x80\x99", 3)) n = 3; /* narrow one, apostrophe */
    return n && is_digit(p[n]) && is_digit(p[n + 1]) && is_digit(p[n + 2]) && !is_digit(p[n + 3]) ? n : 0;
}

/* Digits as mantissa 10^exponent; what exceeds 19 digits only counts. */
typedef struct Digits {
    uint64_t mantissa;
    int exponent, count, used;
} Digits;

static void take_digit(Digits *d, char c, int fraction)
{
    d->count++;
    if (d->used == 19) {
        d->exponent += !fraction;
        return;
    }
    d->mantissa = 10 * d->mantissa + (uint64_t)(c - '0');
    d->used += d->mantissa > 0;
    d->exponent -= fraction;
}

static const char *take_whole(const char *p, char decimal, Digits *d)
{
    const char *start = p;
    const int may_group = *p != '0'; /* "0,500" is half a unit, written with the other sign */
    for (;; p++) {
        if (!is_digit(*p)) {
            const int mark = may_group && p > start && p - start <= 3 ? group_mark(p, decimal) : 0;
            if (!mark) return p;
            p += mark;
            start = p;
        }
        take_digit(d, *p, 0);
    }
}

/* "E-02" or nothing; NULL: an exponent without digits. */
static const char *take_exponent(const char *p, Digits *d)
{
    int exponent = 0;
    if (*p != 'e' && *p != 'E') return p;
    p++;
    const int negative = *p == '-';
    if (*p == '-' || *p == '+') p++;
    if (!is_digit(*p)) return NULL;
    for (; is_digit(*p); p++)
        if (exponent < 100000) exponent = 10 * exponent + (*p - '0');
    d->exponent += negative ? -exponent : exponent;
    return p;
}

/* To within half a unit in the last place: long double has 64 bits or more where it is more than a double. */
static double scaled(const Digits *d)
{
    static const double exact[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                   1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const int n = d->exponent;
    if (n >= -22 && n <= 22 && d->mantissa <= (UINT64_C(1) << 53))
        return n < 0 ? (double)d->mantissa / exact[-n] : (double)d->mantissa * exact[n];
    return (double)((long double)d->mantissa * powl(10.0L, (long double)n));
}

double field_number(const char *p, char decimal)
{
    Digits d = {0, 0, 0, 0};
    const int minus_sign = !strncmp(p, "\xE2\x88\x92", 3);
    const int negative = *p == '-' || minus_sign;
    if (minus_sign) p += 3;
    else if (*p == '-' || *p == '+') p++;
    p = take_whole(p, decimal, &d);
    if (*p == decimal)
        for (p++; is_digit(*p); p++) take_digit(&d, *p, 1);
    if (d.count == 0) return NAN;
    p = take_exponent(p, &d);
    if (!p || *p) return NAN;
    const double x = scaled(&d);
    return !isfinite(x) ? NAN : negative ? -x : x;
}
