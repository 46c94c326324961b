/* A card at many designs, by threads or by many processes, into a file. */
#ifndef CELLSIM_SWEEP_H
#define CELLSIM_SWEEP_H

#include "store.h"

#include "../experiments/run.h"

typedef struct Sweep {
    const char *card, *library; /* of the card; NULL: the usual one */
    int overrides;
    const Override *override;
    const char *protocol, *rate;
    SimulationOptions simulation;
    Plan plan;     /* its card, text and signature are filled by sweep_begin */
    int at_a_time; /* threads */
    struct Ranks *ranks; /* processes that share the designs (ranks.h); NULL: threads of this one */
    StopFunction stop;
    void *stop_context;
    ProgressFunction progress;
    void *progress_context;

    /* owned (sweep_end): */
    char *text;
    char name[64];
} Sweep;

/* How a sweep went. */
typedef struct SweepCount {
    uint64_t designs, before, run; /* in all, there already, run now */
    uint64_t bad;                  /* of those that were run, not ok */
    int stopped;                   /* on request */
} SweepCount;

/* Reads the card, and checks that every input can be varied at one of its ends at least, and that the protocol takes it.
 * CELLSIM_USAGE or CELLSIM_BAD_CARD. */
Status sweep_begin(Sweep *s, Error *e);

/* Runs the designs that the file does not hold yet. */
Status sweep_run(const Sweep *s, Store *store, SweepCount *count, Error *e);

void sweep_end(Sweep *s);

#endif
