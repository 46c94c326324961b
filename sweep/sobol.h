/* Sobol' sequence of up to SOBOL_DIMENSIONS dimensions: numbers that fill the unit cube evenly, any of them by its index. */
#ifndef CELLSIM_SOBOL_H
#define CELLSIM_SOBOL_H

#include <stdint.h>

enum { SOBOL_DIMENSIONS = 32, SOBOL_BITS = 32 };

/* Direction numbers of every dimension; sobol_begin fills it. */
typedef struct Sobol {
    uint32_t v[SOBOL_DIMENSIONS][SOBOL_BITS];
} Sobol;

void sobol_begin(Sobol *s);

/* x[0..dimensions-1] of point k < 2^32, in [0, 1). Point 0 is the origin: with it, every 2^m points from a multiple of 2^m on are
 * balanced (A. B. Owen, On dropping the first Sobol' point, 2020). */
void sobol_point(const Sobol *s, uint64_t k, int dimensions, double *x);

#endif
