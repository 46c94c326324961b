/* The competitive host: its unknowns, its state at rest, the integrator's view of it. */
#include "competitive.h"

#include "../exchange.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static int unknowns(const Phase *phase, const Radial *radial)
{
    return (radial->n + 1) * phase->competing->places + 4;
}

/* The first ion is the phase's own; the second stands beside it. */
static void declare(Model *m, Pocket *k, double current)
{
    const Competing *e = k->phase->competing;
    StateTable *table = &m->state;
    k->i = competitive_current(k, COMPETITORS);
    k->i_own = competitive_current(k, FIRST_ION);
    k->i_also = competitive_current(k, SECOND_ION);
    k->also = model_link(m, e->ion[SECOND_ION].name, KINETICS_MASS_ACTION, e->ion[SECOND_ION].c_ref);
    k->c_also = k->also.ion < 0 || !e->ion[SECOND_ION].name[0] ? -1 : m->node[k->node].c_e + k->also.ion;
    for (int j = k->start; j < competitive_nu(k); j++) state_table_declare(table, j, FIELD_OCCUPANCY, k->node, 1);
    state_table_declare(table, competitive_nu(k), FIELD_ELECTRONS, k->node, 1);
    for (int j = competitive_nu(k) + 1; j <= k->i; j++)
        state_table_declare(table, j, FIELD_CURRENT_DENSITY, k->node, current);
}

/* Both ions at their c_ref. */
static double rest_potential(const Phase *phase)
{
    const double V = phase->competing->start_V;
    return isnan(V) ? competing_potential(phase->competing, phase->theta0) : V;
}

/* Adds a shell's occupancies times a weight. */
static void add_shell(const Pocket *k, const double *y, int shell, double weight, Uptake *u)
{
    const Competing *e = k->phase->competing;
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++)
            if (e->place[s][ion] >= 0) u->theta[s][ion] += weight * y[competitive_shell(k, shell) + e->place[s][ion]];
}

static Uptake mean(const Pocket *k, const double *y)
{
    Uptake u = {.nu = 0};
    for (int shell = 0; shell < k->radial->n; shell++) add_shell(k, y, shell, k->radial->w[shell], &u);
    return u;
}

static double electrons(const Competing *e, const Uptake *u)
{
    double n = 0;
    for (int ion = 0; ion < COMPETITORS; ion++) n += e->ion[ion].electrons * competing_content(e, u, ion);
    return n / e->budget;
}

static double held(const Pocket *k, const double *y)
{
    const Uptake u = mean(k, y);
    return electrons(k->phase->competing, &u);
}

static double held_also(const Pocket *k, const double *y)
{
    const Competing *e = k->phase->competing;
    const Uptake u = mean(k, y);
    return e->ion[SECOND_ION].electrons * competing_content(e, &u, SECOND_ION) / e->budget;
}

/* E-com-1 by the electrons of its places, and what E-com-5 adds to the current: electrons held, q i. */
static double balance(const Pocket *k, const double *b)
{
    const Competing *e = k->phase->competing;
    double sum = 0;
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++)
            for (int shell = 0; e->place[s][ion] >= 0 && shell < k->radial->n; shell++)
                sum += e->ion[ion].electrons * e->class[s].sites / e->budget *
                       b[competitive_shell(k, shell) + e->place[s][ion]];
    for (int j = 0; j <= COMPETITORS; j++) sum += k->per_current * b[competitive_current(k, j)];
    return sum;
}

/* By a place of the first ion, in all shells alike; by one of the second where the first does not fit at all. */
static void absorb(const Pocket *k, double missing, double *x)
{
    const Competing *e = k->phase->competing;
    int s = 0;
    while (s < e->classes && !e->class[s].takes[FIRST_ION]) s++;
    const int ion = s < e->classes ? FIRST_ION : SECOND_ION;
    if (ion == SECOND_ION) s = 0;
    const double per_place = e->ion[ion].electrons * e->class[s].sites / e->budget;
    for (int shell = 0; shell < k->radial->n; shell++)
        x[competitive_shell(k, shell) + e->place[s][ion]] += missing / per_place;
}

static double surface(const Pocket *k, const double *y)
{
    Uptake u = {.nu = 0};
    add_shell(k, y, k->radial->n - 1, 1, &u);
    return electrons(k->phase->competing, &u);
}

