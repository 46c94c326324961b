/* Phases that the shipped library describes. */
#include "random_card.h"

enum { KNOWN_POINTS = 7 };
static const double known_x[KNOWN_POINTS] = {0.03, 0.15, 0.3, 0.5, 0.7, 0.85, 0.97};

/* What the generator must know of an entry of configs/materials.cfg. */
typedef struct Material {
    const char *name;
    double c_max;           /* mol/m3 */
    double radius;          /* m, 0 = the entry has none */
    int D, i0;              /* 1: the entry has one */
    double low;             /* lowest x of its U */
    double U[KNOWN_POINTS]; /* V at known_x */
} Material;

static const Material materials[] = {
    {"anatase_Li", 30200, 0, 0, 0, 0, {1.961, 1.799, 1.797, 1.794, 1.791, 1.658, 1.471}},
    {"TiO2x_fast_Li", 25800, 4.5e-6, 1, 0, 0, {2.16, 1.893, 1.84, 1.808, 1.78, 1.752, 1.697}},
    {"TiO2_P25_Li", 15200, 4.5e-6, 1, 0, 0, {1.979, 1.8, 1.797, 1.795, 1.793, 1.791, 1.622}},
    {"TiO2x_Na", 43200, 4.5e-6, 1, 0, 0, {1.775, 1.056, 0.858, 0.761, 0.672, 0.559, 0.123}},
    {"Na3V2_PO4_3", 13900, 0.3e-6, 1, 1, 0, {3.398, 3.389, 3.387, 3.385, 3.383, 3.381, 3.35}},
    {"Li4Ti5O12", 22700, 0, 0, 0, 0, {1.568, 1.564, 1.563, 1.562, 1.561, 1.56, 1.556}},
    {"graphite_SiOx_Chen2020", 33133, 5.86e-6, 1, 1, 0, {1.011, 0.257, 0.163, 0.133, 0.092, 0.09, 0.088}},
    {"NMC811_Chen2020", 63104, 5.22e-6, 1, 1, 0.2, {4.6, 4.544, 4.205, 3.972, 3.73, 3.609, 3.512}},
    {"NMC532_Xu2019", 48230, 5.3e-6, 1, 1, 0, {4.297, 4.129, 3.962, 3.815, 3.74, 3.685, 3.549}},
    {"LCO_LIONSIMBA", 51554, 2e-6, 1, 1, 0.45, {4.5, 4.5, 4.5, 4.235, 3.983, 3.885, 3.713}},
    {"graphite_LIONSIMBA", 30555, 2e-6, 1, 1, 0, {0.428, 0.179, 0.136, 0.122, 0.099, 0.075, 0.053}}};

static double known_U(const Material *m, double x)
{
    int k = 0;
    while (k + 2 < KNOWN_POINTS && known_x[k + 1] < x) k++;
    const double share = (x - known_x[k]) / (known_x[k + 1] - known_x[k]);
    return m->U[k] + fmin(fmax(share, 0), 1) * (m->U[k + 1] - m->U[k]);
}

double random_material(Draw *d, Item *phase, double *radius, int *D, int *i0, Curve *curve)
{
    const Material *m = &DRAW_OF(d, materials);
    item_text(phase, "material", "%s", m->name);
    *radius = m->radius;
    *D = m->D;
    *i0 = m->i0;
    *curve = (Curve){.low = m->low, .high = 1, .sum_X = 0};
    for (int k = 0; k < CURVE_POINTS; k++) curve->U[k] = known_U(m, curve_x(k));
    return m->c_max;
}
