/* The dilute electrolyte: what its ions and its current do between nodes.
 *
 *   E-1d  eps dc_k/dt = -dN_k/dx + sum of reactions,   N_k = -D_k,eff [dc_k/dx + z_k f c_k dphi_e/dx]       [mol/(m2 s)]
 *   E-2   0 = -di_e/dx + sum_p a_p (i_p + i_dl,p),     i_e = F sum_k z_k N_k                                       [A/m2]
 *
 * for every ion but the last, which follows from sum_k z_k c_k = 0. phi_e is the electrostatic potential. Newman &
 * Thomas-Alyea 2004, ch. 11. Weak form on elements (E-11); where an ion runs out, what passes of it is exponentially fitted
 * (E-11b). */
#include "../constants.h"
#include "empty.h"
#include "fitted.h"
#include "kinds.h"

/* At the nodes of one element. The last ion migrates as if at least FLOOR of what there was at the start were there (E-ely-6):
 * then the current has a conductor even where all ions are gone. */
typedef struct Field {
    const Electrolyte *el;
    const Element *e;
    double per_length;                                                            /* T 2/h, 1/m */
    real c[MAX_IONS][MAX_DEGREE + 1], phi[MAX_DEGREE + 1], slope[MAX_DEGREE + 1]; /* mol/m3, V, (h/2) dphi/dx */
    real moves[MAX_DEGREE + 1], dmoves[MAX_DEGREE + 1];                           /* of the last ion, and per its c */
    real N[MAX_IONS][MAX_DEGREE + 1];
    real share[MAX_IONS], dshare[MAX_IONS][MAX_DEGREE + 1]; /* of fitted fluxes, and its derivatives */
} Field;

static const double FLOOR = 1e-3;

static void follow(Field *f, int node)
{
    const Electrolyte *el = f->el;
    const int last = el->carried;
    const double least = FLOOR * el->ion[last].c0;
    real charge = 0;
    for (int k = 0; k < last; k++) charge += el->ion[k].charge * f->c[k][node];
    const real c = f->c[last][node] = -charge / el->ion[last].charge;
    const int low = re(c) < least;
    f->moves[node] = low ? least * exp(c / least - 1) : c;
    f->dmoves[node] = low ? f->moves[node] / least : 1;
}

static real moving(const Field *f, int ion, int node)
{
    return ion < f->el->carried ? f->c[ion][node] : f->moves[node];
}

/* Everything that follows from c and phi of the nodes. Differences first: what is uniform drives nothing, to the last bit. */
static void find_fluxes(Field *f)
{
    const Electrolyte *el = f->el;
    const Lobatto *rule = f->e->rule;
    for (int j = 0; j <= rule->degree; j++) {
        follow(f, j);
        f->slope[j] = 0;
        for (int l = 0; l <= rule->degree; l++) f->slope[j] += rule->D[j][l] * (f->phi[l] - f->phi[j]);
    }
    for (int k = 0; k < el->ions; k++) {
        const double g = f->per_length * el->ion[k].D, drift = el->ion[k].charge * el->f;
        for (int j = 0; j <= rule->degree; j++) {
            real dc = 0;
            for (int l = 0; l <= rule->degree; l++) dc += rule->D[j][l] * (f->c[k][l] - f->c[k][j]);
            f->N[k][j] = -g * (dc + drift * moving(f, k, j) * f->slope[j]);
        }
    }
    for (int k = 0; k < el->carried; k++)
        f->share[k] = empty_share(rule->degree + 1, f->c[k], electrolyte_scale(el, k), f->dshare[k]);
}

static void open_field(const Model *m, const Element *e, Field *f)
{
    f->el = m->spec->electrolyte;
    f->e = e;
    f->per_length = 2 * e->transport / e->length;
}

static void find_field(const Point *p, const Element *e, Field *f)
{
    const MeshNode *v = p->m->node + e->first;
    open_field(p->m, e, f);
    for (int j = 0; j <= e->rule->degree; j++) {
        for (int k = 0; k < f->el->carried; k++) f->c[k][j] = p->y[v[j].c_e + k];
        f->phi[j] = p->y[v[j].phi_e];
    }
    find_fluxes(f);
}

