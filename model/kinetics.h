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

/* asinh(y), accurate to round-off of 1. */
static inline real log_asinh(real y)
{
    return re(y) < 0 ? -log(sqrt(y * y + 1) - y) : log(sqrt(y * y + 1) + y);
}

/* x with e^(alpha x) - e^(-(1 - alpha) x) = rho, and dx/drho. At alpha = 1/2 it is 2 asinh(rho/2). Otherwise by Newton's
 * method on the asinh of half the left side, which is nearly straight and bends one way on either side of 0: begun below
 * the root it rises to it. */
static inline real reduced_overpotential(real rho, double alpha, real *slope)
{
    enum { ITERATIONS = 60 };
    const real y = log_asinh(0.5 * rho);
    real x = 2 * y;
    if (alpha == 0.5) {
        *slope = 1 / sqrt(1 + 0.25 * rho * rho);
        return x;
    }
    const double outer = re(rho) > 0 ? alpha : 1 - alpha; /* slope of that asinh far out; it is 1/2 at 0 */
    if (outer > 0.5) x = y / outer;
    for (int k = 0; k < ITERATIONS; k++) {
        const real anodic = exp(alpha * x), cathodic = exp((alpha - 1) * x), half = 0.5 * (anodic - cathodic);
        const real per_x = 0.5 * (alpha * anodic + (1 - alpha) * cathodic) / sqrt(1 + half * half);
        const real step = (log_asinh(half) - y) / per_x;
        x -= step;
        if (fabs(re(step)) < 1e-9 * (1 + fabs(re(x)))) break; /* squared, the next one is below round-off */
    }
    *slope = 1 / (alpha * exp(alpha * x) + (1 - alpha) * exp((alpha - 1) * x));
    return x;
}

/* An overpotential and its derivatives. */
typedef struct Overpotential {
    real eta;     /* V */
    real per_i;   /* V m2/A */
    real per_lnc; /* V per unit of ln c_e */
    real per_i0;  /* V m2/A */
} Overpotential;

/* butler_volmer solved for eta (E-5b): from any guess, what Newton's method moves stands in it at most logarithmically,
 * where the exponentials overshoot by hundreds of volts. At i0 far below i it follows a change of i0 worse. */
static inline Overpotential butler_volmer_inverse(real i, real i0, double a, double alpha, double f, real lnc)
{
    real per_exponent, per_rho;
    const real rarity = exp_soft(-a * lnc, &per_exponent), rho = i / i0 * rarity;
    Overpotential o;
    o.eta = reduced_overpotential(rho, alpha, &per_rho) / f;
    o.per_i = per_rho * rarity / (i0 * f);
    o.per_lnc = -a * per_rho * i / i0 * per_exponent / f;
    o.per_i0 = -per_rho * rho / (i0 * f);
    return o;
}

#endif
