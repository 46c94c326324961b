/* Textbook solutions: a sphere under constant flux, steady salt profiles, ohmic drops, limits of Butler-Volmer kinetics. */
#include "../../model/constants.h"
#include "../test.h"
#include "cells.h"
#include "shipped.h"

#include <stdlib.h>

static const double PI = 3.14159265358979323846;
static const Variant plain = {"half cell", 1, NULL};

static double constant(double x, void *context)
{
    (void)x;
    return *(const double *)context;
}

/* The plain half cell with one straight element in the electrode: particles at the separator and at the collector. */
static CellSpec two_particles(RadialScheme scheme, int radial)
{
    CellSpec spec = variant_cell(&plain);
    spec.region[POSITIVE].elements = spec.region[POSITIVE].degree = 1;
    spec.radial_scheme = scheme;
    spec.electrode[POSITIVE].phase[0].radial = radial;
    return spec;
}

/* The same without any resistance or gradient in x, so that both particles carry the same current. */
static CellSpec equal_particles(RadialScheme scheme, int radial)
{
    double D = 3e-10, kappa = 1e9, one = 1;
    const ElectrolyteSpec ideal = {1000, 298.15, constant, constant, constant, constant, &D, &kappa, &one, &one};
    CellSpec spec = two_particles(scheme, radial);
    spec.electrode[POSITIVE].sigma[0] = 1e9;
    electrolyte_free(spec.electrolyte);
    REQUIRE(electrolyte_create(&ideal, &spec.electrolyte, NULL) == CELLSIM_OK);
    return spec;
}

/* State after constant current for t seconds; the values of the unknowns of interest are read by the caller. */
static void pass(Bench *b, double current, double t)
{
    CHECK_NEAR(bench_current(b, current, NAN, t, 0, NULL, NULL), t, 0);
}

/* --- diffusion in a sphere --------------------------------------------------------------------------------------- */

/* Surface of a sphere of radius 1 under unit flux from the start, D = 1 (Carslaw & Jaeger, Conduction of Heat in
 * Solids, 2nd ed. 1959, sec. 9.8): 3 t + 1/5 - 2 sum exp(-l^2 t)/l^2 over the roots of tan l = l. */
static double surface_of_sphere(double t)
{
    double sum = 3 * t + 0.2;
    for (int k = 1; k < 400; k++) {
        double l = (k + 0.5) * PI;
        for (int it = 0; it < 6; it++) l -= (sin(l) - l * cos(l)) / (l * sin(l));
        sum -= 2 * exp(-l * l * t) / (l * l);
    }
    return sum;
}

/* Largest error of the surface stoichiometry, relative to its change, at four times. */
static double sphere_error(RadialScheme scheme, int radial)
{
    static const double tau[] = {0.03, 0.1, 0.4, 1};
    CellSpec spec = equal_particles(scheme, radial);
    Bench b = bench_open(&spec, 1e-9, LINEAR_CONDENSED);
    const Pocket *p = &b.m->pocket[0];
    const double I = -2, theta0 = p->phase->theta0, i = I / (2 * p->source);
    double worst = 0;
    for (int k = 0; k < 4; k++) {
        pass(&b, I, tau[k] / p->diffusion);
        const double *y = simulation_state(b.s);
        CHECK_NEAR(y[p->i], i, 1e-8 * fabs(i));
        const double change = -p->per_current * i / (3 * p->diffusion) * surface_of_sphere(tau[k]);
        worst = fmax(worst, fabs(y[p->theta + radial - 1] - theta0 - change) / fabs(change));
    }
    bench_close(&b);
    cell_spec_free(&spec);
    return worst;
}

static void test_sphere(void)
{
    const double shells[] = {sphere_error(RADIAL_VOLUMES, 16), sphere_error(RADIAL_VOLUMES, 32),
                             sphere_error(RADIAL_VOLUMES, 64)};
    const double polynomials[] = {sphere_error(RADIAL_SPECTRAL, 6), sphere_error(RADIAL_SPECTRAL, 12)};
    printf("\n    shells 16, 32, 64: %.1e %.1e %.1e; polynomials 6, 12: %.1e %.1e", shells[0], shells[1], shells[2],
           polynomials[0], polynomials[1]);
    CHECK(shells[2] <= 3e-4);
    CHECK_NEAR(log2(shells[0] / shells[1]), 2, 0.2);
    CHECK_NEAR(log2(shells[1] / shells[2]), 2, 0.2);
    CHECK(polynomials[0] <= 1e-3);
    CHECK(polynomials[1] <= 1e-7);
}

/* --- electrolyte --------------------------------------------------------------------------------------------------- */

static double constant_of(double c, const CellSpec *spec, int which)
{
    ElectrolytePoint e;
    electrolyte_eval(spec->electrolyte, c, &e);
    const double value[] = {re(e.D), re(e.kappa), re(e.t_plus), re(e.Psi)};
    return value[which];
}

