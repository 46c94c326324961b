/* The least-squares problem: free parameters of a card against data. */
#ifndef CELLSIM_FITTING_PROBLEM_H
#define CELLSIM_FITTING_PROBLEM_H

#include "../solver/simulation.h"
#include "data.h"
#include "parameter.h"

enum { MOST_FILES = 64 };

/* Of the time integration, relative: differences of 1e-2 in a parameter must stand out of its errors. */
#define FIT_TOLERANCE 1e-6

typedef struct FitProblem FitProblem;

/* Fills q->point[].model with what the card says now; CELLSIM_SOLVER, CELLSIM_BAD_CARD: this card cannot say. */
typedef Status (*FitModel)(FitProblem *q, Error *e);

struct FitProblem {
    Card *card; /* borrowed; read with an override for every free parameter */
    int parameters;
    const FitParameter *parameter; /* borrowed */
    int files;
    FitData *file; /* borrowed */
    FitModel model;
    void *context; /* of other models */
    int points;
    FitPoint **point;        /* owned: of all files, one after the other */
    double sigma[FIT_KINDS]; /* weights: one standard deviation */
    SimulationOptions simulation;
    StopFunction stop; /* may be NULL */
    void *stop_context;
    int (*progress)(double share, const char *what, void *context); /* may be NULL */
    void *progress_context;
    const char *under_way; /* what progress tells */
    double expected; /* evaluations, about */
    double last[MOST_FREE], last_tolerance; /* what the models are of: x, and the tolerance; 0: of nothing yet */
    long evaluations;
};

/* Gathers the points of the files and guesses sigma from their noise. */
Status fit_problem_begin(FitProblem *q, Error *e);
void fit_problem_end(FitProblem *q);

/* r[points] at x[parameters]: (model - measured)/sigma. CELLSIM_EARLY: stopped on request. */
Status fit_residuals(FitProblem *q, const double *x, double *r, Error *e);

/* The model of measured files: every file begins at the card's own state. */
Status fit_simulate(FitProblem *q, Error *e);

#endif
