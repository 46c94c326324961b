/* Private to experiments/: a protocol under way. */
#ifndef CELLSIM_RUNNER_H
#define CELLSIM_RUNNER_H

#include "cursor.h"
#include "recorder.h"

typedef struct Runner {
    const CellSpec *spec;
    const Protocol *protocol;
    const RunOptions *options;
    double loading;
    Simulation *simulation;
    Recorder recorder;
    Run *run;
    Cursor cursor;
    int cycle_at_rate, counted_cycle;
    double rate_key;      /* |current| or scan rate that the present group of cycles begins with */
    double planned, done; /* leaf steps, for the progress */
    int stop;             /* the run is over: failure, safety or the user */
    double saved, save_s; /* s, wall clock: when the last checkpoint was made, and how long it took */
    double to_A_m2[4];    /* per CurrentUnit */
} Runner;

/* One control until its end. */
typedef struct Leg {
    Control control;
    Limits planned;
    double duration; /* s, NaN = open */
    EndReason at_duration;
    double sample_period;
    int to_soc; /* 1: the charge is that to a state of charge; not above 0: the leg would begin there or beyond */
} Leg;

void runner_fill_units(Runner *r);

/* The planned limits of a step in SI. */
Limits runner_limits(const Runner *r, const Until *u);

/* The same with the charge to the state of charge at which the step ends, from the present one; CELLSIM_BAD_CARD: there is no
 * such state. */
Status runner_plan(const Runner *r, const Step *step, Leg *leg, Error *e);

/* Integrates one leg. The solver's failure is part of the result: *why = END_FAILURE. */
Status runner_leg(Runner *r, const Leg *leg, EndReason *why, Error *e);

/* Takes the impedance spectrum that an EIS step asks for, at the present state (spectrum.c). The solver's failure is
 * part of the result: *why = END_FAILURE. */
Status runner_spectrum(Runner *r, const Step *step, EndReason *why, Error *e);

/* 1: the step is not to be begun. */
int runner_progress(Runner *r, const char *what);
/* `key`: |current|, power or scan rate: cycles are counted anew whenever it changes; 0: none. */
Status runner_begin(Runner *r, const Step *step, double current, double scan_rate, double key, Error *e);
Status runner_finish(Runner *r, const Step *step, EndReason why, Error *e);

/* Steps of power, resistance and profile (drive.c). */
Status runner_load(Runner *r, const Step *step, Error *e);
Status runner_drive(Runner *r, const Step *step, Error *e);

/* 1: the run is to end here; says why in run->error, and sets r->stop. */
int runner_stopped(Runner *r);

/* Runs the steps of the protocol from the cursor until its end or r->stop (steps.c). */
Status runner_steps(Runner *r, Error *e);

/* Hands a checkpoint to the sink, if it is time for one (checkpoint.c). */
void runner_checkpoint(Runner *r);

/* Goes on from options->resume. CELLSIM_USAGE: it is no state of this run. */
Status runner_resume(Runner *r, Error *e);

#endif
