/* Where is a potential formula finite, and does it fall? */
#include "isotherm_scan.h"

#include <math.h>

/* The grid is uniform inside and logarithmic towards the ends, where formulas have their poles. */
enum { INSIDE = 400, AT_END = 40, POINTS = INSIDE + 2 * AT_END + 1 };

/* Distance from an end at which the curve stops: there E-iso-3 has moved U by 10 V. */
static const double END_DISTANCE = 1e-8;

static const double U_LIMIT = 20;        /* V */
static const double LARGEST_RISE = 1e-4; /* V */

typedef struct Scan {
    Potential *p;
    int first, last; /* usable points of the grid */
    double theta[POINTS], V[POINTS];
} Scan;

double potential_raw(const Potential *p, double theta)
{
    return p->U(theta, p->context) + POTENTIAL_TILT * theta;
}

double potential_tilted(const Potential *p, double theta)
{
    for (int i = 0; i < p->flats; i++)
        if (theta > p->flat[i].from && theta < p->flat[i].to) return p->flat[i].level;
    return potential_raw(p, theta);
}

static void grid(Scan *g)
{
    const Potential *p = g->p;
    const double width = p->hi - p->lo, step = width / (INSIDE + 2);
    for (int k = 0; k < AT_END; k++) {
        const double distance = END_DISTANCE * pow(step / END_DISTANCE, (double)k / AT_END);
        g->theta[k] = p->lo + distance;
        g->theta[POINTS - 1 - k] = p->hi - distance;
    }
    for (int k = 0; k <= INSIDE; k++) g->theta[AT_END + k] = p->lo + step * (k + 1);
    for (int k = 0; k < POINTS; k++) g->V[k] = potential_raw(p, g->theta[k]);
}

static Status unusable(const Scan *g, int k, Error *e)
{
    const double U = g->V[k] - POTENTIAL_TILT * g->theta[k];
    if (isfinite(U)) {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "U = %g V at theta = %.6g is not within +-%g V", U, g->theta[k],
                  U_LIMIT);
        error_hint(e,
                   "potentials are in volts; a formula that runs away outside its window needs a narrower range of "
                   "theta than %g to %g",
                   g->p->lo, g->p->hi);
    } else {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "U is not a finite number at theta = %.6g", g->theta[k]);
        error_hint(e,
                   "check the formula for poles and roots of negative numbers, or give it a narrower range of theta "
                   "than %g to %g",
                   g->p->lo, g->p->hi);
    }
    return CELLSIM_BAD_CARD;
}

static int usable(const Scan *g, int k)
{
    return isfinite(g->V[k]) && fabs(g->V[k]) <= U_LIMIT;
}

/* Poles at the very ends are cut off; anywhere else they are an error. */
static Status trim(Scan *g, Error *e)
{
    Potential *p = g->p;
    int a = POINTS / 2, b = POINTS / 2;
    if (!usable(g, a)) return unusable(g, a, e);
    while (a > 0 && usable(g, a - 1)) a--;
    while (b < POINTS - 1 && usable(g, b + 1)) b++;
    const double width = p->hi - p->lo;
    if (a > 0 && g->theta[a - 1] - p->lo > (isfinite(g->V[a - 1]) ? 1e-2 : 1e-3) * width) return unusable(g, a - 1, e);
    if (b < POINTS - 1 && p->hi - g->theta[b + 1] > (isfinite(g->V[b + 1]) ? 1e-2 : 1e-3) * width)
        return unusable(g, b + 1, e);
    g->first = a;
    g->last = b;
    p->first = g->theta[a];
    p->last = g->theta[b];
    return CELLSIM_OK;
}

/* Position of the minimum that grid point k brackets, by golden section. */
static double minimum(const Scan *g, int k)
{
    const double golden = 0.61803398874989485;
    double a = g->theta[k > g->first ? k - 1 : k], b = g->theta[k + 1];
    for (int i = 0; i < 60; i++) {
        const double c = b - golden * (b - a), d = a + golden * (b - a);
        if (potential_raw(g->p, c) <= potential_raw(g->p, d)) b = d;
        else a = c;
    }
    return 0.5 * (a + b);
}

/* Where V comes back to the level between the grid points k - 1 and k, by bisection. */
static double crossing(const Scan *g, int k, double level)
{
    double a = g->theta[k - 1], b = g->theta[k];
    for (int i = 0; i < 60; i++) {
        const double c = 0.5 * (a + b);
        if (potential_raw(g->p, c) > level) a = c;
        else b = c;
    }
    return b;
}

/* Flattens the rise that follows grid point `low`; returns the first grid point that is lower again. */
static int flatten(Scan *g, int low)
{
    Flat *f = g->p->flat + g->p->flats++;
    int k = low + 1;
    f->from = minimum(g, low);
    f->level = potential_raw(g->p, f->from);
    while (k <= g->last && g->V[k] > f->level) k++;
    f->to = k <= g->last ? crossing(g, k, f->level) : g->p->hi;
    return k;
}

static Status too_steep(const Scan *g, int low, int high, Error *e)
{
    error_set(e, CELLSIM_BAD_CARD, NULL, 0, "U rises by %.3g V from theta = %.4g to theta = %.4g",
              g->V[high] - g->V[low], g->theta[low], g->theta[high]);
    error_hint(e,
               "U must fall as theta rises: count theta in inserted guest, and if the formula leaves its useful "
               "window there, give it a narrower range of theta than %g to %g",
               g->p->lo, g->p->hi);
    return CELLSIM_BAD_CARD;
}

/* The largest rise against the lowest value so far. */
static Status check_rise(const Scan *g, Error *e)
{
    int low = g->first, from = low, to = low;
    for (int k = g->first + 1; k <= g->last; k++) {
        if (g->V[k] <= g->V[low]) low = k;
        else if (g->V[k] - g->V[low] > g->V[to] - g->V[from]) from = low, to = k;
    }
    return g->V[to] - g->V[from] > LARGEST_RISE ? too_steep(g, from, to, e) : CELLSIM_OK;
}

Status potential_scan(Potential *p, Error *e)
{
    Scan g = {.p = p};
    grid(&g);
    p->flats = 0;
    Status s = trim(&g, e);
    if (s == CELLSIM_OK) s = check_rise(&g, e);
    for (int k = g.first; k < g.last && s == CELLSIM_OK;) {
        if (g.V[k + 1] <= g.V[k]) k++;
        else if (p->flats == MAX_FLATS) {
            s = error_set(e, CELLSIM_BAD_CARD, NULL, 0, "U rises again and again, for the %dth time at theta = %.4g",
                          MAX_FLATS + 1, g.theta[k]);
            error_hint(e, "smooth the measured points before they become an isotherm");
        } else k = flatten(&g, k);
    }
    return s;
}
