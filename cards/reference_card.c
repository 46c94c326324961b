/* The third electrode. */
#include "build.h"

Status build_reference(Reader *r, const Value *group, CellSpec *spec)
{
    Value v[MAX_SLOTS];
    const Place at = {.group = group->node, .path = "reference"};
    ReferenceElectrode *of = &spec->reference;
    if (!group->key) return CELLSIM_OK;
    Status status = section_read(r, &section_reference, &at, v);
    if (status == CELLSIM_OK) status = value_text(r, &v[REFERENCE_ION], of->ion, sizeof of->ion);
    if (status != CELLSIM_OK) return status;
    of->present = 1;
    of->place = v[REFERENCE_PLACE].number;
    of->U = v[REFERENCE_U].number;
    of->c_ref = v[REFERENCE_C].number;
    return CELLSIM_OK;
}
