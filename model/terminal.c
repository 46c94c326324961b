/* The positive collector and the cycler.
 *
 *   E-8   0 = I + sum_k 2 sigma_k/h_N (phi_s,k,N - V + R_contact I)                                           [A/m2]
 *   E-9   0 = I - I_set,  V - V_set  or  V I - P_set                                                 [A/m2, V, W/m2]
 *   E-10  dQ/dt = I                                                                                           [A/m2]
 *
 * The collector's face is half a volume from the last centre, and the voltage is taken there. */
#include "laws.h"

static double set_point(const Control *c, double t)
{
    return c->value + c->slope * (t - c->t0);
}

void terminal_rows(const Point *p, real *r)
{
    const Model *m = p->m;
    const Volume *v = &m->volume[m->volumes - 1];
    const real I = p->y[m->I], V = p->y[m->V], set = set_point(p->control, p->t);
    r[m->V] = I;
    for (int k = 0; k < v->networks; k++) {
        const double G = 2 * m->spec->electrode[POSITIVE].sigma[k] / v->h;
        const real out = G * (p->y[v->phi_s + k] - V + m->spec->contact_resistance * I);
        r[v->phi_s + k] += out;
        r[m->V] += out;
    }
    switch (p->control->mode) {
    case CONTROL_CURRENT: r[m->I] = I - set; break;
    case CONTROL_VOLTAGE: r[m->I] = V - set; break;
    case CONTROL_POWER: r[m->I] = V * I - set; break;
    }
    r[m->Q] = p->yp[m->Q] - I;
}

void terminal_derivatives(const Point *p, Jacobian *J)
{
    const Model *m = p->m;
    const Volume *v = &m->volume[m->volumes - 1];
    const ControlMode mode = p->control->mode;
    jacobian_add(J, m->V, m->I, 1);
    for (int k = 0; k < v->networks; k++) {
        const double G = 2 * m->spec->electrode[POSITIVE].sigma[k] / v->h;
        const double per_I = G * m->spec->contact_resistance;
        const int phi = v->phi_s + k;
        jacobian_add(J, phi, phi, G);
        jacobian_add(J, phi, m->V, -G);
        jacobian_add(J, phi, m->I, per_I);
        jacobian_add(J, m->V, phi, G);
        jacobian_add(J, m->V, m->V, -G);
        jacobian_add(J, m->V, m->I, per_I);
    }
    const real per_I = mode == CONTROL_CURRENT ? 1 : mode == CONTROL_POWER ? p->y[m->V] : 0;
    const real per_V = mode == CONTROL_VOLTAGE ? 1 : mode == CONTROL_POWER ? p->y[m->I] : 0;
    jacobian_add(J, m->I, m->I, per_I);
    jacobian_add(J, m->I, m->V, per_V);
    jacobian_add(J, m->Q, m->Q, p->cj);
    jacobian_add(J, m->Q, m->I, -1);
}
