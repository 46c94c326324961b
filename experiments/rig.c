#include "rig.h"

/* The simulation before, made one of `m`, or a new one. */
static Status simulate(Rig *b, const Model *m, const SimulationOptions *o, Simulation **out, Error *e)
{
    int fits = 0;
    const Status status = b->simulation ? simulation_renew(b->simulation, m, o, &fits, e) : CELLSIM_OK;
    if (status) return status;
    if (!fits) return simulation_create(m, o, out, e);
    *out = b->simulation;
    b->simulation = NULL;
    return CELLSIM_OK;
}

Status rig_take(Rig *b, const CellSpec *spec, const SimulationOptions *o, Model **m, Simulation **s, Error *e)
{
    *s = NULL;
    Status status = model_create_like(spec, b->model, m, e);
    if (!status) status = simulate(b, *m, o, s, e);
    if (status) model_free(*m), *m = NULL;
    rig_free(b);
    return status;
}

void rig_put(Rig *b, Model *m, Simulation *s)
{
    rig_free(b);
    *b = (Rig){m, s};
}

void rig_free(Rig *b)
{
    simulation_free(b->simulation);
    model_free(b->model);
    *b = (Rig){0};
}
