/* Two cations that compete for sites and electrons. Occupancies y of class s, ion and shell k; the second ion has electrons = 2
 * of them and needs `power` ions of the electrolyte each.
 *
 *   E-com-1  w_k dy_k/dt = sum of hops into k - [k = surface] (q n_Ti/(electrons N_s)) i_share                  [1/s]
 *   E-com-2  i_share = -(electrons N_s/(q n_Ti)) J, J into a class at the surface; E-com-3  hops (competitive_rates.c)
 *   E-com-4  dnu/dt = -q i: electrons even out within the particle
 *   E-com-5  i_ion = sum_s i_share,   i = i_first + i_second                                                    [A/m2]
 *
 * E-com-1, 4, 5 and what the pores gain are linear: what leaves one enters the other. */
#include "competitive.h"

#include "../exchange.h"

/* Between neighbours: what leaves shell k for the next. */
static void hop_rows(const Point *p, const Pocket *k, int shell, real *r)
{
    const Competing *e = k->phase->competing;
    const double conductance = -k->radial->S[3 * shell + 2];
    const int here = competitive_shell(k, shell), there = here + e->places;
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++) {
            const int place = e->place[s][ion];
            if (place < 0) continue;
            const real h = competitive_hop(e, p->m->thermal_f, conductance, p->y + here, p->y + there, s, ion).h;
            r[here + place] += h;
            r[there + place] -= h;
        }
}

static void shell_rows(const Point *p, const Pocket *k, real *r)
{
    const Competing *e = k->phase->competing;
    const int n = k->radial->n;
    for (int shell = 0; shell < n; shell++)
        for (int j = competitive_shell(k, shell); j < competitive_shell(k, shell + 1); j++)
            r[j] = k->radial->w[shell] * p->yp[j];
    for (int shell = 0; shell + 1 < n; shell++) hop_rows(p, k, shell, r);
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++)
            if (e->place[s][ion] >= 0)
                r[competitive_shell(k, n - 1) + e->place[s][ion]] +=
                    p->y[competitive_share(k, e->place[s][ion])] / competitive_charge(k, s, ion);
}

/* E-com-2 and E-com-5. */
static void current_rows(const Point *p, const Pocket *k, real *r)
{
    const Competing *e = k->phase->competing;
    const Outside o = competitive_outside(k, p->y);
    const real *surface = p->y + competitive_shell(k, k->radial->n - 1);
    for (int ion = 0; ion < COMPETITORS; ion++) {
        const int own = competitive_current(k, ion);
        r[own] = p->y[own];
        for (int s = 0; s < e->classes; s++) {
            if (e->place[s][ion] < 0) continue;
            const int share = competitive_share(k, e->place[s][ion]);
            r[share] = p->y[share] + competitive_charge(k, s, ion) * competitive_surface(e, &o, surface, s, ion).J;
            r[own] -= p->y[share];
        }
    }
}

void competitive_rows(const Point *p, const Pocket *k, real *r)
{
    const int nu = competitive_nu(k), first = competitive_current(k, FIRST_ION), second = first + 1;
    shell_rows(p, k, r);
    current_rows(p, k, r);
    r[nu] = p->yp[nu] + k->per_current * p->y[k->i];
    r[k->i] = p->y[k->i] - p->y[first] - p->y[second];
    exchange_charge_rows(k, p->y[k->i] + exchange_layer(p, k), r);
    exchange_ion_rows(k, &k->ion, k->c_e, p->y[first], r);
    exchange_ion_rows(k, &k->also, k->c_also, p->y[second], r);
}
