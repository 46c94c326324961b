/* Loss of oxygen (E-side-2): none below its potential, to its end above, at the rate it has there; charge is conserved. */
#include "../../model/constants.h"
#include "../test.h"
#include "cells.h"
#include "shipped.h"

#include <string.h>

static CellSpec oxide(void)
{
    for (int k = 0; k < variant_count; k++)
        if (!strcmp(variants[k].name, "half cell, oxygen loss")) return variant_cell(&variants[k]);
    REQUIRE(0);
    return (CellSpec){0};
}

/* Holds the cell at V for `duration` s. */
static void hold(Bench *b, double V, double duration)
{
    const Control c = {CONTROL_VOLTAGE, V, 0, 0};
    const Limits none = {NAN, NAN, NAN, NAN};
    Limit limit;
    REQUIRE(simulation_start(b->s, &c, &none, simulation_time(b->s) + duration, &limit, NULL) == CELLSIM_OK);
    while (limit == LIMIT_NONE) REQUIRE(simulation_step(b->s, &limit, NULL) == CELLSIM_OK);
}

static double delta_of(const Bench *b)
{
    double value[MAX_HOST_OUTPUTS];
    model_report(b->m, POSITIVE, 0, simulation_state(b->s), value);
    CHECK_NEAR(value[1], 2 * value[0], 1e-15);
    CHECK((value[2] > 0) == (value[0] > b->m->spec->electrode[POSITIVE].phase[0].side.ordered) || value[2] < 1);
    return value[0];
}

/* Charge of the oxide: guest, double layer, oxygen [C/m2]. */
static double charge_held(const Model *m, const double *y)
{
    return FARADAY * model_guest(m, POSITIVE, y) - model_double_layer_charge(m, POSITIVE, y) +
           model_side_charge(m, POSITIVE, y);
}

static void test_threshold(void)
{
    CellSpec spec = oxide();
    SideReaction *side = &spec.electrode[POSITIVE].phase[0].side;
    side->i0 = 1e-5;
    Bench b = bench_open(&spec, 1e-6, LINEAR_CONDENSED);
    const double before = charge_held(b.m, simulation_state(b.s)), U = side->U;
    hold(&b, U - 0.1, 3600);
    CHECK(delta_of(&b) >= -1e-9 && delta_of(&b) < 1e-4);
    const double *y = simulation_state(b.s), s0 = y[b.m->pocket[0].s];
    hold(&b, U + 0.15, 36000); /* currents have died down: nearly all of the hold at one rate */
    y = simulation_state(b.s);
    const double rate = side->i0 / side->charge * (exp(side->alpha * b.m->thermal_f * 0.15) - 1);
    const double lost = log(s0 / y[b.m->pocket[0].s]) / 36000;
    printf("\n    delta %.4f, rate %.4e, of E-side-2 %.4e 1/s", delta_of(&b), lost, rate);
    CHECK_NEAR(lost, rate, 0.05 * rate);
    CHECK_NEAR(charge_held(b.m, y) - before, -y[b.m->Q], 1e-10 * FARADAY * model_guest_capacity(b.m, POSITIVE));
    hold(&b, U + 0.6, 36000);
    CHECK_NEAR(delta_of(&b), side->delta, 1e-4);
    bench_close(&b);
    cell_spec_free(&spec);
}

/* However fast above its potential: nothing below. */
static void test_none_below(void)
{
    CellSpec spec = oxide();
    SideReaction *side = &spec.electrode[POSITIVE].phase[0].side;
    side->i0 = 1e2;
    Bench b = bench_open(&spec, 1e-6, LINEAR_CONDENSED);
    hold(&b, side->U - 0.6, 1000 * SECONDS_PER_HOUR);
    printf("\n    delta %.1e after 1000 h", delta_of(&b));
    CHECK(fabs(delta_of(&b)) < 1e-8);
    bench_close(&b);
    cell_spec_free(&spec);
}

TEST_MAIN("verify/oxygen", TEST(test_threshold), TEST(test_none_below))
