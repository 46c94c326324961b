#include "comparison_private.h"

#include "../model/constants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double NEAREST = 0.1; /* relative, of a rate: farther ones are others */
static const double SAME = 0.01;   /* relative: rates that are one */

/* --- counterparts ------------------------------------------------------------------------------------------------ */

/* A hold at the end of a charge is not what gives it its rate: the current when half of the charge has passed. */
static double current_of(const Run *r, const StepRecord *s)
{
    const double start = r->sample[s->first_sample].charge, half = 0.5 * fabs(s->charge);
    for (int k = s->first_sample; k < s->first_sample + s->samples; k++)
        if (fabs(r->sample[k].charge - start) >= half) return r->sample[k].current;
    return s->current;
}

static int is_curve(const Run *r, const StepRecord *s)
{
    return step_is_curve(s->kind) && record_samples(r, s) > 1 && strcmp(record_direction(s), "none") != 0;
}

static int is_sweep(const Run *r, const StepRecord *s)
{
    return s->kind == STEP_CV_SWEEP && record_samples(r, s) > 1;
}

static double rate_of(const Run *r, const StepRecord *s, int per_mass)
{
    if (s->kind == STEP_CV_SWEEP) return s->scan_rate;
    return fabs(current_of(r, s)) / (per_mass ? r->loading : 1);
}

static int same_way(const StepRecord *a, const StepRecord *b)
{
    if (a->kind == STEP_CV_SWEEP) return b->kind == STEP_CV_SWEEP && (a->v_end > a->v_start) == (b->v_end > b->v_start);
    return b->kind != STEP_CV_SWEEP && !strcmp(record_direction(a), record_direction(b));
}

/* Takes a simulated record if it is nearer than the one before; *nearest: the rate that comes nearest, however far. */
static void consider(const Report *r, const StepRecord *measured, int run, int k, double *off, double *nearest,
                     Comparison *c)
{
    const Run *sim = &r->run[run];
    const StepRecord *s = &sim->record[k];
    const double rate = rate_of(sim, s, c->per_mass), distance = fabs(rate / c->rate - 1);
    if (!same_way(measured, s)) return;
    if (!(distance > fabs(*nearest / c->rate - 1))) *nearest = rate;
    if (!(distance <= NEAREST)) return;
    if (c->counterpart >= 0) {
        const StepRecord *best = &r->run[c->run].record[c->counterpart];
        if (distance > *off + SAME) return;
        if (distance > *off - SAME && best->cycle == measured->cycle && (s->cycle != measured->cycle || run != c->run))
            return;
    }
    *off = distance;
    c->run = run;
    c->counterpart = k;
    c->rate_of_counterpart = rate;
}

static void find_counterpart(const Report *r, const StepRecord *measured, Comparison *c)
{
    double off = INFINITY, nearest = NAN;
    char number[NUMBER_SIZE + 8];
    for (int run = 0; run < r->runs; run++)
        for (int k = 0; k < r->run[run].records; k++) {
            const StepRecord *s = &r->run[run].record[k];
            if (is_curve(&r->run[run], s) || is_sweep(&r->run[run], s))
                consider(r, measured, run, k, &off, &nearest, c);
        }
    if (c->counterpart >= 0) return;
    if (!isfinite(c->rate) || !(c->rate > 0)) snprintf(c->why, WHY_SIZE, "its rate is not known");
    else if (isnan(nearest))
        snprintf(c->why, WHY_SIZE, "no %s is simulated",
                 measured->kind == STEP_CV_SWEEP ? "such sweep" : record_direction(measured));
    else
        snprintf(c->why, WHY_SIZE, "nothing is simulated within 10 %% of its rate; the nearest is %s of that",
                 percent_text(100 * nearest / c->rate, 0, number));
}

/* --- deviations -------------------------------------------------------------------------------------------------- */

/* A record on the axes of a comparison; `room` holds 2 n numbers. */
static PlainCurve curve_of(const Run *r, int first, int n, const Comparison *c, double t0, double *room)
{
    const double per = c->per_mass ? r->loading : 1;
    const double way =
        c->kind == COMPARED_SWEEP && r->sample[first + n - 1].voltage < r->sample[first].voltage ? -1 : 1;
    double *x = room, *y = room + n, most = -INFINITY;
    for (int k = 0; k < n; k++) {
        const Sample *s = &r->sample[first + k];
        x[k] = c->kind == COMPARED_CURVE   ? fabs(s->charge - r->sample[first].charge) / SECONDS_PER_HOUR / per
               : c->kind == COMPARED_SWEEP ? way * s->voltage
                                           : s->t - t0;
        y[k] = c->kind == COMPARED_SWEEP || c->kind == COMPARED_CURRENT ? s->current / per : s->voltage;
        x[k] = most = fmax(most, x[k]); /* noise of the instrument */
    }
    return (PlainCurve){n, x, y};
}

