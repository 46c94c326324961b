/* A solid in which only cations move, in a lattice that balances them: no concentration, Ohm's law.
 *
 *   E-1s, E-2  0 = -di_e/dx + sum_p a_p (i_p + i_dl,p),   i_e = -kappa_eff dphi_e/dx                                   [A/m2] */
#include "kinds.h"

#include <stdlib.h>

/* kappa_eff 2/length [S/m2] of an element. */
static double conductance(const Model *m, const Element *e)
{
    return 2 * m->spec->electrolyte->kappa * e->transport / e->length;
}

static void eval(const Electrolyte *el, const real *c, ElectrolytePoint *at)
{
    (void)c;
    *at = (ElectrolytePoint){.kappa = el->kappa, .t_plus = 1};
}

/* What passes from node a on, by differences: a uniform potential drives nothing. */
static real passing(const Element *e, const MeshNode *v, const real *y, double G, int a)
{
    real i = 0;
    for (int k = 0; k <= e->rule->degree; k++) i += e->rule->passing[a][k] * (y[v[a].phi_e] - y[v[k].phi_e]);
    return G * i;
}

static void rows(const Point *p, const Element *e, real *r)
{
    const MeshNode *v = p->m->node + e->first;
    const double G = conductance(p->m, e);
    for (int a = 0; a < e->rule->degree; a++) {
        const real i = passing(e, v, p->y, G, a);
        r[v[a].phi_e] += i;
        r[v[a + 1].phi_e] -= i;
    }
}

static void derivatives(const Point *p, const Element *e, Jacobian *J)
{
    const MeshNode *v = p->m->node + e->first;
    const double G = conductance(p->m, e);
    for (int a = 0; a <= e->rule->degree; a++)
        for (int k = 0; k <= e->rule->degree; k++)
            jacobian_add(J, v[a].phi_e, v[k].phi_e, G * e->rule->stiffness[a][k]);
}

static double current(const Model *m, const Element *e, const double *y)
{
    const MeshNode *v = m->node + e->first;
    const int a = e->rule->degree - 1;
    double i = 0;
    for (int k = 0; k <= a + 1; k++) i += e->rule->passing[a][k] * (y[v[a].phi_e] - y[v[k].phi_e]);
    return conductance(m, e) * i;
}

static double junction(const Model *m, const double *y, int node)
{
    (void)m, (void)y, (void)node;
    return 0;
}

static RestTransport transport(const Electrolyte *el)
{
    return (RestTransport){.kappa = el->kappa};
}

const ElectrolyteKind electrolyte_single_ion = {"single_ion", 0, eval, rows, derivatives, current, junction, transport};

Status electrolyte_create_single_ion(double kappa, Electrolyte **out, Error *e)
{
    *out = NULL;
    if (!(kappa > 0 && kappa < 1e6)) {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the electrolyte's kappa is %g S/m", kappa);
        return error_about(e, "kappa"), CELLSIM_BAD_CARD;
    }
    Electrolyte *el = *out = calloc(1, sizeof *el);
    if (!el) return error_memory(e);
    *el = (Electrolyte){.kind = &electrolyte_single_ion, .first = -1, .kappa = kappa};
    return CELLSIM_OK;
}
