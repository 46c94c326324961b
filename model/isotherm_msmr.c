/* Site classes (MSMR) as a path: s = -U, so that theta rises along it. */
#include <math.h>

#include "constants.h"
#include "isotherm_path.h"

/* Occupation added per volt of falling potential, in no site class (E-iso-2). */
static const double EXTRA_SLOPE = 1e-7;

/* The table covers at least this window, and this many thermal widths around every class, at most to +- the limit. */
static const double WINDOW_LOW = -3, WINDOW_HIGH = 8, WIDTHS = 40, WINDOW_LIMIT = 60;

typedef struct SiteLaw {
    int n;
    const SiteClass *site;
    const IsothermOptions *options;
    double total, centre, f; /* sum of X; capacity-weighted U0, V; F/RT, 1/V */
    double slowest;          /* smallest mobility of a class: that of the extra slope */
} SiteLaw;

/* x_j / sum X at the potential U; sign = -1: what the class has left. */
static double share_of_class(const SiteLaw *w, int j, double U, double sign)
{
    const SiteClass *c = w->site + j;
    return c->X / w->total / (1 + exp(sign * w->f * (U - c->U0) / c->omega));
}

static double occupation(const SiteLaw *w, int j, double U)
{
    return share_of_class(w, j, U, 1);
}

static void msmr_state(double s, PathPoint *at, void *law)
{
    const SiteLaw *w = law;
    const double U = -s;
    *at = (PathPoint){.theta = EXTRA_SLOPE * (w->centre - U), .U = U};
    for (int j = 0; j < w->n; j++) {
        at->theta += occupation(w, j, U);
        at->filled += occupation(w, j, U);
        at->free += share_of_class(w, j, U, -1);
    }
}

/* Every class is Fickian in its own occupancy and in local equilibrium with the others: N = -sum_j D_ref m_j dx_j, so
 *     D/D_ref = sum_j m_j (dx_j/dU) / sum_j (dx_j/dU),          Psi = sum_j m_j x_j / X.            (E-iso-5a)
 * On the gradient of the potential instead (thermodynamic factor; Baker & Verbrugge, J. Electrochem. Soc. 165 (2018)
 * A3952), N ~ f sum_j m_j x_j (X_j - x_j)/X_j dU with x_j (X_j - x_j)/X_j = -(omega_j/f) dx_j/dU, so that
 *     D/D_ref = sum_j m_j omega_j (dx_j/dU) / sum_j (dx_j/dU),  Psi = sum_j m_j omega_j x_j / X.    (E-iso-5b)
 * A card's own D(theta) takes the place of the mobilities and multiplies the rest. */
static double class_mobility(const SiteLaw *w, int j)
{
    const SiteClass *c = w->site + j;
    const double m = w->options->D ? 1 : fmax(c->mobility, ISOTHERM_D_FLOOR);
    return w->options->thermodynamic_factor ? m * c->omega : m;
}

static void msmr_diffusion(double s, double *theta, DiffusionTerms *y, void *law)
{
    const SiteLaw *w = law;
    const IsothermOptions *o = w->options;
    const double U = -s;
    double dtheta = EXTRA_SLOPE, dPsi = w->slowest * EXTRA_SLOPE; /* against -U */
    *theta = EXTRA_SLOPE * (w->centre - U);
    y->Psi = w->slowest * *theta;
    for (int j = 0; j < w->n; j++) {
        const SiteClass *c = w->site + j;
        const double x = occupation(w, j, U), dx = w->f / c->omega * x * (1 - x * w->total / c->X);
        *theta += x;
        dtheta += dx;
        y->Psi += class_mobility(w, j) * x;
        dPsi += class_mobility(w, j) * dx;
    }
    y->w = dPsi / dtheta;
    y->D = o->D ? o->D(fmin(fmax(*theta, 0), 1), o->D_context) : 1;
}

static Status check_site(int j, const SiteClass *c, Error *e)
{
    if (!(c->X > 0 && c->X < 1e6))
        return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "site class %d: X = %g is not a positive share", j + 1, c->X);
    if (!(c->omega > 0 && c->omega < 1e3)) {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "site class %d: omega = %g is not a positive width", j + 1, c->omega);
        error_hint(e,
                   "omega = 1 is an ideal solution, 0.05 to 0.1 a two-phase plateau, above 2 a broad solid solution");
        return CELLSIM_BAD_CARD;
    }
    if (!(fabs(c->U0) <= 20))
        return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "site class %d: U0 = %g V is not within +-20 V", j + 1, c->U0);
    if (!(c->mobility >= 0 && c->mobility < 1e9))
        return error_set(e, CELLSIM_BAD_CARD, NULL, 0, "site class %d: mobility = %g", j + 1, c->mobility);
    return CELLSIM_OK;
}

static Status site_law(int n, const SiteClass *sites, const IsothermOptions *o, SiteLaw *w, Error *e)
{
    Status s = isotherm_check_options(o, e);
    if (s == CELLSIM_OK && n < 1) s = error_set(e, CELLSIM_BAD_CARD, NULL, 0, "an isotherm without site classes");
    *w = (SiteLaw){.n = n, .site = sites, .options = o};
    for (int j = 0; j < n && s == CELLSIM_OK; j++) {
        s = check_site(j, sites + j, e);
        w->total += sites[j].X;
        w->centre += sites[j].X * sites[j].U0;
    }
    if (s != CELLSIM_OK) return s;
    w->centre /= w->total;
    w->f = FARADAY / (GAS_CONSTANT * o->temperature);
    w->slowest = INFINITY;
    for (int j = 0; j < n; j++) w->slowest = fmin(w->slowest, class_mobility(w, j));
    return CELLSIM_OK;
}

static void site_window(const SiteLaw *w, IsothermPath *path)
{
    double low = WINDOW_LOW, high = WINDOW_HIGH;
    for (int j = 0; j < w->n; j++) {
        const double reach = WIDTHS * w->site[j].omega / w->f;
        low = fmin(low, w->site[j].U0 - reach);
        high = fmax(high, w->site[j].U0 + reach);
    }
    path->s0 = -fmin(high, WINDOW_LIMIT);
    path->s1 = -fmax(low, -WINDOW_LIMIT);
}

/* 1 if every class moves alike, so that D/D_ref = 1 throughout. */
static int sites_constant_D(const SiteLaw *w)
{
    if (w->options->D) return 0;
    for (int j = 0; j < w->n; j++)
        if (w->site[j].mobility * (w->options->thermodynamic_factor ? w->site[j].omega : 1) != 1) return 0;
    return 1;
}

Status isotherm_create_msmr(int n, const SiteClass *sites, const IsothermOptions *o, Isotherm **out, Error *e)
{
    SiteLaw w;
    *out = NULL;
    const Status s = site_law(n, sites, o, &w, e);
    if (s != CELLSIM_OK) return s;
    IsothermPath path = {.start = 64, .state = msmr_state, .diffusion = msmr_diffusion, .law = &w, .options = o};
    site_window(&w, &path);
    path.constant_D = sites_constant_D(&w);
    return isotherm_build(&path, out, e);
}
