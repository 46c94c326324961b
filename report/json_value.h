/* Values of the JSON documents (private to report/ and the command). */
#ifndef CELLSIM_JSON_VALUE_H
#define CELLSIM_JSON_VALUE_H

#include <jansson.h>
#include <math.h>
#include <stddef.h>

/* What is not known, or not finite, is null. */
static inline json_t *number(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

/* Text of a card that is not UTF-8 cannot be JSON: its bytes above 127 become '?'. */
static inline json_t *string(const char *s)
{
    json_t *ok = json_string(s);
    if (ok) return ok;
    char ascii[512];
    size_t n = 0;
    for (; s[n] && n + 1 < sizeof ascii; n++) ascii[n] = (char)((unsigned char)s[n] < 128 ? s[n] : '?');
    ascii[n] = '\0';
    return json_string(ascii);
}

#endif
