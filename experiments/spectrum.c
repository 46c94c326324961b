/* The impedance step. */
#include "../solver/impedance.h"
#include "runner.h"

#include <math.h>
#include <stdlib.h>

enum { PART = 1024 }; /* frequencies */

/* Evenly spaced in log f, both ends included; the spacing is the one asked for, or the next finer that fits. */
static int count_points(const Step *step)
{
    const double decades = log10(step->f_max / step->f_min);
    return 1 + (int)ceil(decades * step->points_per_decade - 1e-9);
}

static double frequency(const Step *step, int k, int points)
{
    if (k == points - 1) return step->f_min;
    return step->f_max * pow(step->f_min / step->f_max, (double)k / (points - 1));
}

/* Part by part, so that a stop is heard. */
static Status take(Runner *r, int points, const double *f, double _Complex *Z)
{
    Status s = CELLSIM_OK;
    for (int k = 0; k < points && !s && !(k > 0 && runner_stopped(r)); k += PART)
        s = impedance_spectrum(r->simulation, points - k < PART ? points - k : PART, f + k, Z + k, &r->run->error);
    if (!s) return s;
    r->run->status = r->run->error.status;
    r->stop = 1;
    return s;
}

Status runner_spectrum(Runner *r, const Step *step, EndReason *why, Error *e)
{
    const int points = count_points(step);
    double _Complex *Z = malloc((size_t)points * sizeof *Z);
    double *f = malloc((size_t)points * sizeof *f);
    Status s = Z && f ? CELLSIM_OK : error_memory(e);
    for (int k = 0; k < points && !s; k++) f[k] = frequency(step, k, points);
    const Status taken = s ? s : take(r, points, f, Z);
    if (!s && taken == CELLSIM_IO) s = error_memory(e);
    if (!s && !taken) {
        *why = r->stop ? END_STOPPED : END_SPECTRUM;
        if (!r->stop) s = recorder_spectrum(&r->recorder, r->simulation, points, f, Z, e);
    }
    free(Z);
    free(f);
    return s;
}
