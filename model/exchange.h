/* Private to model/: what the reactions of a pocket exchange with its node, written once for every host.
 *
 * A current density i (anodic, per reacting area) gives i/F of cations to the pores (E-1), the charge to the pores (E-2), and
 * takes it from the solid (E-3); so does the double layer, i_dl = C d(phi_s - phi_e)/dt, which takes cations only, so that the
 * anions, which are what c_e counts, are conserved. Doyle, Fuller, Newman 1993. */
#ifndef CELLSIM_EXCHANGE_H
#define CELLSIM_EXCHANGE_H

#include "laws.h"

static inline real exchange_layer(const Point *p, const Pocket *k)
{
    const double C = k->phase->double_layer + p->w->padding;
    return C > 0 ? C * (p->yp[k->phi_s] - p->yp[k->phi_e]) : 0;
}

/* Feeds the rows of the node with the current density i. */
static inline void exchange_rows(const Pocket *k, real i, real *r)
{
    r[k->c_e] -= k->source * i / FARADAY;
    r[k->phi_e] -= k->source * i;
    r[k->phi_s] += k->source * i;
}

/* The same for di/d(unknown `column`). */
static inline void exchange_derivatives(const Pocket *k, int column, real di, Jacobian *J)
{
    const real g = k->source * di;
    jacobian_add(J, k->c_e, column, -g / FARADAY);
    jacobian_add(J, k->phi_e, column, -g);
    jacobian_add(J, k->phi_s, column, g);
}

static inline void exchange_layer_derivatives(const Point *p, const Pocket *k, Jacobian *J)
{
    const double C = (k->phase->double_layer + p->w->padding) * p->cj;
    exchange_derivatives(k, k->phi_s, C, J);
    exchange_derivatives(k, k->phi_e, -C, J);
}

/* ln(c/c0) of the ion that the pocket exchanges, and its derivative with respect to the unknown k->c_e. */
static inline real exchange_lnc(const Point *p, const Pocket *k)
{
    return p->w->electrolyte[k->node].lnc;
}

static inline real exchange_dlnc(const Point *p, const Pocket *k)
{
    return p->w->electrolyte[k->node].dlnc;
}

#endif
