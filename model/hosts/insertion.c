/* Insertion: one kind of guest, one isotherm, diffusion in a sphere (or none: a surface class).
 *
 *   E-par-1  w_k dtheta_k/dt = -(D/R^2) sum_l S_kl Phi_l - [k = surface] q i                                    [1/s]
 *   E-4      0 = theta(z) - theta_surface                                                                       [1]
 *   E-5      0 = i - i0 g(z) (c_e/c_ref)^a [exp(alpha f eta) - exp(-(1-alpha) f eta)]                          [A/m2]
 *            eta = phi_s - phi_e - U(z) - R_film i - (H/2) tanh(i/i_H)
 *
 * q = area / (volume fraction c_max F). i anodic positive: the guest leaves. Doyle, Fuller, Newman 1993. */
#include "insertion.h"

#include "../exchange.h"
#include "diffusion.h"
#include "reaction.h"

void insertion_evaluate(const Pocket *k, const real *y, Workspace *w)
{
    isotherm_eval(k->phase->isotherm, y[k->z], &w->surface[k->form]);
}

void insertion_rows(const Point *p, const Pocket *k, real *r)
{
    const int surface = k->theta + k->radial->n - 1;
    const IsothermPoint *u = &p->w->surface[k->form];
    const real i = p->y[k->i];

    diffusion_rows(p, k, k->theta, r);
    r[surface] += k->per_current * i;
    r[k->z] = u->theta - p->y[surface];
    ReactionRow *row = &p->w->reaction[k->form];
    *row = reaction_row(p, k, u, k->i0, i);
    r[k->i] = row->r;
    exchange_rows_with_layer(p, k, i, r);
}

void insertion_derivatives(const Point *p, const Pocket *k, Jacobian *J)
{
    const int surface = k->theta + k->radial->n - 1;
    const IsothermPoint *u = &p->w->surface[k->form];
    const ReactionRow i = p->w->reaction[k->form];

    diffusion_derivatives(p, k, k->theta, J);
    jacobian_add(J, surface, k->i, k->per_current);
    jacobian_add(J, k->z, surface, -1);
    jacobian_add(J, k->z, k->z, u->dtheta);
    jacobian_add(J, k->i, k->i, i.d_i);
    jacobian_add(J, k->i, k->z, i.d_z);
    if (k->c_e >= 0) jacobian_add(J, k->i, k->c_e, i.d_lnc * exchange_dlnc(p, k));
    jacobian_add(J, k->i, k->phi_s, -i.d_phi_e);
    jacobian_add(J, k->i, k->phi_e, i.d_phi_e);
    exchange_derivatives(k, k->i, 1, J);
    exchange_layer_derivatives(p, k, J);
}
