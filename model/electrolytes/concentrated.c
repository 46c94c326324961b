/* The concentrated binary electrolyte: what its salt and its current do between nodes.
 *
 *   E-1  eps dc_e/dt = -dN/dx,   N = -D_eff dc_e/dx - (1 - t_plus) i_e/F                              [mol/(m2 s)]
 *   E-2  0 = -di_e/dx + sum_p a_p (i_p + i_dl,p),   i_e = kappa_eff [-dphi_e/dx + dPsi/dx]                  [A/m2]
 *
 * N is the flux of anions, which no reaction exchanges: nothing large has to cancel for the salt to be conserved. Psi(c_e) is the
 * diffusion potential of the table. Newman & Thomas-Alyea 2004, ch. 12 and 22. Weak form on elements (E-11): rows are per geometric
 * area, integrated with the basis polynomial of their node; reactions of particles feed E-2 (exchange.h), those of a foil too (foil.c). */
#include "kinds.h"
#include "empty.h"
#include "straight.h"

/* The loops below run over the nodes of an element, 0 .. degree: a constant where they are called (EACH_DEGREE). */
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
INLINE void nodal_fluxes(const Field *field, Fluxes *f, int degree)
{
    const Lobatto *rule = field->e->rule;
    const ElectrolytePoint *at = field->at;
    const double per_length = 2 * field->e->transport / field->e->length; /* 1/m */
    real potential[MAX_DEGREE + 1];
    for (int j = 0; j <= degree; j++) potential[j] = at[j].Psi - field->phi[j];
    for (int j = 0; j <= degree; j++) {
        real dS = 0, drive = 0;
        for (int k = 0; k <= degree; k++) {
            dS += rule->D[j][k] * (at[k].S - at[j].S);
            drive += rule->D[j][k] * (potential[k] - potential[j]);
        }
        f->drive[j] = per_length * drive;
        f->i[j] = at[j].kappa * f->drive[j];
        f->N[j] = (at[j].t_plus - 1) / FARADAY * f->i[j] - per_length * dS;
    }
}

INLINE void find_field(const Point *p, const Element *e, Field *f, int degree)
{
    const MeshNode *v = p->m->node + e->first;
    f->e = e;
    f->at = p->w->electrolyte + e->first;
    f->c0 = electrolyte_c0(p->m->spec->electrolyte);
    for (int j = 0; j <= degree; j++) {
        f->c[j] = p->y[v[j].c_e];
        f->phi[j] = p->y[v[j].phi_e];
    }
}

/* What passes from node a to the next: N and, returned, i. */
INLINE real passing(const Field *field, const Fluxes *f, int a, real share, real *N, int degree)
{
    const Lobatto *rule = field->e->rule;
    real i = *N = 0;
    for (int j = 0; j <= degree; j++) {
        *N += rule->face[a][j] * f->N[j];
        i += rule->face[a][j] * f->i[j];
    }
    if (share == 0) return i;
    const Straight s = straight_flux(field, a);
    *N += share * (s.N - *N);
    return i + share * (s.i - i);
}

INLINE real share_of(const Field *field, int degree)
{
    real d[MAX_DEGREE + 1];
    return degree == 1 ? 0 : empty_share(degree + 1, field->c, field->c0, d);
}

/* What passes from each node to the next leaves one and enters the other: nothing is lost to round-off. */
INLINE void element_rows(const Point *p, const Element *e, real *r, int degree)
{
    const MeshNode *v = p->m->node + e->first;
    Field field;
    Fluxes f;
    find_field(p, e, &field, degree);
    nodal_fluxes(&field, &f, degree);
    const real share = share_of(&field, degree);
    for (int a = 0; a < degree; a++) {
        real N;
        const real i = passing(&field, &f, a, share, &N, degree);
        r[v[a].c_e] += N;
        r[v[a + 1].c_e] -= N;
        r[v[a].phi_e] += i;
        r[v[a + 1].phi_e] -= i;
    }
}

static void rows(const Point *p, const Element *e, real *r)
{
#define ROWS(degree) element_rows(p, e, r, degree)
    EACH_DEGREE(e->rule->degree, ROWS)
}

/* Derivatives of row a of an element with respect to the c_e and phi_e of its nodes. */
typedef struct RowDerivatives {
    real N_c[MAX_DEGREE + 1], N_phi[MAX_DEGREE + 1], i_c[MAX_DEGREE + 1], i_phi[MAX_DEGREE + 1];
} RowDerivatives;

INLINE void row_derivatives(const Field *field, int a, const Fluxes *f, RowDerivatives *d, int degree)
{
    const Lobatto *rule = field->e->rule;
    const ElectrolytePoint *at = field->at;
    const double per_length = 2 * field->e->transport / field->e->length;
    real current[MAX_DEGREE + 1] = {0}, carried[MAX_DEGREE + 1] = {0}; /* per Psi - phi_e: i, and the anions it moves */
    for (int j = 0; j <= degree; j++) {
        const real g = per_length * rule->row[a][j] * at[j].kappa, t = g * (at[j].t_plus - 1) / FARADAY;
        for (int k = 0; k <= degree; k++) {
            current[k] += g * rule->D[j][k];
            carried[k] += t * rule->D[j][k];
        }
    }
    for (int k = 0; k <= degree; k++) {
        const real own = rule->row[a][k] * at[k].dkappa * f->drive[k];
        const real moved = ((at[k].t_plus - 1) * own + rule->row[a][k] * at[k].dt_plus * f->i[k]) / FARADAY;
        d->N_c[k] = per_length * rule->stiffness[a][k] * at[k].D + carried[k] * at[k].dPsi + moved;
        d->N_phi[k] = -carried[k];
        d->i_c[k] = current[k] * at[k].dPsi + own;
        d->i_phi[k] = -current[k];
    }
}

