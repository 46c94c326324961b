/* Private to sweep/: designs that one thread runs after each other, on a card of its own. */
#ifndef CELLSIM_WORKER_H
#define CELLSIM_WORKER_H

#include "ledger.h"

#include "../cards/decimal.h"
#include "../model/jobs.h"

typedef struct Worker {
    const Sweep *sweep;
    Card *card;
    ProtocolText *protocol;
    Rig rig;
    double straight;         /* of RunOptions */
    int pin[MOST_RESPONSES]; /* cycles that are asked for, 0: the last */
    Override *override;      /* what is set, then the inputs */
    char number[MOST_INPUTS][DECIMAL_ROOM];
    Job job;
    int wanted, done; /* rows to fill, filled */
    Row row[CHUNK_DESIGNS];
    Status status; /* what ends the sweep: no memory, no file */
    Error e;
} Worker;

Status worker_begin(Worker *w, const Sweep *s, Error *e);
void worker_end(Worker *w);

/* What is to be done next. */
void worker_give(Worker *w, const Chunk *c);

/* Fills row[0..wanted-1] until the sweep is to stop. The Job's work. */
void worker_work(void *worker);

#endif
