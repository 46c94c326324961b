/* Least squares in a region of trust (More and Sorensen, SIAM J. Sci. Stat. Comput. 4 (1983) 553). One evaluation costs a
 * simulation of everything, a matrix of derivatives as many as there are parameters: between matrices the last one learns from
 * every step (Broyden, Math. Comput. 19 (1965) 577). */
#ifndef CELLSIM_FITTING_LEAST_SQUARES_H
#define CELLSIM_FITTING_LEAST_SQUARES_H

#include "parameter.h"

typedef struct LeastSquares {
    int m, n; /* residuals, parameters: n <= MOST_FREE */
    /* r[m] at u[n]. 0; 1: there are none, u is a bad place; -1: the search is to end. */
    int (*residuals)(const double *u, double *r, void *context);
    /* J[k*m + j] = dr_j/du_k at u, where r is. 0 or -1. */
    int (*jacobian)(const double *u, const double *r, double *J, void *context);
    void *context;
    double accuracy; /* the end: a step that moves u by less than this share of a standard error, … */
    double small;    /* … or changes residuals by less than this, RMS */
    int sure;        /* 1: it ends with derivatives made at the very end */
    int most;        /* steps */
} LeastSquares;

/* From u to a minimum, as far as `most` allows; r[m] are the residuals there. CELLSIM_EARLY: a function said so. */
Status least_squares(const LeastSquares *l, double *u, double *r, Error *e);

#endif
