/* Private to solver/: diffusion in a sphere in the frequency domain, in closed form. */
#ifndef CELLSIM_SPHERE_RESPONSE_H
#define CELLSIM_SPHERE_RESPONSE_H

/* Admittance of a sphere's surface [1/s]: rate at which its mean stoichiometry changes per change of that at the
 * surface, 3 rate (Y coth Y - 1), Y = sqrt(i omega / rate), rate = D/R^2 [1/s] (E-eis-3; the finite-space Warburg
 * element of a sphere, Jacobsen & West, Electrochim. Acta 40 (1995) 255). */
void sphere_admittance(double omega, double rate, double *re, double *im);

#endif
