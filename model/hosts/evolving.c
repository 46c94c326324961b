/* Titania whose crystal turns amorphous and then into rocksalt while it is cycled.
 *
 * Shares of the host's formula units: c crystal, a amorphous, R rocksalt; what is missing to 1 has worn out. Contents of
 * guest, per formula unit of the whole host and in units of the amorphous form's capacity: n_j in the amorphous shells
 * (M = sum w_j n_j), n_R, n_c, and b, which does not move any more. r and v are the rates of conversion and ripening, phi the
 * ones of wear. Contents, not stoichiometries, are the unknowns: what one form loses another gains in the same numbers.
 *
 *   E-evo-1  w_j dn_j/dt = -(D/R^2) sum_l S_jl n_l + w_j [(1-beta) x* r - n_j (v + phi_a)] - [j = surface] q a i_a
 *            dn_R/dt = x_R (beta r + a v) - phi_R n_R - q R i_R
 *            dn_c/dt = -x_c r - q c i_c
 *            db/dt   = xi (beta r + a v) + phi_a M + phi_R n_R
 *   E-evo-2  dc/dt = -r,   da/dt = (1-beta) r - a (v + phi_a),   dR/dt = beta r + a v - phi_R R
 *   E-evo-3  r, E-evo-4  v, E-evo-5  phi (evolving_rates.c)
 *   E-evo-6  i = a i_a + R i_R + c i_c - {Delta r + [(x_R + xi) a - M] v} / q,  Delta = (1-beta) x* + beta (x_R + xi) - x_c
 *
 * Each form has E-4, times its share, and E-5 at its own isotherm. All contents together change by -q i. */
#include "../exchange.h"
#include "diffusion.h"
#include "evolving.h"
#include "reaction.h"

void evolving_evaluate(const Pocket *k, const real *y, Workspace *w)
{
    const Evolving *e = k->phase->evolving;
    isotherm_eval(k->phase->isotherm, y[evolving_at(k, Z_A)], &w->surface[k->form]);
    isotherm_eval(e->rocksalt.isotherm, y[evolving_at(k, Z_R)], &w->surface[k->form + 1]);
    isotherm_eval(e->crystal.isotherm, y[evolving_at(k, Z_C)], &w->surface[k->form + 2]);
}

real evolving_amorphous(const Pocket *k, const real *y)
{
    real M = 0;
    for (int j = 0; j < k->radial->n; j++) M += k->radial->w[j] * y[k->start + j];
    return M;
}

/* E-evo-1 of the shells. */
static void shell_rows(const Point *p, const Pocket *k, real loss, real *r)
{
    const Evolving *e = k->phase->evolving;
    const real *u = p->y + evolving_at(k, 0);
    const real gain = (1 - e->conversion.rocksalt) * e->conversion.content * u[CONVERSION];
    diffusion_rows(p, k, k->start, r);
    for (int j = 0; j < k->radial->n; j++) r[k->start + j] -= k->radial->w[j] * (gain - p->y[k->start + j] * loss);
    r[k->start + k->radial->n - 1] += k->per_current * u[SHARE_A] * u[CURRENT_A];
}

static void content_rows(const Point *p, const Pocket *k, real M, real phi_a, real phi_R, real *row)
{
    const Evolving *e = k->phase->evolving;
    const double beta = e->conversion.rocksalt, xi = e->ripening.bound, q = k->per_current;
    const real *u = p->y + evolving_at(k, 0), *rate = p->yp + evolving_at(k, 0);
    const real r = u[CONVERSION], v = u[RIPENING], a = u[SHARE_A];
    const real x_c = e->crystal.full * p->w->surface[k->form + 2].theta;
    const real x_R = e->rocksalt.full * p->w->surface[k->form + 1].theta;
    row[CONTENT_R] = rate[CONTENT_R] - x_R * (beta * r + a * v) + phi_R * u[CONTENT_R] + q * u[SHARE_R] * u[CURRENT_R];
    row[CONTENT_C] = rate[CONTENT_C] + x_c * r + q * u[SHARE_C] * u[CURRENT_C];
    row[BOUND] = rate[BOUND] - xi * (beta * r + a * v) - phi_a * M - phi_R * u[CONTENT_R];
    row[SHARE_C] = rate[SHARE_C] + r;
    row[SHARE_A] = rate[SHARE_A] - (1 - beta) * r + a * (v + phi_a);
    row[SHARE_R] = rate[SHARE_R] - beta * r - a * v + phi_R * u[SHARE_R];
}