/* What the pores' concentration of an ion adds to its potential. */
static double shift(const IonLink *link, int column, const double *y)
{
    return column < 0 ? 0 : model_link_shift(link, y[column]);
}

/* Equilibrium with the pores as they stand, at the potential as it stands. */
static void rest(const Pocket *k, double *y)
{
    const Competing *e = k->phase->competing;
    const double psi = y[k->phi_s] - y[k->phi_e];
    const double potential[COMPETITORS] = {psi - shift(&k->ion, k->c_e, y), psi - shift(&k->also, k->c_also, y)};
    const Uptake u = competing_uptake(e, potential);
    for (int shell = 0; shell < k->radial->n; shell++)
        for (int s = 0; s < e->classes; s++)
            for (int ion = 0; ion < COMPETITORS; ion++)
                if (e->place[s][ion] >= 0) y[competitive_shell(k, shell) + e->place[s][ion]] = u.theta[s][ion];
    for (int j = competitive_nu(k); j <= k->i; j++) y[j] = 0;
    y[competitive_nu(k)] = held(k, y);
}

/* Current densities of the pocket at psi; the current density of all. */
static double react(const Pocket *k, double psi, double *y)
{
    const Competing *e = k->phase->competing;
    real shell[MAX_PLACES];
    const real c[COMPETITORS] = {k->c_e < 0 ? 0 : y[k->c_e], k->c_also < 0 ? 0 : y[k->c_also]};
    const Outside o = competitive_beside(k, psi, y[competitive_nu(k)], c);
    for (int j = 0; j < e->places; j++) shell[j] = y[competitive_shell(k, k->radial->n - 1) + j];
    y[k->i] = 0;
    for (int ion = 0; ion < COMPETITORS; ion++) {
        double *i = y + competitive_current(k, ion);
        *i = 0;
        for (int s = 0; s < e->classes; s++) {
            if (e->place[s][ion] < 0) continue;
            double *share = y + competitive_share(k, e->place[s][ion]);
            *share = -competitive_charge(k, s, ion) * re(competitive_surface(e, &o, shell, s, ion).J);
            *i += *share;
        }
        y[k->i] += *i;
    }
    return y[k->i];
}

/* Bisection for the potential; that which the caller adds for the first ion is taken off. */
static double guess(const Model *m, const Pocket *k, double i, double *y)
{
    double low = -10, high = 10;
    (void)m;
    for (int n = 0; n < 50; n++) {
        const double psi = 0.5 * (low + high);
        if (react(k, psi, y) < i) low = psi;
        else high = psi;
    }
    return 0.5 * (low + high) - shift(&k->ion, k->c_e, y);
}

/* 2 where a class takes the second ion. */
static int guests(const Competing *e)
{
    for (int s = 0; s < e->classes; s++)
        if (e->place[s][SECOND_ION] >= 0) return 2;
    return 1;
}

static int outputs(const Phase *phase)
{
    return guests(phase->competing) + phase->competing->places + 1;
}

/* What the ions of a cell without names are called. */
static const char *const unnamed[COMPETITORS] = {"A", "B"};

/* Letters of the element that an ion's name begins with: Mg of Mg2Cl3. */
static int element_length(const char *ion)
{
    return ion[0] && islower((unsigned char)ion[1]) ? 2 : 1;
}

/* Its element; of two with the same one the ion. */
static void guest_name(const Competing *e, int guest, char out[ION_NAME])
{
    const char *name = e->ion[guest].name[0] ? e->ion[guest].name : unnamed[guest];
    const char *other = e->ion[1 - guest].name[0] ? e->ion[1 - guest].name : unnamed[1 - guest];
    const int letters = element_length(name);
    const int same = letters == element_length(other) && !strncmp(name, other, (size_t)letters);
    snprintf(out, ION_NAME, "%.*s", same ? ION_NAME - 1 : letters, name);
}

