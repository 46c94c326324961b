/* A small half cell whose phase evolves while it is cycled, each cycle ending with a rest. */
#ifndef CELLSIM_TEST_SHARES_H
#define CELLSIM_TEST_SHARES_H

#include "lab.h"

static inline const Variant *variant_named(const char *name)
{
    for (int k = 0; k < variant_count; k++)
        if (!strcmp(variants[k].name, name)) return &variants[k];
    return NULL;
}

/* `cycle`: room for its steps. */
static inline void open_shares(Lab *lab, const char *variant, int cycles, Step cycle[3])
{
    const Variant *v = variant_named(variant);
    REQUIRE(v != NULL);
    open_lab(lab);
    cell_spec_free(&lab->cell);
    lab->cell = variant_cell(v);
    for (int k = 0; k < 3; k++) cycle[k] = *add_step(lab, k < 2 ? STEP_CC : STEP_REST, k == 0 ? -1 : k == 1 ? 1 : 0);
    for (int k = 0; k < 3; k++) cycle[k].until.time = k < 2 ? 1500 : 300;
    lab->p.steps = 0;
    Step *repeat = add_step(lab, STEP_REPEAT, 0);
    *repeat = (Step){.kind = STEP_REPEAT, .count = cycles, .advances_cycle = 1, .steps = 3, .step = cycle};
}

#endif
