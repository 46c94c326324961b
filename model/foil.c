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

/* What E-6 depends on. */
typedef struct FoilState {
    real I, phi_e, rate; /* A/m2, V, dphi_e/dt in V/s */
    real lnc;
} FoilState;

/* E-6 solved for the overpotential is made a current density by what has its order, F/RT I_1C [S/m2]. */
static FoilRow inverse_row(const Model *m, const Kinetics *kin, double per_psi, real i, real eta)
{
    const double G = m->thermal_f * m->spec->one_C;
    const Overpotential o = butler_volmer_inverse(kin, i);
    return (FoilRow){G * (o.eta - eta), G * (-o.per_i * per_psi - 1),
                     G * (-o.per_i - m->spec->foil.film_resistance), G * o.per_lnc};
}

static FoilRow foil_row_at(const Model *m, const Workspace *w, double cj, const FoilState *s)
{
    const Foil *foil = &m->spec->foil;
    const IonLink *ion = &m->foil_ion;
    const Kinetics kin = {m->foil_i0, foil->c_e_exponent, foil->alpha, ion->f, s->lnc, ion->form};
    const double C = foil->double_layer + w->padding;
    const real i = C * s->rate - s->I, eta = foil->film_resistance * s->I - s->phi_e - foil->U;
    if (w->inverse) return inverse_row(m, &kin, C * cj, i, eta);
    const Rate o = butler_volmer(&kin, eta);
    return (FoilRow){i - o.i, -o.per_eta - C * cj, -1 - o.per_eta * foil->film_resistance, -o.per_lnc};
}

static FoilRow foil_row(const Point *p)
{
    const Model *m = p->m;
    const int phi_e = m->node[0].phi_e;
    const FoilState s = {p->y[m->I], p->y[phi_e], p->yp[phi_e], ion_lnc(p, &m->foil_ion, 0)};
    return foil_row_at(m, p->w, p->cj, &s);
}

/* What E-6 may be off: in V, and of the current. Of dilute ions little may be left, which a correction far below the tolerance of
 * concentrations makes a thousand times as much. */
static const double OFF = 5e-3, OFF_CURRENT = 0.02;

int model_foil_agrees(const Model *m, const Workspace *w, const double *predicted, const double *correction,
                      const double *slope)
{
    const IonLink *ion = &m->foil_ion;
    if (!m->spec->half_cell || !ion_is_counted(ion)) return 1;
    const int phi_e = m->node[0].phi_e, c = m->node[0].c_e + ion->ion;
    real per_c;
    const FoilState s = {.I = predicted[m->I] + correction[m->I],
                         .phi_e = predicted[phi_e] + correction[phi_e],
                         .rate = slope[phi_e] + w->cj * correction[phi_e],
                         .lnc = ln_soft(predicted[c] + correction[c], ion->c_ref, &per_c)};
    const FoilRow row = foil_row_at(m, w, w->cj, &s);
    const double C = m->spec->foil.double_layer + w->padding;
    if (w->inverse) return fabs(re(row.r)) <= OFF * m->thermal_f * m->spec->one_C;
    const double per_volt = fabs(re(row.d_psi) + C * w->cj), carried = fabs(re(s.I)) + C * fabs(re(s.rate));
    return fabs(re(row.r)) <= OFF * per_volt + OFF_CURRENT * carried;
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
