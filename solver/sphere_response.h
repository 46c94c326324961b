/* Private to solver/: diffusion in spheres in the frequency domain, in closed form. */
#ifndef CELLSIM_SPHERE_RESPONSE_H
#define CELLSIM_SPHERE_RESPONSE_H

#include "linear_private.h"
#include "pockets_complex.h"

/* Admittance of a sphere's surface [1/s]: rate at which its mean stoichiometry changes per change of that at the
 * surface, 3 rate (Y coth Y - 1), Y = sqrt(i omega / rate), rate = D/R^2 [1/s] (E-eis-3; the finite-space Warburg
 * element of a sphere, Jacobsen & West, Electrochim. Acta 40 (1995) 255). */
void sphere_admittance(double omega, double rate, double *re, double *im);

/* The spheres of a batch of pockets. */
typedef struct Spheres {
    int surface[LANES]; /* row of the surface stoichiometry in each of them; 0: no closed form */
    double rate[LANES]; /* D/R^2 of each at its state, 1/s */
} Spheres;

/* Fills one Spheres for every batch of s at the state y: a closed form wherever D is the same all through each of its
 * particles. */
void spheres_find(const LinearSystem *s, const Model *m, const double *y, Spheres *out);

/* What stands for the inner rows of a batch's pocket; NULL: nothing does. `last` is what stood for another one at the same
 * frequencies, or has rate 0. */
const PocketInterior *spheres_interior(const Spheres *s, int lane, const double omega[LANES], PocketInterior *last);

#endif
