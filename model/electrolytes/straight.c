/* E-11a. Polynomials undershoot next to a steep profile, and where there is no salt the undershoot would be a negative
 * concentration, which nothing can fill: fluxes between neighbours along straight lines cannot empty an empty node. */
#include "straight.h"

static const double EMPTY = 1e-4;  /* share of c0 */
static const double NOT_EMPTY = 6; /* times that: exp(-36) is nothing */

real straight_share(const Field *f, real *d)
{
    const int n = f->e->rule->degree + 1;
    const double per_c = 1 / (EMPTY * f->c0);
    real keeps[MAX_DEGREE + 1], slope[MAX_DEGREE + 1], product = 1;
    for (int j = 0; j < n; j++) {
        const real c = f->c[j] * per_c, empty = re(c) > 0 ? exp(-c * c) : 1;
        keeps[j] = 1 - empty;
        slope[j] = re(c) > 0 ? -2 * c * per_c * empty : 0;
        product *= keeps[j];
    }
    for (int k = 0; k < n; k++) {
        d[k] = slope[k];
        for (int j = 0; j < n; j++)
            if (j != k) d[k] *= keeps[j];
    }
    return 1 - product;
}

int field_has_salt(const Field *f)
{
    for (int j = 0; j <= f->e->rule->degree; j++)
        if (!(re(f->c[j]) > NOT_EMPTY * EMPTY * f->c0)) return 0;
    return 1;
}

Straight straight_flux(const Field *field, int a)
{
    const Element *e = field->e;
    const ElectrolytePoint *l = field->at + a, *r = l + 1;
    const double g = 2 * e->transport / (e->length * (e->rule->x[a + 1] - e->rule->x[a])); /* 1/m */
    const real drive = field->phi[a] - field->phi[a + 1] + r->Psi - l->Psi;
    const real k = 0.5 * g * (l->kappa + r->kappa), t = 0.5 * (l->t_plus + r->t_plus) / FARADAY;
    Straight f = {.i = k * drive,
                  .di = {0.5 * g * l->dkappa * drive - k * l->dPsi, k, 0.5 * g * r->dkappa * drive + k * r->dPsi, -k}};
    f.N = g * (l->S - r->S) + t * f.i;
    for (int j = 0; j < 4; j++) f.dN[j] = t * f.di[j];
    f.dN[0] += g * l->D + 0.5 * l->dt_plus / FARADAY * f.i;
    f.dN[2] += 0.5 * r->dt_plus / FARADAY * f.i - g * r->D;
    return f;
}
