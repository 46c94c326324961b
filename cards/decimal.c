#include "decimal.h"

#include <float.h>
#include <locale.h>
#include <math.h>
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

/* strtod in the C locale. */
static double to_double(const char *text)
{
    const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    const locale_t previous = c ? uselocale(c) : (locale_t)0;
    const double x = strtod(text, NULL);
    if (c) {
        uselocale(previous);
        freelocale(c);
    }
    return x;
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
