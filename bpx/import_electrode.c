#include "import.h"

#include "../report/names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_PARTICLES = MAX_PHASES };

static const char radius_key[] = "Particle radius [m]", surface_key[] = "Surface area per unit volume [m-1]";

/* The file's name and title, without what would end a text. */
void import_source(const Import *in, Text *out)
{
    char said[160];
    const char *file = strrchr(in->b.file, '/') ? strrchr(in->b.file, '/') + 1 : in->b.file;
    snprintf(said, sizeof said, "%.60s (BPX %s), %.70s", file, in->version, in->title);
    for (char *c = said; *c; c++)
        if ((unsigned char)*c < ' ' || (unsigned char)*c > '~' || *c == '"' || *c == '\\') *c = ' ';
    text_addf(out, "source = \"%s\"; kind = \"literature\"; ", said);
}

Status import_activation(Import *in, BpxSection *s, int keys, const char *const *key, const char *const *as, int warm,
                         Text *out)
{
    Status status = CELLSIM_OK;
    for (int k = 0; k < keys && !status; k++) {
        double Ea = 0;
        int given = 0;
        status = bpx_optional(s, key[k], &Ea, &given);
        if (given) bpx_put(out, as[k], Ea / 1000);
        warm = warm || given;
    }
    if (warm) bpx_put(out, "reference_temperature_K", in->T_reference);
    return status;
}

Status import_contact(BpxSection *s, Text *out)
{
    double thickness = NAN, porosity = NAN, efficiency = NAN;
    Status status = bpx_number(s, "Thickness [m]", &thickness);
    if (!status) status = bpx_number(s, "Porosity", &porosity);
    if (!status) status = bpx_number(s, "Transport efficiency", &efficiency);
    if (!status && !(efficiency > 0 && efficiency <= 1))
        status = bpx_error(s, "Transport efficiency", "it is not between 0 and 1",
                           "of diffusivity and conductivity in the pores, relative to the electrolyte alone");
    bpx_put(out, "thickness_m", thickness), bpx_put(out, "porosity", porosity);
    text_add(out, "macmullin = \"1/");
    bpx_digits(out, efficiency);
    text_add(out, "\"; ");
    return status;
}

/* i0 = F K sqrt((c_e/c_e0) x (1 - x)): at x = 1/2 and c_e0 half of F K. */
static Status read_reaction(Import *in, BpxSection *s, Text *out)
{
    double K = NAN;
    const Status status = bpx_number(s, "Reaction rate constant [mol.m-2.s-1]", &K);
    text_add(out, "i0_A_m2 = \"0.5*F*");
    bpx_digits(out, K);
    text_add(out, "\"; area_basis = \"sphere\"; ");
    bpx_put(out, "c_ref_M", in->c0 / 1000);
    return status;
}

static Status read_laws(Import *in, BpxSection *s, const double limit[2], Text *out)
{
    const BpxLaw U = {.key = "OCP [V]", .as = "U_V", .scale = 1, .potential = 1, .within = {limit[0], limit[1]}},
                 D = {.key = "Diffusivity [m2.s-1]", .as = "D_m2_s", .scale = 1},
                 dU = {.key = "Entropic change coefficient [V.K-1]", .as = "dU_dT_mV_K", .scale = 1000};
    int has_U = 0, has_D = 0, warm = 0;
    Status status = bpx_law(s, &U, out, &has_U);
    if (!status && !has_U) status = bpx_error(s, NULL, "OCP [V] is missing", "a formula in x or a table");
    text_add(out, "\n      ");
    if (!status) status = bpx_law(s, &D, out, &has_D);
    if (!status && !has_D)
        status = bpx_error(s, NULL, "Diffusivity [m2.s-1] is missing", "a number, a formula in x or a table");
    if (!status) status = bpx_law(s, &dU, out, &warm);
    if (status) return status;
    return import_activation(in, s, 2,
                             (const char *[]){"Diffusivity activation energy [J.mol-1]",
                                              "Reaction rate constant activation energy [J.mol-1]"},
                             (const char *[]){"D_Ea_kJ_mol", "i0_Ea_kJ_mol"}, warm, out);
}

