/* Private to model/: the host of model/evolving.h. */
#ifndef CELLSIM_HOSTS_EVOLVING_H
#define CELLSIM_HOSTS_EVOLVING_H

#include "../evolving.h"
#include "host.h"

extern const Host evolving_host;

/* Unknowns behind the shells of amorphous content, by their place. Those from CURRENT_A on see the node. */
enum {
    CONTENT_R, /* mobile guest in rocksalt */
    CONTENT_C, /* guest in crystal */
    BOUND,     /* guest that does not move any more */
    SHARE_C,
    SHARE_A,
    SHARE_R,
    Z_A, /* isotherm states */
    Z_R,
    Z_C,
    RIPENING, /* 1/s, per amorphous share */
    CURRENT_A,
    CURRENT_R,
    CURRENT_C,  /* A/m2 of each form's area */
    CONVERSION, /* 1/s */
    CURRENT,    /* A/m2 of the whole */
    EVOLVING_TAIL
};

/* Index of the unknown at a place. */
static inline int evolving_at(const Pocket *k, int place)
{
    return k->start + k->radial->n + place;
}

/* evolving.c */

/* M, guest in the amorphous form. */
real evolving_amorphous(const Pocket *k, const real *y);
void evolving_evaluate(const Pocket *k, const real *y, Workspace *w);
void evolving_rows(const Point *p, const Pocket *k, real *r);

/* evolving_derivatives.c */
void evolving_derivatives(const Point *p, const Pocket *k, Jacobian *J);

/* evolving_rates.c: laws of the pocket's own state, with their derivatives. */

/* Delta of E-evo-3: guest that converting crystal takes up. x_c, x_R: held by crystal, and by rocksalt that can let go of it. */
static inline real evolving_uptake(const Evolving *e, real x_c, real x_R)
{
    const Conversion *c = &e->conversion;
    return (1 - c->rocksalt) * c->content + c->rocksalt * (x_R + e->ripening.bound) - x_c;
}

/* r, the rate of E-evo-3 [1/s]. */
typedef struct ConversionRate {
    real r, per_share, per_psi, per_uptake;
} ConversionRate;
ConversionRate evolving_conversion(const Evolving *e, double f, real share, real psi, real uptake);

/* v of E-evo-4 [1/s]; M: guest in the amorphous form. */
typedef struct RipeningRate {
    real v, per_M, per_amorphous, per_crystal;
} RipeningRate;
RipeningRate evolving_ripening(const Evolving *e, real M, real amorphous, real crystal);

/* E-evo-5: share lost per second of a form at current density i; q: content per charge. */
typedef struct FadeRate {
    real rate, per_i, per_amorphous, per_crystal;
} FadeRate;
FadeRate evolving_fade(double fade, double q, double i0, real i);

/* That of the amorphous form. */
FadeRate evolving_wear(const Evolving *e, double q, double i0, real i, real amorphous, real crystal);

#endif
