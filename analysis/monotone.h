/* The nearest falling (not rising) sequence. */
#ifndef CELLSIM_MONOTONE_H
#define CELLSIM_MONOTONE_H

#include "../model/status.h"

/* Least squares by pooling neighbours that rise (Ayer et al., Ann. Math. Stat. 26 (1955) 641): y[0..n-1] becomes the falling
 * sequence of the least sum of squared changes. *worst: the largest |change|, *at: where (0 if there is none). */
Status monotone_fall(int n, double *y, double *worst, int *at, Error *e);

#endif
