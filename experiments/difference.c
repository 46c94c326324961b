/* How far two solutions of one protocol are apart (E-trust-4). */
#include "difference.h"

#include <math.h>
#include <stdlib.h>

/* Of the shorter step: its last part, where a discharge falls steeply, only moves in time; its first is over at once. */
static const double SHARE = 0.97, FIRST = 1.0 / 400;

/* Currents far below this share of 1C, to which a hold falls, count relative to it, as in the current error (E-trust-5). */
static const double NO_CURRENT = 0.01;

/* A record's samples, read in the order of time. */
typedef struct Track {
    const Sample *s;
    int n, at;
} Track;

static Track track_of(const Run *run, const StepRecord *r)
{
    return (Track){run->sample + r->first_sample, r->samples, 0};
}

/* Voltage and current `t` after the record began, on the line between two samples. */
static void read_at(Track *a, double t, double *V, double *I)
{
    while (a->at + 2 < a->n && a->s[a->at + 1].t - a->s[0].t < t) a->at++;
    const Sample *p = &a->s[a->at], *q = p + 1;
    const double h = q->t - p->t, share = h > 0 ? (t - (p->t - a->s[0].t)) / h : 0;
    *V = p->voltage + share * (q->voltage - p->voltage);
    *I = p->current + share * (q->current - p->current);
}

static int has_free_current(const StepRecord *r)
{
    return r->kind == STEP_CV_SWEEP || r->kind == STEP_CV_HOLD;
}

/* Time that a record's sample stands for: half of that to its neighbours, of what is between begin and end. */
static double weight_of(const Sample *s, int n, int k, double begin, double end)
{
    const double before = k > 0 ? s[k - 1].t : s[0].t, after = k + 1 < n ? s[k + 1].t : s[k].t;
    return 0.5 * (fmin(after, s[0].t + end) - fmax(before, s[0].t + begin));
}

/* At the samples of a: what is between is on straight lines for the eye only. */
static void compare_records(const Run *a, const StepRecord *ra, const Run *b, const StepRecord *rb, RunDifference *d)
{
    const Sample *s = a->sample + ra->first_sample;
    Track track = track_of(b, rb);
    const double end = SHARE * fmin(ra->t_end - ra->t_start, rb->t_end - rb->t_start), begin = FIRST * end;
    double voltage = 0, current = 0, size = 0, time = 0;
    for (int k = 0; k < ra->samples && s[k].t - s[0].t <= end; k++) {
        if (s[k].t - s[0].t < begin) continue;
        const double weight = weight_of(s, ra->samples, k, begin, end);
        double V, I;
        read_at(&track, s[k].t - s[0].t, &V, &I);
        voltage += weight * (s[k].voltage - V) * (s[k].voltage - V);
        current += weight * (s[k].current - I) * (s[k].current - I);
        size += weight * I * I;
        time += weight;
    }
    if (has_free_current(ra)) {
        const double relative = sqrt(current) / fmax(sqrt(size), NO_CURRENT * b->one_C * sqrt(time));
        if (time > 0) d->relative = fmax(d->relative, relative); /* fmax passes over NaN */
    } else if (time > 0 && !(1e3 * sqrt(voltage / time) <= d->voltage_mV)) {
        d->voltage_mV = 1e3 * sqrt(voltage / time);
        d->step = ra->step;
    }
}

static double spectrum_difference(const Spectrum *a, const Spectrum *b)
{
    double sum = 0, size = 0;
    for (int k = 0; k < a->points && k < b->points; k++) {
        const SpectrumPoint p = a->point[k], q = b->point[k];
        const double far = hypot(p.re - q.re, p.im - q.im) / hypot(q.re, q.im);
        sum += far * far;
        size++;
    }
    return sqrt(sum / size);
}

RunDifference run_difference(const Run *a, const Run *b)
{
    RunDifference d = {NAN, NAN, -1, 0};
    for (int k = 0; k < a->records && k < b->records; k++) {
        const StepRecord *ra = &a->record[k], *rb = &b->record[k];
        if (ra->kind != rb->kind || ra->step != rb->step) break; /* they went different ways */
        if (ra->kind != STEP_EIS && record_is_whole(ra) && record_is_whole(rb)) compare_records(a, ra, b, rb, &d);
    }
    for (int k = 0; k < a->spectra && k < b->spectra; k++)
        if (a->spectrum[k].step == b->spectrum[k].step)
            d.relative = fmax(d.relative, spectrum_difference(&a->spectrum[k], &b->spectrum[k]));
    return d;
}
