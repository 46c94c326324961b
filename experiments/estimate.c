/* How far a run can be trusted: the same protocol at a tight tolerance, on the same and on a finer mesh (E-trust-4). */
#include "estimate.h"

#include <math.h>
#include <stdlib.h>

static const double TIGHTER = 0.03;   /* of the tolerance: what it leaves is a tenth of the error or less */
static const double TIGHTEST = 1e-11; /* round-off is not far below */
static const double STRAIGHT = 1e-6;  /* V between samples */
enum { SAMPLES = 4000000, RECORDS = 100000 };

static const double LEAST_BUDGET = 1000, SAME = 2, TIGHT = 5; /* of the steps of the run */
static const double MOST_WORK = 1e7;                          /* steps times unknowns */
static const double FINER = 2; /* unknowns, of polynomials; of straight lines and shells up to 4 */

/* The protocol once more. */
typedef struct Repetition {
    Job job;
    CellSpec spec; /* borrows what the run's owns */
    const Protocol *protocol;
    double loading;
    const RunOptions *options; /* of the run */
    double tolerance, straight;
    double
        left; /* steps of the solver that it may take: where a run is hard, the tight tolerance may cost any number. What
                  * was done until then is compared. (Not a time: the same run has the same estimates.) */
    Run run;
    Status status;
    Error error;
} Repetition;

struct Estimate {
    RunOptions options;   /* of the run */
    Protocol probe;       /* what is repeated of it */
    Run part, *base, *of; /* `base`: that at the run's own tolerance: `part`, or the run `of` which it is */
    int base_cut;         /* `part` took more steps than it may */
    Repetition time, mesh[MOST_MESHES];
    int meshes;
};

static int stopped(const RunOptions *o)
{
    return o->stop && o->stop(o->stop_context);
}

static int is_spent(void *repetition)
{
    Repetition *r = repetition;
    return r->left-- <= 0 || stopped(r->options);
}

/* Steps that a repetition may take of a run of `steps` on so many unknowns. */
static double budget(double steps, double unknowns)
{
    return fmin(LEAST_BUDGET + steps, MOST_WORK / fmax(unknowns, 1));
}

static int is_cut(const Repetition *r)
{
    return r->left < 0;
}

static void repeat(void *repetition)
{
    Repetition *r = repetition;
    RunOptions o = {.simulation = r->options->simulation, .stop = is_spent, .stop_context = r, .straight = r->straight};
    o.selection = (SelectionOptions){.samples = SAMPLES, .records = RECORDS, .step_samples = SAMPLES};
    o.simulation.tolerance = r->tolerance;
    if (!stopped(r->options)) r->status = run_protocol(&r->spec, r->protocol, r->loading, &o, &r->run, &r->error);
}

/* At the run's own tolerance, if nobody has that. */
static Status find_base(Estimate *x, double left, Run *base, Error *e)
{
    Repetition r = x->time;
    if (base->records) return CELLSIM_OK;
    r.tolerance = x->options.simulation.tolerance;
    r.straight = 0;
    r.left = left;
    repeat(&r);
    *base = r.run;
    x->base_cut = is_cut(&r);
    if (r.status) *e = r.error;
    return r.status;
}

static void add(Repetition *r, double left, Jobs *jobs)
{
    r->left = left;
    r->job = (Job){.work = repeat, .context = r};
    jobs_add(jobs, &r->job);
}

/* `left`: steps for what is at the run's own tolerance. */
static Status begin(const CellSpec *spec, double loading, const int *where, double left, Estimate *x, Error *e)
{
    const double tolerance = x->options.simulation.tolerance;
    x->time = (Repetition){.spec = *spec,
                           .protocol = &x->probe,
                           .loading = loading,
                           .options = &x->options,
                           .tolerance = fmin(fmax(TIGHTER * tolerance, TIGHTEST), tolerance),
                           .straight = STRAIGHT};
    const Status s = find_base(x, left, x->base, e);
    if (s) return s;
    const double most = TIGHT * (double)x->base->trust.steps, unknowns = x->base->trust.unknowns;
    for (int k = 0; k < x->meshes; k++) { /* these take longer */
        x->mesh[k] = x->time;
        x->mesh[k].straight = 0;
        estimate_refine(spec, where[k], &x->mesh[k].spec);
        add(&x->mesh[k], budget(most, FINER * unknowns), x->options.jobs);
    }
    add(&x->time, budget(most, unknowns), x->options.jobs);
    return CELLSIM_OK;
}

