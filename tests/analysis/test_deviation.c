/* Deviations of curves whose answer is known. */
#include "../../analysis/deviation.h"
#include "../test.h"

/* Lines y = x and y = x + 1 on different points: 1 everywhere, over what both have. */
static void test_parallel_lines(void)
{
    const double x[] = {0, 1, 5}, y[] = {1, 2, 6}, u[] = {-1, 4}, v[] = {-1, 4};
    const Deviation d = curve_deviation((PlainCurve){3, x, y}, (PlainCurve){2, u, v});
    CHECK_NEAR(d.from, 0, 0);
    CHECK_NEAR(d.to, 4, 0);
    CHECK_NEAR(d.mean, 1, 1e-12);
    CHECK_NEAR(d.rms, 1, 1e-12);
    CHECK_NEAR(d.largest, 1, 1e-12);
}

/* y = x less 0 on [-1, 1]: mean 0, RMS 1/sqrt(3) to the width of the grid. */
static void test_slope(void)
{
    const double x[] = {-1, 1}, y[] = {-1, 1}, zero[] = {0, 0};
    const Deviation d = curve_deviation((PlainCurve){2, x, y}, (PlainCurve){2, x, zero});
    CHECK_NEAR(d.mean, 0, 1e-12);
    CHECK_NEAR(d.rms, 1 / sqrt(3), 2e-3);
    CHECK_NEAR(fabs(d.largest), 1, 1e-12);
}

/* Points at one x (an instrument's jump), and curves that have nothing in common. */
static void test_odd_curves(void)
{
    const double x[] = {0, 1, 1, 2}, y[] = {3, 3, 5, 5}, u[] = {7, 9}, v[] = {0, 0};
    CHECK_NEAR(curve_deviation((PlainCurve){4, x, y}, (PlainCurve){4, x, y}).rms, 0, 0);
    CHECK(isnan(curve_deviation((PlainCurve){4, x, y}, (PlainCurve){2, u, v}).rms));
    CHECK(isnan(curve_deviation((PlainCurve){1, x, y}, (PlainCurve){2, x, v}).mean));
}

TEST_MAIN("analysis/deviation", TEST(test_parallel_lines), TEST(test_slope), TEST(test_odd_curves))
