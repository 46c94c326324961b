/* Equilibrium curves of series that are made from a known one. */
#include "../../analysis/monotone.h"
#include "../../analysis/ocp.h"
#include "../random.h"
#include "../test.h"
#include "fixture.h"

#include <string.h>

static double known_U(double x)
{
    return 3.4 - 0.3 * x + 0.05 * exp(-40 * x) - 0.2 / (1 + exp((0.6 - x) / 0.01));
}

enum { ROWS = 4000 };

/* A discharge and a charge of 1 mA, H apart, with noise. */
static void make_cycle(Series *s, double H, double noise, double current)
{
    Random random = {7};
    REQUIRE(series_create(2 * ROWS, s, NULL) == CELLSIM_OK);
    for (int k = 0; k < 2 * ROWS; k++) {
        const int charge = k >= ROWS;
        const double share = (k % ROWS) / (ROWS - 1.0), x = charge ? 1 - share : share;
        s->t[k] = 40.0 * k;
        s->I[k] = (charge ? 1 : -1) * current;
        s->V[k] = known_U(x) + (charge ? 0.5 : -0.5) * H + noise * random_between(&random, -1, 1);
        s->cycle[k] = 1;
        s->step[k] = charge;
        s->state[k] = (signed char)(charge ? 1 : -1);
    }
    series_integrate(s);
}

static void make_curve(const Series *s, OcpSet *set, OcpCurve *c)
{
    Segment *segment;
    int segments;
    REQUIRE(segments_find(s, SWEEPS_NONE, &segment, &segments, NULL) == CELLSIM_OK);
    CHECK(ocp_add(set, 0, s, segments, segment, 0, NULL) == CELLSIM_OK);
    CHECK(ocp_make(set, c, NULL) == CELLSIM_OK);
    free(segment);
}

/* The mean of both ways is the curve; their distance the hysteresis. */
static void test_a_cycle(void)
{
    for (int noisy = 0; noisy < 2; noisy++) {
        Series s;
        OcpSet set = {0};
        static OcpCurve c;
        make_cycle(&s, 0.03, noisy ? 3e-3 : 0, 1e-3);
        make_curve(&s, &set, &c);
        CHECK(set.branches == 2);
        for (int k = 0; k < OCP_POINTS; k++) {
            CHECK_NEAR(c.U[k], known_U(c.x[k]), noisy ? 2e-3 : 2e-4);
            CHECK(k == 0 || c.U[k] <= c.U[k - 1]);
        }
        CHECK_NEAR(c.hysteresis_mean, 0.03, 1e-4);
        CHECK(noisy ? c.changed > 0 && c.changed < 2e-3 : c.changed == 0);
        ocp_free(&set);
        series_free(&s);
    }
}

/* Of several charges the slowest counts; a held voltage at its end does not. */
static void test_the_slowest_counts(void)
{
    Series fast, slow, both;
    static OcpCurve c;
    OcpSet set = {0};
    make_cycle(&fast, 0.4, 0, 2e-3);
    make_cycle(&slow, 0.02, 0, 1e-3);
    REQUIRE(series_create(4 * ROWS, &both, NULL) == CELLSIM_OK);
    for (int k = 0; k < 4 * ROWS; k++) {
        const Series *from = k < 2 * ROWS ? &slow : &fast;
        const int j = k % (2 * ROWS), held = k < 2 * ROWS && j > 2 * ROWS - 200;
        both.t[k] = k < 2 * ROWS ? 40.0 * j : 40.0 * 2 * ROWS + 20.0 * j;
        both.I[k] = held ? 0.3 * from->I[j] : from->I[j];
        both.V[k] = held ? from->V[2 * ROWS - 201] : from->V[j];
        both.cycle[k] = 1 + k / (2 * ROWS);
        both.step[k] = k / ROWS;
        both.state[k] = from->state[j];
    }
    series_integrate(&both);
    make_curve(&both, &set, &c);
    CHECK(set.branches == 2);
    CHECK_NEAR(set.branch[OCP_RISING].duration, 40.0 * (ROWS - 201), 80);
    CHECK(c.hysteresis_mean < 0.06);
    ocp_free(&set);
    series_free(&fast);
    series_free(&slow);
    series_free(&both);
}

