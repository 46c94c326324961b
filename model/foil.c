/* The metal foil of a half cell, at x = 0; its potential is the zero of the half cell.
 *
 *   E-6  0 = -I - i0 (c_f/c_ref)^a [exp(alpha f eta) - exp(-(1-alpha) f eta)] - C dpsi_f/dt                     [A/m2]
 *        eta = psi_f - U + R_film I
 *
 * psi_f = 0 - phi_e(0), c_f = c_e(0) of its ion; U = 0 unless potentials of phases refer to another metal. The foil's anodic current density is -I (I > 0 charges: metal is plated), and is what
 * E-2 of the first node, and E-1d of its ion, gain at their end of the pores. E-6 joins E-2: all the rows of charge together
 * then say E-6 alone, since what leaves the solid enters the pores; where E-6 stands solved for the current, that row gains
 * what its kinetics say instead of I. E-1d stays linear: of a foil without ions left the kinetics may miss by 1e16 A/m2 on the way,
 * in whose round-off the balance of its ion would drown (E-12). */
#include "exchange.h"
#include "kinetics.h"

/* The row E-6 and its derivatives. */
typedef struct FoilRow {
    real r, d_psi, d_I, d_lnc;
} FoilRow;

/* E-6 solved for the overpotential is made a current density by what has its order, F/RT I_1C [S/m2]. */
static FoilRow inverse_row(const Point *p, const Kinetics *kin, double C, real i, real eta)
{
    const double G = p->m->thermal_f * p->m->spec->one_C;
    const Overpotential o = butler_volmer_inverse(kin, i);
    return (FoilRow){G * (o.eta - eta), G * (-o.per_i * C * p->cj - 1),
                     G * (-o.per_i - p->m->spec->foil.film_resistance), G * o.per_lnc};
}

static FoilRow foil_row(const Point *p)
{
    const Model *m = p->m;
    const MeshNode *v = &m->node[0];
    const Foil *foil = &m->spec->foil;
    const IonLink *ion = &m->foil_ion;
    const Kinetics kin = {m->foil_i0, foil->c_e_exponent, foil->alpha, ion->f, ion_lnc(p, ion, 0), ion->form};
    const double C = foil->double_layer + p->w->padding;
    const real i = C * p->yp[v->phi_e] - p->y[m->I];
    const real eta = foil->film_resistance * p->y[m->I] - p->y[v->phi_e] - foil->U;
    if (p->w->inverse) return inverse_row(p, &kin, C, i, eta);
    const Rate o = butler_volmer(&kin, eta);
    return (FoilRow){i - o.i, -o.per_eta - C * p->cj, -1 - o.per_eta * foil->film_resistance, -o.per_lnc};
}

/* F/m2 of its double layer, which takes another ion than the foil exchanges (exchange.h). */
static double of_others(const Point *p)
{
    return p->m->spec->foil.double_layer + p->w->padding;
}

void foil_rows(const Point *p, real *r)
{
    const MeshNode *v = &p->m->node[0];
    const real missing = p->y[p->m->I] + foil_row(p).r;
    const IonLink *ion = &p->m->foil_ion;
    if (ion_is_counted(ion)) r[v->c_e + ion->ion] += (p->y[p->m->I] - of_others(p) * p->yp[v->phi_e]) / ion->faraday;
    r[v->phi_e] += missing;
}

void foil_derivatives(const Point *p, Jacobian *J)
{
    const Model *m = p->m;
    const MeshNode *v = &m->node[0];
    const FoilRow row = foil_row(p);
    const IonLink *ion = &m->foil_ion;
    const int c = v->c_e + ion->ion, columns = ion->ion < 0 ? 2 : 3;
    const int column[] = {m->I, v->phi_e, c};
    const real d[] = {1 + row.d_I, -row.d_psi, row.d_lnc * ion_dlnc(p, ion, 0)};
    for (int k = 0; k < columns; k++) jacobian_add(J, v->phi_e, column[k], d[k]);
    if (!ion_is_counted(ion)) return;
    jacobian_add(J, c, m->I, 1 / ion->faraday);
    jacobian_add(J, c, v->phi_e, -of_others(p) * p->cj / ion->faraday);
}
