/* A self-limiting side reaction on one phase at one node.
 *
 *   E-side-1  q ds/dt = i_side,    i_side = -i0 s exp(-alpha f (phi_s - phi_e - U))                                  [A/m2]
 *   E-side-2  q ds/dt = -i_side,   i_side = i0 s [exp(alpha f (phi_s - phi_e - U)) - 1]_+,   delta = delta_max (1 - s)
 *
 * s is the share of the reaction that is left (1 fresh, 0 complete), q its charge per reacting area; near its end it keeps
 * its relative precision, which a share that has happened would lose. The reaction is irreversible: what the first insertion
 * loses (electrolyte reduction, trapped guest), which consumes cations and electrons like the insertion does, but nothing
 * returns (of dilute ions what there is: times c/c_ref of the phase's ion); or oxygen that leaves an oxide with its cations, Li2O = 2 Li+ + 2 e- + O2/2. It feeds E-1, E-2 and E-3 as the
 * insertion does, with q ds/dt in place of the kinetics: linear, so that balances hold to round-off however fast it is. */
#include "../exchange.h"
#include "../kinetics.h"

static const double KINK = 1e-3; /* of exp - 1, where loss of oxygen sets in */

/* 1: it takes what there is of a dilute ion. */
static int takes_ion(const Pocket *k)
{
    return k->ion.form != ION_REFERENCE && k->phase->side.delta == 0;
}

/* exp(-alpha f (psi - U)), of dilute ions times c/c_ref, or [exp(alpha f (psi - U)) - 1]_+, and its derivative with respect to psi. */
static real drive(const Point *p, const Pocket *k, real *per_psi)
{
    const SideReaction *side = &k->phase->side;
    const double slope = side_sign(side) * side->alpha * p->m->thermal_f;
    real soft, onset;
    const real value = exp_soft(slope * (p->y[k->phi_s] - p->y[k->phi_e] - side->U), &soft);
    const real share = takes_ion(k) ? exp(exchange_lnc(p, k)) : 1;
    *per_psi = slope * soft * share;
    if (side->delta == 0) return value * share;
    const real beyond = positive_part(value - 1, KINK, &onset);
    *per_psi *= onset;
    return beyond;
}

void side_rows(const Point *p, const Pocket *k, real *r)
{
    const SideReaction *side = &k->phase->side;
    real per_psi;
    const real rate = p->yp[k->s];
    r[k->s] = rate + side->i0 / side->charge * p->y[k->s] * drive(p, k, &per_psi);
    exchange_rows(k, -side_sign(side) * side->charge * rate, r);
}

void side_derivatives(const Point *p, const Pocket *k, Jacobian *J)
{
    const SideReaction *side = &k->phase->side;
    const double constant = side->i0 / side->charge;
    real per_psi;
    const real value = drive(p, k, &per_psi), d_psi = constant * p->y[k->s] * per_psi;
    jacobian_add(J, k->s, k->s, p->cj + constant * value);
    jacobian_add(J, k->s, k->phi_s, d_psi);
    jacobian_add(J, k->s, k->phi_e, -d_psi);
    if (takes_ion(k)) jacobian_add(J, k->s, k->c_e, constant * p->y[k->s] * value * exchange_dlnc(p, k));
    exchange_derivatives(k, k->s, -side_sign(side) * side->charge * p->cj, J);
}
