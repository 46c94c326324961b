/* Steps of a protocol. */
#ifndef CELLSIM_STEPS_H
#define CELLSIM_STEPS_H

#include "card_private.h"

enum { MAX_STEPS = 200, MAX_STEP_DEPTH = 6, MAX_VERTICES = 8, MAX_EXECUTED = 1000000 };

/* What steps need besides the reader. */
typedef struct StepReader {
    Reader *r;
    const Card *card;  /* supplies the window; may be NULL */
    const char *given; /* rate of steps that say rate = "given" */
    int depth;         /* of repeats */
    double executed;   /* steps that the protocol amounts to so far */
    double passes;     /* how often the present list is run */
    int takes_rate;    /* 1: some step says rate = "given" */
} StepReader;

/* Names of the kinds of steps, by StepKind. */
extern const char *const step_names[];

/* Keys that would silently do nothing in a step of this kind are errors. */
Status step_refuse_idle(StepReader *s, const Value *v, StepKind kind);

/* Reads a list of steps into *out (count in *n); owned by the Protocol, also after an error. */
Status steps_read(StepReader *s, const Node *list, const char *path, Step **out, int *n);

#endif
