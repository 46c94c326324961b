/* How far a run can be trusted: the same first step on half the mesh and at a tenth of the tolerance (E-trust-4). */
#include "run.h"

#include <math.h>
#include <stdlib.h>

/* The first constant-current step of a list, wherever it is nested. */
static const Step *first_current_step(int n, const Step *steps)
{
    for (int k = 0; k < n; k++) {
        if (steps[k].kind == STEP_CC || steps[k].kind == STEP_CCCV) return &steps[k];
        if (!steps[k].step) continue;
        const Step *inside = first_current_step(steps[k].steps, steps[k].step);
        if (inside) return inside;
    }
    return NULL;
}

static int halved(int n)
{
    return n > 3 ? n / 2 : n;
}

/* Half the elements, or, of one, half the degree; half the radial unknowns. */
static void coarsen(const CellSpec *spec, CellSpec *coarse)
{
    *coarse = *spec;
    for (RegionId r = NEGATIVE; r < REGIONS; r++) {
        Region *region = &coarse->region[r];
        if (region->elements > 1) region->elements = (region->elements + 1) / 2;
        else if (region->degree > 1) region->degree = (region->degree + 1) / 2;
        for (int p = 0; p < spec->electrode[r].phases; p++) {
            Phase *phase = &coarse->electrode[r].phase[p];
            phase->radial = halved(phase->radial);
        }
    }
}

/* Voltage of a run's first record at a charge passed, by linear interpolation; NaN outside. */
static double voltage_at(const Run *run, double charge, int *hint)
{
    const StepRecord *rec = &run->record[0];
    if (rec->samples < 2) return NAN; /* a run that was not possible has none at all */
    const Sample *s = run->sample + rec->first_sample;
    while (*hint + 1 < rec->samples && fabs(s[*hint + 1].charge) < charge) ++*hint;
    if (*hint + 1 >= rec->samples) return NAN;
    const double q0 = fabs(s[*hint].charge), q1 = fabs(s[*hint + 1].charge);
    const double share = q1 > q0 ? (charge - q0) / (q1 - q0) : 0;
    return s[*hint].voltage + share * (s[*hint + 1].voltage - s[*hint].voltage);
}

/* RMS difference of two first records over the first 97 % of the shorter one [mV]. */
static double rms_difference(const Run *a, const Run *b)
{
    enum { POINTS = 200 };
    if (!a->records || !b->records) return NAN;
    const double qa = fabs(a->record[0].charge), qb = fabs(b->record[0].charge), end = 0.97 * (qa < qb ? qa : qb);
    double sum = 0;
    int count = 0, ha = 0, hb = 0;
    for (int k = 1; k <= POINTS; k++) {
        const double d = voltage_at(a, end * k / POINTS, &ha) - voltage_at(b, end * k / POINTS, &hb);
        if (isnan(d)) continue;
        sum += d * d;
        count++;
    }
    return count ? 1e3 * sqrt(sum / count) : NAN;
}

Status run_estimate_errors(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *run,
                           Error *e)
{
    const Step *first = first_current_step(p->steps, p->step);
    if (!first || !run->records) return CELLSIM_OK;
    Step step = *first;
    Protocol probe = *p;
    CellSpec coarse;
    RunOptions fine = *o;
    Run base = {0}, mesh = {0}, time = {0};
    step.sample_period = NAN;
    probe.steps = 1;
    probe.step = &step;
    fine.progress = NULL;
    fine.sink = NULL;
    fine.resume = NULL;
    coarsen(spec, &coarse);
    Status s = run_protocol(&coarse, &probe, loading, &fine, &mesh, e);
    fine.simulation.tolerance *= 0.1;
    if (!s) s = run_protocol(&coarse, &probe, loading, &fine, &time, e);
    if (!s) s = run_protocol(spec, &probe, loading, &fine, &base, e);
    if (!s && !(o->stop && o->stop(o->stop_context))) { /* stopped: not estimated */
        run->trust.time_error_mV = rms_difference(&mesh, &time);
        run->trust.mesh_error_mV = rms_difference(&time, &base) / 3; /* second order: error(h) = difference / 3 */
    }
    run_free(&base);
    run_free(&mesh);
    run_free(&time);
    return s;
}
