/* Derivatives of evolving.c, in the order of its rows. */
#include "../exchange.h"
#include "diffusion.h"
#include "evolving.h"

/* A pocket's state and what its derivatives share. */
typedef struct State {
    const Point *p;
    const Pocket *k;
    const Evolving *e;
    const real *u; /* unknowns behind the shells */
    int at;        /* index of the first of them */
    real M, x_c, dx_c, x_R, dx_R, uptake;
    FadeRate a, R;
} State;

static State state_of(const Point *p, const Pocket *k)
{
    const Evolving *e = k->phase->evolving;
    State s = {.p = p, .k = k, .e = e, .at = evolving_at(k, 0)};
    s.u = p->y + s.at;
    s.M = evolving_amorphous(k, p->y);
    s.x_c = e->crystal.full * p->w->surface[k->form + 2].theta;
    s.dx_c = e->crystal.full * p->w->surface[k->form + 2].dtheta;
    s.x_R = e->rocksalt.full * p->w->surface[k->form + 1].theta;
    s.dx_R = e->rocksalt.full * p->w->surface[k->form + 1].dtheta;
    s.uptake = evolving_uptake(e, s.x_c, s.x_R);
    s.a = evolving_wear(e, k->per_current, k->i0, s.u[CURRENT_A], s.u[SHARE_A], s.u[SHARE_C]);
    s.R = evolving_fade(e->rocksalt.fade, k->per_current, e->rocksalt.i0, s.u[CURRENT_R]);
    return s;
}

/* d(row at a place)/d(unknown at a place). */
static void add(const State *s, int row, int column, real value, Jacobian *J)
{
    jacobian_add(J, s->at + row, s->at + column, value);
}

/* d(row at a place)/d(M): to every shell by its weight. */
static void add_per_M(const State *s, int row, real value, Jacobian *J)
{
    for (int j = 0; j < s->k->radial->n; j++) jacobian_add(J, s->at + row, s->k->start + j, value * s->k->radial->w[j]);
}

/* d(row)/d(phi_a) = value. */
static void add_wear(const State *s, int row, real value, Jacobian *J)
{
    jacobian_add(J, row, s->at + CURRENT_A, value * s->a.per_i);
    jacobian_add(J, row, s->at + SHARE_A, value * s->a.per_amorphous);
    jacobian_add(J, row, s->at + SHARE_C, value * s->a.per_crystal);
}

static void shells(const State *s, Jacobian *J)
{
    const Pocket *k = s->k;
    const double gain = (1 - s->e->conversion.rocksalt) * s->e->conversion.content;
    const real loss = s->u[RIPENING] + s->a.rate;
    const int surface = k->start + k->radial->n - 1;
    diffusion_derivatives(s->p, k, k->start, J);
    for (int j = 0; j < k->radial->n; j++) {
        const int shell = k->start + j;
        const double w = k->radial->w[j];
        const real n = s->p->y[shell];
        jacobian_add(J, shell, shell, w * loss);
        jacobian_add(J, shell, s->at + CONVERSION, -w * gain);
        jacobian_add(J, shell, s->at + RIPENING, w * n);
        add_wear(s, shell, w * n, J);
    }
    jacobian_add(J, surface, s->at + SHARE_A, k->per_current * s->u[CURRENT_A]);
    jacobian_add(J, surface, s->at + CURRENT_A, k->per_current * s->u[SHARE_A]);
}

static void contents(const State *s, Jacobian *J)
{
    const real *u = s->u;
    const double beta = s->e->conversion.rocksalt, xi = s->e->ripening.bound;
    const double q = s->k->per_current, cj = s->p->cj;
    add(s, CONTENT_R, CONTENT_R, cj + s->R.rate, J);
    add(s, CONTENT_R, CONVERSION, -beta * s->x_R, J);
    add(s, CONTENT_R, RIPENING, -s->x_R * u[SHARE_A], J);
    add(s, CONTENT_R, SHARE_A, -s->x_R * u[RIPENING], J);
    add(s, CONTENT_R, Z_R, -s->dx_R * (beta * u[CONVERSION] + u[SHARE_A] * u[RIPENING]), J);
    add(s, CONTENT_R, SHARE_R, q * u[CURRENT_R], J);
    add(s, CONTENT_R, CURRENT_R, q * u[SHARE_R] + u[CONTENT_R] * s->R.per_i, J);
    add(s, CONTENT_C, CONTENT_C, cj, J);
    add(s, CONTENT_C, Z_C, s->dx_c * u[CONVERSION], J);
    add(s, CONTENT_C, CONVERSION, s->x_c, J);
    add(s, CONTENT_C, SHARE_C, q * u[CURRENT_C], J);
    add(s, CONTENT_C, CURRENT_C, q * u[SHARE_C], J);
    add(s, BOUND, BOUND, cj, J);
    add(s, BOUND, CONVERSION, -xi * beta, J);
    add(s, BOUND, SHARE_A, -xi * u[RIPENING], J);
    add(s, BOUND, RIPENING, -xi * u[SHARE_A], J);
    add_per_M(s, BOUND, -s->a.rate, J);
    add_wear(s, s->at + BOUND, -s->M, J);
    add(s, BOUND, CONTENT_R, -s->R.rate, J);
    add(s, BOUND, CURRENT_R, -u[CONTENT_R] * s->R.per_i, J);
}

