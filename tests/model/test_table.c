/* Property tables: splines against the mathematics that defines them, and the adaptive sampling. */
#include "../../model/table.h"

#include <stdlib.h>

#include "../test.h"

static Table *table_of(int n, int m, const double *x, const double *y)
{
    Table *t = NULL;
    Error e;
    REQUIRE(table_create(n, m, x, y, &t, &e) == CELLSIM_OK);
    return t;
}

static double value(const Table *t, double x)
{
    double v[TABLE_MAX_COMPONENTS];
    table_eval(t, x, v, NULL);
    return v[0];
}

static double slope(const Table *t, double x)
{
    double v[TABLE_MAX_COMPONENTS], dv[TABLE_MAX_COMPONENTS];
    table_eval(t, x, v, dv);
    return dv[0];
}

static void test_two_knots_are_a_line(void)
{
    const double x[] = {1, 3}, y[] = {5, 9};
    Table *t = table_of(2, 1, x, y);
    CHECK_NEAR(value(t, 2.5), 8, 1e-14);
    CHECK_NEAR(value(t, -7), -11, 1e-13);
    CHECK_NEAR(slope(t, 100), 2, 1e-14);
    table_free(t);
}

static void test_three_knots_are_natural(void)
{
    const double x[] = {0, 1, 3}, y[] = {0, 1, 0};
    Table *t = table_of(3, 1, x, y);
    /* zero curvature at the ends: the slope is stationary there */
    CHECK_NEAR(slope(t, 1e-4) - slope(t, 0), 0, 1e-7);
    CHECK_NEAR(slope(t, 3) - slope(t, 3 - 1e-4), 0, 1e-7);
    /* M1 = 6 (-1/2 - 1) / (2 * 3) = -1.5; s(0.5) = 1/2 + (1/8 - 1/2)/6 M1 */
    CHECK_NEAR(value(t, 0.5), 0.5 + 0.375 / 6 * 1.5, 1e-14);
    table_free(t);
}

static void test_cubics_are_exact(void)
{
    const double x[] = {-1, 0.2, 0.3, 1.7, 4, 4.5};
    for (int n = 4; n <= 6; n++) {
        double y[12];
        for (int k = 0; k < n; k++) {
            y[2 * k] = 2 + x[k] * (-1 + x[k] * (0.5 - 0.3 * x[k]));
            y[2 * k + 1] = x[k] * x[k];
        }
        Table *t = table_of(n, 2, x, y);
        for (double a = x[0]; a <= x[n - 1]; a += 0.0371) {
            double v[2], dv[2];
            table_eval(t, a, v, dv);
            CHECK_NEAR(v[0], 2 + a * (-1 + a * (0.5 - 0.3 * a)), 1e-12);
            CHECK_NEAR(dv[0], -1 + a * (1 - 0.9 * a), 1e-12);
            CHECK_NEAR(v[1], a * a, 1e-12);
            CHECK_NEAR(dv[1], 2 * a, 1e-12);
        }
        table_free(t);
    }
}

enum { KNOTS = 40 };

/* Knots with spacings from 0.02 to 0.4. */
static Table *wavy(double *x, double *y)
{
    for (int k = 0; k < KNOTS; k++) {
        x[k] = k == 0 ? -2 : x[k - 1] + 0.02 + 0.38 * fabs(sin(7.0 * k));
        y[k] = cos(13.0 * k);
    }
    return table_of(KNOTS, 1, x, y);
}

static void test_interpolates_with_two_continuous_derivatives(void)
{
    double x[KNOTS], y[KNOTS];
    Table *t = wavy(x, y);
    for (int k = 1; k < KNOTS - 1; k++) {
        const double h = 1e-3, left = nextafter(x[k], -10);
        CHECK_NEAR(value(t, x[k]), y[k], 1e-13);
        CHECK_NEAR(value(t, left), y[k], 1e-11);
        CHECK_NEAR(slope(t, left), slope(t, x[k]), 1e-9);
        /* the slope is a parabola on each side: its one-sided three-point difference is exact */
        const double before = (3 * slope(t, x[k]) - 4 * slope(t, x[k] - h) + slope(t, x[k] - 2 * h)) / (2 * h);
        const double after = (-3 * slope(t, x[k]) + 4 * slope(t, x[k] + h) - slope(t, x[k] + 2 * h)) / (2 * h);
        CHECK_NEAR(before, after, 1e-6 * (1 + fabs(after)));
    }
    table_free(t);
}

