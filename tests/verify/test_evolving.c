/* An evolving host: without rates it is the insertion host; what its forms hold, moves and leaves behind adds up; crystal
 * converts to its depth and no further. */
#include "../../model/constants.h"
#include "../test.h"
#include "cells.h"
#include "shipped.h"

#include <stdlib.h>

static const double LEAST = 1e-3; /* share of every form at the start */

/* The cell as an evolving host of which nothing but the amorphous form takes part, and whose forms do not change. */
static void make_inert(Phase *p)
{
    const SiteClass site = {1, 0.1, 1, 1};
    const IsothermOptions o = {.temperature = 298.15};
    Evolving *e = p->evolving = calloc(1, sizeof *e);
    REQUIRE(e != NULL);
    REQUIRE(isotherm_create_msmr(1, &site, &o, &e->crystal.isotherm, NULL) == CELLSIM_OK);
    REQUIRE(isotherm_create_msmr(1, &site, &o, &e->rocksalt.isotherm, NULL) == CELLSIM_OK);
    e->crystal.full = e->rocksalt.full = 1e-9;
    e->crystal.i0 = e->rocksalt.i0 = 1e-3;
    e->crystal.share = e->rocksalt.share = LEAST;
    e->conversion = (Conversion){.U = -5, .alpha = 1, .core = LEAST, .content = 0.8};
    e->ripening = (Ripening){.content = 0.5, .interval = 0.05};
}

/* Voltages at ten times of a discharge at C/2. */
static void discharge(const CellSpec *spec, double V[10])
{
    Bench b = bench_open(spec, 1e-10, LINEAR_CONDENSED);
    for (int k = 0; k < 10; k++) {
        CHECK(bench_current(&b, -0.5 * spec->one_C, NAN, 600.0 * (k + 1), 0, NULL, NULL) > 0);
        V[k] = simulation_state(b.s)[b.m->V];
    }
    bench_close(&b);
}

static void test_inert_is_insertion(void)
{
    const Mesh mesh = {2, 4, 1, 2, 6, "spectral"};
    CellSpec plain = shipped_cell("lco_graphite", mesh), inert = shipped_cell("lco_graphite", mesh);
    double V[10], W[10], most = 0;
    Phase *p = &inert.electrode[POSITIVE].phase[0];
    make_inert(p);
    const double amorphous = 1 - 2 * LEAST; /* as much of it as the plain one has */
    p->c_max /= amorphous;
    p->area_per_volume /= amorphous;
    discharge(&plain, V);
    discharge(&inert, W);
    for (int k = 0; k < 10; k++) most = fmax(most, fabs(V[k] - W[k]));
    printf("\n    voltages differ by %.1e V", most);
    CHECK(most <= 1e-10);
    cell_spec_free(&plain);
    cell_spec_free(&inert);
}

/* Charge that the titania holds, by its contents and double layer [C/m2]. */
static double charge_held(const Model *m, const double *y)
{
    return FARADAY * model_guest(m, POSITIVE, y) - model_double_layer_charge(m, POSITIVE, y);
}

/* Titania of 25 nm: three discharges to below the plateau, charges for two hours between. */
static void test_forms_add_up(void)
{
    const Mesh mesh = {1, 2, 1, 2, 5, "spectral"};
    CellSpec spec = shipped_cell("tio2_anatase_25nm_na", mesh);
    const double core = spec.electrode[POSITIVE].phase[0].evolving->crystal.share * pow(1 - 5.0 / 12.5, 3);
    Bench b = bench_open(&spec, 1e-5, LINEAR_CONDENSED);
    const double before = charge_held(b.m, simulation_state(b.s));
    double share[MAX_HOST_OUTPUTS], last = 1;
    for (int k = 0; k < 5; k++) {
        const double t = simulation_time(b.s), I = (k % 2 ? 1 : -1) * spec.one_C;
        CHECK(bench_current(&b, I, k % 2 ? NAN : 0.01, k % 2 ? t + 7200 : INFINITY, 0, NULL, NULL) > t);
        const double *y = simulation_state(b.s);
        CHECK_NEAR(charge_held(b.m, y) - before, -y[b.m->Q], 1e-10 * FARADAY * model_guest_capacity(b.m, POSITIVE));
        model_report(b.m, POSITIVE, 0, y, share);
        CHECK_NEAR(share[0] + share[1] + share[2] + share[3], 1, 1e-12);
        CHECK(share[0] <= last + 1e-5 && share[0] >= core - 1e-5 && share[3] >= -1e-5 && share[4] >= -1e-5);
        last = share[0];
    }
    CHECK_NEAR(last, core, 1e-3);
    printf("\n    crystal left %.4f, rocksalt %.4f", last, share[2]);
    bench_close(&b);
    cell_spec_free(&spec);
}

