/* E-11a. Polynomials undershoot next to a steep profile, and where there is no salt the undershoot would be a negative
 * concentration, which nothing can fill: fluxes between neighbours along straight lines cannot empty an empty node. */
#include "straight.h"

Straight straight_flux(const Field *field, int a)
{
    const Element *e = field->e;
    const ElectrolytePoint *l = field->at + a, *r = l + 1;
    const double g = 2 * e->transport / (e->length * (e->rule->x[a + 1] - e->rule->x[a])); /* 1/m */
    const real drive = field->phi[a] - field->phi[a + 1] + r->Psi - l->Psi;
    const real k = 0.5 * g * (l->kappa + r->kappa), t = (0.5 * (l->t_plus + r->t_plus) - 1) / FARADAY;
    Straight f = {.i = k * drive,
                  .di = {0.5 * g * l->dkappa * drive - k * l->dPsi, k, 0.5 * g * r->dkappa * drive + k * r->dPsi, -k}};
    f.N = g * (l->S - r->S) + t * f.i;
    for (int j = 0; j < 4; j++) f.dN[j] = t * f.di[j];
    f.dN[0] += g * l->D + 0.5 * l->dt_plus / FARADAY * f.i;
    f.dN[2] += 0.5 * r->dt_plus / FARADAY * f.i - g * r->D;
    return f;
}
