/* The reference electrode of a three-electrode cell: a metal in the separator that carries no current.
 *
 *   E-8r  phi_ref = phi_e(x) + U + (RT/zF) ln(c(x)/c_ref)                                                              [V]
 *
 * with the last term where phi_e is electrostatic (E-5d) only; phi_e and c are those of the element's polynomials at x. */
#include "exchange.h"

void reference_place(Model *m)
{
    const ReferenceElectrode *of = &m->spec->reference;
    const Region *separator = &m->spec->region[SEPARATOR];
    const double x0 = m->spec->half_cell ? 0 : m->spec->region[NEGATIVE].thickness,
                 x = x0 + of->place * separator->thickness;
    int k = m->separator - separator->elements + 1;
    while (k < m->separator && x > m->node[m->element[k + 1].first].x) k++;
    const Element *e = &m->element[k];
    const Lobatto *rule = e->rule;
    const double at = 2 * (x - m->node[e->first].x) / e->length - 1;
    m->reference.element = k;
    m->reference.ion = model_link(m, of->ion, KINETICS_DEFAULT, of->c_ref);
    for (int j = 0; j <= rule->degree; j++) {
        double share = 1;
        for (int i = 0; i <= rule->degree; i++)
            if (i != j) share *= (at - rule->x[i]) / (rule->x[j] - rule->x[i]);
        m->reference.share[j] = share;
    }
}

static int has_shift(const ReferencePlace *at)
{
    return at->ion.ion >= 0 && at->ion.form != ION_REFERENCE;
}

/* phi_ref less what ln c says, and c. */
static real potential_of(const Model *m, const real *y, real *c)
{
    const ReferencePlace *at = &m->reference;
    const Element *e = &m->element[at->element];
    const MeshNode *v = m->node + e->first;
    real phi = m->spec->reference.U;
    *c = 0;
    for (int j = 0; j <= e->rule->degree; j++) {
        phi += at->share[j] * y[v[j].phi_e];
        if (has_shift(at)) *c += at->share[j] * y[v[j].c_e + at->ion.ion];
    }
    return phi;
}

real reference_potential(const Model *m, const real *y)
{
    const IonLink *ion = &m->reference.ion;
    real c, slope;
    const real phi = potential_of(m, y, &c);
    return has_shift(&m->reference) ? phi + ln_soft(c, ion->c_ref, &slope) / ion->f : phi;
}

double model_reference(const Model *m, const double *y)
{
    const ReferencePlace *at = &m->reference;
    const MeshNode *v = m->node + m->element[at->element].first;
    double phi = m->spec->reference.U, c = 0;
    if (!m->spec->reference.present) return 0;
    for (int j = 0; j <= m->element[at->element].rule->degree; j++) {
        phi += at->share[j] * y[v[j].phi_e];
        if (has_shift(at)) c += at->share[j] * y[v[j].c_e + at->ion.ion];
    }
    return has_shift(at) ? phi + model_link_shift(&at->ion, c) : phi;
}

void reference_derivatives(const Point *p, int row, Jacobian *J)
{
    const Model *m = p->m;
    const ReferencePlace *at = &m->reference;
    const Element *e = &m->element[at->element];
    const MeshNode *v = m->node + e->first;
    real c, slope = 0;
    potential_of(m, p->y, &c);
    if (has_shift(at)) ln_soft(c, at->ion.c_ref, &slope);
    for (int j = 0; j <= e->rule->degree; j++) {
        jacobian_add(J, row, v[j].phi_e, at->share[j]);
        if (has_shift(at)) jacobian_add(J, row, v[j].c_e + at->ion.ion, at->share[j] * slope / at->ion.f);
    }
}
