/* A potential formula U(theta) as a path: s = ln((theta - lo) / (hi - theta)). */
#include <math.h>

#include "constants.h"
#include "isotherm_path.h"
#include "isotherm_scan.h"

static const double TAIL = 1e-7;          /* V, E-iso-3 */
static const double NARROWEST = 1e-3;     /* smallest hi - lo */
static const double FACTOR_MARGIN = 2e-3; /* share of the domain at each end over which the factor is held */

typedef struct PotentialLaw {
    Potential potential;
    const IsothermOptions *options;
    double f; /* F/RT, 1/V */
} PotentialLaw;

static double path_theta(const Potential *p, double s, double *from_lo, double *from_hi)
{
    const double width = p->hi - p->lo;
    *from_lo = width / (1 + exp(-s));
    *from_hi = width / (1 + exp(s));
    return s < 0 ? p->lo + *from_lo : p->hi - *from_hi;
}

static void potential_state(double s, PathPoint *at, void *law)
{
    const PotentialLaw *w = law;
    const Potential *p = &w->potential;
    double from_lo, from_hi;
    at->theta = path_theta(p, s, &from_lo, &from_hi);
    at->U = potential_tilted(p, at->theta) - POTENTIAL_TILT * at->theta + TAIL * (1 / from_lo - 1 / from_hi);
    at->filled = p->lo + from_lo;
    at->free = 1 - p->hi + from_hi;
}

/* -(F/RT) theta (1 - theta) dU/dtheta of the formula itself, held at its value just inside the ends, where a fitted
 * formula says little and its derivative less (E-iso-5c). */
static double thermodynamic_factor(const PotentialLaw *w, double theta)
{
    const Potential *p = &w->potential;
    const double margin = FACTOR_MARGIN * (p->hi - p->lo);
    const double at = fmin(fmax(theta, p->lo + margin), p->hi - margin), h = 1e-4 * fmin(at - p->lo, p->hi - at);
    const double slope = (potential_tilted(p, at + h) - potential_tilted(p, at - h)) / (2 * h) - POTENTIAL_TILT;
    return -w->f * at * (1 - at) * slope;
}

/* Phi = integral of D dtheta (E-iso-5). */
static void potential_diffusion(double s, double *theta, DiffusionTerms *y, void *law)
{
    const PotentialLaw *w = law;
    const IsothermOptions *o = w->options;
    double from_lo, from_hi;
    *theta = y->Psi = path_theta(&w->potential, s, &from_lo, &from_hi);
    y->w = 1;
    y->D = o->D ? o->D(*theta, o->D_context) : 1;
    if (o->thermodynamic_factor) y->D *= fmax(thermodynamic_factor(w, *theta), 0);
}

static double path_position(const Potential *p, double theta)
{
    return log((theta - p->lo) / (p->hi - theta));
}

Status isotherm_create_potential(ScalarFunction U, void *context, double lo, double hi, const IsothermOptions *o,
                                 Isotherm **out, Error *e)
{
    PotentialLaw w = {.potential = {.U = U, .context = context, .lo = lo, .hi = hi}, .options = o};
    *out = NULL;
    Status s = isotherm_check_options(o, e);
    if (s == CELLSIM_OK && !(lo >= 0 && hi <= 1 && hi - lo >= NARROWEST))
        s = error_set(e, CELLSIM_BAD_CARD, NULL, 0,
                      "U(theta) is given on %g to %g: theta lies within 0 to 1 and needs a width of %g", lo, hi,
                      NARROWEST);
    if (s == CELLSIM_OK) s = potential_scan(&w.potential, e);
    if (s != CELLSIM_OK) return s;
    w.f = FARADAY / (GAS_CONSTANT * o->temperature);
    const IsothermPath path = {.s0 = path_position(&w.potential, w.potential.first),
                               .s1 = path_position(&w.potential, w.potential.last),
                               .start = 64,
                               .state = potential_state,
                               .diffusion = potential_diffusion,
                               .constant_D = !o->D && !o->thermodynamic_factor,
                               .law = &w,
                               .options = o};
    return isotherm_build(&path, out, e);
}
