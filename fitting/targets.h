/* A card against its own published numbers. */
#ifndef CELLSIM_FITTING_TARGETS_H
#define CELLSIM_FITTING_TARGETS_H

#include "problem.h"

typedef struct FitTargets FitTargets;

/* Reads the protocols that the card's targets are measured by; `file` gets a point for every target, in units of its
 * tolerance (fit_data_free). CELLSIM_BAD_CARD: there is no target, or one of zero, which no tolerance in percent fits. */
Status fit_targets_open(const Card *card, const char *library, FitTargets **out, FitData *file, Error *e);
void fit_targets_free(FitTargets *t);

/* The model; q->context is the FitTargets. CELLSIM_BAD_CARD: a target is not measured. */
Status fit_targets_simulate(FitProblem *q, Error *e);

#endif
