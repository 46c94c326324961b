/* Ions and charge in the pores: E-1 and E-2. What is stored is the same for every electrolyte; what passes between the nodes of
 * an element says its kind (electrolytes/). */
#include "electrolytes/kinds.h"

void electrolyte_rows(const Point *p, real *r)
{
    const Model *m = p->m;
    for (int k = 0; k < m->nodes; k++) {
        const MeshNode *v = &m->node[k];
        for (int n = 0; n < m->carried; n++) r[v->c_e + n] += v->pores * p->yp[v->c_e + n];
    }
    for (int k = 0; k < m->elements; k++) m->spec->electrolyte->kind->rows(p, &m->element[k], r);
}

void electrolyte_derivatives(const Point *p, Jacobian *J)
{
    const Model *m = p->m;
    for (int k = 0; k < m->nodes; k++) {
        const MeshNode *v = &m->node[k];
        for (int n = 0; n < m->carried; n++) jacobian_add(J, v->c_e + n, v->c_e + n, v->pores * p->cj);
    }
    for (int k = 0; k < m->elements; k++) m->spec->electrolyte->kind->derivatives(p, &m->element[k], J);
}

void electrolyte_properties(const Model *m, const real *y, ElectrolytePoint *at)
{
    const Electrolyte *el = m->spec->electrolyte;
    for (int k = 0; k < m->nodes; k++) el->kind->eval(el, y + m->node[k].c_e, &at[k]);
}

double electrolyte_junction(const Model *m, const double *y, int node)
{
    return m->spec->electrolyte->kind->junction(m, y, node);
}

/* What enters the last node of the separator: E-2 says that the same passes between any two nodes of it. */
double model_separator_current(const Model *m, const double *y)
{
    return m->spec->electrolyte->kind->current(m, &m->element[m->separator], y);
}
