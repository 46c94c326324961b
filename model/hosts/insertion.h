/* Private to model/: the host of one kind of guest by one isotherm (E-par-1, E-4, E-5). */
#ifndef CELLSIM_INSERTION_H
#define CELLSIM_INSERTION_H

#include "host.h"

extern const Host insertion_host;

/* insertion.c */
void insertion_evaluate(const Pocket *k, const real *y, Workspace *w);
void insertion_rows(const Point *p, const Pocket *k, real *r);
void insertion_derivatives(const Point *p, const Pocket *k, Jacobian *J);

#endif