void comparison_scale(Deviation *d, double factor)
{
    d->rms *= factor;
    d->mean *= factor;
    d->largest *= factor;
}

Status comparison_measure(const Part *simulated, const Part *measured, Comparison *c, Error *e)
{
    double *room = malloc(2 * ((size_t)simulated->n + (size_t)measured->n) * sizeof *room);
    if (!room) return error_memory(e);
    const PlainCurve a = curve_of(simulated->run, simulated->first, simulated->n, c, simulated->t0, room);
    const PlainCurve b =
        curve_of(measured->run, measured->first, measured->n, c, measured->t0, room + 2 * simulated->n);
    c->deviation = curve_deviation(a, b);
    if (c->kind == COMPARED_SWEEP || c->kind == COMPARED_CURRENT)
        comparison_scale(&c->deviation, c->per_mass ? 1 : MA_CM2_PER_A_M2); /* A/kg are mA/g */
    else comparison_scale(&c->deviation, MV_PER_V);
    if (c->kind == COMPARED_CURVE) {
        const double unit = c->per_mass ? 1 : MAH_CM2_PER_AH_M2;
        c->capacity_of_counterpart = unit * a.x[a.n - 1];
        c->capacity = unit * b.x[b.n - 1];
    }
    free(room);
    return CELLSIM_OK;
}

static Status compare_record(const Report *r, int k, Comparison *c, Error *e)
{
    const StepRecord *s = &r->measured->record[k];
    c->rate = rate_of(r->measured, s, c->per_mass);
    find_counterpart(r, s, c);
    if (c->counterpart < 0) return CELLSIM_OK;
    const StepRecord *other = &r->run[c->run].record[c->counterpart];
    const Part simulated = {&r->run[c->run], other->first_sample, other->samples, 0};
    const Part measured = {r->measured, s->first_sample, s->samples, 0};
    return comparison_measure(&simulated, &measured, c, e);
}

/* --- all --------------------------------------------------------------------------------------------------------- */

static int knows_loading(const Report *r)
{
    for (int k = 0; k < r->runs; k++)
        if (!(r->run[k].loading > 0)) return 0;
    return 1;
}

/* 1: the file that a measured record belongs to is compared as a whole, against time. */
static int is_whole(const Report *r, const StepRecord *s)
{
    return r->as_measured || (r->titrations | r->pulses) >> s->block & 1;
}

static int begins_whole(const Report *r, int k)
{
    const StepRecord *s = &r->measured->record[k];
    return is_whole(r, s) && (k == 0 || s[-1].block != s->block);
}

static Comparison blank(Compared kind, int file, int index, int per_mass)
{
    return (Comparison){.kind = kind,
                        .file = file,
                        .index = index,
                        .run = -1,
                        .counterpart = -1,
                        .per_mass = per_mass,
                        .rate = NAN,
                        .rate_of_counterpart = NAN,
                        .deviation = {NAN, NAN, NAN, NAN, NAN},
                        .capacity = NAN,
                        .capacity_of_counterpart = NAN};
}

static Status add(const Report *r, int k, Comparison *c, int *n, Error *e)
{
    const StepRecord *s = &r->measured->record[k];
    const int per_mass = knows_loading(r);
    Comparison *new = &c[*n];
    *new = blank(COMPARED_CURVE, s->block, k, per_mass);
    if (begins_whole(r, k))
        new->kind = r->as_measured && s->kind == STEP_CV_SWEEP ? COMPARED_CURRENT : COMPARED_TITRATION;
    else if (is_whole(r, s)) return CELLSIM_OK;
    else if (is_sweep(r->measured, s)) new->kind = COMPARED_SWEEP;
    else if (!is_curve(r->measured, s)) return CELLSIM_OK;
    ++*n;
    if (new->kind == COMPARED_TITRATION || (new->kind == COMPARED_CURRENT && (!per_mass || r->measured->loading > 0)))
        return comparison_in_time(r, k, new, e);
    if (!per_mass || r->measured->loading > 0) return compare_record(r, k, new, e);
    return snprintf(new->why, WHY_SIZE, "the mass of its active material is not known: --mass-mg"), CELLSIM_OK;
}

Status comparisons_find(const Report *r, Comparison **out, int *n, Error *e)
{
    const Run *m = r->measured;
    *n = 0;
    *out = calloc((size_t)(m ? m->records + m->spectra : 0) + 1, sizeof **out);
    if (!*out) return error_memory(e);
    Status s = CELLSIM_OK;
    for (int k = 0, spectrum = 0; m && k < m->records && !s; k++) {
        if (m->record[k].kind != STEP_EIS) s = add(r, k, *out, n, e);
        else {
            Comparison *c = &(*out)[(*n)++];
            *c = blank(COMPARED_SPECTRUM, m->record[k].block, spectrum, 0);
            s = comparison_of_spectrum(r, spectrum++, c, e);
        }
    }
    if (!s) return CELLSIM_OK;
    free(*out);
    *out = NULL;
    return s;
}
