/* The impedance step. */
#include "../solver/impedance.h"
#include "runner.h"

#include <math.h>
#include <stdlib.h>

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

Status runner_spectrum(Runner *r, const Step *step, EndReason *why, Error *e)
{
    const int points = count_points(step);
    Spectrum *out = NULL;
    double _Complex *Z = malloc((size_t)points * sizeof *Z);
    double *f = malloc((size_t)points * sizeof *f);
    Status s = Z && f ? recorder_spectrum(&r->recorder, r->simulation, points, &out, e) : error_memory(e);
    for (int k = 0; k < points && !s; k++) f[k] = frequency(step, k, points);
    const Status solved = s ? s : impedance_spectrum(r->simulation, points, f, Z, &r->run->error);
    if (!s && solved == CELLSIM_IO) s = error_memory(e);
    if (!s && solved) {
        r->run->status = solved;
        r->stop = 1;
        r->run->spectra--;
        free(out->point);
    } else if (!s) {
        for (int k = 0; k < points; k++) {
            const double *z = (const double *)&Z[k]; /* real and imaginary part */
            out->point[k] = (SpectrumPoint){f[k], z[0], z[1]};
        }
        *why = END_SPECTRUM;
    }
    free(Z);
    free(f);
    return s;
}
