/* Private to model/: how far an element has run out of an ion or salt (E-11a, E-11b). */
#ifndef CELLSIM_EMPTY_H
#define CELLSIM_EMPTY_H

#include "../cell.h"
#include "../real.h"

/* 1: no node is so empty that empty_share would not be 0. `scale`: size of the concentrations c of n nodes, mol/m3. */
int empty_nowhere(int n, const real *c, double scale);

/* Share of the fluxes between neighbours in an element of n nodes: 1 where a node is empty. d: its derivatives. */
real empty_share(int n, const real *c, double scale, real *d);

#endif
