/* Private to experiments/: a protocol once more, as a job. */
#ifndef CELLSIM_REPETITION_H
#define CELLSIM_REPETITION_H

#include "run.h"

#include <stdatomic.h>

/* What its length is held against: the solver steps of the run at its own tolerance, when they are known. */
typedef struct Measure {
    atomic_long steps; /* below 0: not known yet */
    atomic_int over;   /* nobody wants the repetitions any more */
    double unknowns;   /* of that run; known from the beginning, so that no repetition grows far beyond its budget */
} Measure;

enum { MEASURE_UNKNOWN = -1 };

typedef struct Repetition {
    Job job;
    CellSpec spec; /* borrows what the run's owns */
    const Protocol *protocol;
    double loading;
    const RunOptions *options; /* of the run */
    double tolerance, straight;
    Measure *measure;
    int sets;        /* 1: it is the measure, and not held against it */
    int titrates;    /* 1: long, which is not hard */
    double unknowns; /* per unknown of the measure */
    int added;
    long steps;      /* of the solver, so far */
    long *steps_at;  /* after every step of the protocol */
    int records, space;
    Run run;
    Status status;
    Error error;
} Repetition;

/* Begins it as soon as a thread is free; once only. */
void repetition_add(Repetition *r);

/* Waits for it; *s and *e are the first failure's. */
void repetition_await(Repetition *r, Status *s, Error *e);

/* What it has to show: whole steps of the protocol within its budget; *cut: there would be more. Borrows, do not free. For the
 * same run it is the same, however late the measure was known. */
Run repetition_shown(const Repetition *r, int *cut);

void repetition_free(Repetition *r);

/* 1: somebody asks to stop. */
int repetition_stopped(const RunOptions *o);

#endif
