/* Private to model/: what the reactions of a pocket exchange with its node, written once for every host.
 *
 * A current density i (anodic, per reacting area) gives charge to the pores (E-2) and takes it from the solid (E-3). Of dilute ions it
 * gives i/zF of its own (E-1d); of a salt, whose anions are what c_e counts, nothing that c_e would see (E-1). So does the double
 * layer, i_dl = C d(phi_s - phi_e)/dt, which stands in the rows of charge alone: of a salt it takes the cation, of dilute ions the one
 * that follows, which is always there, while the exchanged one may be gone. Doyle, Fuller, Newman 1993. */
#ifndef CELLSIM_EXCHANGE_H
#define CELLSIM_EXCHANGE_H

#include "laws.h"

/* ln(c/c_ref), linear below 1e-9 c_ref, so that an ion that is not there stays computable (E-ely-7). */
static inline real ln_soft(real c, double c_ref, real *slope)
{
    const double least = 1e-9, at_least = -20.72326583694641; /* ln(1e-9) */
    const real share = c / c_ref;
    if (re(share) > least) return *slope = 1 / c, log(share);
    *slope = 1 / (least * c_ref);
    return at_least + (share / least - 1);
}

static inline real exchange_layer(const Point *p, const Pocket *k)
{
    const double C = k->phase->double_layer + p->w->padding;
    return C > 0 ? C * (p->yp[k->phi_s] - p->yp[k->phi_e]) : 0;
}

/* Feeds the rows of the node with the charge of the current density i. */
static inline void exchange_charge_rows(const Pocket *k, real i, real *r)
{
    r[k->phi_e] -= k->source * i;
    r[k->phi_s] += k->source * i;
}

/* A row of its own, which counts what reactions exchange of it. */
static inline int ion_is_counted(const IonLink *ion)
{
    return ion->ion >= 0 && ion->form != ION_REFERENCE;
}

/* With the ion of a current density, whose concentration is the unknown c. */
static inline void exchange_ion_rows(const Pocket *k, const IonLink *ion, int c, real i, real *r)
{
    if (ion_is_counted(ion)) r[c] -= k->source * i / ion->faraday;
}

/* With both, of the pocket's own ion. */
static inline void exchange_rows(const Pocket *k, real i, real *r)
{
    exchange_ion_rows(k, &k->ion, k->c_e, i, r);
    exchange_charge_rows(k, i, r);
}

/* The same with that of the double layer beside it. */
static inline void exchange_rows_with_layer(const Point *p, const Pocket *k, real i, real *r)
{
    exchange_ion_rows(k, &k->ion, k->c_e, i, r);
    exchange_charge_rows(k, i + exchange_layer(p, k), r);
}

/* The derivatives for di/d(unknown `column`). */
static inline void exchange_charge_derivatives(const Pocket *k, int column, real di, Jacobian *J)
{
    const real g = k->source * di;
    jacobian_add(J, k->phi_e, column, -g);
    jacobian_add(J, k->phi_s, column, g);
}

static inline void exchange_ion_derivatives(const Pocket *k, const IonLink *ion, int c, int column, real di,
                                            Jacobian *J)
{
    if (ion_is_counted(ion)) jacobian_add(J, c, column, -k->source * di / ion->faraday);
}

static inline void exchange_derivatives(const Pocket *k, int column, real di, Jacobian *J)
{
    exchange_ion_derivatives(k, &k->ion, k->c_e, column, di, J);
    exchange_charge_derivatives(k, column, di, J);
}

static inline void exchange_layer_derivatives(const Point *p, const Pocket *k, Jacobian *J)
{
    const double C = (k->phase->double_layer + p->w->padding) * p->cj;
    exchange_charge_derivatives(k, k->phi_s, C, J);
    exchange_charge_derivatives(k, k->phi_e, -C, J);
}

/* ln(c/c_ref) of an ion at a node, and its derivative with respect to its concentration. */
static inline real ion_lnc(const Point *p, const IonLink *ion, int node)
{
    real slope;
    if (ion->form == ION_REFERENCE) return p->w->electrolyte[node].lnc;
    return ln_soft(p->y[p->m->node[node].c_e + ion->ion], ion->c_ref, &slope);
}

static inline real ion_dlnc(const Point *p, const IonLink *ion, int node)
{
    real slope;
    if (ion->form == ION_REFERENCE) return p->w->electrolyte[node].dlnc;
    ln_soft(p->y[p->m->node[node].c_e + ion->ion], ion->c_ref, &slope);
    return slope;
}

/* The same of the ion that a pocket exchanges. */
static inline real exchange_lnc(const Point *p, const Pocket *k)
{
    return ion_lnc(p, &k->ion, k->node);
}

static inline real exchange_dlnc(const Point *p, const Pocket *k)
{
    return ion_dlnc(p, &k->ion, k->node);
}

#endif
