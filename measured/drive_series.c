/* A measured series as what drove it. */
#include "profile.h"

#include <math.h>
#include <stdlib.h>

static const double SAME = 0.01;         /* currents of one span, relative */
static const double NOTHING = 1e-5;      /* of the largest current: what is none */
static const double SAME_VOLTAGE = 1e-4; /* V: from the line through a span */

/* Marks the points that begin a segment: the interval before one with a lead carries its current. */
static void mark(const Measured *m, signed char *begins)
{
    for (int k = 0; k < m->series.n; k++) begins[k] = 0;
    for (int k = 0; k < m->segments; k++) begins[m->segment[k].first] = (signed char)(1 + m->segment[k].lead);
}

/* Mean over the interval that ends at point k. */
static double mean_before(const Series *s, const signed char *begins, DriveKind kind, int k)
{
    const double now = s->I[k] * (kind == DRIVE_POWER ? s->V[k] : 1);
    const double before = s->I[k - 1] * (kind == DRIVE_POWER ? s->V[k - 1] : 1);
    return begins[k] == 2 ? now : 0.5 * (before + now);
}

static double largest(const Series *s, DriveKind kind)
{
    double most = 0;
    for (int k = 0; k < s->n; k++) most = fmax(most, fabs(s->I[k] * (kind == DRIVE_POWER ? s->V[k] : 1)));
    return most;
}

static void put(Drive *d, double t, double value)
{
    d->t[d->points] = t;
    d->value[d->points++] = value;
}

/* Spans of nearly the same current: each holds its mean. */
static void hold_means(const Series *s, const signed char *begins, DriveKind kind, Drive *d)
{
    const double nothing = NOTHING * largest(s, kind);
    double sum = 0, low = 0, high = 0;
    int from = 0;
    for (int k = 1; k < s->n; k++) {
        const double mean = mean_before(s, begins, kind, k), dt = s->t[k] - s->t[k - 1];
        const double bottom = fmin(low, mean), top = fmax(high, mean);
        const int ends = k - 1 > from && (begins[k] == 2 || begins[k - 1] == 1 ||
                                          top - bottom > SAME * fmax(fabs(top), fabs(bottom)) + nothing);
        if (ends && s->t[k - 1] > s->t[from]) {
            put(d, s->t[from] - s->t[0], sum / (s->t[k - 1] - s->t[from]));
            from = k - 1;
            sum = 0;
        }
        low = from == k - 1 ? mean : bottom;
        high = from == k - 1 ? mean : top;
        sum += mean * dt;
    }
    const double last = s->t[s->n - 1];
    if (last > s->t[from]) put(d, s->t[from] - s->t[0], sum / (last - s->t[from]));
    put(d, last - s->t[0], d->points ? d->value[d->points - 1] : 0);
}

/* Lines from point to point as long as what lies between is near enough (a cone of slopes: Williams, 1978). */
static void draw_lines(const Series *s, Drive *d)
{
    int from = 0;
    double low = -INFINITY, high = INFINITY;
    put(d, 0, s->V[0]);
    for (int k = 1; k < s->n; k++) {
        const double dt = s->t[k] - s->t[from], slope = (s->V[k] - s->V[from]) / dt;
        if (!(dt > 0)) continue;
        if (slope < low || slope > high) {
            from = k - 1;
            put(d, s->t[from] - s->t[0], s->V[from]);
            low = -(double)INFINITY, high = (double)INFINITY;
            k--;
            continue;
        }
        low = fmax(low, slope - SAME_VOLTAGE / dt);
        high = fmin(high, slope + SAME_VOLTAGE / dt);
    }
    if (s->n > 1 && s->t[s->n - 1] - s->t[0] > d->t[d->points - 1]) put(d, s->t[s->n - 1] - s->t[0], s->V[s->n - 1]);
}

/* Per gram or area a current was read as that of 1 g or 1 cm2. */
static void take_basis(const Measured *m, Drive *d)
{
    const Per per = m->columns.column[COLUMN_CURRENT].unit.per;
    if (d->kind == DRIVE_VOLTAGE || per == PER_NOTHING) return;
    d->basis = per == PER_AREA ? BASIS_AREA : BASIS_MASS;
    for (int k = 0; k < d->points; k++) d->value[k] *= per == PER_AREA ? 1e4 : 1e3;
}

Status drive_of_measured(const Measured *m, DriveKind kind, Drive **out, Error *e)
{
    const Series *s = &m->series;
    *out = NULL;
    if (s->n < 2 || !(s->t[s->n - 1] > s->t[0]) || m->kind == MEASURED_CURVE) {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "there is no series in time that could drive a cell");
        return error_hint(e, "a file of a cycler with time, voltage and current is needed"), CELLSIM_BAD_CARD;
    }
    if (m->has_zero_current && kind != DRIVE_VOLTAGE) {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the file holds no current that could drive a cell");
        return error_hint(e, "drive = \"voltage\", or a file with a column of current"), CELLSIM_BAD_CARD;
    }
    Status status = drive_create(2 * s->n + 2, out, e);
    signed char *begins = status ? NULL : malloc((size_t)s->n);
    if (!status && !begins) status = error_memory(e);
    if (status) return drive_free(*out), *out = NULL, status;
    (*out)->kind = kind;
    (*out)->held = kind != DRIVE_VOLTAGE;
    mark(m, begins);
    if (kind == DRIVE_VOLTAGE) draw_lines(s, *out);
    else hold_means(s, begins, kind, *out);
    take_basis(m, *out);
    free(begins);
    return CELLSIM_OK;
}
