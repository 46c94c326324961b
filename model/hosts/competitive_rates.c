/* Rates at which two cations enter a host, leave it and move in it. */
#include "competitive.h"

#include "../exchange.h"
#include "../kinetics.h"

static const double KINK = 1e-3; /* of the help that a first ion gives to the second */

real competitive_content(const Competing *e, const real *shell, int ion, int beside)
{
    real content = 0;
    for (int s = 0; s < e->classes; s++)
        if (!beside || !e->class[s].takes[SECOND_ION]) content += e->class[s].sites * occupancy(e, shell, s, ion);
    return content;
}

Outside competitive_beside(const Pocket *k, real psi, real nu, const real c[COMPETITORS])
{
    const Competing *e = k->phase->competing;
    const IonLink *link[COMPETITORS] = {&k->ion, &k->also};
    const int column[COMPETITORS] = {k->c_e, k->c_also};
    Outside o = {.f = e->f, .psi = psi, .nu = nu};
    for (int ion = 0; ion < COMPETITORS; ion++) {
        real d_lnc = 0;
        o.power[ion] = e->ion[ion].electrons * FARADAY / link[ion]->faraday;
        o.c[ion] = column[ion] < 0 ? 1 : exp(ln_soft(c[ion], link[ion]->c_ref, &d_lnc));
        o.per_mol[ion] = d_lnc * o.c[ion];
    }
    return o;
}

Outside competitive_outside(const Pocket *k, const real *y)
{
    const real c[COMPETITORS] = {k->c_e < 0 ? 0 : y[k->c_e], k->c_also < 0 ? 0 : y[k->c_also]};
    return competitive_beside(k, y[k->phi_s] - y[k->phi_e], y[competitive_nu(k)], c);
}

/* x^n of its size with the sign of x: what is used up draws no more. n = 1 or 2. */
static real power(real x, double n, real *slope)
{
    const double sign = re(x) < 0 ? -1 : 1;
    if (n < 1.5) return *slope = 1, x;
    *slope = 2 * sign * x;
    return sign * x * x;
}

/* exp(x), straight beyond `cap`. */
static real capped(real x, double cap, real *slope)
{
    if (re(x) <= cap) return *slope = exp(x);
    *slope = exp(cap);
    return exp(cap) * (1 + (x - cap));
}

/* One direction of E-com-2, and its derivatives. */
typedef struct Way {
    real rate, per_vacant, per_taken, per_drive, per_nu, per_c;
} Way;

/* `rate` is per what it is in proportion to: vacant sites inward, taken ones outward. Where the electrons that it asks for are
 * fewer than none, by the errors of time steps, it runs backwards, and in proportion to what it then takes from: it would
 * grow with what it leaves behind. */
static Way way_of(Way per, real vacant, real taken, int from_vacant)
{
    const real source = from_vacant ? vacant : taken;
    return (Way){.rate = per.rate * source,
                 .per_vacant = from_vacant ? per.rate : 0,
                 .per_taken = from_vacant ? 0 : per.rate,
                 .per_drive = per.per_drive * source,
                 .per_nu = per.per_nu * source,
                 .per_c = per.per_c * source};
}

static Way inward(const Competing *e, const Outside *o, int ion, real drive, real vacant, real taken)
{
    const Competitor *c = &e->ion[ion];
    const int n = c->electrons;
    real d_exp, d_c, d_nu;
    const real at = capped(-n * c->alpha * o->f * drive, c->cap, &d_exp), ions = power(o->c[ion], o->power[ion], &d_c);
    const real free = power(1 - o->nu, n, &d_nu);
    const Way per = {.rate = ions * free * at,
                     .per_drive = -n * c->alpha * o->f * ions * free * d_exp,
                     .per_nu = -ions * d_nu * at,
                     .per_c = d_c * free * at};
    return way_of(per, vacant, taken, re(free) >= 0);
}

static Way outward(const Competing *e, const Outside *o, int ion, real drive, real vacant, real taken)
{
    const Competitor *c = &e->ion[ion];
    const int n = c->electrons;
    const double slope = n * (1 - c->alpha) * o->f;
    real d_exp, d_nu;
    const real at = capped(slope * drive, c->cap, &d_exp);
    const real used = power((o->nu + e->native) / (1 + e->native), n, &d_nu);
    const Way per = {.rate = used * at, .per_drive = slope * used * d_exp, .per_nu = d_nu / (1 + e->native) * at};
    return way_of(per, vacant, taken, re(used) < 0);
}

