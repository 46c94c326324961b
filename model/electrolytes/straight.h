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

/* 1: no node is so empty that straight_share would not be 0. */
int field_has_salt(const Field *f);

/* Share of straight fluxes in an element, and its derivatives d with respect to the c_e of its nodes. */
real straight_share(const Field *f, real *d);

/* What passes from one node to the next, and its derivatives with respect to c_e and phi_e of the one and of the other. */
typedef struct Straight {
    real N, i, dN[4], di[4];
} Straight;

/* From node a on. */
Straight straight_flux(const Field *f, int a);

#endif
