#include "data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double CONSTANT = 0.02; /* relative: a current that changes by more is none that was held */
static const double HELD = 0.01;     /* V: a voltage that moves by more within a hold is none that was held */
static const double BEYOND = 0.3;    /* V beyond the measured range at which a simulated current ends */
static const double HIDDEN = 1e-6;   /* relative: points nearer to the beginning show the state before it */

const char *fit_kind_name(FitKind k)
{
    static const char *const names[] = {"voltage", "current", "impedance", "targets"};
    return k < FIT_KINDS ? names[k] : "";
}

const char *fit_kind_unit(FitKind k)
{
    static const char *const units[] = {"mV", "%", "%", "tolerances"};
    return k < FIT_KINDS ? units[k] : "";
}

double fit_kind_factor(FitKind k)
{
    return k == FIT_VOLTAGE ? 1e3 : k == FIT_TARGET ? 1 : 100;
}

static Status add_leg(FitData *d, const FitLeg *leg, Error *e)
{
    FitLeg *more = realloc(d->leg, (size_t)(d->legs + 1) * sizeof *more);
    if (!more) return error_memory(e);
    d->leg = more;
    d->leg[d->legs] = *leg;
    d->leg[d->legs].first = d->points;
    d->leg[d->legs++].points = 0;
    return CELLSIM_OK;
}

static Status add_point(FitData *d, double at, double measured, double scale, FitKind kind, Error *e)
{
    if (d->points == d->room) {
        const int room = d->room ? 2 * d->room : 256;
        FitPoint *more = realloc(d->point, (size_t)room * sizeof *more);
        if (!more) return error_memory(e);
        d->point = more;
        d->room = room;
    }
    d->point[d->points++] = (FitPoint){at, measured, NAN, scale, kind, d->legs - 1};
    d->leg[d->legs - 1].points++;
    return CELLSIM_OK;
}

/* --- series ---------------------------------------------------------------------------------------------------------- */

typedef struct Range {
    int first, n;
    double t0; /* s: when it began */
} Range;

static double observed(const Series *s, FitKind kind, double scale, int k)
{
    return kind == FIT_VOLTAGE ? s->V[k] : s->I[k] / scale;
}

/* Adds a leg with points evenly taken from a range. */
static Status add_range(FitData *d, const Series *s, const Range *r, FitLeg leg, int most, Error *e)
{
    const FitKind kind = leg.mode == CONTROL_CURRENT ? FIT_VOLTAGE : FIT_CURRENT;
    leg.t0 = r->t0;
    leg.t1 = s->t[r->first + r->n - 1];
    leg.below = INFINITY;
    leg.above = -INFINITY;
    if (!(leg.t1 > leg.t0)) return CELLSIM_OK; /* one sample of no duration */
    Status status = add_leg(d, &leg, e);
    FitLeg *own = &d->leg[d->legs - 1];
    for (int k = 0, last = -1; k < most && !status; k++) {
        const int j = most > 1 && r->n > most ? (int)((long long)k * (r->n - 1) / (most - 1)) : k;
        if (j == last || j >= r->n) continue;
        last = j;
        const double t = s->t[r->first + j];
        if (t - r->t0 <= HIDDEN * (leg.t1 - leg.t0)) continue;
        status =
            add_point(d, t, observed(s, kind, leg.scale, r->first + j), kind == FIT_VOLTAGE ? 1 : leg.scale, kind, e);
    }
    if (status) return status;
    for (int k = r->first; k < r->first + r->n; k++) {
        own->below = fmin(own->below, s->V[k] - BEYOND);
        own->above = fmax(own->above, s->V[k] + BEYOND);
    }
    d->unused += r->n - own->points;
    return CELLSIM_OK;
}

/* How many points, from the first, have one current; *mean of them. */
static int constant_part(const Series *s, const Range *r, double *mean)
{
    double sum = 0;
    const int skip = r->n > 4; /* the first sample may be that of the switch */
    const double I0 = s->I[r->first + (skip ? 2 : 0)];
    int n = skip;
    while (n < r->n && fabs(s->I[r->first + n] - I0) <= CONSTANT * fabs(I0)) sum += s->I[r->first + n++];
    *mean = n > skip ? sum / (n - skip) : I0;
    return n;
}

static Status refuse(const char *path, double t, const char *what, const char *hint, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, path, 0, "at t = %.6g s %s", t, what);
    return error_hint(e, "%s", hint), CELLSIM_BAD_CARD;
}

/* What follows a constant current within its step: a hold. */
static Status add_hold(FitData *d, const Series *s, const Range *r, double scale, int most, Error *e)
{
    double sum = 0;
    if (r->n < 2) return CELLSIM_OK; /* the sample of the switch to the next step */
    for (int k = 0; k < r->n; k++) sum += s->V[r->first + k];
    const double V = sum / r->n;
    for (int k = 0; k < r->n; k++)
        if (fabs(s->V[r->first + k] - V) > HELD)
            return refuse(
                d->path, s->t[r->first + k], "neither current nor voltage is constant",
                "fit takes constant currents, holds, rests, sweeps and spectra; cut other parts out of the file", e);
    return add_range(d, s, r, (FitLeg){.mode = CONTROL_VOLTAGE, .value = V, .scale = scale}, most, e);
}

static Status add_current(FitData *d, const Series *s, const Range *r, int most, Error *e)
{
    double I;
    const int n = constant_part(s, r, &I);
    const Range held = {r->first, n, r->t0}, rest = {r->first + n, r->n - n, s->t[r->first + (n ? n - 1 : 0)]};
    Status status = CELLSIM_OK;
    if (n > 0)
        status = add_range(d, s, &held, (FitLeg){.mode = CONTROL_CURRENT, .value = I, .scale = fabs(I)}, most, e);
    return status || rest.n == 0 ? status : add_hold(d, s, &rest, fabs(I), most, e);
}

