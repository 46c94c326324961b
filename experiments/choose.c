/* A mesh and a tolerance that meet an accuracy (E-trust-7). */
#include "estimate.h"
#include "../model/constants.h"

#include <math.h>

enum { ROUNDS = 12 };
static const double AIM = 0.5;            /* of what is allowed: the next tolerance should do */
static const double LEAST_TOLERANCE = 1e-9, SMALLEST_CUT = 0.5, LARGEST_CUT = 0.03; /* of the tolerance, in a round */

/* The error as a voltage [V]: currents and impedances change by a factor e per RT/F of overpotential. NaN: not known. */
static double as_voltage(const RunDifference *d, double temperature)
{
    return fmax(1e-3 * d->voltage_mV, d->relative * GAS_CONSTANT * temperature / FARADAY);
}

/* Error about in proportion to the tolerance. */
static void tighten(double *tolerance, double error, double allowed)
{
    const double cut = AIM * allowed / error;
    *tolerance = fmax(*tolerance * fmin(fmax(cut, LARGEST_CUT), SMALLEST_CUT), LEAST_TOLERANCE);
}

/* Errors [V] of the time steps and of the mesh in each direction; whether they are known to the end. */
typedef struct Errors {
    double time, x, r;
    int cut;
} Errors;

static Status find_errors(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Errors *out,
                          Error *e)
{
    static const int where[] = {ALONG_X, ALONG_R};
    RunDifference by_time, by_mesh[2];
    const Status s = estimate_errors(spec, p, loading, o, 2, where, &by_time, by_mesh, e);
    out->time = as_voltage(&by_time, spec->temperature);
    out->x = as_voltage(&by_mesh[0], spec->temperature);
    out->r = as_voltage(&by_mesh[1], spec->temperature);
    out->cut = by_time.cut || by_mesh[0].cut || by_mesh[1].cut;
    return s;
}

static void note(const CellSpec *spec, const RunOptions *o, RunChoice *c)
{
    c->tolerance = o->simulation.tolerance;
    c->radial = 1;
    for (RegionId r = NEGATIVE; r < REGIONS; r++) {
        c->elements[r] = spec->region[r].elements;
        c->degree[r] = spec->region[r].degree;
        for (int p = 0; p < spec->electrode[r].phases; p++)
            if (spec->electrode[r].phase[p].radial > c->radial) c->radial = spec->electrode[r].phase[p].radial;
    }
}

/* What is not known counts nothing. */
static double known(double error)
{
    return isnan(error) ? 0 : error;
}

/* All together within the accuracy; of what is not, half for the time steps, a quarter each for x and r. */
static Status choose(CellSpec *spec, const Protocol *p, double loading, RunOptions *o, RunChoice *c, Error *e)
{
    const double allowed = 0.5 * c->accuracy, each = 0.5 * allowed;
    for (int k = 0; k < ROUNDS; k++) {
        Errors of;
        const Status s = find_errors(spec, p, loading, o, &of, e);
        if (s || (o->stop && o->stop(o->stop_context))) return s;
        const int where = (of.x > each ? ALONG_X : 0) | (of.r > each ? ALONG_R : 0);
        const int within = known(of.time) + known(of.x) + known(of.r) <= c->accuracy;
        c->met = within && !of.cut;
        if (within || (where && !estimate_may_refine(spec, where))) return CELLSIM_OK;
        if (of.time > allowed) tighten(&o->simulation.tolerance, of.time, allowed);
        estimate_refine(spec, where, spec);
    }
    return CELLSIM_OK;
}

Status run_choose(CellSpec *spec, const Protocol *p, double loading, double accuracy, RunOptions *o, RunChoice *c,
                  Error *e)
{
    *c = (RunChoice){.accuracy = accuracy};
    const Status s = choose(spec, p, loading, o, c, e);
    note(spec, o, c);
    return s;
}

Status run_chosen(CellSpec *spec, const Protocol *p, double loading, RunOptions *o, Run *run, Estimate **estimate, Error *e)
{
    RunChoice choice = {0};
    Status status = CELLSIM_OK;
    *run = (Run){0};
    if (estimate) *estimate = NULL;
    if (spec->accuracy > 0) status = run_choose(spec, p, loading, spec->accuracy, o, &choice, e);
    if (!status && estimate) status = run_estimate_begin(spec, p, loading, o, estimate, e);
    if (!status) status = run_protocol(spec, p, loading, o, run, e);
    if (!status) return run->choice = choice, CELLSIM_OK;
    run_free(run);
    if (estimate) *estimate = (run_estimate_end(*estimate, NULL, NULL), NULL);
    return status;
}
