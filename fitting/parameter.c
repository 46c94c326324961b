#include "parameter.h"

#include "../cards/keys.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double DECADES = 100; /* bounds where none are given: the card's number divided and times this */
static const double TURN = 6.283185307179586; /* keeps u, which lmder measures steps by, away from 0 */

static Status usage(Error *e, const char *text, const char *what, const char *hint)
{
    error_set(e, CELLSIM_USAGE, NULL, 0, text, what);
    return error_hint(e, "%s", hint), CELLSIM_USAGE;
}

/* The key that a path ends with; NULL: no section has it. */
static const Key *key_of(const char *path)
{
    const char *dot = strrchr(path, '.'), *name = dot ? dot + 1 : path;
    const Section *const *section;
    const int n = card_sections(&section);
    for (int k = 0; k < n; k++)
        for (int j = 0; j < section[k]->keys; j++)
            if (!strcmp(section[k]->key[j].name, name)) return &section[k]->key[j];
    return NULL;
}

/* A share of a whole: all that the key allows; else two decades on both sides. */
static void default_bounds(FitParameter *p)
{
    const Key *key = key_of(p->path);
    const int ranged = key && key->min < key->max;
    const double least = ranged ? key->min : -INFINITY, most = ranged ? key->max : INFINITY;
    const int share = ranged && most <= 1 && least >= 0 && !strcmp(key->unit, "1");
    p->low = share ? fmax(least, 0.01) : fmax(least, p->start / DECADES);
    p->high = share ? fmin(most, 0.99) : fmin(most, p->start * DECADES);
}

static Status read_bounds(const char *text, FitParameter *p, Error *e)
{
    char *end, *last;
    p->low = strtod(text, &end);
    p->high = *end == ':' ? strtod(end + 1, &last) : NAN;
    if (end == text || *end != ':' || last == end + 1 || *last || !(p->low < p->high) || !isfinite(p->low) ||
        !isfinite(p->high))
        return usage(e, "--free needs PATH or PATH=low:high with low below high, not '=%.60s'", text,
                     "--free positive.phases[0].D_cm2_s=1e-12:1e-8");
    return CELLSIM_OK;
}

static Status settle(FitParameter *p, int given, Error *e)
{
    if (!given && !(p->start > 0))
        return usage(e, "--free %.100s: the card gives no positive number there to start from", p->path,
                     "give bounds: --free PATH=low:high; cellsim check CARD shows every path with its value");
    if (!given) default_bounds(p);
    p->logarithmic = p->low > 0 && p->high > 10 * p->low;
    if (isnan(p->start)) p->start = p->logarithmic ? sqrt(p->low * p->high) : 0.5 * (p->low + p->high);
    if (p->start >= p->low && p->start <= p->high) return CELLSIM_OK;
    return usage(e, "--free %.100s: the card's number lies outside the bounds", p->path,
                 "widen the bounds, or begin elsewhere with --set");
}

/* PATH{,PATH} of n characters. */
static Status read_places(const char *text, size_t n, const Card *card, FitParameter *p, Error *e)
{
    for (int k = 0;; k++) {
        const size_t length = strcspn(text, ","), used = length < n ? length : n;
        char *place = k ? p->other[k - 1] : p->path;
        if (used == 0 || used >= sizeof p->path || k == MOST_PLACES)
            return usage(e, "--free needs PATH or PATH=low:high, not '%.60s'", text,
                         "PATH is that of --set; PATH,PATH is one number in several places, four at most");
        memcpy(place, text, used);
        place[used] = '\0';
        p->others = k;
        const double number = card_number(card, place);
        if (k == 0) p->start = number;
        else if (!(number >= p->start && number <= p->start) && !(isnan(number) && isnan(p->start)))
            return usage(e, "--free %.100s: it is no one number with those before it", place,
                         "places that are fitted together hold the same value: --set makes them so");
        if (used == n) return CELLSIM_OK;
        text += used + 1;
        n -= used + 1;
    }
}

Status parameter_read(const char *text, const Card *card, FitParameter *out, Error *e)
{
    const char *equals = strchr(text, '=');
    *out = (FitParameter){.start = NAN};
    Status status = read_places(text, equals ? (size_t)(equals - text) : strlen(text), card, out, e);
    if (!status && equals) status = read_bounds(equals + 1, out, e);
    return status ? status : settle(out, equals != NULL, e);
}

const char *parameter_place(const FitParameter *p, int k)
{
    return k ? p->other[k - 1] : p->path;
}

int parameter_has_place(const FitParameter *p, const char *path)
{
    int found = 0;
    for (int k = 0; k <= p->others; k++) found |= !strcmp(parameter_place(p, k), path);
    return found;
}

double parameter_x(const FitParameter *p, double value)
{
    return p->logarithmic ? log(value) : value / (p->high - p->low);
}

double parameter_value(const FitParameter *p, double x)
{
    return p->logarithmic ? exp(x) : x * (p->high - p->low);
}

double parameter_u(const FitParameter *p, double x)
{
    const double low = parameter_x(p, p->low), high = parameter_x(p, p->high);
    return TURN + asin(fmin(fmax(2 * (x - low) / (high - low) - 1, -1), 1));
}

double parameter_x_of_u(const FitParameter *p, double u)
{
    const double low = parameter_x(p, p->low), high = parameter_x(p, p->high);
    return low + (high - low) * 0.5 * (1 + sin(u));
}

double parameter_slope(const FitParameter *p, double u)
{
    return (parameter_x(p, p->high) - parameter_x(p, p->low)) * 0.5 * cos(u);
}
