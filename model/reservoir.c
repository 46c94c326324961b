/* Well-mixed liquid beside the sandwich: what a separator floats in, or holds beyond its pores.
 *
 *   E-17  V dc_r/dt = h (c_1 - c_r)                                                                         [mol/(m2 s)]
 *
 * for every concentration, V [m3 per m2 of electrode]; c_1 is that of the separator's first node, which loses what the
 * reservoir gains. One h for all ions: what passes is neutral. */
#include "laws.h"

/* The unknown at the node that exchanges with reservoir unknown n. */
static int beside(const Model *m, int n)
{
    return m->node[m->mouth].c_e + n;
}

void reservoir_rows(const Point *p, real *r)
{
    const Model *m = p->m;
    const Reservoir *of = &m->spec->reservoir;
    for (int n = 0; n < m->carried; n++) {
        const int own = m->c_r + n, other = beside(m, n);
        const real N = of->exchange * (p->y[other] - p->y[own]);
        r[own] += of->volume * p->yp[own] - N;
        r[other] += N;
    }
}

void reservoir_derivatives(const Point *p, Jacobian *J)
{
    const Model *m = p->m;
    const Reservoir *of = &m->spec->reservoir;
    for (int n = 0; n < m->carried; n++) {
        const int own = m->c_r + n, other = beside(m, n);
        jacobian_add(J, own, own, of->volume * p->cj + of->exchange);
        jacobian_add(J, own, other, -of->exchange);
        jacobian_add(J, other, other, of->exchange);
        jacobian_add(J, other, own, -of->exchange);
    }
}
