/* Equilibria of two competing cations one after the other (E-com-6), all equations at once. */
#include "competitive.h"

#include <math.h>

enum { ROUNDS = 40 };
static const double LONGEST = 3, ARRIVED = 1e-10; /* steps of logarithms */

/* A class at x = ln(theta/theta_v): what Newton's method changes x by is a + b times the change of t. */
typedef struct ClassStep {
    double theta[COMPETITORS], a[COMPETITORS], b[COMPETITORS];
} ClassStep;

static void populate(const SiteKind *c, const double x[COMPETITORS], double theta[COMPETITORS])
{
    double most = 0, all = 0;
    for (int ion = 0; ion < COMPETITORS; ion++)
        if (c->takes[ion]) most = fmax(most, x[ion]);
    for (int ion = 0; ion < COMPETITORS; ion++) all += theta[ion] = c->takes[ion] ? exp(x[ion] - most) : 0;
    all += exp(-most);
    for (int ion = 0; ion < COMPETITORS; ion++) theta[ion] /= all;
}

/* x + repel (theta - 1/2) = n (f (U - V) - lift). */
static ClassStep class_step(const Competing *e, int s, const double V[COMPETITORS], double lift, double slope,
                            const double x[COMPETITORS])
{
    const SiteKind *c = &e->class[s];
    ClassStep k;
    double F[COMPETITORS], G[COMPETITORS], J[COMPETITORS][COMPETITORS];
    populate(c, x, k.theta);
    for (int i = 0; i < COMPETITORS; i++) {
        const double n = e->ion[i].electrons, repel = n * e->f * c->repel[i];
        const int fits = c->takes[i];
        F[i] = fits ? x[i] + repel * (k.theta[i] - 0.5) - n * (e->f * (c->U[i] - V[i]) - lift) : 0;
        G[i] = fits ? n * slope : 0;
        J[i][i] = 1 + repel * k.theta[i] * (1 - k.theta[i]);
        J[i][1 - i] = -repel * k.theta[i] * k.theta[1 - i];
    }
    const double det = J[0][0] * J[1][1] - J[0][1] * J[1][0];
    for (int i = 0; i < COMPETITORS; i++) {
        k.a[i] = -(J[1 - i][1 - i] * F[i] - J[i][1 - i] * F[1 - i]) / det;
        k.b[i] = -(J[1 - i][1 - i] * G[i] - J[i][1 - i] * G[1 - i]) / det;
    }
    return k;
}

/* Electrons that a change of x brings a class. */
static double gain(const Competing *e, const ClassStep *k, int s, const double change[COMPETITORS])
{
    double sum = 0;
    for (int i = 0; i < COMPETITORS; i++)
        sum += e->ion[i].electrons * k->theta[i] * ((1 - k->theta[i]) * change[i] - k->theta[1 - i] * change[1 - i]);
    return e->class[s].sites * sum;
}

/* The change of t that, with those of x, balances ln n = ln(budget nu). */
static double step_of_budget(const Competing *e, double nu, const ClassStep *k)
{
    double n = 0, a = 0, b = 0;
    for (int s = 0; s < e->classes; s++) {
        for (int i = 0; i < COMPETITORS; i++) n += e->class[s].sites * e->ion[i].electrons * k[s].theta[i];
        a += gain(e, &k[s], s, k[s].a);
        b += gain(e, &k[s], s, k[s].b);
    }
    return -(log(n / (e->budget * nu)) + a / n) / (b / n - (1 - nu));
}

/* One step; returns its length before it was shortened. */
static double newton(const Competing *e, const double V[COMPETITORS], Nearby *y)
{
    ClassStep k[MAX_CLASSES];
    const double nu = 1 / (1 + exp(-y->t)), rest = y->t > 0 ? y->t + log1p(exp(-y->t)) : log1p(exp(y->t));
    const double lift = log(nu + e->native) - log1p(e->native) + rest, slope = nu * (1 - nu) / (nu + e->native) + nu;
    for (int s = 0; s < e->classes; s++) k[s] = class_step(e, s, V, lift, slope, y->x[s]);
    const double dt = step_of_budget(e, nu, k);
    double length = fabs(dt);
    for (int s = 0; s < e->classes; s++)
        for (int i = 0; i < COMPETITORS; i++) length = fmax(length, fabs(k[s].a[i] + k[s].b[i] * dt));
    const double part = length > LONGEST ? LONGEST / length : 1;
    y->t += part * dt;
    for (int s = 0; s < e->classes; s++)
        for (int i = 0; i < COMPETITORS; i++) y->x[s][i] += part * (k[s].a[i] + k[s].b[i] * dt);
    return length;
}

static Uptake uptake_at(const Competing *e, const Nearby *y)
{
    Uptake u = {.nu = 0};
    for (int s = 0; s < e->classes; s++) populate(&e->class[s], y -> x[s], u.theta[s]);
    for (int i = 0; i < COMPETITORS; i++) u.nu += e->ion[i].electrons * competing_content(e, &u, i) / e->budget;
    return u;
}

/* Logarithms of a state by its equations, which also hold them where occupancies have been rounded to 0 or 1. */
static void remember(const Competing *e, const double V[COMPETITORS], const Uptake *u, Nearby *y)
{
    const double nu = fmin(fmax(u->nu, 1e-300), 1 - 1e-15);
    const double lift = log(nu + e->native) - log1p(e->native) - log1p(-nu);
    y->t = log(nu) - log1p(-nu);
    for (int s = 0; s < e->classes; s++)
        for (int i = 0; i < COMPETITORS; i++) {
            const SiteKind *c = &e->class[s];
            const double drive = e->f * (c->U[i] - V[i] - c->repel[i] * (u->theta[s][i] - 0.5)) - lift;
            y->x[s][i] = c->takes[i] ? e->ion[i].electrons * drive : 0;
        }
    y->known = 1;
}

Uptake competing_follow(const Competing *e, const double potential[COMPETITORS], Nearby *near)
{
    double length = near->known ? 1 : NAN;
    for (int n = 0; n < ROUNDS && length > ARRIVED; n++) length = newton(e, potential, near);
    if (length <= ARRIVED) return uptake_at(e, near);
    const Uptake u = competing_uptake(e, potential);
    remember(e, potential, &u, near);
    return u;
}