static Status add_sweep(FitData *d, const Series *s, const Range *r, double rate, int most, Error *e)
{
    double largest = 0;
    for (int k = 0; k < r->n; k++) largest = fmax(largest, fabs(s->I[r->first + k]));
    const FitLeg leg = {.mode = CONTROL_VOLTAGE,
                        .value = s->V[r->first] - rate * (s->t[r->first] - r->t0),
                        .slope = rate,
                        .scale = largest};
    if (!(largest > 0))
        return refuse(d->path, r->t0, "a sweep has no current at all", "is the column of current the right one?", e);
    return add_range(d, s, r, leg, most, e);
}

/* Standard deviation of white noise from second differences, whose variance is six times its own: the median, which curves
 * and steps do not move (von Neumann, Ann. Math. Stat. 12 (1941) 367, made robust). */
static int rising(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static Status estimate_noise(FitData *d, FitKind kind, const Series *s, Error *e)
{
    static const double MEDIAN_OF_NORMAL = 0.6744897501960817;
    double *difference = malloc((size_t)(s->n + 1) * sizeof *difference), largest = 0;
    int n = 0;
    if (!difference) return error_memory(e);
    const double *y = kind == FIT_VOLTAGE ? s->V : s->I;
    for (int k = 0; k < s->n; k++) largest = fmax(largest, fabs(y[k]));
    for (int k = 1; k + 1 < s->n; k++) difference[n++] = fabs(y[k + 1] - 2 * y[k] + y[k - 1]);
    qsort(difference, (size_t)n, sizeof *difference, rising);
    if (n > 4) d->noise[kind] = difference[n / 2] / (sqrt(6) * MEDIAN_OF_NORMAL) / (kind == FIT_VOLTAGE ? 1 : largest);
    free(difference);
    return CELLSIM_OK;
}

static Status read_series(const Measured *m, int most, FitData *d, Error *e)
{
    const Series *s = &m->series;
    Status status = estimate_noise(d, FIT_VOLTAGE, s, e);
    if (!status) status = estimate_noise(d, FIT_CURRENT, s, e);
    for (int k = 0; k < m->segments && !status; k++) {
        const Segment *g = &m->segment[k];
        const Range r = {g->first, g->n, segment_start(s, g)};
        if (g->kind == SEGMENT_CURRENT) status = add_current(d, s, &r, most, e);
        else if (g->kind == SEGMENT_SWEEP) status = add_sweep(d, s, &r, g->scan_rate, most, e);
        else status = add_range(d, s, &r, (FitLeg){.mode = CONTROL_CURRENT, .scale = 1}, most, e);
    }
    return status;
}

/* Times of all legs and points from the first one's beginning. */
static void shift_times(FitData *d, double origin)
{
    for (int k = 0; k < d->legs; k++) {
        d->leg[k].t0 -= origin;
        d->leg[k].t1 -= origin;
    }
    for (int k = 0; k < d->points; k++) d->point[k].at -= origin;
}

/* --- spectra --------------------------------------------------------------------------------------------------------- */

static Status read_spectrum(const Measured *m, FitData *d, Error *e)
{
    if (m->spectra > 1)
        return refuse(d->path, m->spectrum[1].t,
                      "a second spectrum begins, and only the state of the first one is known",
                      "give spectra in files of their own", e);
    const Spectrum *z = &m->spectrum[0];
    Status status = add_leg(d, &(FitLeg){.mode = CONTROL_CURRENT, .scale = 1}, e);
    for (int k = 0; k < 2 * z->points && !status; k++) {
        const SpectrumPoint *p = &z->point[k / 2];
        const double size = hypot(p->re, p->im);
        if (size > 0) status = add_point(d, p->f, (k % 2 ? p->im : p->re) / size, size, FIT_IMPEDANCE, e);
    }
    return status;
}

static FitBasis basis_of(const Measured *m, const MeasuredCell *cell)
{
    const ColumnFound *current = &m->columns.column[COLUMN_CURRENT];
    if (current->at < 0 || !current->source) return FIT_PER_CELL;
    if (current->unit.per == PER_AREA && !(cell->area > 0)) return FIT_PER_CM2;
    return current->unit.per == PER_MASS && !(cell->mass > 0) ? FIT_PER_GRAM : FIT_PER_CELL;
}

Status fit_data_read(const Measured *m, const char *path, const MeasuredCell *cell, int most, FitData *out, Error *e)
{
    *out = (FitData){.path = path, .basis = basis_of(m, cell), .area = cell->area, .noise = {NAN, NAN, NAN, NAN}};
    measured_name(path, out->name, (int)sizeof out->name);
    Status status = CELLSIM_OK;
    if (m->spectra > 0) status = read_spectrum(m, out, e);
    else if (m->kind == MEASURED_CURVE)
        status = refuse(path, 0, "the file has no time, so that its current is not known",
                        "export time, voltage and current", e);
    else status = read_series(m, most, out, e);
    if (!status && m->spectra == 0 && m->segments > 0) shift_times(out, segment_start(&m->series, &m->segment[0]));
    if (!status && out->points == 0)
        status = refuse(path, 0, "there is nothing to fit", "cellsim analyze FILE shows what is in it", e);
    if (status) fit_data_free(out);
    return status;
}

void fit_data_free(FitData *d)
{
    free(d->leg);
    free(d->point);
    d->leg = NULL;
    d->point = NULL;
    d->legs = d->points = d->room = 0;
}
