#include "small.h"

#include <stdio.h>
#include <stdlib.h>

static double constant(double x, void *context)
{
    (void)x;
    return *(const double *)context;
}

/* Laws that vary with c [mol/m3] and with theta; shapes as of carbonate electrolytes, rounded. */
static double D_of_c(double c, void *context)
{
    (void)context;
    return 4e-10 * exp(-0.7e-3 * c);
}

static double kappa_of_c(double c, void *context)
{
    (void)context;
    return 2.6e-3 * c * exp(-0.9e-3 * c) + 1e-3;
}

static double t_plus_of_c(double c, void *context)
{
    (void)context;
    return 0.28 + 0.1 * tanh(1e-3 * c);
}

static double chi_of_c(double c, void *context)
{
    (void)context;
    return 0.8 + 1.2e-3 * c;
}

static void require(Status s, const char *what)
{
    if (s == CELLSIM_OK) return;
    fprintf(stderr, "%s cannot be built\n", what);
    abort();
}

Electrolyte *small_electrolyte(int varies)
{
    double D = 3e-10, kappa = 1.0, t_plus = 0.3, chi = 1.0;
    const ElectrolyteSpec fixed = {.c0 = 1000,
                                   .temperature = 298.15,
                                   .D = constant,
                                   .D_context = &D,
                                   .kappa = constant,
                                   .kappa_context = &kappa,
                                   .t_plus = constant,
                                   .t_plus_context = &t_plus,
                                   .chi = constant,
                                   .chi_context = &chi};
    const ElectrolyteSpec laws = {
        .c0 = 1000, .temperature = 298.15, .D = D_of_c, .kappa = kappa_of_c, .t_plus = t_plus_of_c, .chi = chi_of_c};
    Electrolyte *el = NULL;
    require(electrolyte_create(varies ? &laws : &fixed, &el, NULL), "electrolyte");
    return el;
}

Isotherm *small_isotherm(double U0, double mobility, const IsothermOptions *o)
{
    const SiteClass sites[] = {{0.3, U0 + 0.15, 1.2, 1}, {0.5, U0, 0.1, mobility}, {0.2, U0 - 0.2, 2.5, 1}};
    Isotherm *iso = NULL;
    require(isotherm_create_msmr(3, sites, o, &iso, NULL), "isotherm");
    return iso;
}

const IsothermOptions plain_options = {.temperature = 298.15};

/* Potential of a half-full phase [V], that of its plateau. */
double potential(const Phase *p)
{
    IsothermPoint u;
    isotherm_eval(p->isotherm, isotherm_z_of_theta(p->isotherm, 0.5), &u);
    return re(u.U);
}

void add_evolving(Phase *p)
{
    const double U0 = potential(p);
    p->evolving = calloc(1, sizeof *p->evolving);
    *p->evolving = (Evolving){.crystal = {small_isotherm(U0 - 0.05, 1, &plain_options), 1, 0.3, 0.6, 0},
                              .rocksalt = {small_isotherm(U0 + 0.1, 1, &plain_options), 0.7, 0.5, 0.1, 0.02},
                              .fade = 0.05,
                              .trap = 0.3,
                              .remainder = 0.2,
                              .conversion = {1e-3, U0 - 0.1, 0.02, 2, 0.05, 0.8, 0.3},
                              .ripening = {2e-3, 0.5, 0.1, 0.2, 0.25}};
}

Phase plain_phase(double U0)
{
    return (Phase){.name = "spheres",
                   .volume_fraction = 0.5,
                   .radius = 5e-6,
                   .area_per_volume = 3e5,
                   .c_max = 3e4,
                   .theta0 = 0.5,
                   .isotherm = small_isotherm(U0, 1, &plain_options),
                   .D = 1e-14,
                   .i0 = 2,
                   .c_ref = 1000,
                   .c_e_exponent = 0.5,
                   .alpha = 0.5,
                   .radial = 3};
}

static Electrode plain_electrode(double U0)
{
    return (Electrode){.networks = 1, .sigma = {1.5}, .phases = 1, .phase = {plain_phase(U0)}, .mass_loading = 0.1};
}

CellSpec variant_cell(const Variant *v)
{
    CellSpec s = {.name = "test", .temperature = 298.15, .area = 1e-4, .half_cell = v->half_cell, .one_C = 20};
    s.region[SEPARATOR] = (Region){20e-6, 0.45, 0.3, 1, 2, 1, 0, 1};
    s.region[POSITIVE] = (Region){60e-6, 0.35, 0.2, 1, 3, 1, 0, 0};
    s.electrode[POSITIVE] = plain_electrode(3.6);
    if (v->half_cell) {
        s.foil = (Foil){.i0 = 30, .c_ref = 1000, .c_e_exponent = 0.5, .alpha = 0.5};
    } else {
        s.region[NEGATIVE] = (Region){70e-6, 0.3, 0.15, 2, 1, 1, 0, 0};
        s.electrode[NEGATIVE] = plain_electrode(0.2);
    }
    s.electrolyte = small_electrolyte(0);
    if (v->change) v->change(&s);
    require(cell_spec_check(&s, NULL), v->name);
    return s;
}
