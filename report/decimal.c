#include "decimal.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { MANTISSA = 53, LARGEST_POWER = 27 /* 5^27 < 2^63 */, MOST_DIGITS = 17 };

typedef struct Decimal {
    uint64_t whole; /* 10^(digits-1) <= whole < 10^digits */
    int exponent;   /* x = whole 10^(exponent + 1 - digits) */
} Decimal;

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 Wide;

/* m 2^q 10^power, without its fraction; *up: the fraction rounds up, half to even. 0: out of range. */
static int scale(uint64_t m, int q, int power, uint64_t *whole, int *up)
{
    if (power < 0 || power > LARGEST_POWER) return 0;
    uint64_t five = 1;
    for (int k = 0; k < power; k++) five *= 5;
    const int shift = -(q + power);
    if (shift < 1 || shift > 116) return 0;
    const Wide product = (Wide)m * five, half = (Wide)1 << (shift - 1), rest = product & (2 * half - 1);
    *whole = (uint64_t)(product >> shift);
    *up = rest > half || (rest == half && (*whole & 1));
    return 1;
}
#else
static int scale(uint64_t m, int q, int power, uint64_t *whole, int *up)
{
    (void)m, (void)q, (void)power, (void)whole, (void)up;
    return 0;
}
#endif

static int decimal_of(double x, int digits, Decimal *d)
{
    int binary, up;
    uint64_t limit = 1;
    const uint64_t m = (uint64_t)ldexp(frexp(x, &binary), MANTISSA);
    for (int k = 0; k < digits; k++) limit *= 10;
    d->exponent =
        (int)floor((binary - 1) * 0.30102999566398120); /* of the power of two below x: right, or one too low */
    if (!scale(m, binary - MANTISSA, digits - 1 - d->exponent, &d->whole, &up)) return 0;
    if (d->whole >= limit) {
        d->exponent++;
        if (!scale(m, binary - MANTISSA, digits - 1 - d->exponent, &d->whole, &up)) return 0;
    }
    d->whole += (uint64_t)up;
    if (d->whole == limit) {
        d->whole /= 10;
        d->exponent++;
    }
    return 1;
}

/* Digits in a row; returns how many there are before the trailing zeros. */
static int spell(const Decimal *d, int digits, char *text)
{
    uint64_t whole = d->whole;
    int n = 0;
    for (int k = digits - 1; k >= 0; k--) {
        text[k] = (char)('0' + whole % 10);
        whole /= 10;
        if (n == 0 && text[k] != '0') n = k + 1;
    }
    return n;
}

static char *put(char *to, const char *from, int n)
{
    memcpy(to, from, (size_t)n);
    return to + n;
}

static char *put_exponent(char *to, int exponent)
{
    const int size = exponent < 0 ? -exponent : exponent; /* below 100: scale's range */
    *to++ = 'e';
    *to++ = exponent < 0 ? '-' : '+';
    *to++ = (char)('0' + size / 10);
    *to++ = (char)('0' + size % 10);
    return to;
}

/* The first `before` digits, a point and the others, if there are any. */
static char *put_digits(char *to, const char *text, int n, int before)
{
    to = put(to, text, before);
    if (n <= before) return to;
    *to++ = '.';
    return put(to, text + before, n - before);
}

int decimal_text(double x, int digits, char out[DECIMAL_SIZE])
{
    char text[MOST_DIGITS], *to = out;
    Decimal d;
    if (x == 0 || !isfinite(x) || !decimal_of(fabs(x), digits, &d)) return 0;
    const int n = spell(&d, digits, text);
    if (x < 0) *to++ = '-';
    if (d.exponent < -4 || d.exponent >= digits) {
        to = put_exponent(put_digits(to, text, n, 1), d.exponent);
    } else if (d.exponent >= 0) {
        to = put_digits(to, text, n, d.exponent + 1);
    } else {
        to = put(put(to, "0.000", 1 - d.exponent), text, n);
    }
    *to = '\0';
    return 1;
}
