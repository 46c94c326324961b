/* What runs leave for those after them: the model and the simulation of the last one. Where the next cell is laid out alike, as the
 * designs of a sweep are, or the moves of a slider, operators, layouts, symbolic factors and the integrator's memory serve again; results are the
 * same, to the last bit. Bounded: it holds one. */
#ifndef CELLSIM_RIG_H
#define CELLSIM_RIG_H

#include "../solver/simulation.h"

/* Zero-initialise; rig_free. Of one thread at a time. */
typedef struct Rig {
    Model *model; /* its cell is gone */
    Simulation *simulation;
} Rig;

/* A model of `spec` and a simulation of it, the rig's or new ones: the caller's, for rig_put or to be freed. After an error
 * there are none. */
Status rig_take(Rig *b, const CellSpec *spec, const SimulationOptions *o, Model **m, Simulation **s, Error *e);

/* They are the rig's now, in the place of what it held. */
void rig_put(Rig *b, Model *m, Simulation *s);

void rig_free(Rig *b);

#endif