static void test_continues_linearly(void)
{
    double x[KNOTS], y[KNOTS];
    Table *t = wavy(x, y);
    const double a = table_min(t), b = table_max(t);
    CHECK(a == x[0] && b == x[KNOTS - 1] && table_knots(t) == KNOTS);
    CHECK_NEAR(value(t, a - 1e3), value(t, a) - 1e3 * slope(t, a), 1e-9);
    CHECK_NEAR(value(t, b + 1e3), value(t, b) + 1e3 * slope(t, b), 1e-9);
    CHECK_NEAR(slope(t, a - 50), slope(t, a), 1e-12);
    CHECK_NEAR(slope(t, b + 50), slope(t, nextafter(b, 0)), 1e-9);
    table_free(t);
}

static double sine_error(int n)
{
    double x[200], y[200], worst = 0;
    for (int k = 0; k < n; k++) {
        x[k] = 3.0 * k / (n - 1);
        y[k] = sin(x[k]);
    }
    Table *t = table_of(n, 1, x, y);
    for (double a = 0; a < 3; a += 1e-3) worst = fmax(worst, fabs(value(t, a) - sin(a)));
    table_free(t);
    return worst;
}

static void test_fourth_order(void)
{
    CHECK_NEAR(log2(sine_error(41) / sine_error(81)), 4, 0.3);
    CHECK_NEAR(log2(sine_error(81) / sine_error(161)), 4, 0.3);
}

/* Half of the knots crowd into 1e-9 of the range: the bucket index alone cannot find them. */
static void test_finds_every_interval_of_crowded_knots(void)
{
    enum { N = 3000 };
    static double x[N], y[N];
    for (int k = 0; k < N; k++) {
        x[k] = k < N / 2 ? 1e-9 * k / N : exp(20.0 * (k - N + 1) / N);
        y[k] = sin(100.0 * k);
    }
    Table *t = table_of(N, 1, x, y);
    for (int k = 0; k < N; k++) CHECK_NEAR(value(t, x[k]), y[k], 1e-9);
    CHECK(table_bytes(t) > N * 4 * sizeof(double) && table_bytes(t) < N * 120);
    table_free(t);
}

static void test_survives_nan_and_infinity(void)
{
    double x[KNOTS], y[KNOTS];
    Table *t = wavy(x, y);
    CHECK(isnan(value(t, NAN)));
    CHECK(!isfinite(value(t, INFINITY)) && !isfinite(value(t, -INFINITY)));
    CHECK(isfinite(value(t, 1e300)));
    table_free(t);
}

static void test_rejects_wrong_calls(void)
{
    const double x[] = {0, 1, 1, 2}, rising[] = {0, 1, 2, 3}, y[] = {0, 1, 2, NAN}, huge[] = {-1e308, 1e308, 0, 0};
    Table *t = NULL;
    Error e;
    CHECK(table_create(4, 1, x, rising, &t, &e) == CELLSIM_USAGE && t == NULL);
    CHECK(table_create(1, 1, rising, rising, &t, &e) == CELLSIM_USAGE);
    CHECK(table_create(2, 0, rising, rising, &t, &e) == CELLSIM_USAGE);
    CHECK(table_create(2, TABLE_MAX_COMPONENTS + 1, rising, rising, &t, &e) == CELLSIM_USAGE);
    CHECK(table_create(4, 1, rising, y, &t, &e) == CELLSIM_USAGE && t == NULL);
    CHECK(table_create(4, 1, y, rising, &t, &e) == CELLSIM_USAGE && t == NULL);
    CHECK(table_create(2, 1, rising, huge, &t, NULL) == CELLSIM_USAGE && t == NULL);
    table_free(NULL);
}

/* Paths: abscissa and value as functions of s, chosen by the context. */
static int knee(double s, double *x, double *y, void *context)
{
    (void)context;
    *x = s;
    y[0] = tanh(200 * (s - 0.3));
    y[1] = exp(-s);
    return 0;
}

static void test_sampling_meets_its_tolerance(void)
{
    const double tolerance[2] = {1e-7, 1e-9};
    Table *t = NULL;
    Error e;
    TableMiss miss = {.worst = -1};
    double worst[2] = {0, 0};
    REQUIRE(table_from_function(knee, NULL, 2, 0, 1, 8, tolerance, &t, &miss, &e) == CELLSIM_OK);
    CHECK(miss.worst > 0 && miss.worst <= 1);
    for (int i = 0; i <= 50000; i++) {
        double v[2], x, y[2];
        knee(i / 50000.0, &x, y, NULL);
        table_eval(t, x, v, NULL);
        for (int j = 0; j < 2; j++) worst[j] = fmax(worst[j], fabs(v[j] - y[j]) / tolerance[j]);
    }
    CHECK(worst[0] < 1.5 && worst[1] < 1.5);
    CHECK(table_knots(t) > 50 && table_knots(t) < 400);
    CHECK(table_min(t) == 0 && table_max(t) == 1);
    table_free(t);
}

