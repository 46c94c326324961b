/* Butler-Volmer kinetics. */
#ifndef CELLSIM_KINETICS_H
#define CELLSIM_KINETICS_H

#include "real.h"

/* exp(x), continued linearly above x = 50 so that no iterate of Newton's method overflows (E-5a). Physical
 * exponents stay far below: 50 is 2.6 V of overpotential at alpha = 1/2. */
static inline real exp_soft(real x, real *slope)
{
    const double cap = 50, at_cap = 5.184705528587072e21; /* exp(50) */
    if (re(x) <= cap) return *slope = exp(x);
    *slope = at_cap;
    return at_cap * (1 + (x - cap));
}

/* A rate and its derivatives. */
typedef struct Rate {
    real i;       /* A/m2, anodic positive */
    real per_eta; /* A/(m2 V) */
    real per_lnc; /* A/m2 per unit of ln c_e */
    real per_i0;  /* 1 */
} Rate;

/* i = i0 [exp(a lnc + alpha f eta) - exp(a lnc - (1 - alpha) f eta)]     (E-5)
 * i0 A/m2 at lnc = 0; a exponent of c_e; f = F/RT 1/V; eta V.  Newman & Thomas-Alyea 2004, ch. 8. */
static inline Rate butler_volmer(real i0, double a, double alpha, double f, real lnc, real eta)
{
    real d_anodic, d_cathodic;
    const real anodic = exp_soft(a * lnc + alpha * f * eta, &d_anodic);
    const real cathodic = exp_soft(a * lnc - (1 - alpha) * f * eta, &d_cathodic);
    Rate rate;
    rate.per_i0 = anodic - cathodic;
    rate.i = i0 * rate.per_i0;
    rate.per_eta = i0 * f * (alpha * d_anodic + (1 - alpha) * d_cathodic);
    rate.per_lnc = i0 * a * (d_anodic - d_cathodic);
    return rate;
}

#endif
