/* What is compared as a whole: voltage over time, and spectra. */
#include "comparison_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The records from `first` on of one file, from the first with a current (`whole`: from the first of all). */
static Part part_of(const Run *r, int first, int whole)
{
    Part p = {r, 0, 0, NAN};
    for (int k = first; k < r->records && r->record[k].block == r->record[first].block; k++) {
        const StepRecord *s = &r->record[k];
        if (!record_samples(r, s) || (isnan(p.t0) && !whole && !step_is_curve(s->kind))) continue;
        if (isnan(p.t0)) p = (Part){r, s->first_sample, 0, whole ? r->sample[s->first_sample].t : s->t_start};
        p.n = s->first_sample + s->samples - p.first;
    }
    return p;
}

/* A simulation's blocks are its pulses: all of them. */
static Part simulated_part(const Run *r, int whole)
{
    Part p = {r, 0, 0, NAN};
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        if (!record_samples(r, s) || (isnan(p.t0) && !whole && !step_is_curve(s->kind))) continue;
        if (isnan(p.t0)) p = (Part){r, s->first_sample, 0, s->t_start};
        p.n = s->first_sample + s->samples - p.first;
    }
    return p;
}

Status comparison_in_time(const Report *r, int first, Comparison *c, Error *e)
{
    const int whole = r->as_measured, pulses = r->pulses >> c->file & 1;
    const Part measured = part_of(r->measured, first, whole);
    if (whole && c->file < r->runs) c->run = c->file;
    for (int k = 0; k < r->runs && c->run < 0 && !whole; k++)
        if (!strcmp(r->run[k].figure, pulses ? "pulse" : "gitt")) c->run = k;
    if (c->run < 0) {
        snprintf(c->why, WHY_SIZE, "no %s simulated: --config %s does", pulses ? "pulses are" : "titration is",
                 pulses ? "pulses" : "gitt");
        return CELLSIM_OK;
    }
    const Part simulated = simulated_part(&r->run[c->run], whole);
    if (measured.n < 2 || simulated.n < 2) {
        c->run = -1;
        return snprintf(c->why, WHY_SIZE, "nothing of it could be simulated"), CELLSIM_OK;
    }
    c->counterpart = 0;
    c->first = measured.first;
    c->samples = measured.n;
    c->shift = simulated.t0 - measured.t0;
    return comparison_measure(&simulated, &measured, c, e);
}

/* --- spectra ----------------------------------------------------------------------------------------------------- */

/* ln |Z| against ln f, which rises; ohm m2. */
static PlainCurve moduli(const Spectrum *s, double *room)
{
    double *x = room, *y = room + s->points;
    const int falls = s->point[0].f > s->point[s->points - 1].f;
    for (int k = 0; k < s->points; k++) {
        const SpectrumPoint *p = &s->point[falls ? s->points - 1 - k : k];
        x[k] = log(p->f);
        y[k] = log(hypot(p->re, p->im));
    }
    return (PlainCurve){s->points, x, y};
}

/* The spectrum of the nearest voltage; where none was measured, the last one. */
Status comparison_of_spectrum(const Report *r, int k, Comparison *c, Error *e)
{
    const Spectrum *s = &r->measured->spectrum[k], *best = NULL;
    c->rate = s->voltage;
    for (int run = 0; run < r->runs; run++)
        for (int j = 0; j < r->run[run].spectra; j++) {
            const Spectrum *other = &r->run[run].spectrum[j];
            if (best && fabs(other->voltage - s->voltage) > fabs(best->voltage - s->voltage)) continue;
            best = other;
            c->run = run;
            c->counterpart = j;
        }
    if (!best) return snprintf(c->why, WHY_SIZE, "no spectrum is simulated: --config eis does"), CELLSIM_OK;
    c->rate_of_counterpart = best->voltage;
    double *room = malloc(2 * ((size_t)s->points + (size_t)best->points) * sizeof *room);
    if (!room) return error_memory(e);
    c->deviation = curve_deviation(moduli(best, room), moduli(s, room + 2 * best->points));
    comparison_scale(&c->deviation, 100);
    free(room);
    return CELLSIM_OK;
}
