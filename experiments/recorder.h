/* Private to experiments/: collects what a run produces, and hands it on to the sink. */
#ifndef CELLSIM_RECORDER_H
#define CELLSIM_RECORDER_H

#include "inside.h"
#include "selection.h"

typedef struct Recorder {
    Run *run;
    const RunOptions *options;
    Selection selection;
    int sample_space, record_space, cycle_space, profile_space, spectrum_space;
    int halted; /* the sink takes no more: run->status and run->error say why */
    /* of the step under way: */
    double charge_start;
    Sample last;     /* taken */
    int taken;       /* samples */
    int step_stride; /* every step_stride-th of them is held, and the last */
    double sink_s;   /* wall time that the sink took */
    Inside inside;
} Recorder;

/* All return CELLSIM_OK or CELLSIM_IO (memory). */
Status recorder_begin_step(Recorder *r, Simulation *s, const StepRecord *step, Error *e);

/* The state of the simulation now; `period` [s] NaN: always, else at most one sample per period. */
Status recorder_sample(Recorder *r, Simulation *s, double period, Error *e);

/* A sample of the step under way: its time, voltages, current and charge. */
Status recorder_store(Recorder *r, const Sample *of, Error *e);

/* Voltages, current and charge at a time within the last step of the solver. */
Status recorder_interpolate(Simulation *s, double t, Sample *out);

/* As many samples between the last one and `now` as straight lines need (lines.c). */
Status recorder_line(Recorder *r, Simulation *s, const Sample *now, Error *e);

/* The lowest concentration so far, and when it fell below what counts as empty (salt_watch.c). */
void recorder_watch_salt(StepRecord *step, const Simulation *s);

/* The step under way is not possible: its voltage limit, and by how much that is missed (V; NaN: out of reach). */
void recorder_impossible(Recorder *r, double limit, double beyond);

Status recorder_end_step(Recorder *r, Simulation *s, EndReason why, Error *e);
Status recorder_profile(Recorder *r, Simulation *s, Error *e);

/* A spectrum at the state of the simulation now, in the step under way: frequencies [Hz], impedances [ohm m2]. */
Status recorder_spectrum(Recorder *r, Simulation *s, int points, const double *f, const double _Complex *Z, Error *e);

/* The run is over: its last cycle is complete; losses and profiles along its steps. */
Status recorder_finish(Recorder *r, const Model *m, Error *e);

/* 1: nothing more is wanted: the sink is full, or somebody asks to stop. */
int recorder_stopped(const Recorder *r);

#endif
