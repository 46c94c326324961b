#include "build.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Area [m2]; a cell without one gets 1 cm2, so that currents in A can be printed. */
static double read_area(const Value *v)
{
    if (given_as(v, "disc_diameter_mm")) return 3.14159265358979323846 * v->number * v->number / 4;
    return v->key ? v->number : 1e-4;
}

/* Amperes per m2 of electrode that "1C" stands for (E-card-6). */
static Status read_one_C(Reader *r, const Place *at, const Value *v, CellSpec *spec)
{
    const Status status = section_require(r, &section_card, at, v, CARD_ONE_C);
    const Value *one_C = &v[CARD_ONE_C];
    const double loading = spec->electrode[POSITIVE].mass_loading;
    if (status != CELLSIM_OK) return status;
    spec->one_C = one_C->number;
    if (given_as(one_C, "one_C_A")) spec->one_C = one_C->number / spec->area;
    if (!given_as(one_C, "one_C_mA_g")) return CELLSIM_OK;
    spec->one_C = one_C->number * loading; /* mA/g = A/kg */
    if (loading > 0) return CELLSIM_OK;
    node_error(r->e, one_C->node, "one_C_mA_g needs the positive electrode's loading_mg_cm2");
    return error_hint(r->e, "add it, or give one_C_A or one_C_mA_cm2"), CELLSIM_BAD_CARD;
}

static Status one_counter(Reader *r, const Place *at, const Value *v)
{
    if (!v[CARD_FOIL].key != !v[CARD_NEGATIVE].key) return CELLSIM_OK;
    const int both = v[CARD_FOIL].key != NULL;
    node_error(r->e, both ? v[CARD_FOIL].node : at->group,
               both ? "foil and negative are given together" : "the counter electrode is missing");
    return error_hint(r->e,
                      "a half cell has a foil (foil = \"lithium\"), a full cell a porous electrode (negative = { … })"),
           CELLSIM_BAD_CARD;
}

static Status build_parts(Reader *r, const Place *at, const Value *v, double loading, CellSpec *spec)
{
    static const int needed[] = {CARD_NAME, CARD_POSITIVE, CARD_SEPARATOR, CARD_ELECTROLYTE};
    MeshChoice mesh;
    Status status = one_counter(r, at, v);
    for (int k = 0; k < 4 && status == CELLSIM_OK; k++) status = section_require(r, &section_card, at, v, needed[k]);
    spec->half_cell = v[CARD_FOIL].key != NULL;
    if (status == CELLSIM_OK) status = find_dilute(r, v[CARD_ELECTROLYTE].node, &r->dilute);
    if (status == CELLSIM_OK) status = build_mesh(r, v[CARD_MESH].node, spec->half_cell, &mesh);
    if (status != CELLSIM_OK) return status;
    spec->radial_scheme = mesh.scheme;
    spec->accuracy = mesh.accuracy;
    status = build_electrode(r, v[CARD_POSITIVE].node, "positive", loading, &mesh, POSITIVE, spec);
    if (status == CELLSIM_OK && spec->half_cell) status = build_foil(r, v[CARD_FOIL].node, spec);
    else if (status == CELLSIM_OK)
        status = build_electrode(r, v[CARD_NEGATIVE].node, "negative", NAN, &mesh, NEGATIVE, spec);
    if (status == CELLSIM_OK) status = note_radial(r, v[CARD_MESH].node, &mesh);
    if (status == CELLSIM_OK) status = build_separator(r, v[CARD_SEPARATOR].node, &mesh, spec);
    if (status == CELLSIM_OK) status = build_reference(r, &v[CARD_REFERENCE], spec);
    if (status == CELLSIM_OK) status = build_electrolyte(r, v[CARD_ELECTROLYTE].node, spec);
    if (status == CELLSIM_OK) status = build_reservoir(r, &v[CARD_RESERVOIR], spec);
    const Node *const electrode[REGIONS] = {[NEGATIVE] = v[CARD_NEGATIVE].node, [POSITIVE] = v[CARD_POSITIVE].node};
    return status == CELLSIM_OK ? check_reactions(r, electrode, v[CARD_FOIL].node, v[CARD_REFERENCE].node, spec)
                                : status;
}

Status build_cell(Reader *r, const Node *root, double loading, CellSpec *spec)
{
    Value v[MAX_SLOTS];
    const Place at = {.group = root};
    *spec = (CellSpec){0};
    Status status = section_read(r, &section_card, &at, v);
    if (status != CELLSIM_OK) return status;
    r->temperature = v[CARD_TEMPERATURE].number + (given_as(&v[CARD_TEMPERATURE], "temperature_K") ? 0 : 273.15);
    spec->temperature = r->temperature;
    spec->area = read_area(&v[CARD_AREA]);
    spec->contact_resistance = v[CARD_CONTACT].number;
    if (!v[CARD_AREA].key) status = provenance_default_text(r, "area_cm2", "1 cm2", section_card.name);
    if (status != CELLSIM_OK) return status;
    status = build_parts(r, &at, v, loading, spec);
    if (status != CELLSIM_OK) return status;
    snprintf(spec->name, sizeof spec->name, "%s", v[CARD_NAME].node->text);
    status = read_one_C(r, &at, v, spec);
    static const Cause cause[] = {{"current of 1C", CARD_ONE_C}, {"area", CARD_AREA}};
    return status == CELLSIM_OK ? section_locate(r, v, 2, cause, root, cell_spec_check(spec, r->e)) : status;
}