/* What passes straight from node a on, times `sign`, joins *N and *i, and times the share the derivatives of the row. */
static void add_straight(const Field *field, int a, double sign, real share, real *N, real *i, RowDerivatives *d)
{
    const Straight s = straight_flux(field, a);
    *N += sign * s.N;
    *i += sign * s.i;
    for (int side = 0; side < 2; side++) {
        d->N_c[a + side] += sign * share * s.dN[2 * side];
        d->N_phi[a + side] += sign * share * s.dN[2 * side + 1];
        d->i_c[a + side] += sign * share * s.di[2 * side];
        d->i_phi[a + side] += sign * share * s.di[2 * side + 1];
    }
}

/* The derivatives of a row whose fluxes are straight in part: row + share (straight row - row). */
static void blend_derivatives(const Field *field, int a, const Fluxes *f, RowDerivatives *d)
{
    const Lobatto *rule = field->e->rule;
    const int degree = rule->degree;
    real slope[MAX_DEGREE + 1], N = 0, i = 0;
    const real share = empty_share(degree + 1, field->c, field->c0, slope);
    for (int k = 0; k <= degree; k++) {
        d->N_c[k] *= 1 - share;
        d->N_phi[k] *= 1 - share;
        d->i_c[k] *= 1 - share;
        d->i_phi[k] *= 1 - share;
        N -= rule->row[a][k] * f->N[k];
        i -= rule->row[a][k] * f->i[k];
    }
    /* N, i: the straight row less the row */
    if (a < degree) add_straight(field, a, 1, share, &N, &i, d);
    if (a > 0) add_straight(field, a - 1, -1, share, &N, &i, d);
    for (int k = 0; k <= degree; k++) {
        d->N_c[k] += slope[k] * N;
        d->i_c[k] += slope[k] * i;
    }
}

INLINE void element_derivatives(const Point *p, const Element *e, Jacobian *J, int degree)
{
    const MeshNode *v = p->m->node + e->first;
    Field field;
    Fluxes f;
    RowDerivatives d;
    find_field(p, e, &field, degree);
    nodal_fluxes(&field, &f, degree);
    const int empty = degree > 1 && !empty_nowhere(degree + 1, field.c, field.c0);
    for (int a = 0; a <= degree; a++) {
        row_derivatives(&field, a, &f, &d, degree);
        if (empty) blend_derivatives(&field, a, &f, &d);
        for (int k = 0; k <= degree; k++) {
            jacobian_add(J, v[a].c_e, v[k].c_e, d.N_c[k]);
            jacobian_add(J, v[a].c_e, v[k].phi_e, d.N_phi[k]);
            jacobian_add(J, v[a].phi_e, v[k].c_e, d.i_c[k]);
            jacobian_add(J, v[a].phi_e, v[k].phi_e, d.i_phi[k]);
        }
    }
}

static void derivatives(const Point *p, const Element *e, Jacobian *J)
{
#define DERIVATIVES(degree) element_derivatives(p, e, J, degree)
    EACH_DEGREE(e->rule->degree, DERIVATIVES)
}

static void eval(const Electrolyte *el, const real *c, ElectrolytePoint *at)
{
    salt_eval(el->salt, *c, at);
}

static double current(const Model *m, const Element *e, const double *y)
{
    const MeshNode *v = m->node + e->first;
    const int degree = e->rule->degree;
    ElectrolytePoint at[MAX_DEGREE + 1];
    Field field = {.e = e, .at = at, .c0 = electrolyte_c0(m->spec->electrolyte)};
    Fluxes f;
    real N;
    for (int j = 0; j <= degree; j++) {
        field.c[j] = y[v[j].c_e];
        field.phi[j] = y[v[j].phi_e];
        electrolyte_eval(m->spec->electrolyte, field.c[j], &at[j]);
    }
    nodal_fluxes(&field, &f, degree);
    return re(passing(&field, &f, degree - 1, share_of(&field, degree), &N, degree));
}

static double junction(const Model *m, const double *y, int node)
{
    ElectrolytePoint here, there;
    electrolyte_eval(m->spec->electrolyte, y[m->node[node].c_e], &here);
    electrolyte_eval(m->spec->electrolyte, y[m->node[node + 1].c_e], &there);
    return re(there.Psi) - re(here.Psi);
}

static RestTransport transport(const Electrolyte *el)
{
    ElectrolytePoint at;
    electrolyte_eval(el, electrolyte_c0(el), &at);
    return (RestTransport){re(at.kappa), re(at.D), fabs(re(at.dPsi) * (1 - re(at.t_plus)))};
}

const ElectrolyteKind electrolyte_concentrated = {"concentrated", 0, eval, rows, derivatives, current, junction, transport};
