/* The metal foil of a half cell, at x = 0; its potential is the zero of the half cell.
 *
 *   E-6  0 = -I - i0 (c_f/c_ref)^a [exp(alpha f eta) - exp(-(1-alpha) f eta)] - C dpsi_f/dt                     [A/m2]
 *        eta = psi_f + R_film I
 *   E-7  0 = S(c_f) - S(c_1) + (h_1/2)(1 - t_plus) I / (F eps/tau)                                         [mol/(m s)]
 *
 * psi_f = 0 - phi_e(0). The foil's anodic current density is -I (I > 0 charges: metal is plated). c_f is the
 * concentration at the foil's face, half a volume from the first centre; the current from the face to that centre and
 * the cations it carries enter E-1 and E-2 of the first volume. */
#include "kinetics.h"
#include "laws.h"

/* Current from the foil's face into the first volume and its derivatives with respect to psi_f, phi_1, c_f, c_1. */
static real face_current(const Point *p, real d[4])
{
    const Model *m = p->m;
    const Volume *v = &m->volume[0];
    const ElectrolytePoint *f = &p->w->foil, *e = &p->w->electrolyte[0];
    const double half = v->transport / v->h; /* mean of the two conductivities times 2/h */
    const real k = half * (f->kappa + e->kappa);
    const real drive = -p->y[m->psi_f] - p->y[v->phi_e] + e->Psi - f->Psi;
    d[0] = -k;
    d[1] = -k;
    d[2] = half * f->dkappa * drive - k * f->dPsi;
    d[3] = half * e->dkappa * drive + k * e->dPsi;
    return k * drive;
}

/* The row E-6 and its derivatives. */
typedef struct FoilRow {
    real r, d_psi, d_I, d_lnc;
} FoilRow;

static FoilRow foil_row(const Point *p)
{
    const Foil *foil = &p->m->spec->foil;
    const Kinetics kin = {p->m->foil_i0, foil->c_e_exponent, foil->alpha, p->m->thermal_f, p->w->foil.lnc};
    const double C = foil->double_layer + p->w->padding;
    const real i = -p->y[p->m->I] - C * p->yp[p->m->psi_f];
    const real eta = p->y[p->m->psi_f] + foil->film_resistance * p->y[p->m->I];
    if (p->w->inverse) {
        const Overpotential o = butler_volmer_inverse(&kin, i);
        return (FoilRow){o.eta - eta, -o.per_i * C * p->cj - 1, -o.per_i - foil->film_resistance, o.per_lnc};
    }
    const Rate o = butler_volmer(&kin, eta);
    return (FoilRow){i - o.i, -o.per_eta - C * p->cj, -1 - o.per_eta * foil->film_resistance, -o.per_lnc};
}

void foil_rows(const Point *p, real *r)
{
    const Model *m = p->m;
    const Volume *v = &m->volume[0];
    const real I = p->y[m->I];
    const double reach = 0.5 * v->h / (v->transport * FARADAY);
    const real anion = 1 - 0.5 * (p->w->foil.t_plus + p->w->electrolyte[0].t_plus);
    real d[4];
    const real i = face_current(p, d);
    r[v->phi_e] -= i;
    r[v->c_e] -= i / FARADAY;
    r[m->psi_f] = foil_row(p).r;
    r[m->c_f] = p->w->foil.S - p->w->electrolyte[0].S + reach * anion * I;
}

void foil_derivatives(const Point *p, Jacobian *J)
{
    const Model *m = p->m;
    const Volume *v = &m->volume[0];
    const double reach = 0.5 * v->h / (v->transport * FARADAY);
    const ElectrolytePoint *f = &p->w->foil, *e = &p->w->electrolyte[0];
    const int column[4] = {m->psi_f, v->phi_e, m->c_f, v->c_e};
    real d[4];
    face_current(p, d);
    for (int j = 0; j < 4; j++) {
        jacobian_add(J, v->phi_e, column[j], -d[j]);
        jacobian_add(J, v->c_e, column[j], -d[j] / FARADAY);
    }

    const FoilRow row = foil_row(p);
    jacobian_add(J, m->psi_f, m->psi_f, row.d_psi);
    jacobian_add(J, m->psi_f, m->I, row.d_I);
    jacobian_add(J, m->psi_f, m->c_f, row.d_lnc * f->dlnc);

    const real I = p->y[m->I];
    jacobian_add(J, m->c_f, m->c_f, f->D - 0.5 * reach * f->dt_plus * I);
    jacobian_add(J, m->c_f, v->c_e, -e->D - 0.5 * reach * e->dt_plus * I);
    jacobian_add(J, m->c_f, m->I, reach * (1 - 0.5 * (f->t_plus + e->t_plus)));
}
