/* What a step leaves of the electrolyte. */
#include "recorder.h"

#include <math.h>
#include <string.h>

static const double DEPLETED = 0.01; /* share of c0 below which the electrolyte counts as empty */

/* The concentrations of one ion; `least`: the smallest share so far of any, this one's included. */
static void see_ion(StepRecord *step, const Model *m, const double *y, int ion, double *least)
{
    const Ion *of = electrolyte_ion(m->spec->electrolyte, ion);
    for (int k = 0; k < m->nodes; k++) {
        const double c_e = y[m->node[k].c_e + ion];
        const int same = !strcmp(step->c_e_ion, of->name);
        if (same ? c_e >= step->c_e_min : c_e / of->c0 >= *least) continue;
        step->c_e_min = c_e;
        step->c_e_min_x = m->node[k].x;
        if (!same) memcpy(step->c_e_ion, of->name, sizeof step->c_e_ion);
        *least = c_e / of->c0;
    }
}

/* The lowest concentration so far, and when it fell below what counts as empty. */
void recorder_watch_salt(StepRecord *step, const Simulation *s)
{
    const Model *m = simulation_model(s);
    const double *y = simulation_state(s);
    const Electrolyte *el = m->spec->electrolyte;
    double least = INFINITY;
    for (int n = 0; n < m->carried; n++) {
        const Ion *of = electrolyte_ion(el, n);
        if (!strcmp(step->c_e_ion, of->name) && of->c0 > 0) least = step->c_e_min / of->c0;
    }
    for (int n = 0; n < m->carried; n++)
        if (electrolyte_ion(el, n)->c0 > 0) see_ion(step, m, y, n, &least);
    if (least < DEPLETED && isnan(step->depleted_from)) step->depleted_from = simulation_time(s);
}