/* E-4 and E-5 of the three forms. */
static void form_rows(const Point *p, const Pocket *k, real *row)
{
    const Evolving *e = k->phase->evolving;
    const IsothermPoint *at = &p->w->surface[k->form];
    const real *u = p->y + evolving_at(k, 0);
    ReactionRow *reaction = &p->w->reaction[k->form];
    row[Z_A] = u[SHARE_A] * at[0].theta - p->y[k->start + k->radial->n - 1];
    row[Z_R] = u[SHARE_R] * e->rocksalt.full * at[1].theta - u[CONTENT_R];
    row[Z_C] = u[SHARE_C] * e->crystal.full * at[2].theta - u[CONTENT_C];
    reaction[0] = reaction_row(p, k, &at[0], k->i0, u[CURRENT_A]);
    reaction[1] = reaction_row(p, k, &at[1], e->rocksalt.i0, u[CURRENT_R]);
    reaction[2] = reaction_row(p, k, &at[2], e->crystal.i0, u[CURRENT_C]);
    for (int form = 0; form < 3; form++) row[CURRENT_A + form] = reaction[form].r;
}

/* Guest that what turns into another form takes up from outside, less what it sets free [1/s]. */
static real turned(const Point *p, const Pocket *k, real M, real uptake)
{
    const Evolving *e = k->phase->evolving;
    const real *u = p->y + evolving_at(k, 0);
    const real in_R = e->rocksalt.full * p->w->surface[k->form + 1].theta + e->ripening.bound;
    return uptake * u[CONVERSION] + (in_R * u[SHARE_A] - M) * u[RIPENING];
}

/* Delta of E-evo-3. */
static real uptake_at(const Point *p, const Pocket *k)
{
    const Evolving *e = k->phase->evolving;
    return evolving_uptake(e, e->crystal.full * p->w->surface[k->form + 2].theta,
                           e->rocksalt.full * p->w->surface[k->form + 1].theta);
}

void evolving_rows(const Point *p, const Pocket *k, real *r)
{
    const Evolving *e = k->phase->evolving;
    const real *u = p->y + evolving_at(k, 0), psi = p->y[k->phi_s] - p->y[k->phi_e];
    const real phi_a = evolving_wear(e, k->per_current, k->i0, u[CURRENT_A], u[SHARE_A], u[SHARE_C]).rate;
    const real phi_R = evolving_fade(e->rocksalt.fade, k->per_current, e->rocksalt.i0, u[CURRENT_R]).rate;
    const real M = evolving_amorphous(k, p->y), uptake = uptake_at(p, k);
    real *row = r + evolving_at(k, 0);
    shell_rows(p, k, u[RIPENING] + phi_a, r);
    content_rows(p, k, M, phi_a, phi_R, row);
    form_rows(p, k, row);
    row[RIPENING] = u[RIPENING] - evolving_ripening(e, M, u[SHARE_A], u[SHARE_C]).v;
    row[CONVERSION] = u[CONVERSION] - evolving_conversion(e, p->m->thermal_f, u[SHARE_C], psi, uptake).r;
    row[CURRENT] = u[CURRENT] - u[SHARE_A] * u[CURRENT_A] - u[SHARE_R] * u[CURRENT_R] - u[SHARE_C] * u[CURRENT_C] +
                   turned(p, k, M, uptake) / k->per_current;
    exchange_rows_with_layer(p, k, u[CURRENT], r);
}
