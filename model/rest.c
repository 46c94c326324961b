/* Starting points and inventories. */
#include "constants.h"
#include "hosts/host.h"
#include "kinetics.h"

#include <string.h>

/* Against the pores, of a reaction that would rest at U with its ion at c_ref, as the cell starts it. */
static double resting(const Model *m, const IonLink *ion, double U)
{
    return ion->ion < 0 ? U : U + model_link_shift(ion, electrolyte_ion(m->spec->electrolyte, ion->ion)->c0);
}

/* Equilibrium potential of the first phase of an electrode. */
static double rest_potential(const Model *m, RegionId r)
{
    const Phase *ph = &m->spec->electrode[r].phase[0];
    const IonLink ion = model_link(m, ph->ion, ph->kinetics, ph->c_ref);
    return resting(m, &ion, phase_rest_potential(ph));
}

void model_rest_state(const Model *m, double *y, double *yp)
{
    const Electrolyte *el = m->spec->electrolyte;
    const double U = rest_potential(m, POSITIVE);
    const double phi_e =
        m->spec->half_cell ? 0 - resting(m, &m->foil_ion, m->spec->foil.U) : -rest_potential(m, NEGATIVE);
    memset(y, 0, (size_t)m->unknowns * sizeof *y);
    memset(yp, 0, (size_t)m->unknowns * sizeof *yp);
    for (int k = 0; k < m->nodes; k++) {
        const MeshNode *v = &m->node[k];
        for (int n = 0; n < m->carried; n++) y[v->c_e + n] = electrolyte_ion(el, n)->c0;
        y[v->phi_e] = phi_e;
        for (int n = 0; n < v->networks; n++) y[v->phi_s[n]] = v->region == NEGATIVE ? 0 : phi_e + U;
    }
    for (int n = 0; m->c_r >= 0 && n < m->carried; n++) y[m->c_r + n] = electrolyte_ion(el, n)->c0;
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        p->host->rest(p, y);
        if (p->s >= 0) y[p->s] = 1;
    }
    y[m->W] = phi_e + U;
    y[m->V] = phi_e + U - model_reference(m, y);
}

static double reacting_area(const Model *m, RegionId r)
{
    double area = 0;
    for (int k = 0; k < m->pockets; k++)
        if (m->node[m->pocket[k].node].region == r) area += m->pocket[k].source;
    return area;
}

/* What the present concentration of its ion adds to the potential of a reaction. */
static double shift(const IonLink *ion, const MeshNode *v, const double *y)
{
    return ion->ion < 0 ? 0 : model_link_shift(ion, y[v->c_e + ion->ion]);
}

void model_guess_current(const Model *m, double I, double *y)
{
    const double area[REGIONS] = {
        [NEGATIVE] = m->spec->half_cell ? 1 : reacting_area(m, NEGATIVE), [POSITIVE] = reacting_area(m, POSITIVE)};
    double phi_e = 0;
    if (m->spec->half_cell)
        phi_e =
            -overpotential_guess(m->thermal_f, m->foil_i0, -I) - m->spec->foil.U - shift(&m->foil_ion, &m->node[0], y);
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        const RegionId r = m->node[p->node].region;
        const double i = (r == POSITIVE ? I : -I) / area[r];
        const double psi = p->host->guess(m, p, i, y) + shift(&p->ion, &m->node[p->node], y);
        if (p->phase_index > 0) continue;
        if (r == NEGATIVE && k == 0) phi_e = -psi;
        y[p->phi_s] = r == NEGATIVE ? 0 : phi_e + psi;
    }
    for (int k = 0; k < m->nodes; k++) {
        const MeshNode *v = &m->node[k];
        y[v->phi_e] = phi_e;
        for (int n = 1; n < v->networks; n++) y[v->phi_s[n]] = y[v->phi_s[0]];
    }
    y[m->I] = I;
    y[m->W] = y[m->node[m->nodes - 1].phi_s[0]];
    y[m->V] = y[m->node[m->nodes - 1].phi_s[0]] - model_reference(m, y);
}

double model_guest(const Model *m, RegionId region, const double *y)
{
    double guest = 0;
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        const MeshNode *v = &m->node[p->node];
        if (v->region != region) continue;
        guest += p->host->held(p, y) * p->phase->volume_fraction * p->phase->c_max * v->h;
    }
    return guest;
}

double model_guest_of(const Model *m, RegionId region, int ion, const double *y)
{
    double guest = 0;
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        const MeshNode *v = &m->node[p->node];
        if (v->region != region) continue;
        const double also = p->host->held_also ? p->host->held_also(p, y) : 0;
        const double own = p->c_e == v->c_e + ion ? p->host->held(p, y) - also : 0;
        const double held = p->c_also == v->c_e + ion ? own + also : own;
        guest += held * p->phase->volume_fraction * p->phase->c_max * v->h;
    }
    return guest;
}

static double side_charge_of(const Pocket *p, const double *y)
{
    return p->s < 0 ? 0 : -side_sign(&p->phase->side) * p->source * p->phase->side.charge * (1 - y[p->s]);
}

double model_side_charge(const Model *m, RegionId region, const double *y)
{
    double charge = 0;
    for (int k = 0; k < m->pockets; k++)
        if (m->node[m->pocket[k].node].region == region) charge += side_charge_of(&m->pocket[k], y);
    return charge;
}

double model_reacted(const Model *m, int ion, const double *y)
{
    double charge = 0;
    for (int k = 0; k < m->pockets; k++)
        if (m->pocket[k].c_e == m->node[m->pocket[k].node].c_e + ion) charge += side_charge_of(&m->pocket[k], y);
    for (RegionId r = NEGATIVE; r < REGIONS; r++) charge += FARADAY * model_guest_of(m, r, ion, y);
    return charge;
}

double model_guest_capacity(const Model *m, RegionId region)
{
    const Electrode *el = &m->spec->electrode[region];
    double capacity = 0;
    for (int p = 0; p < el->phases; p++)
        capacity += el->phase[p].volume_fraction * el->phase[p].c_max * m->spec->region[region].thickness;
    return capacity;
}

double model_double_layer_charge(const Model *m, RegionId region, const double *y)
{
    double charge = 0;
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        if (m->node[p->node].region == region)
            charge += p->source * p->phase->double_layer * (y[p->phi_s] - y[p->phi_e]);
    }
    return charge;
}

double model_ion(const Model *m, int ion, const double *y)
{
    double amount = m->c_r < 0 ? 0 : m->spec->reservoir.volume * y[m->c_r + ion];
    for (int k = 0; k < m->nodes; k++) amount += m->node[k].pores * y[m->node[k].c_e + ion];
    return amount;
}
