/* The rates at which forms of titania turn into each other and wear out. */
#include "../kinetics.h"
#include "evolving.h"

static const double KINK = 1e-3;    /* of exp - 1, where conversion sets in */
static const double FASTEST = 1e7;  /* of exp - 1, which levels off there */
static const double UPTAKE = 1e-3;  /* of guest per formula unit, below which conversion ceases */
static const double LEFT = 1e-4;    /* share of crystal below which conversion is of first order (E-evo-3) */
static const double ROUNDED = 1e-3; /* of the share that may still ripen */

/* t^(2/3), the surface of what is left, as t / (t^2 + LEFT^2)^(1/6): odd, with a finite slope at its end. */
static real left_surface(real t, real *slope)
{
    const real square = t * t + LEFT * LEFT, root = pow(square, -1.0 / 6);
    *slope = root * (1 - t * t / (3 * square));
    return t * root;
}

/* [t]_+^2 / (t^2 + UPTAKE^2). */
static real takes_up(real t, real *slope)
{
    const real inside = re(t) > 0 ? t : 0, square = inside * inside + UPTAKE * UPTAKE;
    *slope = 2 * inside * UPTAKE * UPTAKE / (square * square);
    return inside * inside / square;
}

ConversionRate evolving_conversion(const Evolving *e, double f, real share, real psi, real uptake)
{
    const Conversion *c = &e->conversion;
    real d_exp, d_drive, d_surface, d_takes;
    const real eta = c->U + c->spread * (2 * share - 1) - psi;
    const real beyond = positive_part(exp_soft(c->alpha * f * eta, &d_exp) - 1, KINK, &d_drive);
    const real part = 1 / (1 + beyond / FASTEST), drive = beyond * part;
    d_drive *= part * part;
    const real surface = left_surface(share - c->core, &d_surface), per_eta = surface * d_drive * d_exp * c->alpha * f;
    const real takes = takes_up(uptake, &d_takes), rate = c->rate * takes;
    return (ConversionRate){.r = rate * surface * drive,
                            .per_share = rate * (d_surface * drive + per_eta * 2 * c->spread),
                            .per_psi = -rate * per_eta,
                            .per_uptake = c->rate * d_takes * surface * drive};
}

/* [1 - remainder (1 - c)/a]_+: what may still leave the amorphous form, of the converted material. */
typedef struct Left {
    real left, per_amorphous, per_crystal;
} Left;

static Left what_is_left(double remainder, real amorphous, real crystal)
{
    real slope;
    const real kept = remainder * (1 - crystal) / amorphous, left = positive_part(1 - kept, ROUNDED, &slope);
    return (Left){left, slope * kept / amorphous, slope * remainder / amorphous};
}

RipeningRate evolving_ripening(const Evolving *e, real M, real amorphous, real crystal)
{
    const Ripening *r = &e->ripening;
    real d_at;
    const real x = M / amorphous, at = exp_soft((r->content - x) / r->interval, &d_at);
    const real h = 1 / (1 + at), d_h = h * h * d_at / r->interval;
    const Left l = what_is_left(r->remainder, amorphous, crystal);
    return (RipeningRate){.v = r->rate * h * l.left,
                          .per_M = r->rate * d_h / amorphous * l.left,
                          .per_amorphous = r->rate * (h * l.per_amorphous - d_h * x / amorphous * l.left),
                          .per_crystal = r->rate * h * l.per_crystal};
}

/* Below this share of i0, wear follows i^2: |i| has no derivative at rest. */
static const double REST = 1e-4;

FadeRate evolving_fade(double fade, double q, double i0, real i)
{
    const real root = sqrt(i * i + REST * REST * i0 * i0);
    return (FadeRate){.rate = fade * q * (root - REST * i0), .per_i = fade * q * i / root};
}

FadeRate evolving_wear(const Evolving *e, double q, double i0, real i, real amorphous, real crystal)
{
    const FadeRate one = evolving_fade(1, q, i0, i);
    const Left l = what_is_left(e->remainder, amorphous, crystal);
    const real share = e->fade + e->trap * l.left;
    return (FadeRate){one.rate * share, one.per_i * share, one.rate * e->trap * l.per_amorphous,
                      one.rate * e->trap * l.per_crystal};
}
