/* Private to model/: E-par-1 of the shells first, first + 1, … of a pocket. */
#ifndef CELLSIM_DIFFUSION_H
#define CELLSIM_DIFFUSION_H

#include "../laws.h"

/* Assigns the rows of the shells: storage and what passes between them [1/s]. */
void diffusion_rows(const Point *p, const Pocket *k, int first, real *r);
void diffusion_derivatives(const Point *p, const Pocket *k, int first, Jacobian *J);

#endif