/* Vanishes at every first knot and at every first middle. */
static int hidden(double s, double *x, double *y, void *context)
{
    (void)context;
    *x = s;
    y[0] = sin(16 * 3.14159265358979323846 * s);
    return 0;
}

static void test_sampling_is_not_fooled_by_symmetry(void)
{
    const double tolerance = 1e-6;
    Table *t = NULL;
    REQUIRE(table_from_function(hidden, NULL, 1, 0, 1, 8, &tolerance, &t, NULL, NULL) == CELLSIM_OK);
    CHECK_NEAR(value(t, 1.0 / 32), 1, 3e-6);
    table_free(t);
}

static int kink(double s, double *x, double *y, void *context)
{
    (void)context;
    *x = s;
    y[0] = fabs(s - 1.0 / 3);
    return 0;
}

static int jump(double s, double *x, double *y, void *context)
{
    (void)context;
    *x = s;
    y[0] = s > 1.0 / 3;
    return 0;
}

static int noise(double s, double *x, double *y, void *context)
{
    (void)context;
    *x = s;
    y[0] = sin(1e9 * s);
    return 0;
}

static void test_sampling_of_rough_functions_ends(void)
{
    const double tolerance = 1e-7;
    const TableFunction rough[] = {kink, jump, noise};
    for (int i = 0; i < 3; i++) {
        Table *t = NULL;
        TableMiss miss;
        REQUIRE(table_from_function(rough[i], NULL, 1, 0, 1, 8, &tolerance, &t, &miss, NULL) == CELLSIM_OK);
        CHECK(table_knots(t) <= 20000);
        if (i == 0) CHECK(table_knots(t) < 200 && miss.worst <= 1);
        if (i == 1) CHECK(table_knots(t) < 2000 && miss.worst > 1e6);
        if (i == 2) CHECK(miss.worst > 1);
        CHECK(isfinite(value(t, 0.7)));
        table_free(t);
    }
}

static int falling(double s, double *x, double *y, void *context)
{
    *x = s < 0.7 ? s : 1.4 - s;
    y[0] = context ? NAN : exp(s);
    return 0;
}

static int refusing(double s, double *x, double *y, void *context)
{
    (void)context;
    *x = s;
    y[0] = s;
    return s > 0.5;
}

static void test_sampling_reports_bad_functions(void)
{
    const double tolerance = 1e-7, zero = 0;
    int flag = 1;
    Table *t = NULL;
    Error e;
    CHECK(table_from_function(falling, NULL, 1, 0, 1, 8, &tolerance, &t, NULL, &e) == CELLSIM_BAD_CARD && !t);
    CHECK(table_from_function(falling, &flag, 1, 0, 1, 8, &tolerance, &t, NULL, &e) == CELLSIM_BAD_CARD && !t);
    CHECK(table_from_function(refusing, NULL, 1, 0, 1, 8, &tolerance, &t, NULL, &e) == CELLSIM_BAD_CARD && !t);
    CHECK(table_from_function(kink, NULL, 1, 1, 0, 8, &tolerance, &t, NULL, &e) == CELLSIM_USAGE);
    CHECK(table_from_function(kink, NULL, 1, 0, 1, 3, &tolerance, &t, NULL, &e) == CELLSIM_USAGE);
    CHECK(table_from_function(kink, NULL, 1, 0, 1, 8, &zero, &t, NULL, &e) == CELLSIM_USAGE);
    CHECK(table_from_function(kink, NULL, 7, 0, 1, 8, &tolerance, &t, NULL, &e) == CELLSIM_USAGE);
}

TEST_MAIN("model/table", TEST(test_two_knots_are_a_line), TEST(test_three_knots_are_natural),
          TEST(test_cubics_are_exact), TEST(test_interpolates_with_two_continuous_derivatives),
          TEST(test_continues_linearly), TEST(test_fourth_order), TEST(test_finds_every_interval_of_crowded_knots),
          TEST(test_survives_nan_and_infinity), TEST(test_rejects_wrong_calls), TEST(test_sampling_meets_its_tolerance),
          TEST(test_sampling_is_not_fooled_by_symmetry), TEST(test_sampling_of_rough_functions_ends),
          TEST(test_sampling_reports_bad_functions))
