#include "build.h"

#include "../model/constants.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What a group needs that has no default, and the density that turns masses into areas. */
static Status open_group(Reader *r, const Section *section, const Place *at, double density, const char *key, Value *v)
{
    Status status = section_read(r, section, at, v);
    for (int k = 0; k < section->slots && status == CELLSIM_OK; k++)
        if (isnan(v[k].number)) status = section_require(r, section, at, v, k);
    if (status != CELLSIM_OK || !isnan(density)) return status;
    node_error(r->e, at->group ? at->group : at->library, "%s: %s needs density_g_cm3 of the phase", at->path, key);
    return error_hint(r->e, "give it in the phase, or as density of the component \"active\" in composition"),
           CELLSIM_BAD_CARD;
}

/* A specific charge q_m [C/kg of the phase] on the spheres' area 3/R: q = q_m density R/3 (E-card-2). */
Status build_side_reaction(Reader *r, const Place *phase, const Value *group, double density, Phase *p)
{
    Value v[MAX_SLOTS];
    Place at;
    if (!group->key) return CELLSIM_OK;
    place_inner(phase, "side_reaction", &at);
    const Status status = open_group(r, &section_side_reaction, &at, density, "capacity_mAh_g", v);
    if (status != CELLSIM_OK) return status;
    p->side = (SideReaction){.charge = v[SIDE_CAPACITY].number * SECONDS_PER_HOUR * density * p->radius / 3,
                             .i0 = v[SIDE_I0].number,
                             .U = v[SIDE_U].number,
                             .alpha = v[SIDE_ALPHA].number};
    return CELLSIM_OK;
}

/* Two electrons for every oxygen: q = 2 F delta_max density / molar mass R/3 (E-card-2). */
Status build_oxygen_loss(Reader *r, const Place *phase, const Value *group, double density, Phase *p)
{
    Value v[MAX_SLOTS];
    Place at;
    if (!group->key) return CELLSIM_OK;
    place_inner(phase, "oxygen_loss", &at);
    const Status status = open_group(r, &section_oxygen_loss, &at, density, "molar_mass_g_mol", v);
    if (status != CELLSIM_OK) return status;
    if (p->side.charge > 0) {
        node_error(r->e, group->node, "%s has a side_reaction and an oxygen_loss", phase->path);
        return error_hint(r->e, "a phase has one of them: give the other to a phase beside it"), CELLSIM_BAD_CARD;
    }
    const double sites = density / v[OXY_MOLAR].number; /* mol/m3 */
    p->side = (SideReaction){.charge = 2 * FARADAY * v[OXY_DELTA].number * sites * p->radius / 3,
                             .i0 = v[OXY_I0].number,
                             .U = v[OXY_U].number,
                             .alpha = v[OXY_ALPHA].number,
                             .delta = v[OXY_DELTA].number,
                             .ordered = v[OXY_ORDERED].number};
    return CELLSIM_OK;
}
