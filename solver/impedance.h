/* Impedance at the present state of a simulation, from the matrices of the integration (E-eis-1):
 *
 *      (K + i omega M) x = e_I,   K = dF/dy, M = dF/dyp,   Z = dV/dI = x_V
 *
 * The current's set point is the perturbation; there is no amplitude, and no time passes. */
#ifndef CELLSIM_IMPEDANCE_H
#define CELLSIM_IMPEDANCE_H

#include "simulation.h"

/* What is linearised. */
typedef enum {
    SPECTRUM_EXACT, /* the cell: a mesh in x that suits the frequencies (E-eis-6), with the state on it, and particles in closed
                       form (E-eis-3) wherever D is the same all through them */
    SPECTRUM_AS_INTEGRATED /* exactly what the integrator solves */
} SpectrumKind;

/* Z[k] [ohm m2 of the cell] at frequency_Hz[k] > 0, k = 0..n-1, in any order. Z' > 0 for a cell that takes up power;
 * -Z'' > 0 where it is capacitive.
 *
 * The state is taken as it stands and held fixed (E-eis-2): under a current this is the quasi-steady spectrum, which
 * a measurement approaches at frequencies far above the rate at which that current changes the state. Whatever the
 * simulation's control is, the response is that to a current. The simulation is left as it was.
 *
 * CELLSIM_USAGE: a frequency is not positive and finite. CELLSIM_SOLVER: the matrix is singular. */
Status impedance_spectrum(Simulation *s, int n, const double *frequency_Hz, double _Complex *Z, Error *e);

/* The same with a choice. A simulation with LINEAR_FULL always has its spheres as meshed. */
Status impedance_spectrum_of(Simulation *s, SpectrumKind kind, int n, const double *frequency_Hz, double _Complex *Z,
                             Error *e);

#endif