/* Rests of a titration in both directions, the second one shorter: on one axis of charge. */
static void test_a_titration(void)
{
    enum { PULSES = 20, PART = 30 };
    Series s;
    OcpSet set = {0};
    static OcpCurve c;
    const int n = 2 * PULSES * 2 * PART + PART;
    REQUIRE(series_create(n, &s, NULL) == CELLSIM_OK);
    double x = 0;
    for (int k = 0; k < n; k++) {
        const int part = k / PART, pulse = part % 2, way = part <= 2 * PULSES ? 1 : -1;
        const int idle = way < 0 && part > 3 * PULSES; /* it stops half way back */
        if (pulse && !idle) x += way / (double)(PULSES * PART);
        s.t[k] = 10.0 * k;
        s.I[k] = pulse && !idle ? -way * 1e-3 : 0;
        s.V[k] = known_U(x) - way * 0.005 - (pulse && !idle ? way * 0.05 : 0);
        s.cycle[k] = 1;
        s.step[k] = part;
        s.state[k] = (signed char)(s.I[k] > 0 ? 1 : s.I[k] < 0 ? -1 : 0);
    }
    series_integrate(&s);
    Segment *segment;
    int segments;
    REQUIRE(segments_find(&s, SWEEPS_NONE, &segment, &segments, NULL) == CELLSIM_OK);
    CHECK(ocp_add(&set, 0, &s, segments, segment, 1, NULL) == CELLSIM_OK);
    REQUIRE(set.branches == 2 && set.branch[0].rests);
    CHECK(ocp_make(&set, &c, NULL) == CELLSIM_OK);
    for (int k = 0; k < OCP_POINTS; k++) {
        const double one_way =
            c.x[k] < 0.45 || c.x[k] > 0.951 ? 0.005 : 0; /* the first rest back is of the way there */
        if (fabs(c.x[k] - 0.6) > 0.1 && c.x[k] > 0.06 && fabs(c.x[k] - 0.5) > 0.06)
            CHECK_NEAR(c.U[k], known_U(c.x[k]) - one_way, 1.5e-3);
    }
    CHECK_NEAR(c.hysteresis_mean, 0.01, 2e-3);
    free(segment);
    ocp_free(&set);
    series_free(&s);
}

static void test_nothing_to_take(void)
{
    Series s;
    OcpSet set = {0};
    Error e;
    make_cycle(&s, 0, 0, 0);
    Segment *segment;
    int segments;
    REQUIRE(segments_find(&s, SWEEPS_NONE, &segment, &segments, NULL) == CELLSIM_OK);
    CHECK(ocp_add(&set, 0, &s, segments, segment, 0, &e) == CELLSIM_BAD_CARD && e.hint[0]);
    CHECK(ocp_add(&set, 0, &s, segments, segment, 1, &e) == CELLSIM_BAD_CARD && strstr(e.text, "titration"));
    free(segment);
    ocp_free(&set);
    series_free(&s);
}

/* The nearest falling sequence: falling, with the same mean, and nearer than any other of a thousand. */
static void test_monotone(void)
{
    enum { N = 12 };
    double y[N] = {5, 4, 4.5, 4.4, 3, 3.2, 2, 2, 2.6, 1, 0.5, 0.6}, to[N], worst, sum = 0, mean = 0;
    int at;
    Random random = {3};
    memcpy(to, y, sizeof y);
    REQUIRE(monotone_fall(N, to, &worst, &at, NULL) == CELLSIM_OK);
    for (int k = 0; k < N; k++) {
        CHECK(k == 0 || to[k] <= to[k - 1]);
        sum += (to[k] - y[k]) * (to[k] - y[k]);
        mean += to[k] - y[k];
        CHECK(fabs(to[k] - y[k]) <= worst);
    }
    CHECK_NEAR(mean, 0, 1e-12);
    CHECK_NEAR(worst, fabs(to[at] - y[at]), 1e-15);
    for (int trial = 0; trial < 1000; trial++) {
        double other = 0, z = to[0] + random_between(&random, -0.2, 0.2);
        for (int k = 0; k < N; k++) {
            z = fmin(z, to[k] + random_between(&random, -0.2, 0.2));
            other += (z - y[k]) * (z - y[k]);
        }
        CHECK(other >= sum);
    }
}

TEST_MAIN("analysis/ocp", TEST(test_a_cycle), TEST(test_the_slowest_counts), TEST(test_a_titration),
          TEST(test_nothing_to_take), TEST(test_monotone))
