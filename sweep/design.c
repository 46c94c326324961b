#include "design.h"

#include "../cards/decimal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const sample_names[SAMPLES] = {"grid", "lhs", "sobol", "saltelli"};

/* --- what is given --------------------------------------------------------------------------------------------------- */

static Status not_an_input(const char *text, const char *why, Error *e)
{
    error_set(e, CELLSIM_USAGE, NULL, 0, "--vary %.120s: %s", text, why);
    return error_hint(
               e,
               "write PATH=low:high:points or PATH=low:high, with :log for even steps of the logarithm; the paths are "
               "those of cellsim check CARD"),
           CELLSIM_USAGE;
}

/* The number at *at, which moves behind it; 0: there is none. */
static int take_number(const char **at, double *out)
{
    const int minus = **at == '-', n = decimal_span(*at + minus);
    if (n == 0 || decimal_value(*at + minus, n, out)) return 0;
    if (minus) *out = -*out;
    *at += minus + n;
    return 1;
}

/* ":points" and ":log", both optional. */
static int take_rest(const char *at, Input *out)
{
    double points;
    if (at[0] == ':' && strcmp(at, ":log") != 0) {
        at++;
        if (!take_number(&at, &points) || !(points >= 2 && points <= MOST_DESIGNS) || points != floor(points)) return 0;
        out->points = (int)points;
    }
    out->logarithmic = !strcmp(at, ":log");
    return out->logarithmic || *at == '\0';
}

int path_is_plain(const char *path)
{
    return path[strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]")] == '\0';
}

Status input_read(const char *text, Input *out, Error *e)
{
    const char *equals = strchr(text, '=');
    *out = (Input){0};
    if (!equals || equals == text) return not_an_input(text, "it has no range", e);
    if ((size_t)(equals - text) >= sizeof out->path) return not_an_input(text, "the path is too long", e);
    snprintf(out->path, sizeof out->path, "%.*s", (int)(equals - text), text);
    if (!path_is_plain(out->path)) return not_an_input(text, "the path is malformed", e);
    const char *at = equals + 1;
    if (!take_number(&at, &out->low) || *at++ != ':' || !take_number(&at, &out->high) || !take_rest(at, out))
        return not_an_input(text, "its range cannot be read", e);
    if (!(out->low < out->high)) return not_an_input(text, "low is not below high", e);
    if (out->logarithmic && !(out->low > 0)) return not_an_input(text, "a logarithmic range begins above 0", e);
    return CELLSIM_OK;
}

static Status misfit(Error *e, const char *hint, const char *text, const char *what)
{
    error_set(e, CELLSIM_USAGE, NULL, 0, text, what);
    return error_hint(e, "%s", hint), CELLSIM_USAGE;
}

static Status begin_grid(Design *d, Error *e)
{
    uint64_t designs = 1;
    if (d->count)
        return misfit(e, "the points of every --vary say how many designs there are", "%s has no effect on a grid",
                      "--count");
    for (int k = 0; k < d->inputs; k++) {
        if (!d->input[k].points)
            return misfit(e, "--vary PATH=low:high:points, or --sample sobol --count N",
                          "%.120s: a grid needs its number of points", d->input[k].path);
        designs *= (uint64_t)d->input[k].points;
        if (designs > MOST_DESIGNS)
            return misfit(e, "fewer points, or --sample sobol", "%s has more than a thousand million designs",
                          "the grid");
    }
    d->count = designs;
    return CELLSIM_OK;
}

