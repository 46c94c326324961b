#include "conserve.h"

#include "../model/constants.h"

#include <stdlib.h>

/* Pockets of an electrode: [first, end), those of the negative one come first. */
static int first_positive(const Model *m)
{
    int k = 0;
    while (k < m->pockets && m->node[m->pocket[k].node].region != POSITIVE) k++;
    return k;
}

static double area_of(const Model *m, int first, int end)
{
    double area = 0;
    for (int k = first; k < end; k++) area += m->pocket[k].source;
    return area;
}

Status conserve_create(const Model *m, Sums *sums, Error *e)
{
    sums->first = first_positive(m);
    sums->negative = area_of(m, 0, sums->first);
    sums->positive = area_of(m, sums->first, m->pockets);
    sums->pores = 0;
    for (int k = 0; k < m->nodes; k++) sums->pores += m->node[k].pores;
    if (m->c_r >= 0) sums->pores += m->spec->reservoir.volume;
    sums->counted = electrolyte_is_absolute(m->spec->electrolyte);
    sums->particle = calloc((size_t)m->pockets, sizeof *sums->particle);
    return sums->particle ? CELLSIM_OK : error_memory(e);
}

void conserve_free(Sums *sums)
{
    free(sums->particle);
    sums->particle = NULL;
}

static double shells_balance(const Pocket *p, const double *b)
{
    double total = 0;
    for (int j = 0; j < p->radial->n; j++) total += b[p->theta + j];
    return total;
}

void conserve_sums(const Model *m, const double *b, Sums *sums)
{
    sums->electrons = sums->ions = 0;
    for (int n = 0; n < m->carried; n++) sums->ion[n] = m->c_r < 0 ? 0 : b[m->c_r + n];
    for (int k = 0; k < m->nodes; k++) {
        const MeshNode *v = &m->node[k];
        sums->ions += b[v->phi_e];
        for (int n = 0; n < m->carried; n++) sums->ion[n] += b[v->c_e + n];
        for (int n = 0; n < v->potentials && v->region == POSITIVE; n++) sums->electrons += b[v->phi_s[n]];
    }
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        sums->particle[k] = p->theta >= 0 ? shells_balance(p, b) : pocket_balance(p, b);
    }
}

/* Of a side reaction, per reacting area. */
static double side_current(const Pocket *p, double cj, const double *x)
{
    return p->s < 0 ? 0 : -side_sign(&p->phase->side) * p->phase->side.charge * cj * x[p->s];
}

/* What the pockets [first, end) carry, per geometric area. */
static double carried(const Model *m, int first, int end, double cj, double padding, const double *x)
{
    double sum = 0;
    for (int k = first; k < end; k++) {
        const Pocket *p = &m->pocket[k];
        const double C = p->phase->double_layer + padding;
        double i = x[p->i] + side_current(p, cj, x);
        if (C > 0) i += C * cj * (x[p->phi_s] - x[p->phi_e]);
        sum += p->source * i;
    }
    return sum;
}

/* The rate that every pocket of an electrode lacks joins x; then the guest follows the rates. */
static void put_back(const Model *m, int first, int end, double rate, double cj, const double *particle, double *x)
{
    for (int k = first; k < end; k++) {
        const Pocket *p = &m->pocket[k];
        const double *w = p->radial->w;
        double *theta = x + p->theta, mean = 0;
        x[p->i] += rate;
        if (p->i_own != p->i) x[p->i_own] += rate;
        if (p->theta < 0) {
            pocket_absorb(p, (particle[k] - p->per_current * x[p->i]) / cj - pocket_held(p, x), x);
            continue;
        }
        for (int j = 0; j < p->radial->n; j++) mean += w[j] * theta[j];
        const double missing = (particle[k] - p->per_current * x[p->i]) / cj - mean;
        for (int j = 0; j < p->radial->n; j++) theta[j] += missing;
    }
}

/* What the electrodes' reactions carry of concentration n, per geometric area. */
static double reacted(const Model *m, int n, double cj, const double *x)
{
    double sum = 0;
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        const int c = m->node[p->node].c_e + n;
        if (p->c_e == c) sum += p->source * (x[p->i_own] + side_current(p, cj, x));
        if (p->c_also == c) sum += p->source * x[p->i_also];
    }
    return sum;
}

/* What is stored of concentration n becomes `sum`/cj. */
static void put_ion(const Model *m, int n, double cj, const Sums *sums, double sum, double *x)
{
    double stored = m->c_r < 0 ? 0 : m->spec->reservoir.volume * x[m->c_r + n];
    for (int k = 0; k < m->nodes; k++) stored += m->node[k].pores * x[m->node[k].c_e + n];
    const double missing = (sum / cj - stored) / sums->pores;
    for (int k = 0; k < m->nodes; k++) x[m->node[k].c_e + n] += missing;
    if (m->c_r >= 0) x[m->c_r + n] += missing;
}

/* `foil`: the current from it, as E-6 in E-2 says. Double layers, its own and those of the electrodes, take another ion than the
 * reactions. */
static void conserve_counted(const Model *m, double cj, double padding, const Sums *sums, double foil, double *x)
{
    const double layer = (m->spec->foil.double_layer + padding) * cj * x[m->node[0].phi_e];
    for (int n = 0; n < m->carried; n++) {
        const int exchanged = m->spec->half_cell && m->foil_ion.ion == n;
        const double charge = reacted(m, n, cj, x) + (exchanged ? foil + layer : 0);
        put_ion(m, n, cj, sums, sums->ion[n] + charge / (electrolyte_ion(m->spec->electrolyte, n)->charge * FARADAY),
                x);
    }
}

void conserve_balances(const Model *m, double cj, double padding, const Sums *sums, double *x)
{
    const double positive = sums->electrons + x[m->I], negative = -sums->ions - positive;
    const int first = sums->first, end = m->pockets;
    const double lack = (positive - carried(m, first, end, cj, padding, x)) / sums->positive;
    if (sums->negative > 0) {
        const double other = (negative - carried(m, 0, first, cj, padding, x)) / sums->negative;
        put_back(m, 0, first, other, cj, sums->particle, x);
    }
    if (sums->positive > 0) put_back(m, first, end, lack, cj, sums->particle, x);
    if (sums->counted) {
        conserve_counted(m, cj, padding, sums, negative, x);
    } else if (m->carried > 0) {
        put_ion(m, 0, cj, sums, sums->ion[0], x);
    }
}
