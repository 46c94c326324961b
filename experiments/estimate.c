/* How far a run can be trusted: the same protocol at a tight tolerance, on the same and on a finer mesh (E-trust-4). */
#include "estimate.h"
#include "repetition.h"

#include <math.h>
#include <stdlib.h>

static const double TIGHTER = 0.03;   /* of the tolerance: what it leaves is a tenth of the error or less, and hides no error of the mesh */
static const double TIGHTEST = 1e-11; /* round-off is not far below */
static const double STRAIGHT = 1e-6;  /* V between samples */
static const double FINER = 2;        /* unknowns, of polynomials; of straight lines and shells up to 4 */
static const double MOST_TIMES = 10, POWER = 0.4; /* see estimate_of_all */
static const double ROUGH_MV = 1, ROUGH = 0.03; /* errors of a mesh of which the finer one may still have the better half */

struct Estimate {
    RunOptions options;          /* of the run */
    Protocol probe;              /* what is repeated of it */
    int beginning;               /* 1: the steps of the probe are the first ones of the run */
    Measure measure;
    Repetition base, time, mesh[MOST_MESHES]; /* `base`: at the run's own tolerance, where the run itself does not have that */
    int meshes;
};

double estimate_of_all(double largest, double all, double repeated)
{
    return largest * pow(fmin(fmax(all / fmax(repeated, 1), 1), MOST_TIMES), POWER);
}

static Status count_unknowns(const CellSpec *spec, double *unknowns, Error *e)
{
    Model *m;
    const Status s = model_create(spec, &m, e);
    if (s) return s;
    *unknowns = m->unknowns;
    model_free(m);
    return CELLSIM_OK;
}

/* What is repeated, and how; nothing is under way yet. */
static Status prepare(const CellSpec *spec, const Protocol *p, int passes, double loading, const RunOptions *o, int meshes,
                      const int *where, Estimate **out, Error *e)
{
    const double own = o->simulation.tolerance;
    Estimate *x = *out = calloc(1, sizeof *x);
    if (!x) return error_memory(e);
    Status s = count_unknowns(spec, &x->measure.unknowns, e);
    if (!s) s = estimate_shorten(p, passes, &x->probe, e);
    if (s) return free(x), *out = NULL, s;
    x->options = *o;
    x->beginning = estimate_is_beginning(p, &x->probe);
    x->measure.steps = MEASURE_UNKNOWN;
    x->base = (Repetition){.spec = *spec,
                           .protocol = &x->probe,
                           .loading = loading,
                           .options = &x->options,
                           .tolerance = own,
                           .measure = &x->measure,
                           .titrates = estimate_titrates(&x->probe),
                           .unknowns = 1};
    x->time = x->base;
    x->time.tolerance = fmin(fmax(TIGHTER * own, TIGHTEST), own);
    x->meshes = meshes;
    for (int k = 0; k < meshes; k++) {
        x->mesh[k] = x->time;
        x->mesh[k].unknowns = FINER;
        estimate_refine(spec, where[k], &x->mesh[k].spec);
    }
    x->time.straight = STRAIGHT;
    x->base.sets = 1;
    return CELLSIM_OK;
}

/* Those that are held against each other; the long ones first. */
static void add_pairs(Estimate *x)
{
    for (int k = 0; k < x->meshes; k++) repetition_add(&x->mesh[k]);
    repetition_add(&x->time);
}

/* All others are held, at their own samples, against the one of the same mesh at the tight tolerance, between whose samples straight
 * lines must do. */
static void compare(const Estimate *x, const Run *base, RunDifference *time, RunDifference *mesh)
{
    int cut, finer_cut;
    const Run tight = repetition_shown(&x->time, &cut);
    *time = run_difference(base, &tight);
    time->cut = cut;
    for (int k = 0; k < x->meshes; k++) {
        const Run fine = repetition_shown(&x->mesh[k], &finer_cut);
        mesh[k] = run_difference(&fine, &tight);
        mesh[k].cut = cut || finer_cut;
    }
}

/* `run`: where the base is; NULL: nobody has it yet. Nothing is found out if somebody asked to stop. */
static Status end(Estimate *x, const Run *run, RunDifference *time, RunDifference *mesh, Error *e)
{
    Status s = CELLSIM_OK;
    if (!run) repetition_add(&x->base);
    add_pairs(x);
    if (!run) repetition_await(&x->base, &s, e);
    for (int k = 0; k < x->meshes; k++) repetition_await(&x->mesh[k], &s, e);
    repetition_await(&x->time, &s, e);
    const RunDifference unknown = {NAN, NAN, -1, 0};
    *time = unknown;
    for (int k = 0; k < x->meshes; k++) mesh[k] = unknown;
    if (!s && !repetition_stopped(&x->options)) compare(x, run ? run : &x->base.run, time, mesh);
    return s;
}

