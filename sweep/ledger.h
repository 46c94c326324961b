/* Private to sweep/: what is still to be run and what was: a source of designs and a sink of their rows, for threads of this
 * process (threads.h) or for many processes (ranks.h). One thread's at a time. */
#ifndef CELLSIM_LEDGER_H
#define CELLSIM_LEDGER_H

#include "sweep.h"

enum { CHUNK_DESIGNS = 8 };

/* Designs that one worker runs after each other. */
typedef struct Chunk {
    int wanted;
    uint64_t design[CHUNK_DESIGNS];
} Chunk;

typedef struct Ledger {
    const Sweep *sweep;
    Store *store;
    SweepCount *count;
    uint64_t next; /* design that is looked at next */
    double committed, shown;
} Ledger;

/* Counts what is there; l->count->before. */
Status ledger_begin(Ledger *l, const Sweep *s, Store *store, SweepCount *count, Error *e);

/* 1: somebody asks to stop. */
int ledger_stopped(const Ledger *l);

/* The next designs that are not there yet, `most` of them at most (and CHUNK_DESIGNS); none are left: out->wanted is 0. */
Status ledger_take(Ledger *l, int most, Chunk *out, Error *e);

/* Keeps a row, in any order; one that is there changes nothing. */
Status ledger_put(Ledger *l, const Row *row, Error *e);

/* All rows go to the disk; _settle: if that was half a second ago or more. */
Status ledger_settle(Ledger *l, Error *e);
Status ledger_commit(Ledger *l, Error *e);

#endif