/* Both directions of an ion in a class, and the factor that both have. */
typedef struct Ways {
    Way in, out;
    real k, per_beside; /* 1/s; per content of the first ion in classes that the second does not fit */
    double repel;
} Ways;

static Ways ways_of(const Competing *e, const Outside *o, const real *shell, int s, int ion)
{
    const SiteKind *kind = &e->class[s];
    const double help = ion == SECOND_ION ? e->help : 0, rate = e->ion[ion].rate;
    const real theta = occupancy(e, shell, s, ion), vacant = 1 - theta - occupancy(e, shell, s, 1 - ion);
    const real drive = o->psi - kind->U[ion] + kind->repel[ion] * (theta - 0.5);
    real d_help;
    const real helped = positive_part(help * competitive_content(e, shell, FIRST_ION, 1), KINK, &d_help);
    return (Ways){.in = inward(e, o, ion, drive, vacant, theta),
                  .out = outward(e, o, ion, drive, vacant, theta),
                  .k = rate * (1 + (help > 0 ? helped : 0)),
                  .per_beside = help > 0 ? rate * d_help * help : 0,
                  .repel = kind->repel[ion]};
}

SurfaceRate competitive_surface(const Competing *e, const Outside *o, const real *shell, int s, int ion)
{
    const Ways w = ways_of(e, o, shell, s, ion);
    const real net = w.in.rate - w.out.rate, per_drive = w.k * (w.in.per_drive - w.out.per_drive);
    const real per_vacant = w.k * (w.in.per_vacant - w.out.per_vacant);
    SurfaceRate r = {.J = w.k * net, .per_psi = per_drive};
    r.per_theta[ion] = per_drive * w.repel + w.k * (w.in.per_taken - w.out.per_taken) - per_vacant;
    r.per_theta[1 - ion] = -per_vacant;
    r.per_beside = w.per_beside * net;
    r.per_nu = w.k * (w.in.per_nu - w.out.per_nu);
    r.per_c = w.k * w.in.per_c * o->per_mol[ion];
    return r;
}

BothWays competitive_both_ways(const Competing *e, const Outside *o, const real *shell, int s, int ion)
{
    const Ways w = ways_of(e, o, shell, s, ion);
    return (BothWays){w.k * w.in.rate, w.k * w.out.rate, w.k * w.in.per_drive, w.k * w.out.per_drive};
}

/* What the second ion's content leaves of its D, between two shells. */
static real mobility(const Competing *e, const real *here, const real *there, int ion, real *per_content)
{
    if (ion == FIRST_ION) return *per_content = 0, 1;
    real slope;
    const real z = 0.5 * (competitive_content(e, here, SECOND_ION, 0) + competitive_content(e, there, SECOND_ION, 0));
    const real left = exp_soft(-e->slowing * z, &slope);
    *per_content = -0.5 * e->slowing * slope;
    return left;
}

Hop competitive_hop(const Competing *e, double f, double conductance, const real *here, const real *there, int s,
                    int ion)
{
    const double bend = 0.5 * e->ion[ion].electrons * f * e->class[s].repel[ion];
    const double D = e->ion[ion].diffusion * conductance;
    const real a = occupancy(e, here, s, ion), b = occupancy(e, there, s, ion);
    const real room_a = 1 - a - occupancy(e, here, s, 1 - ion), room_b = 1 - b - occupancy(e, there, s, 1 - ion);
    real d_out, d_back, d_left;
    const real out = exp_soft(bend * (a - b), &d_out), back = exp_soft(bend * (b - a), &d_back);
    const real left = mobility(e, here, there, ion, &d_left);
    const real bent = bend * (a * room_b * d_out + b * room_a * d_back), net = a * room_b * out - b * room_a * back;
    Hop h = {.h = D * left * net, .per_content = D * d_left * net};
    h.per_theta[0][ion] = D * left * (room_b * out + b * back + bent);
    h.per_theta[1][ion] = -D * left * (a * out + room_a * back + bent);
    h.per_theta[0][1 - ion] = D * left * b * back;
    h.per_theta[1][1 - ion] = -D * left * a * out;
    return h;
}
