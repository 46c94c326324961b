/* Private to model/: the reaction between a pocket's node and a form of guest at equilibrium `u` (E-5), written once. */
#ifndef CELLSIM_REACTION_H
#define CELLSIM_REACTION_H

#include "../exchange.h"
#include "../kinetics.h"

/* What a reaction sees of its node. */
typedef struct ReactionSite {
    real psi; /* phi_s - phi_e, V */
    real lnc; /* of its ion */
    int inverse;
} ReactionSite;

/* Between the resistances of the gap and of the kinetics, V m2/A: E-5c is met at a right angle, so to speak. */
static inline double hysteresis_slant(const Phase *ph, double i0, double f)
{
    return sqrt(0.5 * ph->hysteresis / (ph->hysteresis_current * f * i0));
}

/* The row at exchange current density i0 [A/m2, g = 1] and current density i [A/m2, anodic]. */
static inline ReactionRow reaction_row_at(const Pocket *k, const IsothermPoint *u, double i0, real i, ReactionSite at)
{
    const Phase *ph = k->phase;
    const Kinetics kin = {i0 * u->g, ph->c_e_exponent, ph->alpha, k->ion.f, at.lnc, k->ion.form};
    const real d_i0 = i0 * u->dg;
    const real drive = at.psi - u->U - ph->film_resistance * i;
    const double slant = ph->hysteresis > 0 && !at.inverse ? hysteresis_slant(ph, i0, kin.f) : 0;
    const Branch b = ph->hysteresis > 0
                         ? branch_of(&kin, ph->hysteresis, ph->hysteresis_current, slant, drive + slant * i)
                         : (Branch){.eta = drive, .per_drive = 1, .rest = 1};
    if (at.inverse) {
        const Overpotential o = butler_volmer_inverse(&kin, i);
        return (ReactionRow){o.eta - b.eta, o.per_i + b.per_drive * ph->film_resistance,
                             (o.per_i0 - b.per_i0) * d_i0 + b.per_drive * u->dU, o.per_lnc - b.per_lnc, b.per_drive};
    }
    const Rate o = butler_volmer(&kin, b.eta);
    const real per_drive = o.per_eta * b.per_drive;
    return (ReactionRow){i - o.i, b.rest + per_drive * ph->film_resistance,
                         per_drive * u->dU - (o.per_i0 + o.per_eta * b.per_i0) * d_i0,
                         -o.per_lnc - o.per_eta * b.per_lnc, per_drive};
}

static inline ReactionRow reaction_row(const Point *p, const Pocket *k, const IsothermPoint *u, double i0, real i)
{
    const ReactionSite at = {p->y[k->phi_s] - p->y[k->phi_e], exchange_lnc(p, k), p->w->inverse};
    return reaction_row_at(k, u, i0, i, at);
}

#endif
