/* The step "gitt": pulses and rests until a pulse meets its voltage. */
#include "../../experiments/run.h"
#include "../test.h"
#include "../verify/cells.h"

static const double CURRENT = -20, PULSE = 300, PAUSE = 600, LOWER = 3.2; /* A/m2, s, s, V */

static Run titrate(int most, double safety)
{
    const Variant plain = {"half cell", 1, NULL};
    const Until none = {NAN, NAN, NAN, UNIT_C_RATE, NAN, NAN, 0, NAN};
    CellSpec spec = variant_cell(&plain);
    Step part[2] = {{.kind = STEP_CC, .current = CURRENT / 10, .unit = UNIT_MA_CM2, .until = none, .count = 1},
                    {.kind = STEP_REST, .until = none, .count = 1}};
    part[0].sample_period = part[1].sample_period = part[0].voltage = part[1].voltage = NAN;
    part[0].until.time = PULSE;
    part[0].until.voltage_below = LOWER;
    part[1].until.time = PAUSE;
    Step step = {.kind = STEP_GITT, .until = none, .count = most, .steps = 2, .step = part};
    const Protocol p = {.name = "gitt", .steps = 1, .step = &step, .safety = {safety, NAN, NAN}};
    const RunOptions o = {.simulation = simulation_defaults()};
    Run run = {0};
    Error e;
    const Status s = run_protocol(&spec, &p, spec.electrode[POSITIVE].mass_loading, &o, &run, &e);
    if (s) fprintf(stderr, "%s\n", e.text);
    REQUIRE(s == CELLSIM_OK);
    cell_spec_free(&spec);
    return run;
}

static void test_pulses_and_rests(void)
{
    Run r = titrate(1000, NAN);
    CHECK(r.status == CELLSIM_OK);
    REQUIRE(r.records >= 8 && r.records % 2 == 0);
    for (int k = 0; k < r.records; k++) {
        const StepRecord *s = &r.record[k];
        const int last = k >= r.records - 2;
        CHECK(s->kind == (k % 2 ? STEP_REST : STEP_CC) && s->cycle == 1);
        CHECK(s->end == (last && k % 2 == 0 ? END_VOLTAGE : END_TIME));
        if (k % 2) CHECK_NEAR(s->t_end - s->t_start, PAUSE, 1e-6);
        else if (!last) CHECK_NEAR(s->charge, CURRENT * PULSE, 1e-6 * -CURRENT * PULSE);
        if (k % 2) CHECK_NEAR(s->charge, 0, 1e-9);
    }
    CHECK_NEAR(r.record[r.records - 2].v_end, LOWER, 1e-6);
    CHECK(r.record[r.records - 1].v_end > LOWER); /* it relaxes */
    run_free(&r);
}

static void test_most_pulses(void)
{
    Run r = titrate(3, NAN);
    CHECK(r.status == CELLSIM_OK && r.records == 6);
    run_free(&r);
}

static void test_safety_stops_it(void)
{
    Run r = titrate(1000, 3.3);
    CHECK(r.status == CELLSIM_EARLY && r.record[r.records - 1].end == END_SAFETY);
    run_free(&r);
}

TEST_MAIN("experiments/gitt", TEST(test_pulses_and_rests), TEST(test_most_pulses), TEST(test_safety_stops_it))
