/* Private to model/: the host of model/competitive.h. */
#ifndef CELLSIM_HOSTS_COMPETITIVE_H
#define CELLSIM_HOSTS_COMPETITIVE_H

#include "../competitive.h"
#include "host.h"

extern const Host competitive_host;

/* Unknowns: the places of every shell, shell by shell; behind them nu, the current densities of every place, of both ions, and
 * of all. */
static inline int competitive_nu(const Pocket *k)
{
    return k->start + k->radial->n * k->phase->competing->places;
}

static inline int competitive_share(const Pocket *k, int place)
{
    return competitive_nu(k) + 1 + place;
}

static inline int competitive_current(const Pocket *k, int ion)
{
    return competitive_nu(k) + 1 + k->phase->competing->places + ion;
}

/* n N/(q n_Ti): current density per rate of occupancy of a place [A s/m2]. */
static inline double competitive_charge(const Pocket *k, int s, int ion)
{
    const Competing *e = k->phase->competing;
    return e->ion[ion].electrons * e->class[s].sites / (k->per_current * e->budget);
}

/* First place of a shell. */
static inline int competitive_shell(const Pocket *k, int shell)
{
    return k->start + shell * k->phase->competing->places;
}

/* competitive.c */
void competitive_rows(const Point *p, const Pocket *k, real *r);

/* competitive_derivatives.c */
void competitive_derivatives(const Point *p, const Pocket *k, Jacobian *J);

/* competitive_potential.c */
int competitive_forms_at(const Pocket *k, const double *y, const double *bulk, FormState out[MAX_FORMS]);
double competitive_filling(const Pocket *k, const FormState *form, const double *bulk, double psi, RestMemory *memory);

/* competitive_rates.c: laws with their derivatives. */

/* Occupancy of an ion in a class of a shell whose places begin at `shell`; 0 where it does not fit. */
static inline real occupancy(const Competing *e, const real *shell, int s, int ion)
{
    return e->place[s][ion] < 0 ? 0 : shell[e->place[s][ion]];
}

/* Content of an ion in a shell, per formula unit; `beside`: in classes that the second ion does not fit. */
real competitive_content(const Competing *e, const real *shell, int ion, int beside);

/* What a pocket's surface sees. */
typedef struct Outside {
    double f, power[COMPETITORS]; /* ions per guest */
    real psi, nu, c[COMPETITORS]; /* c/c_ref, positive (E-ely-7) */
    real per_mol[COMPETITORS];    /* its derivative, m3/mol */
} Outside;
Outside competitive_beside(const Pocket *k, real psi, real nu, const real c[COMPETITORS]); /* c: mol/m3 */
Outside competitive_outside(const Pocket *k, const real *y);

/* E-com-2 [1/s]. per_c: per mol/m3; per_beside: per content of the first ion in classes that the second does not fit. */
typedef struct SurfaceRate {
    real J, per_theta[COMPETITORS], per_beside, per_nu, per_c, per_psi;
} SurfaceRate;
SurfaceRate competitive_surface(const Competing *e, const Outside *o, const real *shell, int s, int ion);

/* Both directions of E-com-2 [1/s], and what they change by with psi. */
typedef struct BothWays {
    real in, out, in_per_psi, out_per_psi;
} BothWays;
BothWays competitive_both_ways(const Competing *e, const Outside *o, const real *shell, int s, int ion);

/* E-com-3 [1/s], from one shell to another; per_theta: [0] of the one, [1] of the other; per_content: of the second ion in
 * either. */
typedef struct Hop {
    real h, per_theta[2][COMPETITORS], per_content;
} Hop;
Hop competitive_hop(const Competing *e, double f, double conductance, const real *here, const real *there, int s,
                    int ion);

#endif
