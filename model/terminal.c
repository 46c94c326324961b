/* The collectors and the cycler.
 *
 *   E-3   at the collectors: i_s = -I                                                                        [A/m2]
 *   E-7   0 = phi_s(0) at the negative collector of a full cell                                              [A/m2]
 *   E-8   0 = V - phi_s(L) - R_contact I + phi_ref,  0 = W - phi_s(L) - R_contact I                              [V]
 *   E-9   0 = I - I_set,  V - V_set,  W I - P_set  or  W + R_set I                                [A/m2, V, W/m2, V]
 *   E-10  dQ/dt = I                                                                                           [A/m2]
 *
 * phi_ref: of a reference electrode (E-8r); without one it is 0, and W is V. */
#include "laws.h"

static double set_point(const Control *c, double t)
{
    return c->value + c->slope * (t - c->t0);
}

/* Holds the negative collector at 0 V: a conductor to ground, S/m2, that carries nothing, because the rows of charge
 * add up to its current. So good a one that elimination finds the potential, and not I, in this row. */
static const double EARTHED = 1e6; /* relative to the electrode's networks */

static double ground(const Model *m)
{
    const Electrode *el = &m->spec->electrode[NEGATIVE];
    double sigma = 0;
    for (int n = 0; n < el->networks; n++) sigma += el->sigma[n];
    return EARTHED * sigma / m->spec->region[NEGATIVE].thickness;
}

static void collector_rows(const Point *p, real *r)
{
    const Model *m = p->m;
    const int positive = m->node[m->nodes - 1].phi_s[0];
    const real I = p->y[m->I];
    r[positive] -= I;
    r[m->V] = p->y[m->V] - p->y[positive] - m->spec->contact_resistance * I;
    if (m->W != m->V) {
        r[m->W] = p->y[m->W] - p->y[positive] - m->spec->contact_resistance * I;
        r[m->V] += reference_potential(m, p->y);
    }
    if (m->spec->half_cell) return;
    const int negative = m->node[0].phi_s[0];
    r[negative] += I + ground(m) * p->y[negative];
}

static void collector_derivatives(const Point *p, Jacobian *J)
{
    const Model *m = p->m;
    const int positive = m->node[m->nodes - 1].phi_s[0];
    jacobian_add(J, positive, m->I, -1);
    jacobian_add(J, m->V, m->V, 1);
    jacobian_add(J, m->V, positive, -1);
    jacobian_add(J, m->V, m->I, -m->spec->contact_resistance);
    if (m->W != m->V) {
        jacobian_add(J, m->W, m->W, 1);
        jacobian_add(J, m->W, positive, -1);
        jacobian_add(J, m->W, m->I, -m->spec->contact_resistance);
        reference_derivatives(p, m->V, J);
    }
    if (m->spec->half_cell) return;
    const int negative = m->node[0].phi_s[0];
    jacobian_add(J, negative, m->I, 1);
    jacobian_add(J, negative, negative, ground(m));
}

void terminal_rows(const Point *p, real *r)
{
    const Model *m = p->m;
    const real I = p->y[m->I], V = p->y[m->V], W = p->y[m->W], set = set_point(p->control, p->t);
    collector_rows(p, r);
    switch (p->control->mode) {
    case CONTROL_CURRENT: r[m->I] = I - set; break;
    case CONTROL_VOLTAGE: r[m->I] = V - set; break;
    case CONTROL_POWER: r[m->I] = W * I - set; break;
    case CONTROL_RESISTANCE: r[m->I] = W + set * I; break;
    }
    r[m->Q] = p->yp[m->Q] - I;
}

void terminal_derivatives(const Point *p, Jacobian *J)
{
    const Model *m = p->m;
    const ControlMode mode = p->control->mode;
    const real I = p->y[m->I], W = p->y[m->W], set = set_point(p->control, p->t);
    const real per_I[] = {
        [CONTROL_CURRENT] = 1, [CONTROL_VOLTAGE] = 0, [CONTROL_POWER] = W, [CONTROL_RESISTANCE] = set};
    const real per_V[] = {[CONTROL_CURRENT] = 0, [CONTROL_VOLTAGE] = 1, [CONTROL_POWER] = I, [CONTROL_RESISTANCE] = 1};
    collector_derivatives(p, J);
    jacobian_add(J, m->I, m->I, per_I[mode]);
    jacobian_add(J, m->I, m->V, m->W == m->V || mode == CONTROL_VOLTAGE ? per_V[mode] : 0);
    if (m->W != m->V) jacobian_add(J, m->I, m->W, mode == CONTROL_VOLTAGE ? 0 : per_V[mode]);
    jacobian_add(J, m->Q, m->Q, p->cj);
    jacobian_add(J, m->Q, m->I, -1);
}
