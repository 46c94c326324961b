/* Electrolytes of several ions, and of one: against the concentrated one, and closed forms. */
#include "../../model/constants.h"
#include "../../model/losses.h"
#include "../../solver/impedance.h"
#include "../test.h"
#include "shipped.h"
#include "small.h"

#include <complex.h>
#include <stdlib.h>
#include <string.h>

typedef double _Complex Z;

static const Variant half = {"half cell", 1, NULL}, full = {"full cell", 0, NULL};
static const double RT_F = GAS_CONSTANT * 298.15 / FARADAY;

static void mesh(CellSpec *s, int elements, int degree)
{
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        if (s->region[r].thickness > 0) {
            s->region[r].elements = elements;
            s->region[r].degree = degree;
        }
}

/* --- two ions are a salt ------------------------------------------------------------------------------------------- */

static const double D_PLUS = 2e-10, D_MINUS = 3e-10;

static double constant(double x, void *context)
{
    (void)x;
    return *(const double *)context;
}

static double kappa_of_c(double c, void *context)
{
    (void)context;
    return FARADAY / RT_F * (D_PLUS + D_MINUS) * c;
}

/* The concentrated electrolyte that ions of these diffusivities make (E-1d). */
static void use_matched_salt(CellSpec *s)
{
    double D = 2 * D_PLUS * D_MINUS / (D_PLUS + D_MINUS), t_plus = D_PLUS / (D_PLUS + D_MINUS), chi = 1;
    const ElectrolyteSpec salt = {1000, 298.15, constant, kappa_of_c, constant, constant, &D, NULL, &t_plus, &chi};
    electrolyte_free(s->electrolyte);
    REQUIRE(electrolyte_create(&salt, &s->electrolyte, NULL) == CELLSIM_OK);
}

enum { TIMES = 8, FREQUENCIES = 25 };

typedef struct Answers {
    double V[TIMES], part[LOSSES]; /* of the last V */
    Z z[FREQUENCIES];
} Answers;

static Answers answers_of(const Variant *v, void (*use)(CellSpec *s))
{
    double t[TIMES], f[FREQUENCIES];
    Answers a;
    CellSpec s = variant_cell(v);
    use(&s);
    mesh(&s, 2, 10);
    for (int k = 0; k < TIMES; k++) t[k] = 10 * pow(2, k);
    for (int k = 0; k < FREQUENCIES; k++) f[k] = pow(10, 4 - k / 3.0);
    Bench b = bench_open(&s, 1e-9, LINEAR_CONDENSED);
    CHECK(impedance_spectrum_of(b.s, SPECTRUM_AS_INTEGRATED, FREQUENCIES, f, a.z, NULL) == CELLSIM_OK);
    CHECK(bench_current(&b, -s.one_C, NAN, t[TIMES - 1], TIMES, t, a.V) >= t[TIMES - 1]);
    model_losses(b.m, simulation_state(b.s), &(LossMemory){0}, a.part);
    bench_close(&b);
    cell_spec_free(&s);
    return a;
}

static void compare_with_salt(const Variant *v)
{
    const Answers salt = answers_of(v, use_matched_salt), ions = answers_of(v, use_two_ions);
    double dV = 0, dz = 0;
    for (int k = 0; k < TIMES; k++) dV = fmax(dV, fabs(ions.V[k] / salt.V[k] - 1));
    for (int k = 0; k < FREQUENCIES; k++) dz = fmax(dz, cabs(ions.z[k] / salt.z[k] - 1));
    printf("\n    %s: two dilute ions against their salt, voltages %.1e, impedance %.1e", v->name, dV, dz);
    for (int k = 0; k < LOSSES; k++) CHECK_NEAR(ions.part[k], salt.part[k], 1e-7);
    CHECK(fabs(salt.part[LOSS_CONCENTRATION]) > 1e-3);
    CHECK(dV <= 1e-8);
    CHECK(dz <= 2e-6); /* what the tables of a salt allow their slopes */
}

static void test_two_ions_are_a_salt(void)
{
    compare_with_salt(&half);
    compare_with_salt(&full);
}

/* --- liquid junction ------------------------------------------------------------------------------------------------ */

/* Henderson, Z. phys. Chem. 59 (1907) 118: between linear profiles without current the potential is
 * -(RT/F) (sum z D dc)/(sum z^2 D dc) ln(sum z^2 D c), D dc being differences between the ends. */
