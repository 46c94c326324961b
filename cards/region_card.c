#include "build.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

Status build_separator(Reader *r, const Node *node, const MeshChoice *mesh, CellSpec *spec)
{
    Value v[MAX_SLOTS];
    Place at;
    Status status = place_open(r, node, "separators.cfg", "separator", &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_separator, &at, v);
    if (status == CELLSIM_OK) status = section_require(r, &section_separator, &at, v, SEP_THICKNESS);
    if (status == CELLSIM_OK) status = section_require(r, &section_separator, &at, v, SEP_POROSITY);
    if (status != CELLSIM_OK) return status;
    const double porosity = v[SEP_POROSITY].number;
    status = value_effective(r, &v[SEP_TRANSPORT], porosity);
    if (status != CELLSIM_OK) return status;
    spec->region[SEPARATOR] = (Region){v[SEP_THICKNESS].number,
                                       porosity,
                                       transport_factor(&v[SEP_TRANSPORT], porosity),
                                       mesh->elements[SEPARATOR],
                                       mesh->degree[SEPARATOR],
                                       mesh->grading[SEPARATOR],
                                       0,
                                       1};
    static const Cause cause[] = {{"thickness", SEP_THICKNESS}, {"transport factor", SEP_TRANSPORT}};
    return section_locate(r, v, 2, cause, node, region_check("separator", &spec->region[SEPARATOR], r->e));
}

/* "lithium" of the library's lithium_Xu2019. */
static void name_metal(const Node *node, Foil *foil)
{
    if (node->type == NODE_TEXT && strcspn(node->text, "_") < sizeof foil->metal)
        memcpy(foil->metal, node->text, strcspn(node->text, "_"));
}

Status build_foil(Reader *r, const Node *node, CellSpec *spec)
{
    Value v[MAX_SLOTS];
    Place at;
    Status status = place_open(r, node, "materials.cfg", "foil", &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_foil, &at, v);
    if (status == CELLSIM_OK) status = section_require(r, &section_foil, &at, v, FOIL_I0);
    if (status != CELLSIM_OK) return status;
    const double T_ref = reference_temperature(&v[FOIL_T_REF]);
    const IdleKey idle = {FOIL_T_REF, !v[FOIL_EA].key, FOIL_EA, "there is no activation energy", 1};
    status = section_refuse_idle(r, &at, v, 1, &idle);
    if (status != CELLSIM_OK) return status;
    spec->foil = (Foil){.i0 = v[FOIL_I0].number * arrhenius(v[FOIL_EA].number, r->temperature, T_ref),
                        .c_ref = v[FOIL_C_REF].number,
                        .c_e_exponent = v[FOIL_EXPONENT].number,
                        .alpha = v[FOIL_ALPHA].number,
                        .double_layer = v[FOIL_DL].number,
                        .film_resistance = v[FOIL_FILM].number,
                        .U = v[FOIL_U].number};
    name_metal(node, &spec->foil);
    status = read_reaction(r, &v[FOIL_ION], &v[FOIL_KINETICS], spec->foil.ion, &spec->foil.kinetics);
    if (status != CELLSIM_OK) return status;
    static const Cause cause = {"i0", FOIL_I0};
    return section_locate(r, v, 1, &cause, node, foil_check(&spec->foil, r->e));
}

static Status read_scheme(Reader *r, const Value *v, RadialScheme *scheme)
{
    *scheme = RADIAL_VOLUMES;
    if (!v->key) return provenance_default_text(r, "mesh.scheme", "volumes", section_mesh.name);
    if (!strcmp(v->node->text, "volumes")) return CELLSIM_OK;
    *scheme = RADIAL_SPECTRAL;
    if (!strcmp(v->node->text, "spectral")) return CELLSIM_OK;
    node_error(r->e, v->node, "unknown scheme '%.40s'", v->node->text);
    return error_hint(r->e, "scheme = \"volumes\" or \"spectral\""), CELLSIM_BAD_CARD;
}

/* A polynomial basis beyond 16 is ill-conditioned. */
Status check_radial(Reader *r, const Node *node, RadialScheme scheme, int radial)
{
    if (scheme != RADIAL_SPECTRAL || radial <= 16) return CELLSIM_OK;
    node_error(r->e, node, "radial = %d is too many for scheme = \"spectral\"", radial);
    return error_hint(r->e, "2 to 16 are possible, 4 to 8 suffice"), CELLSIM_BAD_CARD;
}

