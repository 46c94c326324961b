/* Equilibrium of two cations that compete for sites and electrons (E-com-6): nested scalar equations, each monotone. */
#include "competitive.h"

/* 1/s: a class that empties within microseconds is as good as one that empties faster, and the round-off of its occupancy
 * is no current yet. */
static const double QUICKEST = 1e5;

int competing_finish(Competing *e)
{
    e->places = 0;
    e->start_V = NAN;
    for (int ion = 0; ion < COMPETITORS; ion++) e->ion[ion].cap = fmin(fmax(log(QUICKEST / e->ion[ion].rate), 1), 50);
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++) e->place[s][ion] = e->class[s].takes[ion] ? e->places++ : -1;
    return e->places < 1 || e->places > MAX_PLACES;
}

double competing_content(const Competing *e, const Uptake *u, int ion)
{
    double content = 0;
    for (int s = 0; s < e->classes; s++) content += e->class[s].sites * u->theta[s][ion];
    return content;
}

static double logistic(double t)
{
    return t > 0 ? 1 / (1 + exp(-t)) : exp(t) / (1 + exp(t));
}

/* ln(1 + e^t) */
static double softplus(double t)
{
    return t > 0 ? t + log1p(exp(-t)) : log1p(exp(t));
}

/* An ion in a class at given electrons: ln(theta/theta_v) = drive - repel (theta - 1/2). */
typedef struct Pull {
    double drive, repel;
} Pull;

static Pull pull_of(const Competing *e, int s, int ion, double potential, double lift)
{
    const SiteKind *c = &e->class[s];
    const int n = e->ion[ion].electrons;
    return (Pull){n * (e->f * (c->U[ion] - potential) - lift), n * e->f * c->repel[ion]};
}

/* t = ln(theta/theta_v) of an ion that has `room` to itself, theta = room logistic(t): t + repel (theta - 1/2) = drive, by
 * Newton's method within its bracket; where steps do not shrink (strong repulsion: from one side to the other), by halves. */
static double alone(Pull p, double room)
{
    double low = p.drive - 0.5 * fabs(p.repel), high = p.drive + 0.5 * fabs(p.repel), t = p.drive;
    double last = INFINITY;
    for (int n = 0; n < 100 && high - low > 1e-15 * (1 + fabs(t)); n++) {
        const double share = logistic(t), excess = t + p.repel * (room * share - 0.5) - p.drive;
        const double next = t - excess / fmax(1 + p.repel * room * share * (1 - share), 0.05);
        if (excess > 0) high = t;
        else low = t;
        if (fabs(next - t) < 1e-15 * (1 + fabs(t))) return next;
        const int shrinks = fabs(next - t) < fmax(0.5 * last, 1e-6);
        const double to = shrinks && next > low && next < high ? next : 0.5 * (low + high);
        last = fabs(to - t);
        t = to;
    }
    return t;
}

/* Both ions in a class: bisection for v, theta_second = logistic(v). */
static double second_among(const int takes[COMPETITORS], Pull first, Pull second)
{
    double high = second.drive + 0.5 * fabs(second.repel);
    double low = high - fabs(second.repel) - softplus(first.drive + 0.5 * fabs(first.repel));
    for (int n = 0; n < 200 && high - low > 1e-15 * (1 + fabs(high)); n++) {
        const double v = 0.5 * (low + high), beside = takes[FIRST_ION] ? softplus(alone(first, logistic(-v))) : 0;
        const double excess = v + beside + second.repel * (logistic(v) - 0.5) - second.drive;
        if (excess > 0) high = v;
        else low = v;
    }
    return 0.5 * (low + high);
}

static void share_class(const int takes[COMPETITORS], Pull first, Pull second, double theta[COMPETITORS])
{
    const double v = takes[SECOND_ION] ? second_among(takes, first, second) : 0;
    const double room = takes[SECOND_ION] ? logistic(-v) : 1;
    theta[SECOND_ION] = takes[SECOND_ION] ? logistic(v) : 0;
    theta[FIRST_ION] = takes[FIRST_ION] ? room * logistic(alone(first, room)) : 0;
}

/* The state at nu = logistic(t). `lift`: of an electron's energy, ln of the used over the free part. */
static double fill(const Competing *e, const double potential[COMPETITORS], double t, Uptake *u)
{
    const double used = log(logistic(t) + e->native) - log1p(e->native), lift = used + softplus(t);
    for (int s = 0; s < e->classes; s++)
        share_class(e->class[s].takes, pull_of(e, s, FIRST_ION, potential[FIRST_ION], lift),
                    pull_of(e, s, SECOND_ION, potential[SECOND_ION], lift), u->theta[s]);
    double n = 0;
    for (int ion = 0; ion < COMPETITORS; ion++) n += e->ion[ion].electrons * competing_content(e, u, ion);
    return n / e->budget;
}

/* Where strong attraction makes what fits jump, from `below` to what is held at t: as much of both as the electrons balance. */
static Uptake meet(const Competing *e, const double potential[COMPETITORS], double t, const Uptake *below)
{
    const double JUMP = 1e-9;
    Uptake above, u = *below;
    above.nu = fill(e, potential, t, &above);
    const double nu = logistic(t);
    if (!(below->nu - nu > JUMP) || !(nu > above.nu)) return u;
    const double share = (nu - above.nu) / (below->nu - above.nu);
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++)
            u.theta[s][ion] = above.theta[s][ion] + share * (below->theta[s][ion] - above.theta[s][ion]);
    u.nu = nu;
    return u;
}

Uptake competing_uptake(const Competing *e, const double potential[COMPETITORS])
{
    double low = -600, high = 2000; /* beyond what 40 V less than a class's U make */
    Uptake u;
    while (high - low > 1e-14 * (1 + fabs(low))) {
        const double t = 0.5 * (low + high);
        if (t == low || t == high) break;
        if (fill(e, potential, t, &u) > logistic(t)) low = t;
        else high = t;
    }
    u.nu = fill(e, potential, low, &u);
    return meet(e, potential, high, &u);
}

double competing_reach(const Competing *e)
{
    double n = 0;
    for (int s = 0; s < e->classes; s++) {
        int most = 0;
        for (int ion = 0; ion < COMPETITORS; ion++)
            if (e->class[s].takes[ion] && e->ion[ion].electrons > most) most = e->ion[ion].electrons;
        n += most * e->class[s].sites;
    }
    return n / e->budget;
}

double competing_potential(const Competing *e, double nu)
{
    const double t = log(nu / (1 - nu));
    double low = -15, high = 15;
    for (int n = 0; n < 60; n++) {
        const double both = 0.5 * (low + high), potential[COMPETITORS] = {both, both};
        Uptake u;
        if (fill(e, potential, t, &u) > nu) low = both;
        else high = both;
    }
    return 0.5 * (low + high);
}
