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
#include "../kinetics.h"

void insertion_evaluate(const Model *m, const Pocket *k, const real *y, Workspace *w)
{
    isotherm_eval(k->phase->isotherm, y[k->z], &w->surface[k - m->pocket]);
}

static inline ReactionRow reaction_row(const Point *p, const Pocket *k, const IsothermPoint *u)
{
    const Phase *ph = k->phase;
    const Kinetics kin = {k->i0 * u->g, ph->c_e_exponent, ph->alpha, p->m->thermal_f, exchange_lnc(p, k)};
    const real i = p->y[k->i], d_i0 = k->i0 * u->dg;
    const real drive = p->y[k->phi_s] - p->y[k->phi_e] - u->U - ph->film_resistance * i;
    const Branch b = ph->hysteresis > 0 ? branch_of(&kin, ph->hysteresis, ph->hysteresis_current, drive)
                                        : (Branch){.eta = drive, .per_drive = 1};
    if (p->w->inverse) {
        const Overpotential o = butler_volmer_inverse(&kin, i);
        return (ReactionRow){o.eta - b.eta, o.per_i + b.per_drive * ph->film_resistance,
                             (o.per_i0 - b.per_i0) * d_i0 + b.per_drive * u->dU, o.per_lnc - b.per_lnc, b.per_drive};
    }
    const Rate o = butler_volmer(&kin, b.eta);
    const real per_drive = o.per_eta * b.per_drive;
    return (ReactionRow){i - o.i, 1 + per_drive * ph->film_resistance,
                         per_drive * u->dU - (o.per_i0 + o.per_eta * b.per_i0) * d_i0,
                         -o.per_lnc - o.per_eta * b.per_lnc, per_drive};
}

/* S Phi by differences: its rows sum to zero, and where diffusion is fast the differences are what is left of the
 * products. In two sums, of which neither waits for the other. */
static void spread(const Radial *op, const real *Phi, real *sum)
{
    const int n = op->n, w = op->bandwidth;
    for (int a = 0; a < n; a++) {
        const double *S = op->S + a * op->width + w - a;
        const int last = a + w < n - 1 ? a + w : n - 1;
        int b = a > w ? a - w : 0;
        real even = 0, odd = 0;
        for (; b < last; b += 2) {
            even += S[b] * (Phi[b] - Phi[a]);
            odd += S[b + 1] * (Phi[b + 1] - Phi[a]);
        }
        sum[a] = b == last ? even + odd + S[b] * (Phi[b] - Phi[a]) : even + odd;
    }
}

/* Between neighbours only, with finite volumes: S is symmetric, what leaves one enters the other. */
static void spread_to_neighbours(const Radial *op, const real *Phi, real *sum)
{
    real before = 0;
    for (int a = 0; a + 1 < op->n; a++) {
        const real passed = op->S[3 * a + 2] * (Phi[a + 1] - Phi[a]);
        sum[a] = passed - before;
        before = passed;
    }
    sum[op->n - 1] = -before;
}

static void diffusion_rows(const Point *p, const Pocket *k, real *r)
{
    const Radial *op = k->radial;
    const Isotherm *iso = k->phase->isotherm;
    const real *theta = p->y + k->theta, *Phi = theta;
    real potential[RADIAL_MAX], sum[RADIAL_MAX], slope;
    if (!isotherm_constant_D(iso)) {
        for (int a = 0; a < op->n; a++) isotherm_diffusion(iso, theta[a], &potential[a], &slope);
        Phi = potential;
    }
    if (op->width == 3) spread_to_neighbours(op, Phi, sum);
    else spread(op, Phi, sum);
    for (int a = 0; a < op->n; a++) r[k->theta + a] = op->w[a] * p->yp[k->theta + a] + k->diffusion * sum[a];
}

static void diffusion_derivatives(const Point *p, const Pocket *k, Jacobian *J)
{
    const Radial *op = k->radial;
    const Isotherm *iso = k->phase->isotherm;
    const int n = op->n, linear = isotherm_constant_D(iso);
    for (int b = 0; b < n; b++) {
        const int lo = b > op->bandwidth ? b - op->bandwidth : 0;
        const int hi = b + op->bandwidth < n - 1 ? b + op->bandwidth : n - 1;
        real Phi, slope = 1;
        if (!linear) isotherm_diffusion(iso, p->y[k->theta + b], &Phi, &slope);
        for (int a = lo; a <= hi; a++)
            jacobian_add(J, k->theta + a, k->theta + b,
                         k->diffusion * op->S[a * op->width + b - a + op->bandwidth] * slope +
                             (a == b ? op->w[a] * p->cj : 0));
    }
}

void insertion_rows(const Point *p, const Pocket *k, real *r)
{
    const int surface = k->theta + k->radial->n - 1;
    const IsothermPoint *u = &p->w->surface[k - p->m->pocket];
    const real i = p->y[k->i];

    diffusion_rows(p, k, r);
    r[surface] += k->per_current * i;
    r[k->z] = u->theta - p->y[surface];
    ReactionRow *row = &p->w->reaction[k - p->m->pocket];
    *row = reaction_row(p, k, u);
    r[k->i] = row->r;
    exchange_rows(k, i + exchange_layer(p, k), r);
}

void insertion_derivatives(const Point *p, const Pocket *k, Jacobian *J)
{
    const int surface = k->theta + k->radial->n - 1;
    const IsothermPoint *u = &p->w->surface[k - p->m->pocket];
    const ReactionRow i = p->w->reaction[k - p->m->pocket];

    diffusion_derivatives(p, k, J);
    jacobian_add(J, surface, k->i, k->per_current);
    jacobian_add(J, k->z, surface, -1);
    jacobian_add(J, k->z, k->z, u->dtheta);
    jacobian_add(J, k->i, k->i, i.d_i);
    jacobian_add(J, k->i, k->z, i.d_z);
    jacobian_add(J, k->i, k->c_e, i.d_lnc * exchange_dlnc(p, k));
    jacobian_add(J, k->i, k->phi_s, -i.d_phi_e);
    jacobian_add(J, k->i, k->phi_e, i.d_phi_e);
    exchange_derivatives(k, k->i, 1, J);
    exchange_layer_derivatives(p, k, J);
}
