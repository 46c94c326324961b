/* Private to model/: the diffusion potential at knots, and a bound on how steep D may be in it. */
#ifndef CELLSIM_ISOTHERM_STEEPNESS_H
#define CELLSIM_ISOTHERM_STEEPNESS_H

#include "isotherm.h"

/* Phi(theta) and D = dPhi/dtheta at n knots; one block, owned by theta. */
typedef struct DiffusionCurve {
    int n;
    double *theta, *Phi, *D;
} DiffusionCurve;

/* D between two knots, kept from the ringing of a spline beside a jump: at least half the smaller, at most twice the
 * larger of their D. */
double diffusion_between(double D_left, double D_right, double D);

Status diffusion_curve_create(int n, DiffusionCurve *c, Error *e);
void diffusion_curve_free(DiffusionCurve *c);

/* Bounds |dln D/dtheta| (E-iso-6), adding knots where D jumps; a curve that is nowhere steeper is left alone. `D` gives the
 * slope between the knots. */
Status diffusion_limit_steepness(DiffusionCurve *c, ScalarFunction D, void *context, Error *e);

#endif