static FittedFlux fitted_at(const Field *f, int ion, int a)
{
    const Lobatto *rule = f->e->rule;
    const Ion *of = &f->el->ion[ion];
    const double g = f->per_length * of->D / (rule->x[a + 1] - rule->x[a]);
    return fitted_flux(g, of->charge * f->el->f, f->c[ion] + a, f->phi + a);
}

/* What passes of an ion from node a to the next, mol/(m2 s). */
static real passing(const Field *f, int ion, int a)
{
    real N = 0;
    for (int j = 0; j <= f->e->rule->degree; j++) N += f->e->rule->face[a][j] * f->N[ion][j];
    if (ion == f->el->carried || f->share[ion] == 0) return N;
    return N + f->share[ion] * (fitted_at(f, ion, a).N - N);
}

static real passing_current(const Field *f, int a)
{
    real i = 0;
    for (int k = 0; k < f->el->ions; k++) i += f->el->ion[k].charge * passing(f, k, a);
    return FARADAY * i;
}

static void rows(const Point *p, const Element *e, real *r)
{
    const MeshNode *v = p->m->node + e->first;
    Field f;
    find_field(p, e, &f);
    for (int a = 0; a < e->rule->degree; a++) {
        const real i = passing_current(&f, a);
        for (int k = 0; k < f.el->carried; k++) {
            const real N = passing(&f, k, a);
            r[v[a].c_e + k] += N;
            r[v[a + 1].c_e + k] -= N;
        }
        r[v[a].phi_e] += i;
        r[v[a + 1].phi_e] -= i;
    }
}

/* Derivatives of row a of one ion with respect to its own concentration and phi_e at the nodes. */
typedef struct RowDerivatives {
    real c[MAX_DEGREE + 1], phi[MAX_DEGREE + 1];
} RowDerivatives;

static void row_derivatives(const Field *f, int ion, int a, RowDerivatives *d)
{
    const Lobatto *rule = f->e->rule;
    const int last = ion == f->el->carried;
    const double g = f->per_length * f->el->ion[ion].D, drift = g * f->el->ion[ion].charge * f->el->f;
    for (int l = 0; l <= rule->degree; l++) {
        d->c[l] = g * rule->stiffness[a][l] - drift * rule->row[a][l] * f->slope[l] * (last ? f->dmoves[l] : 1);
        d->phi[l] = 0;
        for (int j = 0; j <= rule->degree; j++)
            d->phi[l] -= drift * rule->row[a][j] * moving(f, ion, j) * rule->D[j][l];
    }
}

/* `sign` times what passes fitted from node a on joins *N, and times the share the derivatives of the row. */
static void add_fitted(const Field *f, int ion, int a, double sign, real *N, RowDerivatives *d)
{
    const FittedFlux s = fitted_at(f, ion, a);
    *N += sign * s.N;
    for (int side = 0; side < 2; side++) {
        d->c[a + side] += sign * f->share[ion] * s.dc[side];
        d->phi[a + side] += sign * f->share[ion] * s.dphi[side];
    }
}

/* The derivatives of a row whose fluxes are fitted in part: row + share (fitted row - row). */
static void blend_derivatives(const Field *f, int ion, int a, RowDerivatives *d)
{
    const Lobatto *rule = f->e->rule;
    real N = 0; /* the fitted row less the row */
    for (int l = 0; l <= rule->degree; l++) {
        d->c[l] *= 1 - f->share[ion];
        d->phi[l] *= 1 - f->share[ion];
        N -= rule->row[a][l] * f->N[ion][l];
    }
    if (a < rule->degree) add_fitted(f, ion, a, 1, &N, d);
    if (a > 0) add_fitted(f, ion, a - 1, -1, &N, d);
    for (int l = 0; l <= rule->degree; l++) d->c[l] += f->dshare[ion][l] * N;
}

