#include "build.h"

#include "../model/constants.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A specific charge q_m [C/kg of the phase] on the spheres' area 3/R: q = q_m density R/3 (E-card-2). */
Status build_side_reaction(Reader *r, const Place *phase, const Value *group, double density, Phase *p)
{
    Value v[MAX_SLOTS];
    Place at;
    if (!group->key) return CELLSIM_OK;
    place_inner(phase, "side_reaction", &at);
    Status status = section_read(r, &section_side_reaction, &at, v);
    for (int k = 0; k < SIDE_SLOTS && status == CELLSIM_OK; k++)
        if (isnan(v[k].number)) status = section_require(r, &section_side_reaction, &at, v, k);
    if (status != CELLSIM_OK) return status;
    if (isnan(density)) {
        node_error(r->e, group->node, "%s: capacity_mAh_g needs density_g_cm3 of the phase", at.path);
        return error_hint(r->e, "give it in the phase, or as density of the component \"active\" in composition"),
               CELLSIM_BAD_CARD;
    }
    p->side = (SideReaction){.charge = v[SIDE_CAPACITY].number * SECONDS_PER_HOUR * density * p->radius / 3,
                             .i0 = v[SIDE_I0].number,
                             .U = v[SIDE_U].number,
                             .alpha = v[SIDE_ALPHA].number};
    return CELLSIM_OK;
}
