#include "../../report/answers.h"
#include "../test.h"
#include "fixture.h"
#include "quantities.h"

/* thin and thick, each: 0.5C twice, 10C once, 0.5C again. Capacities tell the records apart. */
static Run a_run(double loading, double base)
{
    Run r = fixture_run("thin_thick", "thin_thick", loading);
    fixture_cc(&r, -0.5, base, 2.4, 1.1, 1, 1, 2);
    fixture_cc(&r, 0.5, base - 1, 1.6, 3.0, 1, 1, 2);
    fixture_cc(&r, -0.5, base - 2, 2.4, 1.1, 2, 2, 2);
    fixture_cc(&r, 0.5, base - 3, 1.6, 3.0, 2, 2, 2);
    fixture_cc(&r, -10, base - 100, 2.2, 1.1, 3, 1, 2);
    fixture_cc(&r, 0.5, base - 101, 1.6, 3.0, 3, 1, 2);
    fixture_cc(&r, -0.5, base - 5, 2.4, 1.1, 4, 1, 2);
    return r;
}

static Target a_target(const char *quantity, const char *unit, double value, double c_rate, double loading, int cycle)
{
    Target t = {.value = value, .tolerance_percent = 5, .loading = loading, .c_rate = c_rate, .cycle = cycle};
    snprintf(t.id, sizeof t.id, "000-09");
    snprintf(t.quantity, sizeof t.quantity, "%s", quantity);
    snprintf(t.unit, sizeof t.unit, "%s", unit);
    snprintf(t.protocol, sizeof t.protocol, "thin_thick");
    return t;
}

static double simulated(Target t)
{
    Run run[] = {fixture_run("gcd", "gcd", 0.01), a_run(0.01, 290), a_run(0.1, 250)};
    Answer a = {0};
    CHECK(answers_evaluate(1, &t, 3, run, &a) == CELLSIM_OK);
    for (int k = 0; k < 3; k++) run_free(&run[k]);
    CHECK(isnan(a.simulated) ? !a.ok && isnan(a.error_percent) : 1);
    return a.simulated;
}

static void test_run_and_record_are_found(void)
{
    CHECK_NEAR(simulated(a_target("discharge_capacity", "mAh/g", 290, 0.5, 0.01, 1)), 290, 1e-9);
    CHECK_NEAR(simulated(a_target("discharge_capacity", "mAh/g", 290, 0.5, 0.1, 1)), 250, 1e-9);
    CHECK_NEAR(simulated(a_target("discharge_capacity", "mAh/g", 290, 0.5, 0.1, 2)), 248, 1e-9);
    CHECK_NEAR(simulated(a_target("discharge_capacity", "mAh/g", 290, 0.5, 0.1, 0)), 245, 1e-9);
    CHECK_NEAR(simulated(a_target("charge_capacity", "mAh/g", 290, 0.5, 0.1, 2)), 247, 1e-9);
    CHECK_NEAR(simulated(a_target("discharge_capacity", "mAh/g", 290, 10, 0.1, 0)), 150, 1e-9);
    CHECK_NEAR(simulated(a_target("discharge_capacity", "mAh/g", 290, 10.05, 0.1005, 0)), 150, 1e-9);
    CHECK_NEAR(simulated(a_target("discharge_capacity", "mAh/g", 290, NAN, NAN, 1)), 290, 1e-9);
    CHECK_NEAR(simulated(a_target("discharge_capacity", "mAh/g", 290, NAN, NAN, 0)), 285, 1e-9);
}

/* 250 mAh/g on 10 mg/cm2 and 1 cm2: 2.5 mAh; at C/2 with 170 mAh/g per C: 250/85 h. */
static void test_units(void)
{
    CHECK_NEAR(simulated(a_target("discharge_capacity", "mAh/cm2", 2, 0.5, 0.1, 1)), 2.5, 1e-12);
    CHECK_NEAR(simulated(a_target("discharge_capacity", "mAh", 2, 0.5, 0.1, 1)), 2.5, 1e-12);
    CHECK_NEAR(simulated(a_target("discharge_capacity", "Ah", 2, 0.5, 0.1, 1)), 2.5e-3, 1e-15);
    CHECK_NEAR(simulated(a_target("cutoff_time", "h", 3, 0.5, 0.1, 1)), 250.0 / 85.0, 1e-9);
    CHECK_NEAR(simulated(a_target("cutoff_time", "s", 3, 0.5, 0.1, 1)), 3600 * 250.0 / 85.0, 1e-6);
    CHECK_NEAR(simulated(a_target("mean_voltage", "V", 1.75, 0.5, 0.1, 1)), 1.75, 1e-12);
    CHECK_NEAR(simulated(a_target("mean_charge_voltage", "mV", 2300, 0.5, 0.1, 1)), 2300, 1e-9);
}