/* Row a: an ion's own, and its part of the current, in which the last ion stands for its share of all. */
static void add_row(const Field *f, const MeshNode *v, int a, Jacobian *J)
{
    const Electrolyte *el = f->el;
    const int degree = f->e->rule->degree;
    RowDerivatives last, d;
    real current[MAX_DEGREE + 1];
    row_derivatives(f, el->carried, a, &last);
    for (int l = 0; l <= degree; l++) current[l] = el->ion[el->carried].charge * last.phi[l];
    for (int k = 0; k < el->carried; k++) {
        const double z = el->ion[k].charge;
        row_derivatives(f, k, a, &d);
        if (f->share[k] != 0) blend_derivatives(f, k, a, &d);
        for (int l = 0; l <= degree; l++) {
            current[l] += z * d.phi[l];
            jacobian_add(J, v[a].c_e + k, v[l].c_e + k, d.c[l]);
            jacobian_add(J, v[a].c_e + k, v[l].phi_e, d.phi[l]);
            jacobian_add(J, v[a].phi_e, v[l].c_e + k, FARADAY * z * (d.c[l] - last.c[l]));
        }
    }
    for (int l = 0; l <= degree; l++) jacobian_add(J, v[a].phi_e, v[l].phi_e, FARADAY * current[l]);
}

static void derivatives(const Point *p, const Element *e, Jacobian *J)
{
    const MeshNode *v = p->m->node + e->first;
    Field f;
    find_field(p, e, &f);
    for (int a = 0; a <= e->rule->degree; a++) add_row(&f, v, a, J);
}

static double current(const Model *m, const Element *e, const double *y)
{
    const MeshNode *v = m->node + e->first;
    Field f;
    open_field(m, e, &f);
    for (int j = 0; j <= e->rule->degree; j++) {
        for (int k = 0; k < f.el->carried; k++) f.c[k][j] = y[v[j].c_e + k];
        f.phi[j] = y[v[j].phi_e];
    }
    find_fluxes(&f);
    return re(passing_current(&f, e->rule->degree - 1));
}

/* The reactions say what each concentration is to them (exchange.h): nothing is tabulated. */
static void eval(const Electrolyte *el, const real *c, ElectrolytePoint *at)
{
    (void)el, (void)c, (void)at;
}

/* sum z^2 D |c| of a node, what conducts there, and sum z D c. */
static double conductors(const Electrolyte *el, const double *carried, double *pull)
{
    double c[MAX_IONS], sum = 0;
    electrolyte_concentrations(el, carried, c);
    *pull = 0;
    for (int k = 0; k < el->ions; k++) {
        const Ion *of = &el->ion[k];
        const double least = k == el->carried ? FLOOR * of->c0 : 0;
        sum += of->charge * of->charge * of->D * fmax(fabs(c[k]), least);
        *pull += of->charge * of->D * c[k];
    }
    return sum;
}

/* Henderson's formula (Z. phys. Chem. 59 (1907) 118): along straight lines of the concentrations, without current. */
static double junction(const Model *m, const double *y, int node)
{
    const Electrolyte *el = m->spec->electrolyte;
    double from, to;
    const double here = conductors(el, y + m->node[node].c_e, &from), there = conductors(el, y + m->node[node + 1].c_e, &to);
    const double x = (there - here) / here; /* ln(1 + x)/x, by its series where that is 0/0 */
    const double per_mean = fabs(x) < 1e-4 ? 1 - x * (0.5 - x / 3) : log1p(x) / x;
    return (from - to) / (here * el->f) * per_mean;
}

static RestTransport transport(const Electrolyte *el)
{
    RestTransport t = {.D = el->ion[0].D};
    double rarest = 0; /* 1/(D c) of the ion that current moves most */
    for (int k = 0; k < el->ions; k++) {
        const Ion *of = &el->ion[k];
        t.kappa += FARADAY * el->f * of->charge * of->charge * of->D * of->c0;
        t.D = fmin(t.D, of->D);
        if (k < el->carried && of->c0 > 0) rarest = fmax(rarest, 1 / (of->D * of->c0));
    }
    t.coupling = t.D * rarest / el->f;
    return t;
}

const ElectrolyteKind electrolyte_dilute = {"dilute", 1, eval, rows, derivatives, current, junction, transport};
