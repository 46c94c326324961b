/* Salt and charge in the pores.
 *
 *   E-1  eps dc_e/dt = -dN/dx + sum_p a_p (i_p + i_dl,p)/F,   N = -D_eff dc_e/dx + t_plus i_e/F      [mol/(m2 s)]
 *   E-2  0 = -di_e/dx + sum_p a_p (i_p + i_dl,p),   i_e = kappa_eff [-dphi_e/dx + dPsi/dx]                  [A/m2]
 *
 * N is the flux of cations, Psi(c_e) the diffusion potential of the table. Newman & Thomas-Alyea 2004, ch. 12 and 22.
 * Weak form on elements (E-11): rows are per geometric area, integrated with the basis polynomial of their node; the
 * reaction terms are added by the particles, those of the foil by foil.c. */
#include "laws.h"

/* The loops below run over the nodes of an element, 0 .. degree: a constant where they are called (each_degree). */
#define INLINE static inline __attribute__((always_inline))

/* Calls a function whose last argument is the degree. */
#define EACH_DEGREE(degree, call)                                                                                      \
    switch (degree) {                                                                                                  \
    case 1: call(1); break;                                                                                            \
    case 2: call(2); break;                                                                                            \
    case 3: call(3); break;                                                                                            \
    case 4: call(4); break;                                                                                            \
    default: call(degree); break;                                                                                      \
    }

/* At the nodes of one element. */
typedef struct Fluxes {
    real drive[MAX_DEGREE + 1]; /* T (-dphi_e/dx + dPsi/dx), V/m */
    real N[MAX_DEGREE + 1], i[MAX_DEGREE + 1];
} Fluxes;

/* Derivatives of nodal values: S, the integral of D over c, and Psi - phi_e, not of c (E-11). Differences first: what is
 * uniform drives nothing, to the last bit. */
INLINE void nodal_fluxes(const Element *e, const ElectrolytePoint *at, const real *potential, Fluxes *f, int degree)
{
    const Lobatto *rule = e->rule;
    const double per_length = 2 * e->transport / e->length; /* 1/m */
    for (int j = 0; j <= degree; j++) {
        real dS = 0, drive = 0;
        for (int k = 0; k <= degree; k++) {
            dS += rule->D[j][k] * (at[k].S - at[j].S);
            drive += rule->D[j][k] * (potential[k] - potential[j]);
        }
        f->drive[j] = per_length * drive;
        f->i[j] = at[j].kappa * f->drive[j];
        f->N[j] = at[j].t_plus / FARADAY * f->i[j] - per_length * dS;
    }
}

INLINE void element_fluxes(const Point *p, const Element *e, Fluxes *f, int degree)
{
    const ElectrolytePoint *at = p->w->electrolyte + e->first;
    const MeshNode *v = p->m->node + e->first;
    real potential[MAX_DEGREE + 1];
    for (int j = 0; j <= degree; j++) potential[j] = at[j].Psi - p->y[v[j].phi_e];
    nodal_fluxes(e, at, potential, f, degree);
}

/* What passes from each node to the next leaves one and enters the other: nothing is lost to round-off. */
INLINE void element_rows(const Point *p, const Element *e, real *r, int degree)
{
    const Lobatto *rule = e->rule;
    const MeshNode *v = p->m->node + e->first;
    Fluxes f;
    element_fluxes(p, e, &f, degree);
    for (int a = 0; a < degree; a++) {
        real N = 0, i = 0;
        for (int j = 0; j <= degree; j++) {
            N += rule->face[a][j] * f.N[j];
            i += rule->face[a][j] * f.i[j];
        }
        r[v[a].c_e] += N;
        r[v[a + 1].c_e] -= N;
        r[v[a].phi_e] += i;
        r[v[a + 1].phi_e] -= i;
    }
}

void electrolyte_rows(const Point *p, real *r)
{
    const Model *m = p->m;
    for (int k = 0; k < m->nodes; k++) {
        const MeshNode *v = &m->node[k];
        r[v->c_e] += v->pores * p->yp[v->c_e];
    }
    for (int k = 0; k < m->elements; k++) {
        const Element *e = &m->element[k];
#define ROWS(degree) element_rows(p, e, r, degree)
        EACH_DEGREE(e->rule->degree, ROWS)
    }
}

/* Row a of an element: derivatives with respect to the c_e and phi_e of its nodes. `at` and `f` belong to the element. */
INLINE void row_derivatives(const Element *e, int a, const ElectrolytePoint *at, const Fluxes *f, const MeshNode *v,
                            Jacobian *J, int degree)
{
    const Lobatto *rule = e->rule;
    const double per_length = 2 * e->transport / e->length;
    real current[MAX_DEGREE + 1] = {0},
                              carried[MAX_DEGREE + 1] = {0}; /* per Psi - phi_e of each node: i and its t_plus/F */
    for (int j = 0; j <= degree; j++) {
        const real g = per_length * rule->row[a][j] * at[j].kappa, t = g * at[j].t_plus / FARADAY;
        for (int k = 0; k <= degree; k++) {
            current[k] += g * rule->D[j][k];
            carried[k] += t * rule->D[j][k];
        }
    }
    for (int k = 0; k <= degree; k++) {
        const real own = rule->row[a][k] * at[k].dkappa * f->drive[k];
        const real moved = (at[k].t_plus * own + rule->row[a][k] * at[k].dt_plus * f->i[k]) / FARADAY;
        jacobian_add(J, v[a].c_e, v[k].c_e,
                     per_length * rule->stiffness[a][k] * at[k].D + carried[k] * at[k].dPsi + moved);
        jacobian_add(J, v[a].c_e, v[k].phi_e, -carried[k]);
        jacobian_add(J, v[a].phi_e, v[k].c_e, current[k] * at[k].dPsi + own);
        jacobian_add(J, v[a].phi_e, v[k].phi_e, -current[k]);
    }
}

INLINE void element_derivatives(const Point *p, const Element *e, Jacobian *J, int degree)
{
    Fluxes f;
    element_fluxes(p, e, &f, degree);
    for (int a = 0; a <= degree; a++)
        row_derivatives(e, a, p->w->electrolyte + e->first, &f, p->m->node + e->first, J, degree);
}

void electrolyte_derivatives(const Point *p, Jacobian *J)
{
    const Model *m = p->m;
    for (int k = 0; k < m->nodes; k++) {
        const MeshNode *v = &m->node[k];
        jacobian_add(J, v->c_e, v->c_e, v->pores * p->cj);
    }
    for (int k = 0; k < m->elements; k++) {
        const Element *e = &m->element[k];
#define DERIVATIVES(degree) element_derivatives(p, e, J, degree)
        EACH_DEGREE(e->rule->degree, DERIVATIVES)
    }
}

/* The mean over the separator's last element: of all means the one that E-2 holds at -I whatever the degree, there being
 * no reaction in it (the weak form with a test function that rises along it). */
double model_separator_current(const Model *m, const double *y)
{
    const Element *e = &m->element[m->separator];
    const MeshNode *v = m->node + e->first;
    const int degree = e->rule->degree;
    ElectrolytePoint at[MAX_DEGREE + 1];
    real potential[MAX_DEGREE + 1], sum = 0;
    Fluxes f;
    for (int j = 0; j <= degree; j++) {
        electrolyte_eval(m->spec->electrolyte, y[v[j].c_e], &at[j]);
        potential[j] = at[j].Psi - y[v[j].phi_e];
    }
    nodal_fluxes(e, at, potential, &f, degree);
    for (int j = 0; j <= degree; j++) sum += e->rule->w[j] * f.i[j];
    return 0.5 * re(sum);
}
