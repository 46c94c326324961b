/* The counter electrode, which nothing that is controlled watches in a three-electrode cell: where it is full or empty, or the
 * electrolyte before a foil has none of its ion left, its potential runs away while the working electrode's stays as it is. */
#include "simulation_private.h"

#include <math.h>

static const double RANGE = 5;      /* V from where it rested: more than any electrolyte stands */
static const double NOTHING = 1e-7; /* of the ion that a foil takes, per what there was */
static const double DRIVEN = 0.5;   /* V: farther than a concentration that falls to NOTHING alone would move it */

Counter counter_of(const Simulation *s)
{
    const double *y = vector_data(s->y);
    return (Counter){y[s->m->W] - y[s->m->V], y[s->m->node[0].phi_e]};
}

int counter_is_starved(const Simulation *s)
{
    const Model *m = s->m;
    const Electrolyte *el = m->spec->electrolyte;
    const int ion = m->foil_ion.ion;
    if (!m->spec->half_cell || !electrolyte_is_absolute(el)) return 0;
    const double c = vector_data(s->y)[m->node[0].c_e + ion];
    return c < NOTHING * electrolyte_scale(el, ion) && counter_of(s).pores - s->rested.pores > DRIVEN;
}

int counter_is_spent(const Simulation *s)
{
    const int far = fabs(counter_of(s).voltage - s->rested.voltage) > RANGE;
    return s->m->spec->reference.present && (far || counter_is_starved(s));
}
