/* Private to solver/: one implicit Euler step of a consistent start. */
#ifndef CELLSIM_INITIAL_PRIVATE_H
#define CELLSIM_INITIAL_PRIVATE_H

#include "simulation_private.h"

/* One implicit Euler step of `instant` ending at t: y from s->start, yp = (y - y_start)/instant, by damped Newton. `before`
 * is the size of the last change, INFINITY at a new control: the matrix is kept once changes are small. 0 if it
 * converged: a change below `enough`, relative to the scales of the state table and the unknowns' own size. */
int instant_step(Simulation *s, double t, double instant, double before, double enough, double *y, double *yp);

/* Newton's method from y and yp, which nearly belong to t, to values and derivatives that do, yp moving as y does, in the ratio of
 * IDA's last step: what balances count is linear, and stays. `again`: the matrix is that of a state nearby. 0 if it converged (initial.c). */
int correct_state(Simulation *s, double t, int again);

#endif
