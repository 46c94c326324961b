#include "state.h"

#include <stdlib.h>

/* c_e, phi, theta and z steer the step (z by the theta it stands for, solver/simulation.c). i follows by a row whose
 * slope can be huge: Newton's method converges it, but its prediction does not limit the step. */
const StateField state_field[FIELDS] = {
    [FIELD_C_E] = {"c_e", "mol/m3", "E-1", 1, 3, 1},
    [FIELD_PHI_E] = {"phi_e", "V", "E-2", 0, 1, 1},
    [FIELD_PHI_S] = {"phi_s", "V", "E-3", 0, 1, 1},
    [FIELD_I] = {"I", "A/m2", "E-9", 0, 10, 1},
    [FIELD_V] = {"V", "V", "E-8", 0, 1, 1},
    [FIELD_Q] = {"Q", "C/m2", "E-10", 1, 10, 0},
    [FIELD_THETA] = {"theta", "1", "E-par-1", 1, 0.3, 1},
    [FIELD_Z] = {"z", "1", "E-4", 0, 1, 1},
    [FIELD_CURRENT_DENSITY] = {"i", "A/m2", "E-5", 0, 10, 0},
    [FIELD_W] = {"W", "V", "E-8", 0, 1, 0},
    [FIELD_C_R] = {"c_r", "mol/m3", "E-17", 1, 3, 1},
    [FIELD_SIDE] = {"s", "1", "E-side-1", 1, 1, 1},
    [FIELD_CONTENT] = {"n", "1", "E-evo-1", 1, 0.3, 1},
    [FIELD_SHARE] = {"share", "1", "E-evo-2", 1, 1, 1},
    [FIELD_RATE] = {"rate", "1/s", "E-evo-3", 0, 10, 0},
    [FIELD_OCCUPANCY] = {"y", "1", "E-com-1", 1, 0.3, 1},
    [FIELD_ELECTRONS] = {"nu", "1", "E-com-4", 1, 0.3, 1},
};

Status state_table_create(int n, StateTable *s, Error *e)
{
    const size_t count = (size_t)n;
    *s = (StateTable){.n = n};
    s->field = calloc(count, sizeof *s->field);
    s->node = calloc(count, sizeof *s->node);
    s->scale = calloc(count, sizeof *s->scale);
    if (s->field && s->node && s->scale) return CELLSIM_OK;
    state_table_free(s);
    return error_memory(e);
}

void state_table_declare(StateTable *s, int index, FieldId field, int node, double scale)
{
    s->field[index] = field;
    s->node[index] = node;
    s->scale[index] = scale;
}

void state_table_free(StateTable *s)
{
    free(s->field);
    free(s->node);
    free(s->scale);
    *s = (StateTable){0};
}
