/* Random states and controls. */
#include "cells.h"

/* How far an unknown may be from rest, and its range anywhere, in units of its scale (state_field). */
typedef struct Spread {
    double near, low, high, rate; /* rate: of its derivative, 1/s */
} Spread;

static const Spread spread[FIELDS] = {
    [FIELD_C_E] = {0.5, -0.3, 4, 0.01},
    [FIELD_W] = {0.3, -2, 6, 0.01},
    [FIELD_C_R] = {0.5, -0.3, 4, 0.01},
    [FIELD_PHI_E] = {0.1, -4, 4, 0.01},
    [FIELD_PHI_S] = {0.1, -4, 6, 0.01},
    [FIELD_I] = {5, -50, 50, 0.01},
    [FIELD_V] = {0.3, -2, 6, 0.01},
    [FIELD_Q] = {1, -3, 3, 0.01},
    [FIELD_THETA] = {0.3, -0.2, 1.2, 0.001},
    [FIELD_Z] = {0.3, -6, 3, 0.01},
    [FIELD_CURRENT_DENSITY] = {3, -100, 100, 0.01},
    [FIELD_SIDE] = {0.3, -0.1, 1.1, 0.01},
    [FIELD_CONTENT] = {0.3, -0.2, 1.2, 0.001},
    [FIELD_SHARE] = {0.01, 0.01, 1, 0.001},
    [FIELD_RATE] = {1, -10, 10, 0},
    [FIELD_OCCUPANCY] = {0.02, -0.2, 1.2, 0.001},
    [FIELD_ELECTRONS] = {0.02, -0.2, 1.2, 0.001},
};

void random_state(const Model *m, Random *random, int far, double *y, double *yp)
{
    model_rest_state(m, y, yp);
    for (int k = 0; k < m->unknowns; k++) {
        const Spread *s = &spread[m->state.field[k]];
        const double scale = m->state.scale[k];
        if (far) y[k] = scale * random_between(random, s->low, s->high);
        else y[k] += scale * random_between(random, -s->near, s->near);
        if (!far && m->state.field[k] == FIELD_C_E) y[k] = fabs(y[k]); /* of what there is nothing at rest */
        yp[k] = scale * random_between(random, -s->rate, s->rate);
    }
}

Control random_control(const Model *m, Random *random, int mode)
{
    const double size[] = {[CONTROL_CURRENT] = m->spec->one_C,
                           [CONTROL_VOLTAGE] = 3,
                           [CONTROL_POWER] = 60,
                           [CONTROL_RESISTANCE] = 0.1}; /* ohm m2 */
    return (Control){.mode = (ControlMode)mode,
                     .value = size[mode] * random_between(random, -2, 2),
                     .slope = 1e-3 * random_between(random, -1, 1),
                     .t0 = random_between(random, 0, 100)};
}
