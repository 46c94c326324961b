#include "decimal.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int digits(const char *s)
{
    return (int)strspn(s, "0123456789");
}

int decimal_span(const char *s)
{
    const int whole = digits(s), point = s[whole] == '.', fraction = point ? digits(s + whole + 1) : 0;
    const int mantissa = whole + point + fraction;
    if (whole + fraction == 0) return 0;
    if (s[mantissa] != 'e' && s[mantissa] != 'E') return mantissa;
    const int sign = s[mantissa + 1] == '+' || s[mantissa + 1] == '-';
    const int exponent = digits(s + mantissa + 1 + sign);
    return exponent ? mantissa + 1 + sign + exponent : mantissa;
}

/* The C locale, for this thread, until it is left. */
typedef struct Locale {
    locale_t c, previous;
} Locale;

static Locale enter_c(void)
{
    const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    return (Locale){c, c ? uselocale(c) : (locale_t)0};
}

static void leave(Locale l)
{
    if (!l.c) return;
    uselocale(l.previous);
    freelocale(l.c);
}

static double to_double(const char *text)
{
    const Locale l = enter_c();
    const double x = strtod(text, NULL);
    leave(l);
    return x;
}

void decimal_write(double x, char out[DECIMAL_ROOM])
{
    const Locale l = enter_c();
    snprintf(out, DECIMAL_ROOM, "%.17g", x);
    leave(l);
}

const char *decimal_value(const char *s, int n, double *value)
{
    char text[128];
    *value = NAN;
    if (n >= (int)sizeof text) return "has too many digits";
    memcpy(text, s, (size_t)n);
    text[n] = '\0';
    *value = to_double(text);
    if (!isfinite(*value)) return "is too large";
    const int zero = strspn(text, "0.") == strcspn(text, "eE");
    return zero || *value >= DBL_MIN ? NULL : "is too small";
}