Status design_begin(Design *d, Error *e)
{
    sobol_begin(&d->sobol);
    for (int k = 0; k < d->inputs; k++)
        for (int j = 0; j < k; j++)
            if (!strcmp(d->input[j].path, d->input[k].path))
                return misfit(e, "give each number once", "--vary %.120s is given twice", d->input[k].path);
    if (d->sample != SAMPLE_LHS && d->seed)
        return misfit(e, "only --sample lhs has chance in it", "--seed has no effect on %s", sample_names[d->sample]);
    if (d->sample == SAMPLE_GRID) return begin_grid(d, e);
    for (int k = 0; k < d->inputs; k++)
        if (d->input[k].points)
            return misfit(e, "remove the number of points; --count says how many designs there are",
                          "%.120s: a number of points has no effect without a grid", d->input[k].path);
    if (!d->count) return misfit(e, "--count 256", "--sample %s needs --count", sample_names[d->sample]);
    if (design_count(d) > MOST_DESIGNS)
        return misfit(e, "a smaller --count", "%s has more than a thousand million designs", "the sample");
    return CELLSIM_OK;
}

uint64_t design_count(const Design *d)
{
    return d->sample == SAMPLE_SALTELLI ? d->count * (uint64_t)(d->inputs + 2) : d->count;
}

/* --- points ---------------------------------------------------------------------------------------------------------- */

static double value_at(const Input *in, double u)
{
    if (u <= 0) return in->low;
    if (u >= 1) return in->high;
    if (!in->logarithmic) return in->low * (1 - u) + in->high * u;
    return fmin(fmax(exp(log(in->low) * (1 - u) + log(in->high) * u), in->low), in->high);
}

static void grid_point(const Design *d, uint64_t k, double *u)
{
    for (int j = d->inputs - 1; j >= 0; j--) {
        const uint64_t points = (uint64_t)d->input[j].points;
        u[j] = (double)(k % points) / (double)(points - 1);
        k /= points;
    }
}

/* SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014). */
static uint64_t mix(uint64_t x)
{
    x += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* A permutation of 0 ... n-1 that is not stored: a Feistel network over an even number of bits, again until it is below n. */
static uint64_t permute(uint64_t k, uint64_t n, uint64_t key)
{
    unsigned half = 1;
    while ((UINT64_C(1) << 2 * half) < n) half++;
    const uint64_t mask = (UINT64_C(1) << half) - 1;
    do {
        uint64_t left = k >> half, right = k & mask;
        for (uint64_t round = 0; round < 6; round++) {
            const uint64_t next = left ^ (mix(key ^ mix(round << 40 ^ right)) & mask);
            left = right;
            right = next;
        }
        k = left << half | right;
    } while (k >= n);
    return k;
}

static void lhs_point(const Design *d, uint64_t k, double *u)
{
    for (uint64_t j = 0; j < (uint64_t)d->inputs; j++) {
        const uint64_t key = mix(d->seed ^ mix(j + 1));
        const double within = (double)(mix(key ^ mix(~k)) >> 11) / 9007199254740992.0; /* 2^53 */
        u[j] = ((double)permute(k, d->count, key) + within) / (double)d->count;
    }
}

/* Rows A, B, A with input 0 of B, with input 1 of B, ...; both are halves of one point of the sequence. */
static void saltelli_point(const Design *d, uint64_t k, double *u)
{
    double both[SOBOL_DIMENSIONS];
    const uint64_t rows = (uint64_t)(d->inputs + 2), row = k % rows;
    sobol_point(&d->sobol, k / rows, 2 * d->inputs, both);
    for (int j = 0; j < d->inputs; j++) u[j] = both[row == 1 || row == (uint64_t)j + 2 ? d->inputs + j : j];
}

void design_values(const Design *d, uint64_t k, double *value)
{
    double u[MOST_INPUTS] = {0};
    switch (d->sample) {
    case SAMPLE_GRID: grid_point(d, k, u); break;
    case SAMPLE_LHS: lhs_point(d, k, u); break;
    case SAMPLE_SOBOL: sobol_point(&d->sobol, k, d->inputs, u); break;
    case SAMPLE_SALTELLI: saltelli_point(d, k, u); break;
    case SAMPLES: break;
    }
    for (int j = 0; j < d->inputs; j++) value[j] = value_at(&d->input[j], u[j]);
}
