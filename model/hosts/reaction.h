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

/* (H/2) tanh(i/i_H) [V]. */
static inline real hysteresis_gap(const Phase *ph, real i, real *slope)
{
    if (ph->hysteresis == 0) return *slope = 0;
    const real branch = tanh(i / ph->hysteresis_current);
    *slope = 0.5 * ph->hysteresis * (1 - branch * branch) / ph->hysteresis_current;
    return 0.5 * ph->hysteresis * branch;
}

/* Of E-5c [ohm m2]: the geometric mean of what gap and kinetics resist, so that neither side of the gap's edge looks like the other
 * one's continuation. */
static inline double hysteresis_slant(const Phase *ph, double i0, double f)
{
    return sqrt(0.5 * ph->hysteresis / (ph->hysteresis_current * f * i0));
}

/* What is left for eta of a driving potential at the unknown current density i. */
static inline Branch branch_at(const Phase *ph, const Kinetics *kin, double i0, real i, real drive)
{
    if (ph->hysteresis == 0) return (Branch){.eta = drive, .per_drive = 1, .rest = 1};
    const double slant = hysteresis_slant(ph, i0, kin->f);
    return branch_of(kin, ph->hysteresis, ph->hysteresis_current, slant, drive + slant * i);
}

/* The row at exchange current density i0 [A/m2, g = 1] and current density i [A/m2, anodic]. */
static inline ReactionRow reaction_row_at(const Pocket *k, const IsothermPoint *u, double i0, real i, ReactionSite at)
{
    const Phase *ph = k->phase;
    const Kinetics kin = {i0 * u->g, ph->c_e_exponent, ph->alpha, k->ion.f, at.lnc, k->ion.form};
    const real d_i0 = i0 * u->dg;
    const real drive = at.psi - u->U - ph->film_resistance * i;
    if (at.inverse) {
        real per_i;
        const Overpotential o = butler_volmer_inverse(&kin, i);
        const real gap = hysteresis_gap(ph, i, &per_i);
        return (ReactionRow){o.eta + gap - drive, o.per_i + per_i + ph->film_resistance, o.per_i0 * d_i0 + u->dU,
                             o.per_lnc, 1};
    }
    const Branch b = branch_at(ph, &kin, i0, i, drive);
    const Rate o = butler_volmer(&kin, b.eta);
    const real per_drive = o.per_eta * b.per_drive;
    return (ReactionRow){i - o.i, b.rest + per_drive * ph->film_resistance,
                         per_drive * u->dU - o.per_i0 * b.per_drive * d_i0, -o.per_lnc * b.per_drive, per_drive};
}

static inline ReactionRow reaction_row(const Point *p, const Pocket *k, const IsothermPoint *u, double i0, real i)
{
    const ReactionSite at = {p->y[k->phi_s] - p->y[k->phi_e], exchange_lnc(p, k), p->w->inverse};
    return reaction_row_at(k, u, i0, i, at);
}

#endif
