/* Starts, limits, controls and failures of a simulation, on a small half cell. */
#include "../../model/constants.h"
#include "../../solver/simulation.h"
#include "../test.h"
#include "../verify/cells.h"

#include <stdlib.h>
#include <string.h>

/* The plain half cell of the variants, with its simulation. */
typedef struct Bench {
    CellSpec spec;
    Model *m;
    Simulation *s;
} Bench;

static const Limits none = {NAN, NAN, NAN, NAN};

/* In place: the model keeps the address of the specification. */
static void open_bench(Bench *b, double tolerance, long max_steps)
{
    SimulationOptions o = simulation_defaults();
    b->spec = variant_cell(&variants[0]);
    o.tolerance = tolerance;
    o.max_steps = max_steps;
    REQUIRE(model_create(&b->spec, &b->m, NULL) == CELLSIM_OK);
    REQUIRE(simulation_create(b->m, &o, &b->s, NULL) == CELLSIM_OK);
}

static void close_bench(Bench *b)
{
    simulation_free(b->s);
    model_free(b->m);
    cell_spec_free(&b->spec);
}

static double value(const Bench *b, int unknown)
{
    return simulation_state(b->s)[unknown];
}

static const double START = 2e-6; /* s: what a consistent start advances the state by (solver/initial.c) */

static Limit run(Bench *b, Control c, Limits limits, double t_stop)
{
    Limit limit;
    Error e;
    Status s = simulation_start(b->s, &c, &limits, t_stop, &limit, &e);
    while (!s && limit == LIMIT_NONE) s = simulation_step(b->s, &limit, &e);
    if (s) fprintf(stderr, "%s (%s)\n", e.text, e.hint);
    CHECK(s == CELLSIM_OK);
    return limit;
}

static Control current(double I)
{
    return (Control){CONTROL_CURRENT, I, 0, 0};
}

static void test_stop_time(void)
{
    Bench b;
    open_bench(&b, 1e-4, 100000);
    CHECK(run(&b, current(-20), none, 100) == LIMIT_TIME);
    CHECK_NEAR(simulation_time(b.s), 100, 0);
    CHECK_NEAR(value(&b, b.m->Q), -2000, 1.01 * 20 * START);
    CHECK(run(&b, current(10), none, 150) == LIMIT_TIME); /* t_stop is absolute, Q goes on */
    CHECK_NEAR(simulation_time(b.s), 150, 0);
    CHECK_NEAR(value(&b, b.m->Q), -1500, 1.01 * 20 * START);
    close_bench(&b);
}

/* Charge is linear in time, so the crossing is known: 0.1 ms of simulated time is the claim, round-off the rule. */
static void test_charge_limit(void)
{
    Bench b;
    open_bench(&b, 1e-4, 100000);
    CHECK(run(&b, current(-20), (Limits){NAN, NAN, NAN, 1234.5}, INFINITY) == LIMIT_CHARGE);
    CHECK_NEAR(simulation_time(b.s), 1234.5 / 20, 1e-6);
    const double before = simulation_time(b.s);
    CHECK(run(&b, current(5), (Limits){NAN, NAN, NAN, 100}, INFINITY) ==
          LIMIT_CHARGE); /* counted from the start of the step */
    CHECK_NEAR(simulation_time(b.s) - before, 20, 1e-6);
    close_bench(&b);
}

static void test_voltage_limits(void)
{
    Bench b;
    open_bench(&b, 1e-5, 100000);
    const double rest = value(&b, b.m->V);
    CHECK(run(&b, current(-20), (Limits){rest - 0.3, NAN, NAN, NAN}, INFINITY) == LIMIT_VOLTAGE_BELOW);
    CHECK_NEAR(value(&b, b.m->V), rest - 0.3, 1e-6);
    CHECK(run(&b, current(20), (Limits){rest - 0.3, rest + 0.1, NAN, NAN}, INFINITY) == LIMIT_VOLTAGE_ABOVE);
    CHECK_NEAR(value(&b, b.m->V), rest + 0.1, 1e-6);
    close_bench(&b);
}

static void test_current_limit(void)
{
    Bench b;
    open_bench(&b, 1e-5, 100000);
    const double rest = value(&b, b.m->V);
    const Control hold = {CONTROL_VOLTAGE, rest + 0.1, 0, 0};
    CHECK(run(&b, hold, (Limits){NAN, NAN, 2, NAN}, INFINITY) == LIMIT_CURRENT_BELOW);
    CHECK_NEAR(value(&b, b.m->I), 2, 1e-4);
    CHECK_NEAR(value(&b, b.m->V), rest + 0.1, 1e-9);
    close_bench(&b);
}

