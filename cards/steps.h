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

/* An error at a node; CELLSIM_BAD_CARD. */
Status step_complain(StepReader *s, const Node *n, const char *text, const char *hint);

/* "lower", "upper", "cv_lower", "cv_upper" of the card's windows; cv_window defaults to window. */
Status step_window_bound(StepReader *s, const Node *at, const char *name, double *out);

/* States of charge need the card's window. */
Status soc_window(Reader *r, const Node *n, const Card *card);

/* What is stated per gram needs a mass. */
Status step_need_loading(StepReader *s, const Node *n, const char *what);

/* Discharging is negative: turns the sign of *value by the step's direction. */
Status step_direction(StepReader *s, const Value *v, double *value);

/* What drives without a voltage limit in its direction ends at the card's window. */
Status step_end_at_window(StepReader *s, const Place *at, int charge, Step *step);
int step_has_until(const Until *u);

/* The rest of a step by its kind (drive_steps.c). */
Status step_finish_power(StepReader *s, const Place *at, const Value *v, Step *step);
Status step_finish_resistance(StepReader *s, const Place *at, const Value *v, Step *step);
Status step_finish_profile(StepReader *s, const Place *at, const Value *v, Step *step);

/* Reads a list of steps into *out (count in *n); owned by the Protocol, also after an error. */
Status steps_read(StepReader *s, const Node *list, const char *path, Step **out, int *n);

#endif
