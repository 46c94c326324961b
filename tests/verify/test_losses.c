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
        for (int k = 0; k < 40; k++) {
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

static const char *const shipped[] = {
    "anatase_mg_li", "ar175_li", "chen2020",     "hard_carbon_na", "lco_graphite",      "lto_llzo_si",          "ntp_na",          "p25_li",
    "p25_na",        "r125_li",  "r15_li",       "r175_li",        "r175_na",           "r175_na_full",         "r1_li",           "r2_li",
    "ti078_mg_li",   "xu2019",   "tio2_nvp_na",  "tio2_anatase_li", "tio2_amorphous_na", "tio2_anatase_25nm_na", "tio2_anatase_na"};

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

TEST_MAIN("losses", TEST(test_sums_in_any_state), TEST(test_sums_of_shipped_cells))
