/* Pulses of a cell of which everything is known: a resistor in series with a resistor beside a capacitor. */
#include "../../analysis/pulses.h"
#include "../test.h"
#include "fixture.h"

static double R0 = 0.05;                                         /* ohm */
static const double R1 = 0.02, TAU = 8, LENGTH = 30, REST = 300; /* ohm, s, s, s */

/* Rest, discharge pulse, rest, charge pulse, rest; a row every `step` seconds. */
static void make(double step, Series *s, Segment **segment, int *segments)
{
    const double period = REST + LENGTH;
    const int n = (int)((2 * period + REST) / step);
    REQUIRE(series_create(n, s, NULL) == CELLSIM_OK);
    double memory = 0; /* V over the capacitor */
    for (int k = 0; k < n; k++) {
        const double t = (k + 1) * step, phase = fmod(t - 1e-9, period);
        const int pulse = phase > REST, which = (int)((t - 1e-9) / period);
        const double I = pulse ? (which ? 2 : -2) : 0;
        memory = I * R1 + (memory - I * R1) * exp(-step / TAU);
        s->t[k] = t;
        s->I[k] = I;
        s->V[k] = 3.7 + I * R0 + memory;
        s->cycle[k] = 1;
        s->step[k] = 2 * which + pulse;
        s->state[k] = (signed char)(I > 0 ? 1 : I < 0 ? -1 : 0);
    }
    series_integrate(s);
    REQUIRE(segments_find(s, SWEEPS_NONE, segment, segments, NULL) == CELLSIM_OK);
}

static double expected(double t)
{
    return R0 + R1 * (1 - exp(-t / TAU));
}

static void test_resistances_and_relaxation(void)
{
    static const double steps[] = {0.05, 1};
    for (int j = 0; j < 2; j++) {
        Series s;
        Segment *segment;
        int segments;
        PulseTest p[4];
        make(steps[j], &s, &segment, &segments);
        REQUIRE(pulse_tests(&s, segments, segment, 4, p) == 2);
        for (int k = 0; k < 2; k++) {
            CHECK_NEAR(p[k].t, REST + k * (REST + LENGTH), 1e-6);
            CHECK_NEAR(p[k].duration, LENGTH, 1e-6);
            CHECK_NEAR(p[k].current, k ? 2 : -2, 1e-9);
            CHECK_NEAR(p[k].first, steps[j], 1e-6);
            CHECK_NEAR(p[k].R_first, expected(steps[j]), 1e-6);
            CHECK_NEAR(p[k].R[2], expected(10), 1e-4 * steps[j]);
            CHECK_NEAR(p[k].R_end, expected(LENGTH), 1e-6);
            CHECK_NEAR(p[k].E_after, 3.7, 1e-6);
            CHECK_NEAR(fabs(p[k].back), 2 * expected(LENGTH), 1e-6);
            CHECK(p[k].back * p[k].current < 0);
            CHECK(isnan(p[k].R[0]) == (steps[j] > 0.1)); /* before the first sample nothing is known */
        }
        CHECK_NEAR(p[1].charge_before, -2 * LENGTH, 2 * steps[j]);
        free(segment);
        series_free(&s);
    }
}

/* Without the resistor in series half of it is back after tau ln 2; with it, before the first sample of the rest. */
static void test_half_time(void)
{
    const double all[] = {0, R0};
    for (int j = 0; j < 2; j++) {
        Series s;
        Segment *segment;
        int segments;
        PulseTest p[4];
        R0 = all[j];
        make(0.05, &s, &segment, &segments);
        REQUIRE(pulse_tests(&s, segments, segment, 4, p) == 2);
        CHECK(j ? isnan(p[0].half) : fabs(p[0].half - TAU * log(2)) < 1e-2);
        free(segment);
        series_free(&s);
    }
}

TEST_MAIN("analysis/pulses", TEST(test_resistances_and_relaxation), TEST(test_half_time))
