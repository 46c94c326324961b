#include "../../analysis/numeric.h"
#include "../test.h"

/* y = 2 x - 1 +- 1: by hand slope 2, r2 = 1 - 4/24. */
static void test_regression(void)
{
    const double x[] = {1, 2, 3, 4}, y[] = {2, 2, 4, 8}, missing[] = {1, NAN, 3, 5};
    Line l = line_fit(4, x, y, 1);
    CHECK_NEAR(l.slope, 2, 1e-14);
    CHECK_NEAR(l.intercept, -1, 1e-14);
    CHECK_NEAR(l.r2, 20.0 / 24.0, 1e-14);
    l = line_fit(4, x, y, 0); /* 50/30; 1 - RSS/88 = 50^2/(30 88) */
    CHECK_NEAR(l.slope, 50.0 / 30.0, 1e-14);
    CHECK(l.intercept == 0);
    CHECK_NEAR(l.r2, 2500.0 / 2640.0, 1e-14);
    l = line_fit(4, x, missing, 1);
    CHECK(l.n == 3);
    CHECK_NEAR(l.slope, 9.0 / 7.0, 1e-14); /* x 1, 3, 4 */
}

static void test_no_line(void)
{
    const double x[] = {2, 2, 2}, y[] = {1, 2, 3};
    CHECK(isnan(line_fit(3, x, y, 1).slope));
    CHECK(isnan(line_fit(1, x, y, 1).slope));
    CHECK(isnan(line_fit(0, x, y, 0).slope));
    CHECK_NEAR(line_fit(1, x, y, 0).slope, 0.5, 1e-15);
}

static void test_interpolation(void)
{
    const double rising[] = {1, 2, 4}, falling[] = {4, 2, 1}, y[] = {10, 20, 60};
    CHECK_NEAR(interpolate(3, rising, y, 3), 40, 1e-13);
    CHECK_NEAR(interpolate(3, rising, y, 1), 10, 0);
    CHECK_NEAR(interpolate(3, rising, y, 4), 60, 0);
    CHECK_NEAR(interpolate(3, falling, y, 3), 15, 1e-13);
    CHECK_NEAR(interpolate(3, falling, y, 1), 60, 0);
    CHECK(isnan(interpolate(3, rising, y, 0.99)) && isnan(interpolate(3, falling, y, 4.01)));
    CHECK(isnan(interpolate(0, rising, y, 1)));
}

/* -(x - 0.3)^2 + 2 at uneven points. */
static void test_parabola(void)
{
    const double x[] = {-1, 0.2, 0.5}, line[] = {1, 2.2, 2.5};
    double y[3], at, value;
    for (int k = 0; k < 3; k++) y[k] = 2 - (x[k] - 0.3) * (x[k] - 0.3);
    CHECK(parabola_extremum(x, y, &at, &value));
    CHECK_NEAR(at, 0.3, 1e-14);
    CHECK_NEAR(value, 2, 1e-14);
    CHECK(!parabola_extremum(x, line, &at, &value));
    CHECK(at == x[1] && value == line[1]);
}

TEST_MAIN("analysis/numeric", TEST(test_regression), TEST(test_no_line), TEST(test_interpolation), TEST(test_parabola))