/* Its result; *s and *e are the first failure's. */
static void await(Repetition *r, Jobs *jobs, Status *s, Error *e)
{
    jobs_wait(jobs, &r->job);
    if (!r->status || *s) return;
    *s = r->status;
    *e = r->error;
}

/* All others are held, at their own samples, against the one of the same mesh at the tight tolerance, between whose samples
 * straight lines must do. Nothing is found out if somebody asked to stop. */
static Status end(Estimate *x, RunDifference *time, RunDifference *mesh, Error *e)
{
    Status s = CELLSIM_OK;
    for (int k = 0; k < x->meshes; k++) await(&x->mesh[k], x->options.jobs, &s, e);
    await(&x->time, x->options.jobs, &s, e);
    const int known = !s && !stopped(&x->options);
    if (known) *time = run_difference(x->base, &x->time.run);
    time->cut = x->base_cut || is_cut(&x->time);
    for (int k = 0; k < x->meshes && known; k++) {
        mesh[k] = run_difference(&x->mesh[k].run, &x->time.run);
        mesh[k].cut = is_cut(&x->mesh[k]) || is_cut(&x->time);
    }
    for (int k = 0; k < x->meshes; k++) run_free(&x->mesh[k].run);
    run_free(&x->time.run);
    run_free(&x->part);
    return s;
}

Status estimate_errors(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, int meshes,
                       const int *where, RunDifference *time, RunDifference *mesh, Error *e)
{
    Estimate x = {.options = *o, .probe = *p, .base = &x.part, .meshes = meshes};
    const RunDifference unknown = {NAN, NAN, -1, 0};
    *time = unknown;
    for (int k = 0; k < meshes; k++) mesh[k] = unknown;
    const Status s = begin(spec, loading, where, INFINITY, &x, e);
    return s ? s : end(&x, time, mesh, e);
}

static Status begin_of(const CellSpec *spec, const Protocol *p, double loading, Estimate *x, Error *e)
{
    static const int where[] = {ALONG_X | ALONG_R};
    const RunTrust *t = &x->of->trust;
    const double steps = (double)t->steps, leaves = estimate_leaves(p);
    const Status s = estimate_shorten(p, estimate_passes_of(p, steps / leaves), &x->probe, e);
    if (s) return s;
    const int known = estimate_is_beginning(p, &x->probe) && !run_is_selection(x->of);
    x->base = known ? x->of : &x->part;
    return begin(spec, loading, where, budget(SAME * steps, t->unknowns), x, e);
}

static void free_estimate(Estimate *x)
{
    estimate_shortened_free(&x->probe);
    free(x);
}

Status run_estimate_begin(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *run,
                          Estimate **out, Error *e)
{
    *out = NULL;
    if (!run->records || run->status == CELLSIM_SOLVER) return CELLSIM_OK; /* what failed would fail again, slowly */
    Estimate *x = calloc(1, sizeof *x);
    if (!x) return error_memory(e);
    x->options = *o;
    x->of = run;
    x->meshes = 1;
    const Status s = begin_of(spec, p, loading, x, e);
    if (s) free_estimate(x);
    else *out = x;
    return s;
}

Status run_estimate_end(Estimate *x, Error *e)
{
    if (!x) return CELLSIM_OK;
    RunTrust *trust = &x->of->trust;
    RunDifference time = {trust->time_error_mV, trust->time_error, -1, 0},
                  mesh = {trust->mesh_error_mV, trust->mesh_error, -1, 0};
    const Status s = end(x, &time, &mesh, e);
    trust->time_error_mV = time.voltage_mV;
    trust->mesh_error_mV = mesh.voltage_mV;
    trust->time_error = time.relative;
    trust->mesh_error = mesh.relative;
    trust->time_error_cut = time.cut;
    trust->mesh_error_cut = mesh.cut;
    free_estimate(x);
    return s;
}

Status run_estimate_errors(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *run,
                           Error *e)
{
    Estimate *x = NULL;
    const Status s = run_estimate_begin(spec, p, loading, o, run, &x, e);
    return s ? s : run_estimate_end(x, e);
}
