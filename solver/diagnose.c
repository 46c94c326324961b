/* From a failed integration to a sentence a user can act on. */
#include "simulation_private.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The unknown with the largest local error in units of its tolerance. */
static int worst_unknown(Simulation *s)
{
    const int n = s->m->unknowns;
    double largest = -1;
    int worst = 0;
    if (IDAGetEstLocalErrors(s->ida, s->scratch) != IDA_SUCCESS) return 0;
    const double *error = N_VGetArrayPointer(s->scratch), *weight = N_VGetArrayPointer(s->weight);
    for (int k = 0; k < n; k++)
        if (fabs(error[k]) * weight[k] > largest) {
            largest = fabs(error[k]) * weight[k];
            worst = k;
        }
    return worst;
}

/* What the state says about the cause. An empty electrolyte is physics' way to end a step, not the solver's. */
static Status likely_cause(const Simulation *s, char *hint, size_t size)
{
    const double *y = N_VGetArrayPointer(s->y), c0 = electrolyte_c0(s->m->spec->electrolyte);
    for (int k = 0; k < s->m->volumes; k++) {
        const Volume *v = &s->m->volume[k];
        if (y[v->c_e] > 0.02 * c0) continue;
        snprintf(hint, size,
                 "the electrolyte is empty at x = %.1f um (%.3g of %.3g mol/m3): the current is above its "
                 "limit; lower the rate, or use a thinner or more porous separator or electrode",
                 v->x * 1e6, y[v->c_e], c0);
        return CELLSIM_EARLY;
    }
    for (int k = 0; k < s->m->pockets; k++) {
        const Pocket *p = &s->m->pocket[k];
        const double theta = y[p->theta + p->radial->n - 1];
        if (theta > 0.001 && theta < 0.999) continue;
        snprintf(hint, size, "phase %s is %s at its surface (theta = %.5f) at x = %.1f um: %s", p->phase->name,
                 theta > 0.5 ? "full" : "empty", theta, s->m->volume[p->volume].x * 1e6,
                 p->phase->double_layer > 0
                     ? "set a voltage limit that ends the step before, or lower the rate"
                     : "give it the double layer that real surfaces have (double_layer_F_m2 = 0.1), or set a voltage "
                       "limit that ends the step before");
        return CELLSIM_SOLVER;
    }
    snprintf(hint, size,
             "try a tighter tolerance (--tolerance 1e-6) or a finer mesh, and check the units "
             "of the card with cellsim check");
    return CELLSIM_SOLVER;
}

Status diagnose(Simulation *s, const char *what, Error *e)
{
    char hint[sizeof e->hint];
    const int worst = worst_unknown(s);
    const StateTable *state = &s->m->state;
    const StateField *field = &state_field[state->field[worst]];
    const double *y = N_VGetArrayPointer(s->y);
    const Status status = likely_cause(s, hint, sizeof hint);
    error_set(e, status, NULL, 0, "%s at t = %.6g s, V = %.4f V, I = %.4g A/m2 (%s in volume %d)", what, s->t,
              y[s->m->V], y[s->m->I], field->name, state->volume[worst]);
    if (!e) return status;
    error_hint(e, "%s", hint);
    e->t = s->t;
    e->volume = state->volume[worst];
    snprintf(e->variable, sizeof e->variable, "%s", field->name);
    return status;
}