static void test_limits_that_hold_already(void)
{
    Bench b;
    open_bench(&b, 1e-4, 100000);
    const double rest = value(&b, b.m->V);
    const Control c = current(-20);
    const Limits limits[] = {
        {rest + 1, NAN, NAN, NAN}, {NAN, rest - 1, NAN, NAN}, {NAN, NAN, 30, NAN}, {NAN, NAN, NAN, 0}};
    const Limit expected[] = {LIMIT_VOLTAGE_BELOW, LIMIT_VOLTAGE_ABOVE, LIMIT_CURRENT_BELOW, LIMIT_CHARGE};
    for (int k = 0; k < 4; k++) {
        Limit already = LIMIT_NONE;
        CHECK(simulation_start(b.s, &c, &limits[k], INFINITY, &already, NULL) == CELLSIM_OK);
        CHECK(already == expected[k]);
        CHECK_NEAR(simulation_time(b.s), 0, 0);
    }
    close_bench(&b);
}

/* A sweep starts at its own time, wherever that lies. */
static void test_sweep(void)
{
    Bench b;
    open_bench(&b, 1e-5, 100000);
    run(&b, current(-5), none, 50);
    const double from = value(&b, b.m->V);
    run(&b, (Control){CONTROL_VOLTAGE, from, 2e-3, 0}, none, 80);
    CHECK_NEAR(value(&b, b.m->V), from + 2e-3 * 30, 1e-9);
    CHECK(value(&b, b.m->I) > 0);
    close_bench(&b);
}

static void test_power(void)
{
    Bench b;
    open_bench(&b, 1e-5, 100000);
    run(&b, (Control){CONTROL_POWER, -40, 0.1, 0}, none, 60);
    CHECK_NEAR(value(&b, b.m->V) * value(&b, b.m->I), -34, 1e-6);
    CHECK(value(&b, b.m->I) < 0);
    close_bench(&b);
}

static void test_interpolate(void)
{
    Bench b;
    open_bench(&b, 1e-6, 100000);
    double V, I, Q, last = 0;
    Error e;
    const Control c = current(-20);
    Limit limit;
    CHECK(simulation_start(b.s, &c, &none, 500, &limit, NULL) == CELLSIM_OK);
    for (; limit == LIMIT_NONE; last = simulation_time(b.s)) {
        REQUIRE(simulation_step(b.s, &limit, NULL) == CELLSIM_OK);
        const double middle = 0.5 * (last + simulation_time(b.s));
        CHECK(simulation_interpolate(b.s, middle, &V, &I, &Q, NULL) == CELLSIM_OK);
        CHECK_NEAR(I, -20, 1e-9);
        CHECK_NEAR(Q, -20 * middle, 1.01 * 20 * START);
        CHECK(simulation_interpolate(b.s, simulation_time(b.s), &V, &I, &Q, NULL) == CELLSIM_OK);
        CHECK_NEAR(V, value(&b, b.m->V), 1e-12);
    }
    CHECK(simulation_interpolate(b.s, 1, &V, &I, &Q, &e) == CELLSIM_USAGE && e.text[0] != '\0');
    CHECK(simulation_interpolate(b.s, 1000, &V, &I, &Q, &e) == CELLSIM_USAGE);
    close_bench(&b);
}

static void test_reset_repeats_to_the_last_bit(void)
{
    Bench b;
    open_bench(&b, 1e-4, 100000);
    const size_t bytes = (size_t)b.m->unknowns * sizeof(double);
    double *first = malloc(bytes);
    REQUIRE(first != NULL);
    run(&b, current(-20), none, 300);
    run(&b, current(0), none, 400);
    memcpy(first, simulation_state(b.s), bytes);
    const SimulationCounts once = simulation_counts(b.s);
    simulation_reset(b.s);
    CHECK_NEAR(simulation_time(b.s), 0, 0);
    CHECK(simulation_counts(b.s).steps == 0 && simulation_current_error(b.s) == 0);
    run(&b, current(-20), none, 300);
    run(&b, current(0), none, 400);
    CHECK(!memcmp(first, simulation_state(b.s), bytes));
    const SimulationCounts again = simulation_counts(b.s);
    CHECK(once.steps == again.steps && once.residuals == again.residuals && once.starts == 2 && again.starts == 2);
    free(first);
    close_bench(&b);
}

static void test_step_count_is_limited(void)
{
    Bench b;
    const Control c = current(-20);
    Limit limit;
    Error e;
    open_bench(&b, 1e-4, 10);
    Status s = simulation_start(b.s, &c, &none, 1000, &limit, &e);
    while (!s && limit == LIMIT_NONE) s = simulation_step(b.s, &limit, &e);
    CHECK(s == CELLSIM_SOLVER);
    CHECK(strstr(e.text, "steps") != NULL);
    close_bench(&b);
}

TEST_MAIN("solver/simulation", TEST(test_stop_time), TEST(test_charge_limit), TEST(test_voltage_limits),
          TEST(test_current_limit), TEST(test_limits_that_hold_already), TEST(test_sweep), TEST(test_power),
          TEST(test_interpolate), TEST(test_reset_repeats_to_the_last_bit), TEST(test_step_count_is_limited))
