/* Runs a protocol on a cell. */
#ifndef CELLSIM_RUN_H
#define CELLSIM_RUN_H

#include "../model/archive.h"
#include "../model/cell.h"
#include "../model/jobs.h"
#include "rig.h"
#include "result.h"

/* Called now and then: share of the protocol done (0..1, an estimate) and what is running. Return nonzero to stop. */
typedef int (*ProgressFunction)(double share, const char *what, void *context);

/* Where everything goes that a run produces, as it comes; a Run itself holds a bounded selection. What fails ends the run
 * (status and error of the Run), and keeps what was done. Functions may be NULL. */
typedef struct RunSink {
    Status (*sample)(void *context, const Run *run, const StepRecord *step, const Sample *s, Error *e);
    Status (*step)(void *context, const Run *run, const StepRecord *step, Error *e); /* finished */
    Status (*cycle)(void *context, const Run *run, const CycleRow *row, Error *e);   /* finished */
    Status (*spectrum)(void *context, const Run *run, const Spectrum *s, Error *e);
    Status (*expect)(void *context, double samples, Error *e); /* so many come next: fails if there is no room for them */
    void *context;
    Status (*checkpoint)(void *context, const Archive *state, Error *e); /* all before is to be kept with this state */
    void *checkpoint_context;
} RunSink;

/* How much a Run holds; 0: the default. Beyond it, of the passes of the innermost repeat (cycles, usually) every second
 * pair is kept in full, then every fourth, …; always the first and the last ones, the last at each rate, and those that
 * are asked for; in one step every second sample, then every fourth, … */
typedef struct SelectionOptions {
    int samples, records, step_samples, cycles, spectra;
    int pins;
    const int *pin; /* cycles that are asked for, by their number in the run or at their rate */
} SelectionOptions;

typedef struct RunOptions {
    SimulationOptions simulation;
    ProgressFunction progress; /* may be NULL, as all below */
    void *progress_context;
    StopFunction stop; /* asked after every step of the solver; with `jobs` by several threads at once */
    void *stop_context;
    Jobs *jobs; /* threads that estimates share; NULL: they are made one after the other */
    const RunSink *sink;
    double checkpoint_period; /* s of wall time, at least, from one checkpoint to the next; 0: 0.5 s */
    const Archive *resume;    /* state of a checkpoint of the same run: goes on from there */
    SelectionOptions selection;
    int inside; /* 1: losses and profiles along the last step at every rate, each way */
    int variation; /* which of the protocol's values the cell has, counted from 0 */
    double straight; /* V: straight lines between samples are this close to the solution; 0: 0.05 mV; INFINITY: no samples
                        but those at steps of the solver */
    Rig *rig; /* of runs after each other; NULL: nothing is kept */
} RunOptions;

/* Runs `p` on `spec`. `loading` [kg/m2 of active material] is what mA/g and mAh/g refer to (0 = unknown). The result
 * is owned by the caller (run_free), and holds what was done up to the end or the failure; out->status says how it
 * ended. The returned status is an error only if there is no result at all; CELLSIM_USAGE: o->resume is not a state of
 * this run. */
Status run_protocol(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *out, Error *e);

/* Chooses mesh (of *spec) and tolerance (of *o) so that the errors of E-trust-4 together are below `accuracy` [V], beginning with those
 * given, and says in *c what it chose. For a run that follows; its `choice` is *c then, for reports. */
Status run_choose(CellSpec *spec, const Protocol *p, double loading, double accuracy, RunOptions *o, RunChoice *c,
                  Error *e);

/* Errors of a run that are being found: the protocol, or fewer passes of its repeats, is repeated at 3 % of the tolerance, and so on
 * a finer mesh (E-trust-4). With o->jobs these repetitions are under way from the beginning on. What is given stays as it is until the
 * end. */
typedef struct Estimate Estimate;
Status run_estimate_begin(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Estimate **out, Error *e);

/* Fills the errors of run->trust, and frees the estimate (NULL: there is none). `run` NULL: there is no run. */
Status run_estimate_end(Estimate *estimate, Run *run, Error *e);

/* Both, after a run. */
Status run_estimate_errors(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *run,
                           Error *e);

/* run_protocol with a mesh and a tolerance for the accuracy that the cell asks for (run_choose); *spec and *o become what
 * was chosen. With `estimate` its errors are being found meanwhile; *estimate goes to run_estimate_end. Both are empty after an error. */
Status run_chosen(CellSpec *spec, const Protocol *p, double loading, RunOptions *o, Run *run, Estimate **estimate, Error *e);

#endif
