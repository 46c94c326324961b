/* Salt and charge in the pores.
 *
 *   E-1  eps dc_e/dt = -dN/dx + sum_p a_p (i_p + i_dl,p)/F,   N = -D_eff dc_e/dx + t_plus i_e/F      [mol/(m2 s)]
 *   E-2  0 = -di_e/dx + sum_p a_p (i_p + i_dl,p),   i_e = kappa_eff [-dphi_e/dx + dPsi/dx]                  [A/m2]
 *
 * N is the flux of cations, Psi(c_e) the diffusion potential of the table. Newman & Thomas-Alyea 2004, ch. 12 and 22.
 * Rows are per geometric area, multiplied by the thickness of the volume; the reaction terms are added by the
 * particles. Fluxes through faces keep second order in x across a jump of porosity (E-11). Stencil: the volume and its two neighbours. */
#include "laws.h"

/* Fluxes through one face and their derivatives with respect to c_L, phi_L, c_R, phi_R. */
typedef struct FaceFlux {
    real N, i;
    real dN[4], di[4];
} FaceFlux;

/* Conductance kappa_eff / distance between the centres of two volumes [S/m2], for conductivities kl, kr there and half
 * conductances per unit of kappa hl, hr [1/m] (E-11): the mean of kappa within a region, half volumes in series across a
 * jump of porosity. Both are second order; the harmonic mean within a region would cost four times the error. */
static inline real conductance(int jump, double hl, double hr, real kl, real kr, real *per_kl, real *per_kr)
{
    if (!jump) {
        const double half_path = 0.5 * hl * hr / (hl + hr);
        *per_kl = *per_kr = half_path;
        return half_path * (kl + kr);
    }
    const real sum = hl * kl + hr * kr, l = hl * kl / sum, r = hr * kr / sum;
    *per_kl = hl * r * r;
    *per_kr = hr * l * l;
    return hl * kl * r;
}

/* Through the face between the volumes L and R = L + 1 with their properties. Diffusion is driven by S, the integral of
 * D over c: exact between the centres for any D(c), across a jump of porosity too. */
static inline FaceFlux face_flux(const Volume *L, const ElectrolytePoint *el, const ElectrolytePoint *er, const real *y)
{
    const Volume *R = L + 1;
    const double half_l = 2 * L->transport / L->h, half_r = 2 * R->transport / R->h; /* 1/m */
    const double g = half_l * half_r / (half_l + half_r);
    const real drive = y[L->phi_e] - y[R->phi_e] + er->Psi - el->Psi;
    real kl, kr;
    const real k = conductance(L->region != R->region, half_l, half_r, el->kappa, er->kappa, &kl, &kr);
    const real t = 0.5 * (el->t_plus + er->t_plus) / FARADAY; /* mol/C */
    FaceFlux f;
    f.i = k * drive;
    f.di[0] = kl * el->dkappa * drive - k * el->dPsi;
    f.di[1] = k;
    f.di[2] = kr * er->dkappa * drive + k * er->dPsi;
    f.di[3] = -k;
    f.N = g * (el->S - er->S) + t * f.i;
    f.dN[0] = g * el->D + t * f.di[0] + 0.5 * el->dt_plus / FARADAY * f.i;
    f.dN[1] = t * f.di[1];
    f.dN[2] = -g * er->D + t * f.di[2] + 0.5 * er->dt_plus / FARADAY * f.i;
    f.dN[3] = t * f.di[3];
    return f;
}

void electrolyte_rows(const Point *p, real *r)
{
    const Model *m = p->m;
    for (int k = 0; k < m->volumes; k++) {
        const Volume *v = &m->volume[k];
        r[v->c_e] += v->porosity * v->h * p->yp[v->c_e];
    }
    for (int k = 0; k + 1 < m->volumes; k++) {
        const Volume *L = &m->volume[k], *R = L + 1;
        const FaceFlux f = face_flux(L, &p->w->electrolyte[k], &p->w->electrolyte[k + 1], p->y);
        r[L->c_e] += f.N;
        r[R->c_e] -= f.N;
        r[L->phi_e] += f.i;
        r[R->phi_e] -= f.i;
    }
}

void electrolyte_derivatives(const Point *p, Jacobian *J)
{
    const Model *m = p->m;
    for (int k = 0; k < m->volumes; k++) {
        const Volume *v = &m->volume[k];
        jacobian_add(J, v->c_e, v->c_e, v->porosity * v->h * p->cj);
    }
    for (int k = 0; k + 1 < m->volumes; k++) {
        const Volume *L = &m->volume[k], *R = L + 1;
        const FaceFlux f = face_flux(L, &p->w->electrolyte[k], &p->w->electrolyte[k + 1], p->y);
        const int column[4] = {L->c_e, L->phi_e, R->c_e, R->phi_e};
        for (int j = 0; j < 4; j++) {
            jacobian_add(J, L->c_e, column[j], f.dN[j]);
            jacobian_add(J, R->c_e, column[j], -f.dN[j]);
            jacobian_add(J, L->phi_e, column[j], f.di[j]);
            jacobian_add(J, R->phi_e, column[j], -f.di[j]);
        }
    }
}

double model_separator_current(const Model *m, const double *y)
{
    const int k = m->face;
    ElectrolytePoint left, right;
    const Volume *L = &m->volume[k], *R = L + 1;
    electrolyte_eval(m->spec->electrolyte, y[L->c_e], &left);
    electrolyte_eval(m->spec->electrolyte, y[R->c_e], &right);
    const real state[4] = {y[L->c_e], y[L->phi_e], y[R->c_e], y[R->phi_e]};
    Volume pair[2] = {*L, *R};
    pair[0].c_e = 0;
    pair[0].phi_e = 1;
    pair[1].c_e = 2;
    pair[1].phi_e = 3;
    return re(face_flux(pair, &left, &right, state).i);
}