static void test_liquid_junction(void)
{
    CellSpec s = variant_cell(&half);
    use_four_ions(&s);
    mesh(&s, 1, 12);
    Bench b = bench_open(&s, 1e-4, LINEAR_CONDENSED);
    const Model *m = b.m;
    const Electrolyte *el = s.electrolyte;
    double *y = calloc((size_t)m->unknowns, sizeof *y);
    REQUIRE(y != NULL);
    const double to[] = {500, 20, 300}; /* at the positive electrode; from those of the card */
    for (int k = 0; k <= 12; k++) {
        const MeshNode *v = &m->node[k];
        double drive = 0, slope = 0, sum = 0, c[MAX_IONS], end[MAX_IONS];
        const double x = v->x / s.region[SEPARATOR].thickness;
        for (int n = 0; n < 3; n++)
            y[v->c_e + n] = electrolyte_ion(el, n)->c0 + x * (to[n] - electrolyte_ion(el, n)->c0);
        electrolyte_concentrations(el, y + v->c_e, c);
        electrolyte_concentrations(el, to, end);
        double start = 0;
        for (int n = 0; n < 4; n++) {
            const Ion *of = electrolyte_ion(el, n);
            const double z2 = of->charge * of->charge * of->D, dc = end[n] - of->c0;
            drive += of->charge * of->D * dc;
            slope += z2 * dc;
            sum += z2 * c[n];
            start += z2 * of->c0;
        }
        y[v->phi_e] = -RT_F * drive / slope * log(sum / start);
    }
    const double unit =
        electrolyte_transport(el).kappa * s.region[SEPARATOR].transport * RT_F / s.region[SEPARATOR].thickness;
    const double error = model_separator_current(m, y) / unit;
    printf("\n    Henderson's potential %.2f mV; current at it %.1e",
           1e3 * (y[m->node[12].phi_e] - y[m->node[0].phi_e]), error);
    CHECK(fabs(error) <= 1e-10);
    CHECK(fabs(y[m->node[12].phi_e]) > 2e-3);
    free(y);
    bench_close(&b);
    cell_spec_free(&s);
}

/* --- balances --------------------------------------------------------------------------------------------------------- */

/* Foil and host exchange different ions: each gains and loses what the charge says, the others nothing. */
static void check_balances(void (*use)(CellSpec *s), const double *per_charge)
{
    CellSpec s = variant_cell(&half);
    use(&s);
    Bench b = bench_open(&s, 1e-5, LINEAR_CONDENSED);
    double before[MAX_CARRIED], total = 0, worst = 0;
    for (int n = 0; n < b.m->carried; n++) total += before[n] = model_ion(b.m, n, simulation_state(b.s));
    for (int k = 0; k < 4; k++)
        CHECK(bench_current(&b, k % 2 ? 0.1 : -0.1, NAN, 300 * (k + 1), 0, NULL, NULL) >= 300 * (k + 0.99));
    CHECK(bench_current(&b, -0.1, NAN, 1500, 0, NULL, NULL) >= 1499);
    const double *y = simulation_state(b.s);
    for (int n = 0; n < b.m->carried; n++) {
        const double expected = before[n] + per_charge[n] * y[b.m->Q] / FARADAY;
        worst = fmax(worst, fabs(model_ion(b.m, n, y) - expected) / total);
    }
    printf("\n    worst ion %.1e of all", worst);
    CHECK(worst <= 1e-10);
    bench_close(&b);
    cell_spec_free(&s);
}

static void use_layers(CellSpec *s)
{
    use_four_ions(s);
    s->electrode[POSITIVE].phase[0].double_layer = 0.2;
    s->foil.double_layer = 0.5;
}

/* What double layers hold is of the ion that follows: then every other one is held by the guest and the metal alone. */
static void test_double_layers_take_what_follows(void)
{
    CellSpec s = variant_cell(&half);
    use_layers(&s);
    Bench b = bench_open(&s, 1e-5, LINEAR_CONDENSED);
    const int Li = 1;
    const double *y = simulation_state(b.s), salt = model_ion(b.m, 0, y);
    const double ion = model_ion(b.m, Li, y), guest = model_guest(b.m, POSITIVE, y),
                 layer = model_double_layer_charge(b.m, POSITIVE, y);
    CHECK(bench_current(&b, -0.1, NAN, 300, 0, NULL, NULL) >= 300);
    const double to_guest = model_guest(b.m, POSITIVE, y) - guest;
    CHECK_NEAR(ion - model_ion(b.m, Li, y), to_guest, 1e-12 * salt);
    CHECK(fabs(model_double_layer_charge(b.m, POSITIVE, y) - layer) > 1e-5 * FARADAY * to_guest);
    bench_close(&b);
    cell_spec_free(&s);
}

static void test_every_ion_is_conserved(void)
{
    check_balances(use_two_ions, (const double[]){0});
    check_balances(use_four_ions, (const double[]){-1, 1, 0}); /* charge: Li leaves the host, Mg2Cl3 plates */
    check_balances(use_divalent, (const double[]){0, 0, 0});
}