static void shares(const State *s, Jacobian *J)
{
    const real *u = s->u;
    const double beta = s->e->conversion.rocksalt, cj = s->p->cj;
    add(s, SHARE_C, SHARE_C, cj, J);
    add(s, SHARE_C, CONVERSION, 1, J);
    add(s, SHARE_A, SHARE_A, cj + u[RIPENING] + s->a.rate, J);
    add(s, SHARE_A, CONVERSION, beta - 1, J);
    add(s, SHARE_A, RIPENING, u[SHARE_A], J);
    add_wear(s, s->at + SHARE_A, u[SHARE_A], J);
    add(s, SHARE_R, SHARE_R, cj + s->R.rate, J);
    add(s, SHARE_R, CONVERSION, -beta, J);
    add(s, SHARE_R, SHARE_A, -u[RIPENING], J);
    add(s, SHARE_R, RIPENING, -u[SHARE_A], J);
    add(s, SHARE_R, CURRENT_R, u[SHARE_R] * s->R.per_i, J);
}

static void reaction(const State *s, int form, Jacobian *J)
{
    const ReactionRow *i = &s->p->w->reaction[s->k->form + form];
    const int row = s->at + CURRENT_A + form;
    jacobian_add(J, row, row, i->d_i);
    jacobian_add(J, row, s->at + Z_A + form, i->d_z);
    if (s->k->c_e >= 0) jacobian_add(J, row, s->k->c_e, i->d_lnc * exchange_dlnc(s->p, s->k));
    jacobian_add(J, row, s->k->phi_s, -i->d_phi_e);
    jacobian_add(J, row, s->k->phi_e, i->d_phi_e);
}

static void forms(const State *s, Jacobian *J)
{
    const IsothermPoint *at = &s->p->w->surface[s->k->form];
    const double full_R = s->e->rocksalt.full, full_C = s->e->crystal.full;
    add(s, Z_A, SHARE_A, at[0].theta, J);
    add(s, Z_A, Z_A, s->u[SHARE_A] * at[0].dtheta, J);
    jacobian_add(J, s->at + Z_A, s->at - 1, -1);
    add(s, Z_R, SHARE_R, full_R * at[1].theta, J);
    add(s, Z_R, Z_R, s->u[SHARE_R] * full_R * at[1].dtheta, J);
    add(s, Z_R, CONTENT_R, -1, J);
    add(s, Z_C, SHARE_C, full_C * at[2].theta, J);
    add(s, Z_C, Z_C, s->u[SHARE_C] * full_C * at[2].dtheta, J);
    add(s, Z_C, CONTENT_C, -1, J);
    for (int form = 0; form < 3; form++) reaction(s, form, J);
}

static void rates(const State *s, Jacobian *J)
{
    const Point *p = s->p;
    const Pocket *k = s->k;
    const real psi = p->y[k->phi_s] - p->y[k->phi_e];
    const RipeningRate v = evolving_ripening(s->e, s->M, s->u[SHARE_A], s->u[SHARE_C]);
    const ConversionRate r = evolving_conversion(s->e, p->m->thermal_f, s->u[SHARE_C], psi, s->uptake);
    add(s, RIPENING, RIPENING, 1, J);
    add_per_M(s, RIPENING, -v.per_M, J);
    add(s, RIPENING, SHARE_A, -v.per_amorphous, J);
    add(s, RIPENING, SHARE_C, -v.per_crystal, J);
    add(s, CONVERSION, CONVERSION, 1, J);
    add(s, CONVERSION, SHARE_C, -r.per_share, J);
    add(s, CONVERSION, Z_R, -r.per_uptake * s->e->conversion.rocksalt * s->dx_R, J);
    add(s, CONVERSION, Z_C, r.per_uptake * s->dx_c, J);
    jacobian_add(J, s->at + CONVERSION, k->phi_s, -r.per_psi);
    jacobian_add(J, s->at + CONVERSION, k->phi_e, r.per_psi);
}

/* Of what turns into another form, in E-evo-6. */
static void turned(const State *s, Jacobian *J)
{
    const double q = s->k->per_current, beta = s->e->conversion.rocksalt;
    const real *u = s->u, in_R = s->x_R + s->e->ripening.bound;
    add(s, CURRENT, CONVERSION, s->uptake / q, J);
    add(s, CURRENT, RIPENING, (in_R * u[SHARE_A] - s->M) / q, J);
    add(s, CURRENT, SHARE_A, in_R * u[RIPENING] / q, J);
    add_per_M(s, CURRENT, -u[RIPENING] / q, J);
    add(s, CURRENT, Z_R, s->dx_R * (beta * u[CONVERSION] + u[SHARE_A] * u[RIPENING]) / q, J);
    add(s, CURRENT, Z_C, -s->dx_c * u[CONVERSION] / q, J);
}

static void current(const State *s, Jacobian *J)
{
    add(s, CURRENT, CURRENT, 1, J);
    for (int form = 0; form < 3; form++) {
        static const int share[] = {SHARE_A, SHARE_R, SHARE_C};
        add(s, CURRENT, share[form], -s->u[CURRENT_A + form], J);
        add(s, CURRENT, CURRENT_A + form, -s->u[share[form]], J);
    }
    turned(s, J);
    exchange_derivatives(s->k, s->at + CURRENT, 1, J);
    exchange_layer_derivatives(s->p, s->k, J);
}

void evolving_derivatives(const Point *p, const Pocket *k, Jacobian *J)
{
    const State s = state_of(p, k);
    shells(&s, J);
    contents(&s, J);
    shares(&s, J);
    forms(&s, J);
    rates(&s, J);
    current(&s, J);
}