static int is_rough(const RunDifference *d)
{
    return !d->cut && (d->voltage_mV > ROUGH_MV || d->relative > ROUGH);
}

/* What errs much is held against a mesh that is finer still. */
static Status look_closer(Estimate *x, const Run *run, RunDifference *time, RunDifference *mesh, Error *e)
{
    Repetition *r = &x->mesh[0];
    const Repetition again = {.spec = r->spec,
                              .protocol = r->protocol,
                              .loading = r->loading,
                              .options = r->options,
                              .tolerance = r->tolerance,
                              .measure = r->measure,
                              .titrates = r->titrates,
                              .unknowns = FINER * r->unknowns};
    const RunDifference rough = *mesh;
    if (!is_rough(&rough)) return CELLSIM_OK;
    repetition_free(r);
    *r = again;
    estimate_refine(&again.spec, ALONG_X | ALONG_R, &r->spec);
    const Status s = end(x, run, time, mesh, e);
    if (mesh->cut) *mesh = rough; /* too long */
    return s;
}

/* Waits for what is under way. */
static void free_estimate(Estimate *x)
{
    Error unheard;
    Status s = CELLSIM_OK;
    Repetition *all[] = {&x->base, &x->time, &x->mesh[0], &x->mesh[1]};
    atomic_store(&x->measure.over, 1);
    for (int k = 0; k < 2 + x->meshes; k++) {
        if (all[k]->added) repetition_await(all[k], &s, &unheard);
        repetition_free(all[k]);
    }
    estimate_shortened_free(&x->probe);
    free(x);
}

Status estimate_errors(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, int meshes,
                       const int *where, RunDifference *time, RunDifference *mesh, Error *e)
{
    Estimate *x;
    const int passes = estimate_passes_of(spec, p);
    Status s = prepare(spec, p, passes, loading, o, meshes, where, &x, e);
    if (s) return s;
    s = end(x, NULL, time, mesh, e);
    time->voltage_mV = estimate_of_all(time->voltage_mV, estimate_leaves(p), estimate_leaves(&x->probe));
    time->relative = estimate_of_all(time->relative, estimate_leaves(p), estimate_leaves(&x->probe));
    free_estimate(x);
    return s;
}

Status run_estimate_begin(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Estimate **out, Error *e)
{
    static const int where[] = {ALONG_X | ALONG_R};
    const Status s = prepare(spec, p, estimate_passes_of(spec, p), loading, o, 1, where, out, e);
    if (s || !o->jobs) return s; /* without threads after the run */
    add_pairs(*out);
    if (!(*out)->beginning) repetition_add(&(*out)->base);
    return CELLSIM_OK;
}

/* The run as the base, if it is that. */
static const Run *base_of(Estimate *x, const Run *run)
{
    if (!x->beginning || run_is_selection(run)) return NULL;
    atomic_store(&x->measure.steps, run->trust.steps);
    return run;
}

static void note(const RunDifference *time, const RunDifference *mesh, double repeated, Run *run)
{
    RunTrust *t = &run->trust;
    t->time_error_mV = estimate_of_all(time->voltage_mV, run->executed, repeated);
    t->time_error = estimate_of_all(time->relative, run->executed, repeated);
    t->mesh_error_mV = mesh->voltage_mV;
    t->mesh_error = mesh->relative;
    t->time_error_cut = time->cut;
    t->mesh_error_cut = mesh->cut;
}

Status run_estimate_end(Estimate *x, Run *run, Error *e)
{
    RunDifference time, mesh;
    if (!x) return CELLSIM_OK;
    Status s = CELLSIM_OK;
    if (run && run->records && run->status != CELLSIM_SOLVER) { /* what failed would fail again, slowly */
        const Run *base = base_of(x, run);
        s = end(x, base, &time, &mesh, e);
        if (!s) s = look_closer(x, base, &time, &mesh, e);
        note(&time, &mesh, x->time.run.executed, run);
    }
    free_estimate(x);
    return s;
}

Status run_estimate_errors(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *run,
                           Error *e)
{
    Estimate *x = NULL;
    const Status s = run_estimate_begin(spec, p, loading, o, &x, e);
    return s ? s : run_estimate_end(x, run, e);
}
