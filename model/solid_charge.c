/* Charge in the electronic networks of the porous electrodes.
 *
 *   E-3  0 = -di_s,k/dx - sum_p a_p (i_p + i_dl,p) - G_k (phi_s,k - phi_s,0),   i_s,k = -sigma_k dphi_s,k/dx   [A/m2]
 *
 * for every network k; G_k couples it to network 0 (with the opposite sign there). Phases add their reaction to the
 * network they are wired to (exchange.h). Weak form on elements (E-11), rows per geometric area. No current leaves into
 * the separator; what passes through the collectors: terminal.c. */
#include "laws.h"

/* sigma 2/length [S/m2] of an element. */
static double conductance(const Model *m, const Element *e, int network)
{
    return 2 * m->spec->electrode[e->region].sigma[network] / e->length;
}

static int networks(const Model *m, const Element *e)
{
    return e->region == SEPARATOR ? 0 : m->spec->electrode[e->region].networks;
}

static void element_rows(const Point *p, const Element *e, int n, real *r)
{
    const Lobatto *rule = e->rule;
    const MeshNode *v = p->m->node + e->first;
    const double G = conductance(p->m, e, n);
    for (int a = 0; a < rule->degree; a++) {
        const real own = p->y[v[a].phi_s[n]];
        real i = 0;
        for (int k = 0; k <= rule->degree; k++) i += rule->passing[a][k] * (own - p->y[v[k].phi_s[n]]);
        r[v[a].phi_s[n]] += G * i;
        r[v[a + 1].phi_s[n]] -= G * i;
    }
}

static void element_derivatives(const Point *p, const Element *e, int n, Jacobian *J)
{
    const Lobatto *rule = e->rule;
    const MeshNode *v = p->m->node + e->first;
    const double G = conductance(p->m, e, n);
    for (int a = 0; a <= rule->degree; a++)
        for (int k = 0; k <= rule->degree; k++)
            jacobian_add(J, v[a].phi_s[n], v[k].phi_s[n], G * rule->stiffness[a][k]);
}

/* h G_k of a node, S/m2. */
static double exchange(const Model *m, const MeshNode *v, int network)
{
    return v->h * m->spec->electrode[v->region].exchange[network];
}

void solid_rows(const Point *p, real *r)
{
    const Model *m = p->m;
    for (int k = 0; k < m->elements; k++)
        for (int n = 0; n < networks(m, &m->element[k]); n++) element_rows(p, &m->element[k], n, r);
    for (int k = 0; k < m->nodes; k++)
        for (int n = 1; n < m->node[k].networks; n++) {
            const MeshNode *v = &m->node[k];
            const real i = exchange(m, v, n) * (p->y[v->phi_s[n]] - p->y[v->phi_s[0]]);
            r[v->phi_s[n]] += i;
            r[v->phi_s[0]] -= i;
        }
}

void solid_derivatives(const Point *p, Jacobian *J)
{
    const Model *m = p->m;
    for (int k = 0; k < m->elements; k++)
        for (int n = 0; n < networks(m, &m->element[k]); n++) element_derivatives(p, &m->element[k], n, J);
    for (int k = 0; k < m->nodes; k++)
        for (int n = 1; n < m->node[k].networks; n++) {
            const MeshNode *v = &m->node[k];
            const double G = exchange(m, v, n);
            jacobian_add(J, v->phi_s[n], v->phi_s[n], G);
            jacobian_add(J, v->phi_s[n], v->phi_s[0], -G);
            jacobian_add(J, v->phi_s[0], v->phi_s[n], -G);
            jacobian_add(J, v->phi_s[0], v->phi_s[0], G);
        }
}
