/* The parts of the voltage: that they add up to it, in any state of any cell, and what they are where that is known by hand. */
#include "../../model/constants.h"
#include "../../model/losses.h"
#include "../test.h"
#include "cells.h"
#include "shipped.h"
#include "small.h"

#include <stdlib.h>
#include <string.h>

static double sum_of(const double *part)
{
    double sum = 0;
    for (int k = 0; k < LOSSES; k++) sum += part[k];
    return sum;
}

/* --- the sum ------------------------------------------------------------------------------------------------------- */

/* What the rows E-7 and E-8 make the voltage, of a state that need not obey them. */
static double between_terminals(const Model *m, const double *y)
{
    const double negative = m->spec->half_cell ? 0 : y[m->node[0].phi_s[0]];
    if (m->spec->reference.present) return y[m->V];
    return y[m->node[m->nodes - 1].phi_s[0]] - negative + m->spec->contact_resistance * y[m->I];
}

static void check_state(const Model *m, const double *y, const char *name)
{
    double part[LOSSES], largest = fabs(y[m->V]) + fabs(y[m->node[m->nodes - 1].phi_s[0]]) + 1;
    model_losses(m, y, &(LossMemory){0}, part);
    const double sum = sum_of(part), expected = between_terminals(m, y);
    for (int k = 0; k < LOSSES; k++) {
        CHECK(isfinite(part[k]));
        if (!model_has_loss(m, (LossId)k) && part[k] != 0) fprintf(stderr, "%s: part %d is %g\n", name, k, part[k]);
        if (!model_has_loss(m, (LossId)k)) CHECK(part[k] == 0);
        largest = fmax(largest, fabs(part[k]));
    }
    if (!(fabs(sum - expected) <= 1e-13 * LOSSES * largest)) fprintf(stderr, "%s: off by %g V\n", name, sum - expected);
    CHECK(fabs(sum - expected) <= 1e-13 * LOSSES * largest);
}

static void test_sums_in_any_state(void)
{
    Random random = {20};
    for (int v = 0; v < variant_count; v++) {
        CellSpec spec = variant_cell(&variants[v]);
        Model *m = NULL;
        REQUIRE(model_create(&spec, &m, NULL) == CELLSIM_OK);
        double *y = malloc((size_t)m->unknowns * sizeof *y), *yp = malloc((size_t)m->unknowns * sizeof *yp);
        REQUIRE(y && yp);
        for (int k = 0; k < 10; k++) {
            random_state(m, &random, k % 2, y, yp);
            check_state(m, y, variants[v].name);
        }
        free(y);
        free(yp);
        model_free(m);
        cell_spec_free(&spec);
    }
}

/* --- shipped cells -------------------------------------------------------------------------------------------------- */

static const char *const shipped[] = {"anatase_mg_li",
                                      "ar175_li",
                                      "chen2020",
                                      "hard_carbon_na",
                                      "lco_graphite",
                                      "lto_llzo_si",
                                      "ntp_na",
                                      "p25_li",
                                      "p25_na",
                                      "r125_li",
                                      "r15_li",
                                      "r175_li",
                                      "r175_na",
                                      "r175_na_full",
                                      "r1_li",
                                      "r2_li",
                                      "ti078_mg_li",
                                      "xu2019",
                                      "tio2_nvp_na",
                                      "tio2_anatase_li",
                                      "tio2_amorphous_na",
                                      "tio2_anatase_25nm_na",
                                      "tio2_anatase_na"};

static CellSpec card_of(const char *name)
{
    char path[512];
    Card *card = NULL;
    CellSpec spec = {0};
    Error e;
    snprintf(path, sizeof path, SOURCE_ROOT "/cells/%s.cfg", name);
    REQUIRE(card_read(path, SOURCE_ROOT "/configs", 0, NULL, &card, &e) == CELLSIM_OK);
    REQUIRE(card_cell(card, NAN, &spec, &e) == CELLSIM_OK);
    card_free(card);
    return spec;
}

/* A current for a while; the sum at every step of the solver. Returns the largest deviation. */
static double pass(Bench *b, double current, double t, double below, double above)
{
    const Limits limits = {below, above, NAN, NAN};
    const Control control = {CONTROL_CURRENT, current, 0, 0};
    Limit limit = LIMIT_NONE;
    Error e;
    LossMemory memory = {0};
    double worst = 0, part[LOSSES];
    Status s = simulation_start(b->s, &control, &limits, simulation_time(b->s) + t, &limit, &e);
    while (!s) {
        const double *y = simulation_state(b->s);
        model_losses(b->m, y, &memory, part);
        const double off = fabs(sum_of(part) - y[b->m->V]);
        worst = off <= worst ? worst : off;
        if (limit != LIMIT_NONE) break;
        s = simulation_step(b->s, &limit, &e);
    }
    if (s) fprintf(stderr, "%s (%s)\n", e.text, e.hint);
    CHECK(s == CELLSIM_OK);
    return worst;
}

static void test_sums_of_shipped_cells(void)
{
    for (size_t k = 0; k < sizeof shipped / sizeof *shipped; k++) {
        CellSpec spec = card_of(shipped[k]);
        Bench b = bench_open(&spec, 1e-4, LINEAR_CONDENSED);
        const double V = simulation_state(b.s)[b.m->V], I = spec.one_C;
        double worst = 0;
        for (int n = 0; n < 2; n++) {
            worst = fmax(worst, pass(&b, -I, 2400, V - 2, NAN));
            worst = fmax(worst, pass(&b, 0, 600, NAN, NAN));
            worst = fmax(worst, pass(&b, I, 1200, NAN, V + 1));
        }
        if (!(worst <= 1e-9)) fprintf(stderr, "%s: off by %g V\n", shipped[k], worst);
        CHECK(worst <= 1e-9);
        bench_close(&b);
        cell_spec_free(&spec);
    }
}

