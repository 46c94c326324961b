/* Butler-Volmer kinetics solved for the overpotential, and the branch of hysteresis. */
#include "kinetics.h"

/* asinh(y), accurate to round-off of 1. */
static real log_asinh(real y)
{
    return re(y) < 0 ? -log(sqrt(y * y + 1) - y) : log(sqrt(y * y + 1) + y);
}

/* x with e^(alpha x) - e^(-(1 - alpha) x) = rho, and dx/drho. At alpha = 1/2 it is 2 asinh(rho/2). Otherwise by Newton's
 * method on the asinh of half the left side, which is nearly straight and bends one way on either side of 0: begun below
 * the root it rises to it. */
static real reduced_overpotential(real rho, double alpha, real *slope)
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

/* Mass action is Butler and Volmer's law with the exponent alpha, written without a power of c. */
Rate absolute_rate(const Kinetics *k, real eta)
{
    Kinetics law = *k;
    law.form = ION_REFERENCE;
    if (k->form == ION_ABSOLUTE) {
        Rate rate = butler_volmer(&law, eta - k->lnc / k->f);
        rate.per_lnc -= rate.per_eta / k->f;
        return rate;
    }
    real d_anodic, d_cathodic;
    const real anodic = exp_soft(k->alpha * k->f * eta, &d_anodic);
    const real cathodic = exp_soft(-(1 - k->alpha) * k->f * eta, &d_cathodic), c = exp(k->lnc);
    return (Rate){.i = k->i0 * (anodic - c * cathodic),
                  .per_eta = k->i0 * k->f * (k->alpha * d_anodic + (1 - k->alpha) * c * d_cathodic),
                  .per_lnc = -k->i0 * c * cathodic,
                  .per_i0 = anodic - c * cathodic};
}

Overpotential butler_volmer_inverse(const Kinetics *k, real i)
{
    const double a = k->form == ION_MASS_ACTION ? k->alpha : k->a;
    real per_exponent, per_rho;
    const real rarity = exp_soft(-a * k->lnc, &per_exponent), rho = i / k->i0 * rarity;
    Overpotential o;
    o.eta = reduced_overpotential(rho, k->alpha, &per_rho) / k->f;
    o.per_i = per_rho * rarity / (k->i0 * k->f);
    o.per_lnc = -a * per_rho * i / k->i0 * per_exponent / k->f;
    o.per_i0 = -per_rho * rho / (k->i0 * k->f);
    if (k->form == ION_REFERENCE) return o;
    o.eta += k->lnc / k->f;
    o.per_lnc += 1 / k->f;
    return o;
}

/* Where the search begins, from where the reaction rests: all of a short way is gap, what is left of a long one is shared by slant
 * and kinetics. */
static double branch_guess(const Kinetics *k, double H, double slant, double way)
{
    const double left = fmax(fabs(way) - 0.5 * H, 0), i0 = re(k->i0) * exp(k->a * re(k->lnc));
    return copysign(fmin(left, slant > 0 ? overpotential_guess(k->f, i0, left / slant) : left), way);
}

Branch branch_of(const Kinetics *k, double H, double i_H, double slant, real drive)
{
    enum { ITERATIONS = 120 };
    const double rest = k->form == ION_REFERENCE ? 0 : re(k->lnc) / k->f;
    double low = fmin(rest, re(drive)), high = fmax(rest, re(drive)), stride = high - low;
    real eta = rest + branch_guess(k, H, slant, re(drive) - rest);
    Branch b = {0};
    int found = 0; /* then once more there, for derivatives at the root itself */
    if (!(re(eta) >= low && re(eta) <= high)) eta = 0.5 * (low + high);
    for (int n = 0; n < ITERATIONS; n++) {
        const Rate rate = butler_volmer(k, eta);
        const real branch = tanh(rate.i / i_H), gap = 0.5 * H * (1 - branch * branch) / i_H;
        const real excess = eta + slant * rate.i + 0.5 * H * branch - drive, slope = 1 + (slant + gap) * rate.per_eta;
        b = (Branch){eta - excess / slope, 1 / slope, (1 + gap * rate.per_eta) / slope};
        if (re(excess) > 0) high = re(eta);
        else low = re(eta);
        const double newton = fabs(re(b.eta - eta));
        if (found || high - low < 1e-17) return b;
        found = newton < 1e-16 + 1e-14 * fabs(re(eta));
        const int inside = re(b.eta) > low && re(b.eta) < high;
        const int shrinks = found || (inside && newton < 0.5 * stride); /* tanh can make it cycle */
        eta = shrinks ? re(b.eta) : 0.5 * (low + high);
        stride = shrinks ? newton : 0.5 * (high - low);
    }
    return b;
}
