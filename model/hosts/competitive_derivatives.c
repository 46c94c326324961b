/* Derivatives of competitive.c, in the order of its rows. */
#include "competitive.h"

#include "../exchange.h"

/* Adds h per unknown `column` to the row of the shell that it leaves, and takes it from that of the next. */
static void add_hop(int leaves, int enters, int column, real value, Jacobian *J)
{
    jacobian_add(J, leaves, column, value);
    jacobian_add(J, enters, column, -value);
}

static void hop(const Point *p, const Pocket *k, int shell, int s, int ion, Jacobian *J)
{
    const Competing *e = k->phase->competing;
    const int place = e->place[s][ion], side[2] = {competitive_shell(k, shell), competitive_shell(k, shell + 1)};
    const double conductance = -k->radial->S[3 * shell + 2];
    const Hop h = competitive_hop(e, p->m->thermal_f, conductance, p->y + side[0], p->y + side[1], s, ion);
    for (int at = 0; at < 2; at++) {
        for (int other = 0; other < COMPETITORS; other++)
            if (e->place[s][other] >= 0)
                add_hop(side[0] + place, side[1] + place, side[at] + e->place[s][other], h.per_theta[at][other], J);
        for (int t = 0; ion == SECOND_ION && t < e->classes; t++)
            if (e->place[t][SECOND_ION] >= 0)
                add_hop(side[0] + place, side[1] + place, side[at] + e->place[t][SECOND_ION],
                        h.per_content * e->class[t].sites, J);
    }
}

static void shells(const Point *p, const Pocket *k, Jacobian *J)
{
    const Competing *e = k->phase->competing;
    const int n = k->radial->n;
    for (int shell = 0; shell < n; shell++)
        for (int j = competitive_shell(k, shell); j < competitive_shell(k, shell + 1); j++)
            jacobian_add(J, j, j, k->radial->w[shell] * p->cj);
    for (int shell = 0; shell + 1 < n; shell++)
        for (int s = 0; s < e->classes; s++)
            for (int ion = 0; ion < COMPETITORS; ion++)
                if (e->place[s][ion] >= 0) hop(p, k, shell, s, ion, J);
    for (int s = 0; s < e->classes; s++)
        for (int ion = 0; ion < COMPETITORS; ion++)
            if (e->place[s][ion] >= 0)
                jacobian_add(J, competitive_shell(k, n - 1) + e->place[s][ion], competitive_share(k, e->place[s][ion]),
                             1 / competitive_charge(k, s, ion));
}

static void share(const Point *p, const Pocket *k, const Outside *o, int s, int ion, Jacobian *J)
{
    const Competing *e = k->phase->competing;
    const int surface = competitive_shell(k, k->radial->n - 1), row = competitive_share(k, e->place[s][ion]);
    const int column = ion == FIRST_ION ? k->c_e : k->c_also;
    const SurfaceRate v = competitive_surface(e, o, p->y + surface, s, ion);
    const double charge = competitive_charge(k, s, ion);
    jacobian_add(J, row, row, 1);
    for (int other = 0; other < COMPETITORS; other++)
        if (e->place[s][other] >= 0) jacobian_add(J, row, surface + e->place[s][other], charge * v.per_theta[other]);
    for (int t = 0; ion == SECOND_ION && t < e->classes; t++)
        if (e->place[t][SECOND_ION] < 0)
            jacobian_add(J, row, surface + e->place[t][FIRST_ION], charge * v.per_beside * e->class[t].sites);
    jacobian_add(J, row, competitive_nu(k), charge * v.per_nu);
    jacobian_add(J, row, k->phi_s, charge * v.per_psi);
    jacobian_add(J, row, k->phi_e, -charge * v.per_psi);
    if (column >= 0) jacobian_add(J, row, column, charge * v.per_c);
}

static void currents(const Point *p, const Pocket *k, Jacobian *J)
{
    const Competing *e = k->phase->competing;
    const Outside o = competitive_outside(k, p->y);
    for (int ion = 0; ion < COMPETITORS; ion++) {
        const int own = competitive_current(k, ion);
        jacobian_add(J, own, own, 1);
        for (int s = 0; s < e->classes; s++) {
            if (e->place[s][ion] < 0) continue;
            share(p, k, &o, s, ion, J);
            jacobian_add(J, own, competitive_share(k, e->place[s][ion]), -1);
        }
    }
}

void competitive_derivatives(const Point *p, const Pocket *k, Jacobian *J)
{
    const int nu = competitive_nu(k), first = competitive_current(k, FIRST_ION), second = first + 1;
    shells(p, k, J);
    currents(p, k, J);
    jacobian_add(J, nu, nu, p->cj);
    jacobian_add(J, nu, k->i, k->per_current);
    jacobian_add(J, k->i, k->i, 1);
    jacobian_add(J, k->i, first, -1);
    jacobian_add(J, k->i, second, -1);
    exchange_charge_derivatives(k, k->i, 1, J);
    exchange_ion_derivatives(k, &k->ion, k->c_e, first, 1, J);
    exchange_ion_derivatives(k, &k->also, k->c_also, second, 1, J);
    exchange_layer_derivatives(p, k, J);
}
