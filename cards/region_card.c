#include "build.h"

#include <math.h>
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
    spec->region[SEPARATOR] = (Region){v[SEP_THICKNESS].number, porosity, transport_factor(&v[SEP_TRANSPORT], porosity),
                                       mesh->volumes[SEPARATOR], mesh->grading[SEPARATOR]};
    return CELLSIM_OK;
}

Status build_foil(Reader *r, const Node *node, CellSpec *spec)
{
    Value v[MAX_SLOTS];
    Place at;
    Status status = place_open(r, node, "materials.cfg", "foil", &at);
    if (status == CELLSIM_OK) status = section_read(r, &section_foil, &at, v);
    if (status == CELLSIM_OK) status = section_require(r, &section_foil, &at, v, FOIL_I0);
    if (status != CELLSIM_OK) return status;
    spec->foil = (Foil){.i0 = v[FOIL_I0].number * arrhenius(v[FOIL_EA].number, r->temperature),
                        .c_ref = v[FOIL_C_REF].number,
                        .c_e_exponent = v[FOIL_EXPONENT].number,
                        .alpha = v[FOIL_ALPHA].number,
                        .double_layer = v[FOIL_DL].number,
                        .film_resistance = v[FOIL_FILM].number};
    return CELLSIM_OK;
}

static Status read_scheme(Reader *r, const Value *v, RadialScheme *scheme)
{
    *scheme = RADIAL_VOLUMES;
    if (!v->key || !strcmp(v->node->text, "volumes")) return CELLSIM_OK;
    *scheme = RADIAL_SPECTRAL;
    if (!strcmp(v->node->text, "spectral")) return CELLSIM_OK;
    node_error(r->e, v->node, "unknown scheme '%.40s'", v->node->text);
    return error_hint(r->e, "scheme = \"volumes\" or \"spectral\""), CELLSIM_BAD_CARD;
}

/* Radial unknowns; a polynomial basis beyond 16 is ill-conditioned. */
static Status read_radial(Reader *r, const Value *v, MeshChoice *mesh)
{
    const int spectral = mesh->scheme == RADIAL_SPECTRAL;
    mesh->radial = v->key ? (int)v->number : spectral ? 6 : 16;
    if (!spectral || mesh->radial <= 16) return CELLSIM_OK;
    node_error(r->e, v->node, "radial = %d is too many for scheme = \"spectral\"", mesh->radial);
    return error_hint(r->e, "2 to 16 are possible, 4 to 8 suffice"), CELLSIM_BAD_CARD;
}

Status build_mesh(Reader *r, const Node *group, MeshChoice *mesh)
{
    Value v[MAX_SLOTS];
    const Place at = {.group = group, .path = "mesh"};
    const Status status = section_read(r, &section_mesh, &at, v);
    if (status != CELLSIM_OK) return status;
    const double both = v[MESH_ELECTRODE].number;
    mesh->volumes[NEGATIVE] = (int)(v[MESH_NEGATIVE].key ? v[MESH_NEGATIVE].number : both);
    mesh->volumes[SEPARATOR] = (int)v[MESH_SEPARATOR].number;
    mesh->volumes[POSITIVE] = (int)(v[MESH_POSITIVE].key ? v[MESH_POSITIVE].number : both);
    mesh->grading[NEGATIVE] = mesh->grading[POSITIVE] = v[MESH_GRADING].number;
    mesh->grading[SEPARATOR] = v[MESH_SEPARATOR_GRADING].number;
    const Status scheme = read_scheme(r, &v[MESH_SCHEME], &mesh->scheme);
    return scheme == CELLSIM_OK ? read_radial(r, &v[MESH_RADIAL], mesh) : scheme;
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
