/* Private to model/: the flux of an ion between two nodes, exponentially fitted (E-11b). */
#ifndef CELLSIM_FITTED_H
#define CELLSIM_FITTED_H

#include "../cell.h"
#include "../real.h"

typedef struct FittedFlux {
    real N, dc[2], dphi[2]; /* mol/(m2 s), and derivatives with respect to both ends */
} FittedFlux;

/* From c[0], phi[0] to c[1], phi[1] over a conductance g = D/length [m/s]; zf in 1/V. */
FittedFlux fitted_flux(double g, double zf, const real *c, const real *phi);

#endif