/* One kind of particles, as a phase. `share`: of the active volume, as a formula; "": there is no other. */
static Status read_particle(Import *in, BpxSection *s, int negative, const char *name, const char *share, Text *out)
{
    char clean[28];
    double radius = NAN, c_max = NAN, limit[2] = {NAN, NAN};
    file_name_clean(name, clean, sizeof clean);
    Status status = bpx_number(s, radius_key, &radius);
    if (!status) status = bpx_number(s, "Maximum concentration [mol.m-3]", &c_max);
    if (!status) status = bpx_number(s, "Minimum stoichiometry", &limit[0]);
    if (!status) status = bpx_number(s, "Maximum stoichiometry", &limit[1]);
    if (!status && !(limit[0] >= 0 && limit[0] < limit[1] && limit[1] <= 1))
        status = bpx_error(s, "Maximum stoichiometry", "the limits of stoichiometry are no range within 0 to 1",
                           "the minimum is below the maximum");
    text_addf(out, "    { name = \"%s\"; %s", clean, share);
    text_add(out, "radius_um = \"1e6*"), bpx_digits(out, radius), text_add(out, "\"; ");
    bpx_put(out, "c_max_mol_m3", c_max);
    const double span = in->soc * (limit[1] - limit[0]);
    bpx_put(out, "x0", in->soc == 1 ? limit[negative] : negative ? limit[0] + span : limit[1] - span);
    if (!status) status = read_laws(in, s, limit, out);
    if (!status) status = read_reaction(in, s, out);
    bpx_value(s, surface_key);
    text_add(out, "}");
    return status;
}

/* Volume of the particles per volume of the electrode, as a formula: a R / 3. */
static Status volume_of(BpxSection *s, Text *out)
{
    double radius = NAN, surface = NAN;
    Status status = bpx_number(s, radius_key, &radius);
    if (!status) status = bpx_number(s, surface_key, &surface);
    bpx_digits(out, surface), text_add(out, "*"), bpx_digits(out, radius), text_add(out, "/3");
    return status;
}

/* The particles of an electrode: those of `Particle`, or of the electrode itself. */
typedef struct Particles {
    int count;
    const char *name[MOST_PARTICLES];
    BpxSection section[MOST_PARTICLES];
    Text volume[MOST_PARTICLES], all; /* formulas */
} Particles;

static Status open_particles(Import *in, BpxSection *s, BpxSection *list, Particles *p)
{
    const char *key;
    json_t *value;
    if (!list->object) return CELLSIM_OK;
    if (json_object_size(list->object) < 1 || json_object_size(list->object) > MOST_PARTICLES)
        return bpx_error(s, "Particle", "there are none, or more than eight kinds of particles",
                         "\"Particle\": { \"graphite\": { … }, \"silicon\": { … } }");
    json_object_foreach(list->object, key, value)
    {
        p->name[p->count] = key;
        const Status status = bpx_section(&in->b, list, key, 0, &p->section[p->count++]);
        if (status) return status;
    }
    if (in->soc > 0 && in->soc < 1 && p->count > 1)
        return bpx_note(
            s, "Particle",
            "start between full and empty: every kind of particles is filled in proportion, which is no equilibrium");
    return CELLSIM_OK;
}

static Status write_particles(Import *in, BpxSection *s, Particles *p, int negative, const char *as, Text *out)
{
    const int n = p->count ? p->count : 1;
    Status status = CELLSIM_OK;
    for (int k = 0; k < n && !status; k++) {
        status = volume_of(p->count ? &p->section[k] : s, &p->volume[k]);
        if (!status) status = text_status(&p->volume[k], in->b.e);
        if (!status) text_addf(&p->all, "%s%s", k ? " + " : "", p->volume[k].data);
    }
    if (!status) status = text_status(&p->all, in->b.e);
    if (status) return status;
    text_addf(out, "active_fraction = \"%s\";\n  phases = (\n", p->all.data);
    for (int k = 0; k < n && !status; k++) {
        Text share = {0};
        if (n > 1) text_addf(&share, "volume_share = \"(%s)/(%s)\"; ", p->volume[k].data, p->all.data);
        status = text_status(&share, in->b.e);
        if (!status)
            status = read_particle(in, p->count ? &p->section[k] : s, negative, p->count ? p->name[k] : as,
                                   share.data ? share.data : "", out);
        text_add(out, k + 1 < n ? ",\n" : "\n");
        text_free(&share);
    }
    return status;
}

Status import_electrode(Import *in, BpxSection *parameters, const char *key, const char *as, int negative, Text *out)
{
    BpxSection s, list = {0};
    Particles p = {0};
    double sigma = NAN;
    Status status = bpx_section(&in->b, parameters, key, 0, &s);
    text_addf(out, "%s = {\n  ", as);
    import_source(in, out);
    text_add(out, "\n  ");
    if (!status) status = import_contact(&s, out);
    if (!status) status = bpx_number(&s, "Conductivity [S.m-1]", &sigma);
    bpx_put(out, "sigma_S_m", sigma);
    if (!status) status = bpx_section(&in->b, &s, "Particle", 1, &list);
    if (!status) status = open_particles(in, &s, &list, &p);
    if (!status) status = write_particles(in, &s, &p, negative, as, out);
    for (int k = 0; k < MOST_PARTICLES; k++) {
        if (k < p.count) status = bpx_section_end(&p.section[k], status);
        text_free(&p.volume[k]);
    }
    text_free(&p.all);
    json_decref(list.left);
    text_add(out, "  );\n};\n");
    return bpx_section_end(&s, status);
}
