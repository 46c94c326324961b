/* Sobol' indices of an answer: which share of its variance an input explains by itself (first order), and with everything that
 * it takes part in (total), over the ranges of the inputs. */
#ifndef CELLSIM_SENSITIVITY_H
#define CELLSIM_SENSITIVITY_H

#include "design.h"

enum { SENSITIVITY_PARTS = 16 };

/* Sums over base points; errors are those of the jackknife over the parts. Zero-initialise. */
typedef struct SensitivitySums {
    uint64_t n;
    double f, ff;                                            /* of A and B: 2 n values */
    double d[MOST_INPUTS], fd[MOST_INPUTS], dd[MOST_INPUTS]; /* d = f(A with i of B) - f(A); f(B) d; d^2 */
} SensitivitySums;

typedef struct SensitivityData {
    int inputs;
    double origin; /* taken off every value: the first one */
    uint64_t used;
    SensitivitySums part[SENSITIVITY_PARTS];
} SensitivityData;

typedef struct Sensitivity {
    uint64_t used; /* base points */
    double mean, deviation;
    double first[MOST_INPUTS], total[MOST_INPUTS];             /* NaN: the answer does not vary, or too few points */
    double first_error[MOST_INPUTS], total_error[MOST_INPUTS]; /* standard errors */
} Sensitivity;

/* f[0..inputs+1] of one base point, in the order of the designs; base points may be left out. */
void sensitivity_add(SensitivityData *s, const double *f);
void sensitivity_find(const SensitivityData *s, Sensitivity *out);

#endif
