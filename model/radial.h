/* Diffusion in a sphere, discretised: w_k dtheta_k/dt = -(D/R^2) sum_l S_kl Phi_l - [k = surface] flux   (E-par-1)
 *
 * The last unknown sits on the surface. The weights w_k > 0 are volume shares and sum to 1; S is symmetric, its rows
 * sum to zero, so the mean of theta changes by the flux alone, to round-off, for any D. */
#ifndef CELLSIM_RADIAL_H
#define CELLSIM_RADIAL_H

#include "cell.h"

enum { RADIAL_MAX = 64 };

typedef struct Radial {
    RadialScheme scheme;
    int n;                /* unknowns; n = 1: no diffusion length (a surface class) */
    int bandwidth;        /* S_kl = 0 for |k - l| > bandwidth */
    int width;            /* 2 bandwidth + 1 */
    double r[RADIAL_MAX]; /* positions, r[n-1] = 1 (R = 1) */
    double w[RADIAL_MAX];
    double *S; /* banded: S_kl at [k * width + l - k + bandwidth], zero where l is out of range; owned */
} Radial;

/* RADIAL_VOLUMES (E-par-2): vertex-centred finite volumes graded towards the surface, second order, n >= 2.
 * RADIAL_SPECTRAL (E-par-3): nodal Galerkin in even polynomials at Gauss-Radau points of the weight r^2 (mass lumped
 * exactly), 2 <= n <= 16.  CELLSIM_USAGE outside. */
Status radial_create(RadialScheme scheme, int n, Radial *out, Error *e);
/* `like`, zero or one that was created, is what is asked for: then it is copied, which takes no time. */
Status radial_create_like(const Radial *like, RadialScheme scheme, int n, Radial *out, Error *e);
void radial_free(Radial *r);

#endif