static void shares_of(const Bench *b, double share[MAX_HOST_OUTPUTS])
{
    model_report(b->m, POSITIVE, 0, simulation_state(b->s), share);
}

/* Crystal that holds more than what would form has nothing to take up: at low potentials it stays, where conversion would set
 * guest free and drive itself. */
static void test_full_crystal_stays(void)
{
    const Mesh mesh = {1, 2, 1, 2, 5, "spectral"};
    CellSpec spec = shipped_cell("tio2_anatase_25nm_na", mesh);
    Evolving *e = spec.electrode[POSITIVE].phase[0].evolving;
    e->conversion.content = 0.01; /* the crystal holds 0.06 there */
    e->conversion.rocksalt = 0;
    Bench b = bench_open(&spec, 1e-5, LINEAR_CONDENSED);
    double share[MAX_HOST_OUTPUTS];
    CHECK(bench_current(&b, -spec.one_C, 0.01, INFINITY, 0, NULL, NULL) > 0);
    shares_of(&b, share);
    printf("\n    crystal left %.6f of %.6f", share[0], e->crystal.share);
    CHECK_NEAR(share[0], e->crystal.share, 1e-6);
    bench_close(&b);
    cell_spec_free(&spec);
}

/* However fast below its potential: at rest above it the crystal stays. */
static void test_no_conversion_above(void)
{
    const Mesh mesh = {1, 2, 1, 2, 5, "spectral"};
    CellSpec spec = shipped_cell("tio2_anatase_na", mesh);
    Evolving *e = spec.electrode[POSITIVE].phase[0].evolving;
    e->conversion.rate = 1000;
    Bench b = bench_open(&spec, 1e-5, LINEAR_CONDENSED);
    double share[MAX_HOST_OUTPUTS];
    CHECK(bench_current(&b, 0, NAN, 1000 * SECONDS_PER_HOUR, 0, NULL, NULL) > 0);
    shares_of(&b, share);
    printf("\n    crystal left %.9f of %.9f", share[0], e->crystal.share);
    CHECK_NEAR(share[0], e->crystal.share, 1e-8);
    bench_close(&b);
    cell_spec_free(&spec);
}

/* However fast it ripens, and for however long: the remainder stays amorphous. */
static void test_remainder_stays(void)
{
    const Mesh mesh = {1, 2, 1, 2, 5, "spectral"};
    CellSpec spec = shipped_cell("tio2_anatase_na", mesh);
    Evolving *e = spec.electrode[POSITIVE].phase[0].evolving;
    e->ripening.rate = 1;
    Bench b = bench_open(&spec, 1e-5, LINEAR_CONDENSED);
    double share[MAX_HOST_OUTPUTS];
    CHECK(bench_current(&b, -spec.one_C, 0.01, INFINITY, 0, NULL, NULL) > 0);
    CHECK(bench_current(&b, 0, NAN, simulation_time(b.s) + 1000 * SECONDS_PER_HOUR, 0, NULL, NULL) > 0);
    shares_of(&b, share);
    const double left = share[1] / (1 - share[0]);
    printf("\n    amorphous %.4f of what is converted, remainder %.4f", left, e->ripening.remainder);
    CHECK_NEAR(left, e->ripening.remainder, 0.03 * e->ripening.remainder);
    bench_close(&b);
    cell_spec_free(&spec);
}

TEST_MAIN("verify/evolving", TEST(test_inert_is_insertion), TEST(test_forms_add_up), TEST(test_full_crystal_stays),
          TEST(test_no_conversion_above), TEST(test_remainder_stays))
