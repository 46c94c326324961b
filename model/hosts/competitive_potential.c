/* The potential at which a competitive host neither takes nor gives, with its occupancies as they are: what ions of one kind
 * bring, others may take away (a mixed potential). At rest it is that of E-com-6. */
#include "competitive.h"

#include <math.h>

static const double LEAST = 1e-12; /* of a class, of the budget: what rates are counted for where nothing is left */

/* Occupancies that leave rates in both directions. */
static void tidy(const Competing *e, double *shell)
{
    for (int s = 0; s < e->classes; s++) {
        double taken = 0;
        for (int ion = 0; ion < COMPETITORS; ion++)
            if (e->place[s][ion] >= 0) taken += shell[e->place[s][ion]] = fmax(shell[e->place[s][ion]], LEAST);
        for (int ion = 0; ion < COMPETITORS && taken > 1 - LEAST; ion++)
            if (e->place[s][ion] >= 0) shell[e->place[s][ion]] *= (1 - LEAST) / taken;
    }
}

/* ln of all that leaves over all that enters, counted in electrons; rises with psi. */
static double excess(const Pocket *k, const Outside *o, const real *shell, double *slope)
{
    const Competing *e = k->phase->competing;
    double in = 0, out = 0, d_in = 0, d_out = 0;
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++) {
            if (e->place[s][ion] < 0) continue;
            const double charge = competitive_charge(k, s, ion);
            const BothWays w = competitive_both_ways(e, o, shell, s, ion);
            in += charge * re(w.in);
            out += charge * re(w.out);
            d_in += charge * re(w.in_per_psi);
            d_out += charge * re(w.out_per_psi);
        }
    *slope = d_out / out - d_in / in;
    return log(out / in);
}

/* Newton's method from `psi`, inside a bracket. */
static double potential_of(const Pocket *k, Outside *o, const double *shell, double psi)
{
    double low = -10, high = 10, slope;
    real at[MAX_PLACES];
    for (int j = 0; j < k->phase->competing->places; j++) at[j] = shell[j];
    psi = fmin(fmax(psi, low), high);
    for (int n = 0; n < 60 && high - low > 1e-14; n++) {
        o->psi = psi;
        const double f = excess(k, o, at, &slope);
        if (f > 0) high = psi;
        else low = psi;
        const double next = psi - f / slope;
        if (fabs(next - psi) < 1e-14) return next;
        psi = next > low && next < high ? next : 0.5 * (low + high);
    }
    return psi;
}

static Outside beside(const Pocket *k, double nu, double first, double second)
{
    const real c[COMPETITORS] = {first, second};
    return competitive_beside(k, 0, fmin(fmax(nu, LEAST), 1 - LEAST), c);
}

/* Mean occupancies of all shells. */
static void mean_of(const Pocket *k, const double *y, double *mean)
{
    for (int j = 0; j < k->phase->competing->places; j++) {
        mean[j] = 0;
        for (int shell = 0; shell < k->radial->n; shell++)
            mean[j] += k->radial->w[shell] * y[competitive_shell(k, shell) + j];
    }
    tidy(k->phase->competing, mean);
}

static double bulk_of(int column, const IonLink *link, const double *bulk)
{
    return column < 0 ? 0 : bulk[link->ion];
}

int competitive_forms_at(const Pocket *k, const double *y, const double *bulk, FormState out[MAX_FORMS])
{
    const Competing *e = k->phase->competing;
    const double nu = y[competitive_nu(k)];
    const double first = k->c_e < 0 ? 0 : y[k->c_e], second = k->c_also < 0 ? 0 : y[k->c_also];
    Outside here = beside(k, nu, first, second),
            at_rest = beside(k, nu, bulk_of(k->c_e, &k->ion, bulk), bulk_of(k->c_also, &k->also, bulk));
    double surface[MAX_PLACES], mean[MAX_PLACES];
    for (int j = 0; j < e->places; j++) surface[j] = y[competitive_shell(k, k->radial->n - 1) + j];
    tidy(e, surface);
    mean_of(k, y, mean);
    *out = (FormState){.law = e, .sites = 1, .held = nu};
    out->local = potential_of(k, &here, surface, y[k->phi_s] - y[k->phi_e]);
    out->surface = potential_of(k, &at_rest, surface, out->local);
    out->mean = potential_of(k, &at_rest, mean, out->surface);
    return 1;
}

/* In strides that Newton's method follows from one equilibrium to the next. */
double competitive_filling(const Pocket *k, const FormState *form, const double *bulk, double psi, RestMemory *memory)
{
    const double STRIDE = 0.05; /* V */
    const double first = k->c_e < 0 ? 0 : model_link_shift(&k->ion, bulk[k->ion.ion]);
    const double second = k->c_also < 0 ? 0 : model_link_shift(&k->also, bulk[k->also.ion]);
    const double from = memory->near.known ? memory->psi : psi;
    const int strides = (int)fmin(ceil(fabs(psi - from) / STRIDE), 100);
    Uptake u = {.nu = 0};
    for (int n = strides > 0 ? 1 : 0; n <= strides; n++) {
        const double at = n == strides ? psi : from + (psi - from) * n / strides;
        const double potential[COMPETITORS] = {at - first, at - second};
        u = competing_follow(form->law, potential, &memory->near);
    }
    memory->psi = psi;
    return u.nu;
}