static void test_what_is_not_measured_is_nan(void)
{
    Target elsewhere = a_target("discharge_capacity", "mAh/g", 290, 0.5, 0.1, 1);
    snprintf(elsewhere.protocol, sizeof elsewhere.protocol, "cv");
    CHECK(isnan(simulated(elsewhere)));
    CHECK(isnan(simulated(a_target("colour", "mAh/g", 290, 0.5, 0.1, 1))));
    CHECK(isnan(simulated(a_target("discharge_capacity", "furlong", 290, 0.5, 0.1, 1))));
    CHECK(isnan(simulated(a_target("discharge_capacity", "mAh/g", 290, 0.52, 0.1, 1))));
    CHECK(isnan(simulated(a_target("discharge_capacity", "mAh/g", 290, 0.5, 0.102, 1))));
    CHECK(isnan(simulated(a_target("discharge_capacity", "mAh/g", 290, 10, 0.1, 2))));
    CHECK(isnan(simulated(a_target("charge_capacity", "mAh/g", 290, 10, 0.1, 1))));
}

/* The first cycle yields 289 of 290, the run's cycles 1 and 4 290 and 285; cycle 3 is at 10C. */
static void test_efficiency_and_retention(void)
{
    Target t = a_target("initial_coulombic_efficiency", "%", 99, NAN, 0.01, 0);
    CHECK_NEAR(simulated(t), 100 * 289.0 / 290.0, 1e-9);
    t = a_target("coulombic_efficiency", "%", 99, NAN, 0.01, 3);
    CHECK_NEAR(simulated(t), 100 * 189.0 / 190.0, 1e-9);
    t.cycle = 0; /* the last cycle has no charge */
    CHECK(isnan(simulated(t)));
    t = a_target("retention", "%", 98, NAN, 0.01, 0);
    t.from_cycle = 1;
    CHECK_NEAR(simulated(t), 100 * 285.0 / 290.0, 1e-9);
    t.from_cycle = 2;
    t.to_cycle = 3;
    CHECK_NEAR(simulated(t), 100 * 190.0 / 288.0, 1e-9);
    t.to_cycle = 7;
    CHECK(isnan(simulated(t)));
    CHECK(isnan(simulated(a_target("D_app", "cm2/s", 1e-9, NAN, 0.01, 0)))); /* no sweeps */
}

/* 2.4 V to 1.1 V: the fixture's curve is flattest in the middle, where it bends back by a third. */
static void test_plateau(void)
{
    Run r = fixture_run("thin_thick", "thin_thick", 0.1);
    fixture_cc(&r, -0.5, 250, 2.4, 1.1, 1, 1, 501);
    fixture_cc(&r, 0.5, 250, 1.2, 3.0, 1, 1, 501);
    Target t = a_target("plateau_voltage", "V", 1.75, 0.5, 0.1, 1);
    Answer a;
    CHECK(answers_evaluate(1, &t, 1, &r, &a) == CELLSIM_OK);
    CHECK_NEAR(a.simulated, 1.75, 1e-3);
    t.at = TARGET_AT_CHARGE;
    snprintf(t.unit, sizeof t.unit, "mV");
    CHECK(answers_evaluate(1, &t, 1, &r, &a) == CELLSIM_OK);
    CHECK_NEAR(a.simulated, 2100, 1);
    t.cycle = 2;
    CHECK(answers_evaluate(1, &t, 1, &r, &a) == CELLSIM_OK && isnan(a.simulated));
    run_free(&r);
}