/* At steady state the anions do not move: dc/dx = (1 - t_plus) I / (F D_eff), and all the salt is still there. */
static void test_steady_salt(void)
{
    const double c0 = 1000;
    for (int sign = -1; sign <= 1; sign += 2) {
        CellSpec spec = two_particles(RADIAL_VOLUMES, 4);
        spec.electrode[POSITIVE].phase[0].film_resistance = 1e3; /* the reaction does not move in x */
        spec.region[SEPARATOR].elements = 5;
        Bench b = bench_open(&spec, 1e-10, LINEAR_CONDENSED);
        const double I = 2.0 * sign;
        pass(&b, I, 3000);
        const double *y = simulation_state(b.s), D = constant_of(c0, &spec, 0), t_plus = constant_of(c0, &spec, 2);
        const double slope = (1 - t_plus) * I / (FARADAY * D * spec.region[SEPARATOR].transport);
        const MeshNode *v = b.m->node;
        for (int k = 0; k + 1 < 10; k++)
            CHECK_NEAR((y[v[k + 1].c_e] - y[v[k].c_e]) / (v[k + 1].x - v[k].x), slope, 1e-6 * fabs(slope));
        const double pores = spec.region[SEPARATOR].porosity * spec.region[SEPARATOR].thickness +
                             spec.region[POSITIVE].porosity * spec.region[POSITIVE].thickness;
        CHECK_NEAR(model_ion(b.m, 0, y), c0 * pores, 1e-12 * c0 * pores);
        bench_close(&b);
        cell_spec_free(&spec);
    }
}

/* Potential of a particle's solid against the electrolyte at its surface. */
static double interface_drop(const Bench *b, const Pocket *p, const double *y)
{
    const double i = y[p->i], lnc = log(y[p->c_e] / 1000);
    IsothermPoint u;
    isotherm_eval(p->phase->isotherm, y[p->z], &u);
    return re(u.U) + 2 / b->m->thermal_f * asinh(i / (2 * p->i0 * re(u.g) * exp(0.5 * lnc))) +
           p->phase->film_resistance * i;
}

/* Potentials right after a current step, every drop worked out by hand (alpha = 1/2), along two ways: through the particle
 * at the separator and the solid, and through the pores and the particle at the collector. */
static void test_potentials_of_a_current_step(void)
{
    for (double I = -40; I <= 40; I += 20) {
        CellSpec spec = two_particles(RADIAL_VOLUMES, 10);
        spec.contact_resistance = 2e-3;
        spec.electrode[POSITIVE].phase[0].film_resistance = 5e-3;
        Bench b = bench_open(&spec, 1e-6, LINEAR_CONDENSED);
        const Control c = {CONTROL_CURRENT, I, 0, 0};
        const Limits none = {NAN, NAN, NAN, NAN};
        Limit already;
        REQUIRE(simulation_start(b.s, &c, &none, 1, &already, NULL) == CELLSIM_OK);

        const double *y = simulation_state(b.s), f = b.m->thermal_f;
        const Pocket *near = &b.m->pocket[0], *far = &b.m->pocket[1];
        const Region *separator = &spec.region[SEPARATOR], *positive = &spec.region[POSITIVE];
        const double kappa = constant_of(1000, &spec, 1), solid = near->source * y[near->i], pores = I - solid;
        const double c_f = y[b.m->node[0].c_e];
        const double foil = -2 / f * asinh(I / (2 * b.m->foil_i0 * sqrt(c_f / 1000)));
        const double outside = -foil + I * separator->thickness / (kappa * separator->transport) -
                               constant_of(c_f, &spec, 3) + spec.contact_resistance * I;
        const double along_solid = solid * positive->thickness / spec.electrode[POSITIVE].sigma[0];
        const double along_pores = pores * positive->thickness / (kappa * positive->transport);
        CHECK_NEAR(-y[b.m->node[0].phi_e], foil, 1e-8); /* what the table of ln c allows */
        CHECK_NEAR(near->source * y[near->i] + far->source * y[far->i], I, 1e-8);
        CHECK_NEAR(y[b.m->V], outside + constant_of(y[near->c_e], &spec, 3) + interface_drop(&b, near, y) + along_solid,
                   1e-8);
        CHECK_NEAR(y[b.m->V], outside + along_pores + constant_of(y[far->c_e], &spec, 3) + interface_drop(&b, far, y),
                   1e-8);
        bench_close(&b);
        cell_spec_free(&spec);
    }
}

/* --- kinetics of the foil ------------------------------------------------------------------------------------------- */

/* Overpotential of the foil at a current; i0 does not depend on c_e here. */
static double foil_overpotential(double i0, double alpha, double I)
{
    CellSpec spec = two_particles(RADIAL_VOLUMES, 4);
    spec.foil = (Foil){.i0 = i0, .c_ref = 1000, .c_e_exponent = 0, .alpha = alpha};
    Bench b = bench_open(&spec, 1e-8, LINEAR_CONDENSED);
    pass(&b, I, 1e-3);
    const double eta = -simulation_state(b.s)[b.m->node[0].phi_e];
    bench_close(&b);
    cell_spec_free(&spec);
    return eta;
}

/* Small currents: a resistance RT/(F i0), whatever alpha. Large ones: ln 10 RT/(alpha F) per decade. */
static void test_butler_volmer_limits(void)
{
    const double RT_F = GAS_CONSTANT * 298.15 / FARADAY;
    for (double alpha = 0.3; alpha < 0.8; alpha += 0.2) {
        CHECK_NEAR(foil_overpotential(30, alpha, 0.003), -0.003 * RT_F / 30, 1e-4 * 0.003 * RT_F / 30);
        CHECK_NEAR(foil_overpotential(30, alpha, -0.003), 0.003 * RT_F / 30, 1e-4 * 0.003 * RT_F / 30);
        const double plating = foil_overpotential(1e-4, alpha, 20) - foil_overpotential(1e-4, alpha, 2);
        const double stripping = foil_overpotential(1e-4, alpha, -20) - foil_overpotential(1e-4, alpha, -2);
        CHECK_NEAR(plating, -log(10) * RT_F / (1 - alpha), 1e-6);
        CHECK_NEAR(stripping, log(10) * RT_F / alpha, 1e-6);
    }
}

TEST_MAIN("verify/limits", TEST(test_sphere), TEST(test_steady_salt), TEST(test_potentials_of_a_current_step),
          TEST(test_butler_volmer_limits))
