/* The electrolyte beside the sandwich. */
#include "build.h"

Status build_reservoir(Reader *r, const Value *group, CellSpec *spec)
{
    Value v[MAX_SLOTS];
    const Place at = {.group = group->node, .path = "reservoir"};
    if (!group->key) return CELLSIM_OK;
    Status status = section_read(r, &section_reservoir, &at, v);
    for (int k = 0; k < RESERVOIR_SLOTS && status == CELLSIM_OK; k++)
        status = section_require(r, &section_reservoir, &at, v, k);
    if (status != CELLSIM_OK) return status;
    spec->reservoir = (Reservoir){v[RESERVOIR_VOLUME].number, v[RESERVOIR_EXCHANGE].number};
    if (electrolyte_carried(spec->electrolyte) > 0) return CELLSIM_OK;
    node_error(r->e, group->node, "a solid electrolyte has no reservoir");
    return error_hint(r->e, "remove it: no concentration changes that it could even out"), CELLSIM_BAD_CARD;
}
