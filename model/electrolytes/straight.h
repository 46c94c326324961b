/* Private to model/: one element's share of E-1 and E-2, and its fluxes along straight lines where salt runs out (E-11a). */
#ifndef CELLSIM_STRAIGHT_H
#define CELLSIM_STRAIGHT_H

#include "../laws.h"

/* An element and the state at its nodes. */
typedef struct Field {
    const Element *e;
    const ElectrolytePoint *at;
    double c0; /* mol/m3 */
    real c[MAX_DEGREE + 1], phi[MAX_DEGREE + 1];
} Field;

/* What passes from one node to the next, and its derivatives with respect to c_e and phi_e of the one and of the other. */
typedef struct Straight {
    real N, i, dN[4], di[4];
} Straight;

/* From node a on. */
Straight straight_flux(const Field *f, int a);

#endif
