/* Charge in the electronic networks of the porous electrodes.
 *
 *   E-3  0 = -di_s,k/dx - sum_p a_p (i_p + i_dl,p) - G_k (phi_s,k - phi_s,0),   i_s,k = -sigma_k dphi_s,k/dx   [A/m2]
 *
 * for every network k; G_k couples it to network 0 (with the opposite sign there). Phases add their reaction to the
 * network they are wired to (particle.c). Rows per geometric area. Boundary currents: terminal.c (positive collector);
 * the negative collector of a full cell is at potential 0. No current leaves into the separator. */
#include "laws.h"

static double half_conductance(const Volume *v, double sigma)
{
    return 2 * sigma / v->h; /* S/m2 */
}

/* Calls `add` work for every conductance between two unknowns a -> b: current G (y_a - y_b) leaves a, enters b.
 * b = -1: potential 0. */
typedef struct Conductor {
    int a, b;
    double G;
} Conductor;

/* The conductors of volume k and its right face, network n: at most 3. */
static int conductors(const Model *m, int k, int n, Conductor *out)
{
    const Volume *v = &m->volume[k];
    const Electrode *el = &m->spec->electrode[v->region];
    const int phi = v->phi_s + n;
    int count = 0;
    if (k == 0) out[count++] = (Conductor){phi, -1, half_conductance(v, el->sigma[n])};
    if (n > 0) out[count++] = (Conductor){phi, v->phi_s, v->h * el->exchange[n]};
    if (k + 1 < m->volumes && v[1].region == v->region) {
        const double left = half_conductance(v, el->sigma[n]), right = half_conductance(v + 1, el->sigma[n]);
        out[count++] = (Conductor){phi, v[1].phi_s + n, left * right / (left + right)};
    }
    return count;
}

void solid_rows(const Point *p, real *r)
{
    Conductor c[3];
    for (int k = 0; k < p->m->volumes; k++)
        for (int n = 0; n < p->m->volume[k].networks; n++) {
            const int count = conductors(p->m, k, n, c);
            for (int j = 0; j < count; j++) {
                const real i = c[j].G * (p->y[c[j].a] - (c[j].b >= 0 ? p->y[c[j].b] : 0));
                r[c[j].a] += i;
                if (c[j].b >= 0) r[c[j].b] -= i;
            }
        }
}

void solid_derivatives(const Point *p, Jacobian *J)
{
    Conductor c[3];
    for (int k = 0; k < p->m->volumes; k++)
        for (int n = 0; n < p->m->volume[k].networks; n++) {
            const int count = conductors(p->m, k, n, c);
            for (int j = 0; j < count; j++) {
                jacobian_add(J, c[j].a, c[j].a, c[j].G);
                if (c[j].b < 0) continue;
                jacobian_add(J, c[j].a, c[j].b, -c[j].G);
                jacobian_add(J, c[j].b, c[j].a, -c[j].G);
                jacobian_add(J, c[j].b, c[j].b, c[j].G);
            }
        }
}