/* Li, Mg, Li_1, Li_2, Mg_2 … nu: contents of the guests, their parts in each class that takes them, electrons. */
static HostOutput named(const Phase *phase, int which)
{
    const Competing *e = phase->competing;
    HostOutput o = {"nu", "1", "electrons ν", 1};
    char guest[ION_NAME];
    if (which < guests(e)) {
        guest_name(e, which, o.name);
        guest_name(e, which, o.words);
        return o.detail = 0, o;
    }
    which -= guests(e);
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++) {
            if (e->place[s][ion] < 0 || which-- != 0) continue;
            guest_name(e, ion, guest);
            snprintf(o.name, sizeof o.name, "%s_%d", guest, s + 1);
            snprintf(o.words, sizeof o.words, "%s, sites %d", guest, s + 1);
        }
    return o;
}

static void report(const Pocket *k, const double *y, double *value)
{
    const Competing *e = k->phase->competing;
    const Uptake u = mean(k, y);
    for (int ion = 0; ion < guests(e); ion++) *value++ = competing_content(e, &u, ion);
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++)
            if (e->place[s][ion] >= 0) *value++ = e->class[s].sites * u.theta[s][ion];
    *value = electrons(e, &u);
}

/* Occupancies about to vanish and electrons about to be all or none are followed closely: none passes 0 (E-15). */
static const double ENDING = 1e-5, CLOSER = 10, ALL = 1e-3, CLOSEST = 100;

static void weigh(const Pocket *k, const Workspace *w, const double *y, double *weight)
{
    (void)w;
    for (int j = k->start; j < competitive_nu(k); j++)
        if (y[j] < ENDING) weight[j] *= CLOSER;
    const double nu = y[competitive_nu(k)];
    if (fmin(nu, 1 - nu) < ALL) weight[competitive_nu(k)] *= CLOSEST;
}

/* Largest error of E-com-2 (E-15a), by what a surface's occupancy is then off: at once where it follows its rate, or over the time
 * of a step; for the bounds 0 and 1, and of what is left to them. Currents are small against their tolerance where a class is
 * nearly full or the budget spent. */
static const double GAP = 5e-7, GAP_LEFT = 1e-4;

static int place_agrees(const Pocket *k, const Outside *o, const real *shell, double share, int s, int ion, double cj)
{
    const SurfaceRate v = competitive_surface(k->phase->competing, o, shell, s, ion);
    const double J = -share / competitive_charge(k, s, ion), w = k->radial->w[k->radial->n - 1];
    const double taken = re(occupancy(k->phase->competing, shell, s, ion));
    const double vacant = 1 - taken - re(occupancy(k->phase->competing, shell, s, 1 - ion));
    const double gap = GAP + GAP_LEFT * fmax(0, fmin(taken, vacant));
    return fabs(J - re(v.J)) <= gap * (fabs(re(v.per_theta[ion])) + w * cj);
}

static int agrees(const Pocket *k, const Workspace *w, const double *predicted, const double *correction,
                  const double *change)
{
    const Competing *e = k->phase->competing;
    const int nu = competitive_nu(k), surface = competitive_shell(k, k->radial->n - 1);
    const double psi = predicted[k->phi_s] + correction[k->phi_s] - predicted[k->phi_e] - correction[k->phi_e];
    const real c[COMPETITORS] = {k->c_e < 0 ? 0 : predicted[k->c_e] + correction[k->c_e],
                                 k->c_also < 0 ? 0 : predicted[k->c_also] + correction[k->c_also]};
    const Outside o = competitive_beside(k, psi, predicted[nu] + correction[nu], c);
    real shell[MAX_PLACES];
    (void)change;
    for (int j = 0; j < e->places; j++) shell[j] = predicted[surface + j] + correction[surface + j];
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++) {
            if (e->place[s][ion] < 0) continue;
            const int share = competitive_share(k, e->place[s][ion]);
            if (!place_agrees(k, &o, shell, predicted[share] + correction[share], s, ion, w->cj)) return 0;
        }
    return 1;
}

const Host competitive_host = {
    .name = "competitive",
    .unknowns = unknowns,
    .declare = declare,
    .rows = competitive_rows,
    .derivatives = competitive_derivatives,
    .rest_potential = rest_potential,
    .rest = rest,
    .guess = guess,
    .held = held,
    .surface = surface,
    .held_also = held_also,
    .forms_at = competitive_forms_at,
    .filling = competitive_filling,
    .balance = balance,
    .absorb = absorb,
    .outputs = outputs,
    .named = named,
    .report = report,
    .weigh = weigh,
    .agrees = agrees,
};
