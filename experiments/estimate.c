/* How far a run can be trusted: the same protocol at a tight tolerance, on the same and on a finer mesh (E-trust-4). */
#include "estimate.h"
#include "difference.h"

#include <math.h>
#include <stdlib.h>

static const double TIGHTER = 0.03;   /* of the tolerance: what it leaves is a tenth of the error or less */
static const double TIGHTEST = 1e-11; /* round-off is not far below */
static const double STRAIGHT = 1e-6;  /* V between samples */
enum { SAMPLES = 4000000, RECORDS = 100000 };

/* Steps of the solver that a repetition may take: where a run is hard, the tight tolerance may cost any number. What was
 * done until then is compared. (Not a time: the same run has the same estimates.) */
typedef struct Budget {
    double left;
    const RunOptions *o;
} Budget;

static const double LEAST_BUDGET = 1000, SAME = 2, TIGHT = 5; /* of the steps of the run before */
static const double MOST_WORK = 1e7;                          /* steps times unknowns */
static const double FINER = 4;                                /* unknowns, twice along x and along r */

static int stopped(const RunOptions *o)
{
    return o->stop && o->stop(o->stop_context);
}

static int is_spent(void *context)
{
    Budget *b = context;
    return b->left-- <= 0 || stopped(b->o);
}

/* Steps that a repetition may take of a run of `steps` on so many unknowns. */
static double budget(double steps, double unknowns)
{
    return fmin(LEAST_BUDGET + steps, MOST_WORK / fmax(unknowns, 1));
}

static Status repeat(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, double tolerance,
                     double straight, double steps, Run *run, Error *e)
{
    Budget budget = {steps, o};
    RunOptions r = {.simulation = o->simulation, .stop = is_spent, .stop_context = &budget, .straight = straight};
    r.selection = (SelectionOptions){.samples = SAMPLES, .records = RECORDS, .step_samples = SAMPLES};
    r.simulation.tolerance = tolerance;
    return stopped(o) ? CELLSIM_OK : run_protocol(spec, p, loading, &r, run, e);
}

static double steps_of(const Run *r)
{
    return (double)r->trust.steps;
}

/* Both others are held, at their own samples, against the one of the same mesh at the tight tolerance, between whose samples
 * straight lines must do. */
Status estimate_errors(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, int where,
                       double steps, Run *run, RunTrust *trust, Error *e)
{
    CellSpec fine;
    Run time = {0}, mesh = {0};
    const double tolerance = o->simulation.tolerance, tight = fmin(fmax(TIGHTER * tolerance, TIGHTEST), tolerance);
    Status s = CELLSIM_OK;
    estimate_refine(spec, where, &fine);
    const double unknowns = trust->unknowns;
    if (!run->records) s = repeat(spec, p, loading, o, tolerance, 0, budget(SAME * steps, unknowns), run, e);
    if (!s) s = repeat(spec, p, loading, o, tight, STRAIGHT, budget(TIGHT * steps_of(run), unknowns), &time, e);
    if (!s) s = repeat(&fine, p, loading, o, tight, 0, budget(SAME * steps_of(&time), FINER * unknowns), &mesh, e);
    if (!s && !stopped(o)) { /* stopped: not estimated */
        const RunDifference by_time = run_difference(run, &time), by_mesh = run_difference(&mesh, &time);
        trust->time_error_mV = by_time.voltage_mV;
        trust->mesh_error_mV = by_mesh.voltage_mV;
        trust->time_error = by_time.relative;
        trust->mesh_error = by_mesh.relative;
    }
    run_free(&time);
    run_free(&mesh);
    return s;
}

/* The protocol, or a part of it. */
static Status estimate_probe(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *run,
                             Error *e)
{
    Protocol probe;
    Run part = {0};
    const double steps = steps_of(run), leaves = estimate_leaves(p);
    Status s = estimate_shorten(p, estimate_passes_of(p, steps / leaves), &probe, e);
    if (s) return s;
    const int whole = estimate_leaves(&probe) >= leaves && !run_is_selection(run);
    s = estimate_errors(spec, &probe, loading, o, ALONG_X | ALONG_R, steps, whole ? run : &part, &run->trust, e);
    run_free(&part);
    estimate_shortened_free(&probe);
    return s;
}

Status run_estimate_errors(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *run,
                           Error *e)
{
    if (!run->records || run->status == CELLSIM_SOLVER) return CELLSIM_OK; /* what failed would fail again, slowly */
    return estimate_probe(spec, p, loading, o, run, e);
}
