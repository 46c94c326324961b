/* Measured curves find their counterparts by rate, direction and cycle; what has none says why. */
#include "../../report/comparison.h"
#include "../test.h"
#include "fixture.h"

static const char *const names[] = {"first", "second"};

static Comparison *compare(const Report *r, int *n)
{
    Comparison *c = NULL;
    REQUIRE(comparisons_find(r, &c, n, NULL) == CELLSIM_OK);
    return c;
}

/* 1C twice and 2C; measured at 1.02C, 2C and 5C, 10 mV higher and shorter. */
static void test_rates(void)
{
    Run sim = fixture_run("gcd", "gcd", 0.1), measured = fixture_run("measured", "gcd", 0.1);
    fixture_cc(&sim, -1, 100, 2, 1, 1, 1, 50);
    fixture_cc(&sim, 1, 100, 1, 2, 1, 1, 50);
    fixture_cc(&sim, -1, 90, 2, 1, 2, 2, 50);
    fixture_cc(&sim, -2, 80, 2, 1, 3, 1, 50);
    fixture_cc(&measured, -1.02, 95, 2.01, 1.01, 1, 1, 50);
    fixture_cc(&measured, -2, 80, 2.01, 1.01, 2, 1, 50);
    fixture_cc(&measured, -5, 50, 2, 1, 3, 1, 50);
    measured.record[2].block = 1;
    Report r = {.runs = 1, .run = &sim, .measured = &measured, .with = names, .withs = 2};
    int n;
    Comparison *c = compare(&r, &n);
    REQUIRE(n == 3);
    CHECK(c[0].counterpart == 0 && c[0].run == 0 && !*c[0].why); /* of the two the one of its cycle */
    CHECK_NEAR(c[0].capacity, 95, 1e-9);
    CHECK_NEAR(c[0].capacity_of_counterpart, 100, 1e-9);
    CHECK_NEAR(c[0].rate, 173.4, 1e-9);
    CHECK(c[1].counterpart == 3);
    CHECK_NEAR(c[1].deviation.rms, 10, 1e-9);
    CHECK_NEAR(c[1].deviation.mean, -10, 1e-9);
    CHECK_NEAR(c[1].deviation.largest, -10, 1e-9);
    CHECK(c[2].counterpart < 0 && strstr(c[2].why, "within 10 %") && isnan(c[2].deviation.rms) && c[2].file == 1);
    Text text = {0};
    r.comparison = c;
    r.comparisons = n;
    csv_comparison(&r, &text);
    CHECK(strstr(text.data, "\"first\",discharge,2,mA g-1,340,\"gcd\",3,340,mV,10,-10,-10,mAh g-1,80,80,0,0,\"\"") !=
          NULL);
    text_free(&text);
    free(c);
    run_free(&sim);
    run_free(&measured);
}

static void test_unknown_mass(void)
{
    Run sim = fixture_run("gcd", "gcd", 0.1), measured = fixture_run("measured", "gcd", 0);
    fixture_cc(&sim, -1, 100, 2, 1, 1, 1, 50);
    fixture_cc(&measured, -1, 100, 2, 1, 1, 1, 50);
    const Report r = {.runs = 1, .run = &sim, .measured = &measured, .with = names, .withs = 1};
    int n;
    Comparison *c = compare(&r, &n);
    CHECK(n == 1 && c[0].counterpart < 0 && strstr(c[0].why, "--mass-mg"));
    free(c);
    run_free(&sim);
    run_free(&measured);
}

/* Sweeps: both directions of a scan rate with themselves; another scan rate has none. */
static void test_sweeps(void)
{
    Run sim = fixture_run("cv", "cv", 0.1), measured = fixture_run("measured", "cv", 0.1);
    fixture_sweep(&sim, 1e-3, 1, 1, 200);
    fixture_sweep(&measured, 1e-3, 1, 1, 100);
    fixture_sweep(&measured, 5e-3, 2, 1, 100);
    const Report r = {.runs = 1, .run = &sim, .measured = &measured, .with = names, .withs = 1};
    int n;
    Comparison *c = compare(&r, &n);
    REQUIRE(n == measured.records);
    CHECK(c[0].kind == COMPARED_SWEEP && c[0].counterpart == 0 && !*c[0].why);
    CHECK(c[n - 1].counterpart < 0 && *c[n - 1].why);
    free(c);
    run_free(&sim);
    run_free(&measured);
}

/* A test of pulses is one series in time, over that of a protocol of pulses; or it says that there is none. */
static void test_pulses(void)
{
    Run sim = fixture_run("pulses", "pulse", 0.1), measured = fixture_run("measured", "pulse", 0.1);
    for (int k = 0; k < 2; k++) {
        fixture_cc(k ? &measured : &sim, -1, 10, 2 + 0.01 * k, 1.9 + 0.01 * k, 1, 1, 50);
        fixture_cc(k ? &measured : &sim, 1, 10, 1.9 + 0.01 * k, 2 + 0.01 * k, 1, 1, 50);
    }
    Report r = {.runs = 1, .run = &sim, .measured = &measured, .with = names, .withs = 1, .pulses = 1};
    for (int there = 0; there < 2; there++) {
        int n;
        snprintf(sim.figure, sizeof sim.figure, "%s", there ? "pulse" : "gcd");
        Comparison *c = compare(&r, &n);
        REQUIRE(n == 1 && c[0].kind == COMPARED_TITRATION);
        CHECK((c[0].run == 0) == there && (strstr(c[0].why, "no pulses are simulated") == NULL) == there);
        if (there) CHECK_NEAR(c[0].deviation.mean, -10, 0.5);
        if (there) CHECK(c[0].samples == measured.samples);
        Text text = {0};
        r.comparison = c;
        r.comparisons = n;
        csv_comparison(&r, &text);
        CHECK(strstr(text.data, "\"first\",pulses,1") != NULL);
        text_free(&text);
        free(c);
    }
    run_free(&sim);
    run_free(&measured);
}

TEST_MAIN("report/comparison", TEST(test_rates), TEST(test_unknown_mass), TEST(test_sweeps), TEST(test_pulses))
