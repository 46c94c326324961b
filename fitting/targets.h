/* A card against its own published numbers. */
#ifndef CELLSIM_FITTING_TARGETS_H
#define CELLSIM_FITTING_TARGETS_H

#include "problem.h"

/* Of the time integration: what is published of a curve has three digits, and moves by a hundred times more than this in the
 * differences of a fit. */
#define FIT_TARGETS_TOLERANCE 1e-5

typedef struct FitTargets FitTargets;

/* Reads the protocols that targets of the card are measured by: of those that one of the parameters was fitted to (Target.fitted)
 * or, if none was, of all. `file` gets a point for every one, in units of its tolerance (fit_data_free). CELLSIM_BAD_CARD: there
 * is no target, or one of zero, which no tolerance in percent fits. */
Status fit_targets_open(const Card *card, const char *library, int parameters, const FitParameter *p, FitTargets **out,
                        FitData *file, Error *e);
void fit_targets_free(FitTargets *t);

/* What the card says was fitted to its targets, as parameters; at most MOST_FREE. CELLSIM_USAGE: nothing. */
Status fit_targets_parameters(const Card *card, FitParameter *p, int *parameters, Error *e);

/* The model; q->context is the FitTargets. Only runs that a target is measured on, and those only until all of theirs are.
 * CELLSIM_BAD_CARD: a target is not measured. */
Status fit_targets_simulate(FitProblem *q, Error *e);

#endif