static Status read_radial(Reader *r, const Value *v, MeshChoice *mesh)
{
    mesh->radial = v->key ? (int)v->number : mesh->scheme == RADIAL_SPECTRAL ? 6 : 16;
    mesh->radial_given = *v;
    return check_radial(r, v->node, mesh->scheme, mesh->radial);
}

/* Elements of one electrode: its own, else those of both; --set of both goes before what the card has for one. */
static int read_elements(const Value *both, const Value *own)
{
    return (int)(own->key && !set_over(both, own) ? own->number : both->number);
}

Status build_mesh(Reader *r, const Node *group, int half_cell, MeshChoice *mesh)
{
    Value v[MAX_SLOTS];
    const Place at = {.group = group, .path = "mesh"};
    const IdleKey idle = {MESH_NEGATIVE, half_cell, MESH_NEGATIVE, "a half cell has a foil as its negative electrode",
                          0};
    Status status = section_read(r, &section_mesh, &at, v);
    *mesh = (MeshChoice){0};
    if (status == CELLSIM_OK) status = section_refuse_idle(r, &at, v, 1, &idle);
    if (status != CELLSIM_OK) return status;
    mesh->elements[NEGATIVE] = read_elements(&v[MESH_ELECTRODE], &v[MESH_NEGATIVE]);
    mesh->elements[SEPARATOR] = (int)v[MESH_SEPARATOR].number;
    mesh->elements[POSITIVE] = read_elements(&v[MESH_ELECTRODE], &v[MESH_POSITIVE]);
    mesh->degree[NEGATIVE] = mesh->degree[POSITIVE] = (int)v[MESH_DEGREE].number;
    mesh->degree[SEPARATOR] = (int)v[MESH_SEPARATOR_DEGREE].number;
    mesh->grading[NEGATIVE] = mesh->grading[POSITIVE] = v[MESH_GRADING].number;
    mesh->grading[SEPARATOR] = v[MESH_SEPARATOR_GRADING].number;
    mesh->accuracy = v[MESH_ACCURACY].key ? v[MESH_ACCURACY].number : 0;
    status = read_scheme(r, &v[MESH_SCHEME], &mesh->scheme);
    return status == CELLSIM_OK ? read_radial(r, &v[MESH_RADIAL], mesh) : status;
}

Status note_radial(Reader *r, const Node *group, const MeshChoice *mesh)
{
    Value v[MESH_SLOTS] = {[MESH_RADIAL] = mesh->radial_given};
    const Place at = {.group = group, .path = "mesh"};
    const IdleKey idle = {MESH_RADIAL, !mesh->radial_used, MESH_RADIAL,
                          "every phase has its own, or no diffusion length", 1};
    if (mesh->radial_used && !mesh->radial_given.key) {
        char value[16];
        snprintf(value, sizeof value, "%d", mesh->radial);
        const Status status = provenance_default_text(r, "mesh.radial", value, section_mesh.name);
        if (status != CELLSIM_OK) return status;
    }
    return section_refuse_idle(r, &at, v, 1, &idle);
}

Status build_window(Reader *r, const Node *group, const char *path, double bound[2])
{
    Value v[MAX_SLOTS];
    Place at;
    bound[0] = bound[1] = NAN;
    if (!group) return CELLSIM_OK;
    Status status = place_open(r, group, "materials.cfg", path, &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_window, &at, v);
    if (status == CELLSIM_OK) status = section_require(r, &section_window, &at, v, WINDOW_LOWER);
    if (status == CELLSIM_OK) status = section_require(r, &section_window, &at, v, WINDOW_UPPER);
    if (status != CELLSIM_OK) return status;
    bound[0] = v[WINDOW_LOWER].number;
    bound[1] = v[WINDOW_UPPER].number;
    if (bound[0] < bound[1]) return CELLSIM_OK;
    node_error(r->e, group, "%s: lower_V = %.6g is not below upper_V = %.6g", path, bound[0], bound[1]);
    return error_hint(r->e, "swap them"), CELLSIM_BAD_CARD;
}
