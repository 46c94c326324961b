#include "conserve.h"

void conserve_sums(const Model *m, const double *b, Sums *sums)
{
    sums->electrons = -b[m->V];
    sums->ions = 0;
    for (int k = 0; k < m->volumes; k++) {
        const Volume *v = &m->volume[k];
        sums->ions += b[v->phi_e];
        for (int n = 0; n < v->networks && v->region == POSITIVE; n++) sums->electrons += b[v->phi_s + n];
    }
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        double total = 0;
        for (int j = 0; j < p->radial->n; j++) total += b[p->theta + j];
        sums->particle[k] = total;
    }
}

/* What the pockets of an electrode carry, and their area, per geometric area. */
static double carried(const Model *m, RegionId r, double cj, double padding, const double *x, double *area)
{
    double sum = 0;
    *area = 0;
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        if (m->volume[p->volume].region != r) continue;
        const double layer = (p->phase->double_layer + padding) * cj * (x[p->phi_s] - x[p->phi_e]);
        const double side = p->s >= 0 ? p->phase->side.charge * cj * x[p->s] : 0;
        sum += p->source * (x[p->i] + layer + side);
        *area += p->source;
    }
    return sum;
}

static void add_rate(const Model *m, RegionId r, double rate, double *x)
{
    for (int k = 0; k < m->pockets; k++)
        if (m->volume[m->pocket[k].volume].region == r) x[m->pocket[k].i] += rate;
}

static void conserve_guest(const Pocket *p, double cj, double sum, double *x)
{
    double mean = 0;
    for (int j = 0; j < p->radial->n; j++) mean += p->radial->w[j] * x[p->theta + j];
    const double missing = (sum - p->per_current * x[p->i]) / cj - mean;
    for (int j = 0; j < p->radial->n; j++) x[p->theta + j] += missing;
}

void conserve_balances(const Model *m, double cj, double padding, const Sums *sums, double *x)
{
    double area;
    const double positive = sums->electrons + x[m->I];
    const double missing = positive - carried(m, POSITIVE, cj, padding, x, &area);
    add_rate(m, POSITIVE, missing / area, x);
    if (!m->spec->half_cell) {
        const double other = -sums->ions - positive - carried(m, NEGATIVE, cj, padding, x, &area);
        add_rate(m, NEGATIVE, other / area, x);
    }
    for (int k = 0; k < m->pockets; k++) conserve_guest(&m->pocket[k], cj, sums->particle[k], x);
}
