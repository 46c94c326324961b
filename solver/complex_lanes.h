/* Private to solver/: complex numbers, LANES at a time. */
#ifndef CELLSIM_COMPLEX_LANES_H
#define CELLSIM_COMPLEX_LANES_H

#include "pockets.h"

#include <stdlib.h>
#include <string.h>

typedef struct ComplexLanes {
    Lanes re, im;
} ComplexLanes;

/* `n` of them, zeroed, each in a line of the cache. Free with free. */
static inline ComplexLanes *complex_lanes_alloc(size_t n)
{
    ComplexLanes *a = aligned_alloc(sizeof *a, (n + 1) * sizeof *a);
    return a ? memset(a, 0, n * sizeof *a) : NULL;
}

static inline ComplexLanes lanes_times(ComplexLanes a, ComplexLanes b)
{
    return (ComplexLanes){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

static inline void lanes_subtract(ComplexLanes *a, ComplexLanes b)
{
    a->re -= b.re;
    a->im -= b.im;
}

/* Entry k of K + i omega M at LANES frequencies. The real part is the same in all; without a sum gcc would build it in
 * memory where registers are narrow, and wait for it. */
static inline ComplexLanes lanes_entry(const double *K, const double *M, const Lanes *omega, int k)
{
    return (ComplexLanes){K[k] + 0 * *omega, M[k] * *omega};
}

/* 1/a: the entries of these matrices are far from where their squares overflow or vanish. */
static inline ComplexLanes lanes_reciprocal(ComplexLanes a)
{
    const Lanes scale = 1 / (a.re * a.re + a.im * a.im);
    return (ComplexLanes){a.re * scale, -a.im * scale};
}

#endif
