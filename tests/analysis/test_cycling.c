#include "../../analysis/cycling.h"
#include "../../analysis/differential.h"
#include "../test.h"
#include "fixture.h"

/* --- cycles ------------------------------------------------------------------------------------------------------ */

static Segment current(int cycle, double charge)
{
    return (Segment){.kind = SEGMENT_CURRENT, .cycle = cycle, .charge = charge, .n = 2};
}

/* A half cell: insertion, then extraction; the third cycle is cut short. */
static void test_efficiency(void)
{
    const Segment g[] = {current(1, -100), {.kind = SEGMENT_REST, .cycle = 1},
                         current(1, 80),   current(1, 10),
                         current(2, -92),  current(2, 91),
                         current(3, -90)};
    CycleRow r[8];
    REQUIRE(cycling_table(7, g, 8, r) == 3);
    CHECK(r[0].cycle == 1 && !r[0].charge_first);
    CHECK_NEAR(r[0].discharge, 100, 0);
    CHECK_NEAR(r[0].charge, 90, 0);
    CHECK_NEAR(r[0].efficiency, 0.9, 1e-15);
    CHECK_NEAR(r[1].efficiency, 91.0 / 92.0, 1e-15);
    CHECK(isnan(r[2].efficiency));
    CHECK(cycling_table(7, g, 2, r) == 2);
}

/* A full cell charges first: its efficiency is discharge over charge. */
static void test_efficiency_of_a_full_cell(void)
{
    const Segment g[] = {current(1, 100), current(1, -88)};
    CycleRow r;
    REQUIRE(cycling_table(2, g, 1, &r) == 1);
    CHECK(r.charge_first);
    CHECK_NEAR(r.efficiency, 0.88, 1e-15);
}

static void test_retention(void)
{
    const Segment g[] = {current(1, -100), current(1, 99), current(2, -98), current(2, 97), current(21, -80)};
    CycleRow r[3];
    REQUIRE(cycling_table(5, g, 3, r) == 3);
    CHECK_NEAR(cycling_retention(3, r, 1, 2), 0.98, 1e-15);
    CHECK_NEAR(cycling_retention(3, r, 2, 0), 80.0 / 98.0, 1e-15);
    CHECK_NEAR(cycling_retention(3, r, 2, 21), 80.0 / 98.0, 1e-15);
    CHECK(isnan(cycling_retention(3, r, 3, 21)));
}

/* --- series to cycles -------------------------------------------------------------------------------------------- */

/* +-1 A for an hour each with rests between, twice, in one step and without cycle numbers. */
static void test_cycles_are_counted(void)
{
    enum { LEG = 61, LEGS = 8 };
    static const double I[LEGS] = {-1, 0, 1, 0, -0.9, 0, 0.8, 0};
    Series s;
    Segment *g;
    int n;
    CycleRow r[4];
    fixture_check(series_create(LEG * LEGS, &s, NULL));
    for (int k = 0; k < s.n; k++) {
        s.t[k] = 60.0 * k - 59.999 * (k / LEG);
        s.I[k] = I[k / LEG];
        s.V[k] = 2 + 0.01 * sin(0.05 * k);
        s.cycle[k] = s.step[k] = 0;
    }
    series_integrate(&s);
    fixture_check(segments_find(&s, SWEEPS_FOUND, &g, &n, NULL));
    CHECK(n == LEGS);
    REQUIRE(cycling_table(n, g, 4, r) == 2);
    CHECK(r[0].cycle == 1 && r[1].cycle == 2);
    CHECK_NEAR(r[0].discharge, 3600, 1e-6);
    /* with the millisecond between the rest and it, in which the current rises */
    CHECK_NEAR(r[1].discharge, 0.9 * (3600 + 0.0005), 1e-6);
    CHECK_NEAR(r[1].efficiency, 0.8 / 0.9, 1e-9);
    free(g);
    series_free(&s);
}

/* --- dQ/dV ------------------------------------------------------------------------------------------------------- */

enum { N = 2001, GRID = 101 };

/* Q = 3 V + tanh((V - 2)/0.1)/2: dQ/dV = 3 + 5/cosh^2. */
static double charge(double V)
{
    return 3 * V + 0.5 * tanh((V - 2) / 0.1);
}

/* The chord over the declared width is exactly what the smoothing promises. */
static void test_dQdV(void)
{
    double V[N], Q[N], out[GRID];
    const double width = 0.02;
    for (int k = 0; k < N; k++) {
        V[k] = 3 - 2.0 * k / (N - 1); /* a discharge: V falls */
        Q[k] = charge(V[k]);
    }
    dQdV(N, V, Q, 1, 3, width, GRID, out);
    CHECK(isnan(out[0]) && isnan(out[GRID - 1]));
    for (int k = 1; k < GRID - 1; k++) {
        const double at = 1 + 0.02 * k;
        CHECK_NEAR(out[k], -(charge(at + 0.5 * width) - charge(at - 0.5 * width)) / width, 1e-3);
    }
}

/* The largest is where the tanh is steepest, between two points of the grid; of less than two widths nothing is said. */
static void test_dQdV_peak(void)
{
    double V[N], Q[N], room[GRID];
    for (int k = 0; k < N; k++) {
        V[k] = 3 - 2.013 * k / (N - 1);
        Q[k] = charge(V[k]);
    }
    CHECK_NEAR(dQdV_peak(N, V, Q, 0.02, GRID, room), 2, 1e-3);
    CHECK(isnan(dQdV_peak(30, V, Q, 0.02, GRID, room)));
}

/* Noise of the voltage makes no negative values, and the charge is conserved. */
static void test_dQdV_with_noise(void)
{
    double V[N], Q[N], out[GRID];
    double sum = 0, before = 0;
    for (int k = 0; k < N; k++) {
        V[k] = 1 + 2.0 * k / (N - 1) + 2e-3 * sin(1e3 * k);
        Q[k] = charge(1 + 2.0 * k / (N - 1));
    }
    dQdV(N, V, Q, 0.9, 3.1, 0.022, GRID, out);
    for (int k = 0; k < GRID; k++) {
        CHECK(isnan(out[k]) || out[k] > 0);
        if (isfinite(out[k])) sum += 0.022 * out[k];
        before += isnan(out[k]);
    }
    CHECK(before < 13);
    CHECK_NEAR(sum, charge(3) - charge(1), 0.15); /* but for half a width at each end */
}

TEST_MAIN("analysis/cycling", TEST(test_efficiency), TEST(test_efficiency_of_a_full_cell), TEST(test_retention),
          TEST(test_cycles_are_counted), TEST(test_dQdV), TEST(test_dQdV_peak), TEST(test_dQdV_with_noise))