/* A discharge takes Li out of the pores, and through them out of the reservoir; then all that is left evens out. */
static void test_reservoir(void)
{
    CellSpec s = variant_cell(&half);
    use_four_ions_and_more(&s);
    Bench b = bench_open(&s, 1e-6, LINEAR_CONDENSED);
    const double *y = simulation_state(b.s);
    const int Li = 1;
    double pores = s.reservoir.volume;
    for (int k = 0; k < b.m->nodes; k++) pores += b.m->node[k].pores;
    CHECK_NEAR(model_ion(b.m, Li, y), 150 * pores, 1e-12 * 150 * pores);
    CHECK(bench_current(&b, -s.one_C, NAN, 1800, 0, NULL, NULL) >= 1800);
    CHECK(y[b.m->node[0].c_e + Li] < y[b.m->c_r + Li] && y[b.m->c_r + Li] < 150);
    const double passes = s.reservoir.exchange * (y[b.m->node[0].c_e + Li] - y[b.m->c_r + Li]);
    CHECK_NEAR(simulation_derivative(b.s)[b.m->c_r + Li] * s.reservoir.volume, passes, 1e-4 * fabs(passes));
    CHECK(bench_current(&b, 0, NAN, 3e6, 0, NULL, NULL) >= 3e6);
    const double even = 150 + y[b.m->Q] / FARADAY / pores;
    CHECK_NEAR(y[b.m->c_r + Li], even, 1e-6 * even);
    CHECK_NEAR(y[b.m->node[b.m->nodes - 1].c_e + Li], even, 1e-6 * even);
    CHECK_NEAR(model_ion(b.m, Li, y), even * pores, 1e-10 * even * pores);
    bench_close(&b);
    cell_spec_free(&s);
}

/* The working electrode against a reference, the counter electrode against it, and the cell: at rest, by Nernst's law; under
 * current, the resistance of the separator divided at its place. */
static void test_reference(void)
{
    CellSpec s = variant_cell(&half);
    use_four_ions_and_more(&s);
    Bench b = bench_open(&s, 1e-6, LINEAR_CONDENSED);
    const double *y = simulation_state(b.s);
    const double U = phase_rest_potential(&s.electrode[POSITIVE].phase[0]);
    const double host = U + RT_F * log(150.0 / 1000), metal = s.reference.U + RT_F * log(400.0 / 500);
    CHECK_NEAR(y[b.m->V], host - metal, 1e-12);
    CHECK_NEAR(y[b.m->W], host - (s.foil.U + RT_F * log(400.0 / 400)), 1e-12);
    bench_close(&b);
    cell_spec_free(&s);
    Z z[3];
    const double f = 1e7, place[] = {0, 1, 0.3};
    for (int k = 0; k < 3; k++) {
        s = variant_cell(&half);
        use_single_ion(&s);
        s.reference = (ReferenceElectrode){.present = 1, .place = place[k], .c_ref = 1000};
        b = bench_open(&s, 1e-6, LINEAR_CONDENSED);
        CHECK(impedance_spectrum(b.s, 1, &f, &z[k], NULL) == CELLSIM_OK);
        bench_close(&b);
        cell_spec_free(&s);
    }
    const double ohmic = 20e-6 / (0.3 * 0.3);
    CHECK_NEAR(creal(z[0] - z[1]), ohmic, 1e-9 * ohmic);
    CHECK_NEAR(creal(z[0] - z[2]), 0.3 * ohmic, 1e-9 * ohmic);
}

/* --- single ion --------------------------------------------------------------------------------------------------------- */

/* A conductor of cations is a concentrated electrolyte of t_plus = 1. */
static void use_cation_salt(CellSpec *s)
{
    double D = 3e-10, kappa = 0.3, one = 1;
    const ElectrolyteSpec salt = {1000, 298.15, constant, constant, constant, constant, &D, &kappa, &one, &one};
    electrolyte_free(s->electrolyte);
    REQUIRE(electrolyte_create(&salt, &s->electrolyte, NULL) == CELLSIM_OK);
}

static void test_single_ion(void)
{
    const Variant *of[] = {&half, &full};
    for (int v = 0; v < 2; v++) {
        const Answers salt = answers_of(of[v], use_cation_salt), solid = answers_of(of[v], use_single_ion);
        double dV = 0, dz = 0;
        for (int k = 0; k < TIMES; k++) dV = fmax(dV, fabs(solid.V[k] / salt.V[k] - 1));
        for (int k = 0; k < FREQUENCIES; k++) dz = fmax(dz, cabs(solid.z[k] / salt.z[k] - 1));
        printf("\n    %s: single ion against t_plus = 1, voltages %.1e, impedance %.1e", of[v]->name, dV, dz);
        CHECK(dV <= 1e-8);
        CHECK(dz <= 1e-10);
    }
}

TEST_MAIN("verify/ions", TEST(test_two_ions_are_a_salt), TEST(test_liquid_junction), TEST(test_every_ion_is_conserved),
          TEST(test_double_layers_take_what_follows), TEST(test_reservoir), TEST(test_reference), TEST(test_single_ion))
