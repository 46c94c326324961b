/* The number type of the model.
 *
 * `real` is double. The tests compile the same sources a second time with CELLSIM_COMPLEX, where `real` is
 * double complex: a complex step through the residual then gives its derivative to round-off, and the hand-written
 * Jacobian is checked against it. Branches look at re(x) only; exp, log, sqrt, tanh … come from <tgmath.h>. */
#ifndef CELLSIM_REAL_H
#define CELLSIM_REAL_H

#ifdef CELLSIM_COMPLEX
#include <complex.h>
typedef double _Complex real;
static inline double re(real x) { return creal(x); }
#else
typedef double real;
static inline double re(real x) { return x; }
#endif
#include <tgmath.h>
#undef I /* <complex.h> takes the letter that electrochemistry needs for the current */

#endif
