/* Least squares and what the data say of each parameter (docs/fit.md). */
#ifndef CELLSIM_FITTING_FIT_H
#define CELLSIM_FITTING_FIT_H

#include "problem.h"

enum { MOST_STARTS = 64, PROFILE_POINTS = 9 };

typedef struct FitOptions {
    int starts;   /* the card's own numbers and, above 1, a Latin hypercube in the bounds */
    int profiles; /* 1: profile likelihoods */
} FitOptions;

/* What the best value of a parameter is beside: nothing; values that no card may have, or that cannot be simulated; a jump of
 * what is compared (a number that is read off a curve may jump, such as the width of arcs). */
typedef enum { EDGE_NONE, EDGE_REFUSED, EDGE_JUMP } FitEdge;

/* A direction in the parameters that the data do not determine. */
typedef struct FitDirection {
    double part[MOST_FREE]; /* unit vector in x */
    double half_width;      /* of the 95 % interval along it, in x */
    double against;         /* its singular value over the largest */
} FitDirection;

typedef struct FitProfile {
    double value[PROFILE_POINTS], squares[PROFILE_POINTS]; /* of the parameter; least sum over all others */
    double low, high; /* where the sum is that of the 95 % interval; NaN: not within the points */
} FitProfile;

typedef struct FitResult {
    int parameters, points, freedom;
    double x[MOST_FREE], value[MOST_FREE];
    double se[MOST_FREE];                   /* standard error in x */
    double low[MOST_FREE], high[MOST_FREE]; /* 95 % interval of the value; NaN: wider than the bounds on either side */
    double correlation[MOST_FREE][MOST_FREE]; /* of x */
    int at_bound[MOST_FREE];                  /* 1 */
    FitEdge edge[MOST_FREE];
    int idle[MOST_FREE]; /* 1: no residual moves with it */
    int open[MOST_FREE]; /* 1: part of a direction that is not determined */
    int directions;
    FitDirection direction[MOST_FREE];
    double squares; /* sum of (residual/sigma)^2 */
    double s;       /* its root per degree of freedom: residuals are s times sigma; 1 without any freedom */
    double t;       /* 97.5 % quantile of Student's distribution */
    int count[FIT_KINDS];
    double rms[FIT_KINDS]; /* of the residuals in their own unit */
    double memory;         /* correlation of neighbouring residuals; NaN: none are neighbours */
    int starts, agreeing;  /* starts made; that ended in this minimum */
    int profiles;          /* 1: profile[] is filled */
    FitProfile profile[MOST_FREE];
    long evaluations;
} FitResult;

/* CELLSIM_USAGE: fewer points than parameters (as many: intervals are those of the given sigma); CELLSIM_BAD_CARD, CELLSIM_SOLVER: the card cannot be simulated at the start;
 * CELLSIM_EARLY: stopped. Afterwards the models of q's points and q's card are those of the result. */
Status fit_run(FitProblem *q, const FitOptions *o, FitResult *out, Error *e);

/* --- parts ----------------------------------------------------------------------------------------------------------- */

/* Minimises from x over those parameters whose held[] is 0 (NULL: all); *squares of the minimum. `rough`: only far enough to
 * tell minima apart. */
Status fit_minimise(FitProblem *q, const int *held, int rough, double *x, double *squares, Error *e);

/* The same of all, and the derivatives there, as fit_jacobian's. */
Status fit_minimise_surely(FitProblem *q, double *x, double *J, FitEdge *edge, Error *e);

/* J[k*points + j] = dr_j/dx_k by central differences, within the bounds; edge[k]: what x is beside. */
Status fit_jacobian(FitProblem *q, const double *x, double *J, FitEdge *edge, Error *e);

/* Covariance, correlations, intervals, directions from J (which is destroyed). */
Status fit_statistics(const FitProblem *q, double *J, FitResult *r, Error *e);

/* One profile for each parameter of a finished fit. */
Status fit_profiles(FitProblem *q, FitResult *r, Error *e);

/* t with P(|T| <= t) = share for `freedom` >= 1 degrees. */
double student_quantile(int freedom, double share);

/* Singular values of a (n columns of m, column by column): a := U diag(s), v[n][n] the right vectors, falling s; one-sided
 * rotations (Hestenes, J. SIAM 6 (1958) 51). */
void singular_values(int m, int n, double *a, double v[MOST_FREE][MOST_FREE], double *s);

#endif
