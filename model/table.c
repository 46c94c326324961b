/* Evaluation of property tables: a uniform bucket index finds the interval, Horner's rule does the rest. */
#include "table.h"

#include <stdlib.h>
#include <string.h>

#include "spline.h"
#include "table_lookup.h"

enum { CACHE_LINE = 64 };

static size_t round_up(size_t bytes)
{
    return (bytes + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
}

/* Knots lie densely where a property bends. With so many buckets for each the scan within one is mostly over at once; what a processor
 * guesses wrong there costs as much as the polynomials (a twentieth of a design of a sweep with two). */
enum { BUCKETS_PER_KNOT = 16 };

/* One block: header, coefficients, knots, buckets. */
static Table *table_allocate(int n, int m)
{
    const size_t knots = (size_t)n, buckets = BUCKETS_PER_KNOT * knots;
    const size_t head = round_up(sizeof(Table)), body = round_up((knots + 1) * 4 * (size_t)m * sizeof(double));
    const size_t foot = round_up((knots + 2) * sizeof(double)),
                 bytes = head + body + foot + round_up((buckets + 1) * sizeof(int));
    if (n > (1 << 26)) return NULL;
    char *block = aligned_alloc(CACHE_LINE, bytes);
    if (!block) return NULL;
    Table *t = (Table *)(void *)block;
    memset(t, 0, sizeof *t);
    t->n = n;
    t->m = m;
    t->buckets = (int)buckets;
    t->coefficient = (double *)(void *)(block + head);
    t->base = (double *)(void *)(block + head + body);
    t->first = (int *)(void *)(block + head + body + foot);
    t->bytes = bytes;
    return t;
}

static void fill_interval(Table *t, int k, const double *x, const double *y, const double *M)
{
    const int m = t->m;
    const double h = x[1] - x[0];
    double *c = t->coefficient + (size_t)k * 4 * (size_t)m;
    for (int j = 0; j < m; j++) {
        c[j] = y[j];
        c[m + j] = (y[m + j] - y[j]) / h - h * (2 * M[j] + M[m + j]) / 6;
        c[2 * m + j] = M[j] / 2;
        c[3 * m + j] = (M[m + j] - M[j]) / (6 * h);
    }
}

/* Straight lines beyond the first and the last knot. */
static void fill_ends(Table *t, double last_width, const double *y_last)
{
    const int m = t->m;
    const double h = last_width;
    double *left = t->coefficient, *right = left + (size_t)t->n * 4 * (size_t)m;
    const double *first = left + 4 * m, *last = right - 4 * m;
    memset(left, 0, 4 * (size_t)m * sizeof *left);
    memset(right, 0, 4 * (size_t)m * sizeof *right);
    for (int j = 0; j < m; j++) {
        left[j] = first[j];
        left[m + j] = first[m + j];
        right[j] = y_last[j];
        right[m + j] = last[m + j] + h * (2 * last[2 * m + j] + 3 * h * last[3 * m + j]);
    }
}

static void fill_index(Table *t, const double *x)
{
    const int n = t->n;
    t->base[0] = x[0];
    memcpy(t->base + 1, x, (size_t)n * sizeof *x);
    t->base[n + 1] = NAN; /* no x >= NAN: the scan stops even for an infinite x */
    t->origin = x[0];
    t->per_unit = t->buckets / (x[n - 1] - x[0]);
    for (int b = 0, k = 0; b < t->buckets; b++) {
        while (k < n && t->base[k + 1] <= t->origin + (b - 1e-6) / t->per_unit) k++;
        t->first[b] = k;
    }
    t->first[t->buckets] = n;
}

static int table_is_finite(const Table *t)
{
    const size_t count = ((size_t)t->n + 1) * 4 * (size_t)t->m;
    if (!isfinite(t->per_unit) || !(t->per_unit > 0)) return 0;
    for (size_t i = 0; i < count; i++)
        if (!isfinite(t->coefficient[i])) return 0;
    return 1;
}

static Status table_start(int n, int m, const double *x, Table **out, Error *e)
{
    *out = NULL;
    if (n < 2 || m < 1 || m > TABLE_MAX_COMPONENTS)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "a table of %d knots and %d components: at least 2 and 1..%d", n, m,
                         (int)TABLE_MAX_COMPONENTS);
    for (int k = 1; k < n; k++)
        if (!(x[k] > x[k - 1]))
            return error_set(e, CELLSIM_USAGE, NULL, 0, "knot %d of a table, %g, does not exceed the one before, %g", k,
                             x[k], x[k - 1]);
    *out = table_allocate(n, m);
    return *out ? CELLSIM_OK : error_memory(e);
}

/* Completes a table whose intervals between knots are filled. */
static Status table_finish(const double *x, const double *y_last, Table **out, Error *e)
{
    Table *t = *out;
    fill_ends(t, x[t->n - 1] - x[t->n - 2], y_last);
    fill_index(t, x);
    if (table_is_finite(t)) return CELLSIM_OK;
    table_free(t);
    *out = NULL;
    return error_set(e, CELLSIM_USAGE, NULL, 0, "a table has values or knots that are not finite");
}

Status table_create(int n, int m, const double *x, const double *y, Table **out, Error *e)
{
    const Status s = table_start(n, m, x, out, e);
    if (s != CELLSIM_OK) return s;
    const size_t knots = (size_t)n, stride = (size_t)m;
    double *M = malloc(knots * (stride + 1) * sizeof *M);
    if (!M) {
        table_free(*out);
        *out = NULL;
        return error_memory(e);
    }
    spline_moments(n, m, x, y, M, M + knots * stride);
    for (size_t k = 1; k < knots; k++)
        fill_interval(*out, (int)k, x + k - 1, y + (k - 1) * stride, M + (k - 1) * stride);
    free(M);
    return table_finish(x, y + (knots - 1) * stride, out, e);
}

Status table_create_hermite(int n, const double *x, const double *y, const double *slope, Table **out, Error *e)
{
    const Status s = table_start(n, 1, x, out, e);
    if (s != CELLSIM_OK) return s;
    for (int k = 1; k < n; k++) {
        const double h = x[k] - x[k - 1], secant = (y[k] - y[k - 1]) / h, a = slope[k - 1], b = slope[k];
        double *c = (*out)->coefficient + 4 * (size_t)k;
        c[0] = y[k - 1];
        c[1] = a;
        c[2] = (3 * secant - 2 * a - b) / h;
        c[3] = (a + b - 2 * secant) / (h * h);
    }
    return table_finish(x, y + n - 1, out, e);
}

void table_eval(const Table *t, real x, real *v, real *dv)
{
    real unused[TABLE_MAX_COMPONENTS];
    real *slope = dv ? dv : unused;
    switch (t->m) {
    case 1: table_lookup(t, 1, x, v, slope); break;
    case 2: table_lookup(t, 2, x, v, slope); break;
    case 3: table_lookup(t, 3, x, v, slope); break;
    case 4: table_lookup(t, 4, x, v, slope); break;
    case 5: table_lookup(t, 5, x, v, slope); break;
    default: table_lookup(t, 6, x, v, slope); break;
    }
}

int table_knots(const Table *t)
{
    return t->n;
}

double table_knot(const Table *t, int k)
{
    return t->base[k + 1];
}

double table_min(const Table *t)
{
    return t->base[1];
}

double table_max(const Table *t)
{
    return t->base[t->n];
}

size_t table_bytes(const Table *t)
{
    return t->bytes;
}

void table_free(Table *t)
{
    free(t);
}