/* --- by hand -------------------------------------------------------------------------------------------------------- */

static void test_rest_is_equilibrium_alone(void)
{
    for (int v = 0; v < variant_count; v++) {
        CellSpec spec = variant_cell(&variants[v]);
        Model *m = NULL;
        double part[LOSSES];
        REQUIRE(model_create(&spec, &m, NULL) == CELLSIM_OK);
        double *y = malloc((size_t)m->unknowns * sizeof *y), *yp = malloc((size_t)m->unknowns * sizeof *yp);
        REQUIRE(y && yp);
        model_rest_state(m, y, yp);
        model_losses(m, y, &(LossMemory){0}, part);
        const int even =
            spec.electrode[POSITIVE].phases == 1 && (spec.half_cell || spec.electrode[NEGATIVE].phases == 1);
        for (int k = 1; k < LOSSES && even; k++) {
            if (fabs(part[k]) > 1e-8) fprintf(stderr, "%s: part %d is %g V at rest\n", variants[v].name, k, part[k]);
            CHECK(fabs(part[k]) <= 1e-8);
        }
        free(y);
        free(yp);
        model_free(m);
        cell_spec_free(&spec);
    }
}

/* What a current has left uneven goes, and the equilibrium stays where it was: nothing passes. */
static void test_losses_relax(void)
{
    CellSpec spec = card_of("chen2020");
    Bench b = bench_open(&spec, 1e-6, LINEAR_CONDENSED);
    double before[LOSSES], after[LOSSES];
    pass(&b, -spec.one_C, 1000, NAN, NAN);
    model_losses(b.m, simulation_state(b.s), &(LossMemory){0}, before);
    pass(&b, 0, 1e6, NAN, NAN);
    model_losses(b.m, simulation_state(b.s), &(LossMemory){0}, after);
    CHECK(before[LOSS_PARTICLE_POSITIVE] < -5e-3 && before[LOSS_TRANSFER_NEGATIVE] < -5e-3);
    CHECK_NEAR(after[LOSS_EQUILIBRIUM], before[LOSS_EQUILIBRIUM], 1e-6);
    for (int k = 1; k < LOSSES; k++) CHECK_NEAR(after[k], 0, 2e-5);
    bench_close(&b);
    cell_spec_free(&spec);
}

static double constant(double x, void *context)
{
    (void)x;
    return *(const double *)context;
}

/* A film so resistive that the reaction is even, and no gradients of salt: every ohmic part by hand. */
static void test_ohmic_parts(void)
{
    static const Variant plain = {"half cell", 1, NULL};
    double D = 3e-10, kappa = 0.8, one = 1;
    const ElectrolyteSpec ideal = {1000, 298.15, constant, constant, constant, constant, &D, &kappa, &one, &one};
    for (double I = -3; I <= 3; I += 6) {
        CellSpec spec = variant_cell(&plain);
        Phase *p = &spec.electrode[POSITIVE].phase[0];
        const Region *separator = &spec.region[SEPARATOR], *positive = &spec.region[POSITIVE];
        double part[LOSSES];
        p->film_resistance = 1e4;
        spec.contact_resistance = 2e-3;
        spec.foil.film_resistance = 5e-3;
        spec.electrode[POSITIVE].sigma[0] = 7;
        electrolyte_free(spec.electrolyte);
        REQUIRE(electrolyte_create(&ideal, &spec.electrolyte, NULL) == CELLSIM_OK);
        Bench b = bench_open(&spec, 1e-9, LINEAR_CONDENSED);
        pass(&b, I, 1, NAN, NAN);
        model_losses(b.m, simulation_state(b.s), &(LossMemory){0}, part);
        const double L = positive->thickness, along = 1e-4 * fabs(I) * L;
        CHECK_NEAR(part[LOSS_CONTACT], 2e-3 * I, 1e-15);
        CHECK_NEAR(part[LOSS_FILM_NEGATIVE], 5e-3 * I, 1e-15);
        CHECK_NEAR(part[LOSS_FILM_POSITIVE], 1e4 * I / (p->area_per_volume * L),
                   1e-5 * 1e4 * fabs(I) / (p->area_per_volume * L));
        CHECK_NEAR(part[LOSS_SEPARATOR], I * separator->thickness / (kappa * separator->transport), 1e-12);
        CHECK_NEAR(part[LOSS_PORES_POSITIVE], I * L / (3 * kappa * positive->transport), along);
        CHECK_NEAR(part[LOSS_SOLID_POSITIVE], I * L / (3 * 7), along);
        CHECK_NEAR(part[LOSS_TRANSFER_NEGATIVE], 2 / b.m->thermal_f * asinh(I / (2 * b.m->foil_i0)), 1e-9);
        CHECK_NEAR(part[LOSS_CONCENTRATION], 0, 1e-9);
        bench_close(&b);
        cell_spec_free(&spec);
    }
}

TEST_MAIN("losses", TEST(test_sums_in_any_state), TEST(test_sums_of_shipped_cells),
          TEST(test_rest_is_equilibrium_alone), TEST(test_losses_relax), TEST(test_ohmic_parts))
