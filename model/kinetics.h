/* Butler-Volmer kinetics. */
#ifndef CELLSIM_KINETICS_H
#define CELLSIM_KINETICS_H

#include "cell.h"
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

/* (t + |t|)/2, rounded over `width`: width ln(1 + exp(t/width)). Its tail is gone after a few widths, whatever it is multiplied
 * with: what has not set in does not happen. */
static inline real positive_part(real t, double width, real *slope)
{
    const double far = 40; /* e^-40 is no part of 1 */
    const real x = t / width;
    if (re(x) > far) return *slope = 1, t;
    if (re(x) < -far) return *slope = 0, 0;
    const real tail = exp(re(x) > 0 ? -x : x);
    *slope = (re(x) > 0 ? 1 : tail) / (1 + tail);
    return (re(x) > 0 ? t : 0) + width * log(1 + tail);
}

/* What a reaction's rate depends on besides its overpotential. */
typedef struct Kinetics {
    real i0;      /* A/m2 at lnc = 0 */
    double a;     /* exponent of c_e */
    double alpha; /* anodic transfer coefficient */
    double f;     /* F/RT, 1/V; zF/RT of an ion of charge z, of which every act moves one */
    real lnc;     /* ln(c_e/c0) */
    IonForm form;
} Kinetics;

/* A rate and its derivatives. */
typedef struct Rate {
    real i;       /* A/m2, anodic positive */
    real per_eta; /* A/(m2 V) */
    real per_lnc; /* A/m2 per unit of ln c_e */
    real per_i0;  /* 1 */
} Rate;

/* The other forms of E-5: against the electrostatic potential (E-5d), by mass action (E-5e). */
Rate absolute_rate(const Kinetics *k, real eta);

/* i = i0 [exp(a lnc + alpha f eta) - exp(a lnc - (1 - alpha) f eta)]     (E-5);  eta V.
 * Newman & Thomas-Alyea 2004, ch. 8. */
static inline Rate butler_volmer(const Kinetics *k, real eta)
{
    real d_anodic, d_cathodic;
    if (k->form != ION_REFERENCE) return absolute_rate(k, eta);
    const real anodic = exp_soft(k->a * k->lnc + k->alpha * k->f * eta, &d_anodic);
    const real cathodic = exp_soft(k->a * k->lnc - (1 - k->alpha) * k->f * eta, &d_cathodic);
    Rate rate;
    rate.per_i0 = anodic - cathodic;
    rate.i = k->i0 * rate.per_i0;
    rate.per_eta = k->i0 * k->f * (k->alpha * d_anodic + (1 - k->alpha) * d_cathodic);
    rate.per_lnc = k->i0 * k->a * (d_anodic - d_cathodic);
    return rate;
}

/* Overpotential [V] that drives i at alpha = 1/2 and i0 [A/m2]: a guess for any alpha. */
static inline double overpotential_guess(double f, double i0, double i)
{
    return 2 / f * asinh(i / (2 * i0));
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
Overpotential butler_volmer_inverse(const Kinetics *k, real i);

/* The overpotential that hysteresis leaves of a driving potential, and its derivatives. */
typedef struct Branch {
    real eta;       /* V */
    real per_drive; /* deta/d(drive); also the share of what i0 and lnc do to the rate that is left of it */
    real rest;      /* 1 - slant di(eta)/d(drive) */
} Branch;

/* The overpotential at which eta + slant i(eta) + (H/2) tanh(i(eta)/i_H) = drive (E-5c): where the branch switches, the current
 * hardly moves while the potential crosses the gap H, and at the edge of the gap it runs away within microvolts. Left to the
 * unknown i of the cell, either defeats Newton's method; alone it is one monotone equation. slant [ohm m2] is how the curve is
 * met from where the unknowns stand: 0 along the current; else drive is to hold slant times the unknown current, too. */
Branch branch_of(const Kinetics *k, double H, double i_H, double slant, real drive);

#endif
