/* Private to experiments/: collects what a run produces. */
#ifndef CELLSIM_RECORDER_H
#define CELLSIM_RECORDER_H

#include "../solver/simulation.h"
#include "result.h"

typedef struct Recorder {
    Run *run;
    int sample_space, record_space, profile_space, spectrum_space;
    double charge_start, t_start; /* of the step under way */
    double last_sample;
} Recorder;

/* All return CELLSIM_OK or CELLSIM_IO (memory). */
Status recorder_begin_step(Recorder *r, Simulation *s, const StepRecord *step, Error *e);

/* The state of the simulation now; `period` [s] NaN: always, else at most one sample per period. */
Status recorder_sample(Recorder *r, Simulation *s, double period, Error *e);

Status recorder_end_step(Recorder *r, Simulation *s, EndReason why, Error *e);
Status recorder_profile(Recorder *r, Simulation *s, Error *e);

/* Room for a spectrum of `points` points at the state of the simulation now, in the step under way. */
Status recorder_spectrum(Recorder *r, Simulation *s, int points, Spectrum **out, Error *e);

#endif