/* The run with the target's value of what is varied; without one the first; of a protocol that varies nothing none. */
static void test_targets_of_varied_runs(void)
{
    Run run[] = {a_run(0.1, 290), a_run(0.1, 250), a_run(0.1, 200)};
    for (int k = 0; k < 3; k++) run[k].varied = k == 2 ? 0 : 0.5 * (k + 1);
    const double value[] = {NAN, 0.5, 1, 0, 2}, expected[] = {290, 290, 250, 200, NAN};
    for (int k = 0; k < 5; k++) {
        Target t = a_target("discharge_capacity", "mAh/g", 290, 0.5, 0.1, 1);
        Answer a;
        t.varied = value[k];
        CHECK(answers_evaluate(1, &t, 3, run, &a) == CELLSIM_OK);
        if (k < 4) CHECK_NEAR(a.simulated, expected[k], 1e-9);
        else CHECK(isnan(a.simulated));
    }
    run[0].varied = NAN;
    Target t = a_target("discharge_capacity", "mAh/g", 290, 0.5, 0.1, 1);
    Answer a;
    t.varied = 0.5;
    CHECK(answers_evaluate(1, &t, 1, run, &a) == CELLSIM_OK && isnan(a.simulated));
    for (int k = 0; k < 3; k++) run_free(&run[k]);
}

static double of_steps(const char *quantity, const char *unit)
{
    Target t = a_target(quantity, unit, 1, NAN, NAN, strncmp(quantity, "coulombic", 9) ? 0 : 3);
    t.from_cycle = 1;
    return simulated(t);
}

static void test_all_quantities_of_steps(void)
{
    check_quantities(OF_STEPS, of_steps);
}

static void test_error_and_verdict(void)
{
    Run r = a_run(0.1, 250);
    const Target t[] = {a_target("discharge_capacity", "mAh/g", 240, 0.5, 0.1, 1),
                        a_target("discharge_capacity", "mAh/g", 200, 0.5, 0.1, 1),
                        a_target("discharge_capacity", "mAh/g", 0, 0.5, 0.1, 1)};
    Answer a[3];
    CHECK(answers_evaluate(3, t, 1, &r, a) == CELLSIM_OK);
    CHECK_NEAR(a[0].error_percent, 100.0 * 10 / 240, 1e-9);
    CHECK(a[0].ok && a[0].target == &t[0]);
    CHECK_NEAR(a[1].error_percent, 25, 1e-9);
    CHECK(!a[1].ok);
    CHECK(isnan(a[2].error_percent) && !a[2].ok);
    run_free(&r);
}

static void test_unplanned_ends_measure_nothing(void)
{
    const EndReason end[] = {END_VOLTAGE, END_IMPOSSIBLE, END_SAFETY, END_FAILURE};
    for (int k = 0; k < 4; k++) {
        Run r = a_run(0.1, 250);
        const Target t = a_target("discharge_capacity", "mAh/g", 250, 0.5, 0.1, 1);
        Answer a;
        r.record[0].end = end[k];
        answers_evaluate(1, &t, 1, &r, &a);
        CHECK(k < 1 ? a.ok : isnan(a.simulated) && !a.ok);
        run_free(&r);
    }
}

static void test_wrong_calls(void)
{
    Answer a;
    const Target t = a_target("cutoff_time", "s", 1, 1, 1, 1);
    CHECK(answers_evaluate(-1, &t, 0, NULL, &a) == CELLSIM_USAGE);
    CHECK(answers_evaluate(1, NULL, 0, NULL, &a) == CELLSIM_USAGE);
    CHECK(answers_evaluate(1, &t, 1, NULL, &a) == CELLSIM_USAGE);
    CHECK(answers_evaluate(1, &t, 0, NULL, &a) == CELLSIM_OK && isnan(a.simulated));
    CHECK(answers_evaluate(0, NULL, 0, NULL, NULL) == CELLSIM_OK);
}

TEST_MAIN("report answers", TEST(test_run_and_record_are_found), TEST(test_units),
          TEST(test_what_is_not_measured_is_nan), TEST(test_efficiency_and_retention), TEST(test_plateau),
          TEST(test_targets_of_varied_runs), TEST(test_all_quantities_of_steps), TEST(test_error_and_verdict),
          TEST(test_unplanned_ends_measure_nothing), TEST(test_wrong_calls))
