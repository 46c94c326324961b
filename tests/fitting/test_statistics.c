/* The numbers that intervals are made of, against tables and closed forms. */
#include "../../fitting/fit.h"
#include "../random.h"
#include "../test.h"

#include <string.h>

/* Abramowitz and Stegun, table 26.10. */
static void test_student(void)
{
    static const struct {
        int freedom;
        double share, t;
    } cases[] = {{1, 0.95, 12.706}, {2, 0.95, 4.303}, {3, 0.95, 3.182},   {4, 0.99, 4.604},
                 {10, 0.95, 2.228}, {30, 0.9, 1.697}, {120, 0.95, 1.980}, {1000000, 0.95, 1.960}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        CHECK_NEAR(student_quantile(cases[k].freedom, cases[k].share), cases[k].t, 6e-4);
    CHECK(isnan(student_quantile(0, 0.95)));
}

/* a = U diag(s) V^T again, with orthogonal V, singular values falling. */
static void test_singular_values(void)
{
    enum { M = 7, N = 4 };
    Random r = {99};
    double a[N * M], b[N * M], v[MOST_FREE][MOST_FREE], s[N];
    for (int k = 0; k < N * M; k++) a[k] = b[k] = random_between(&r, -1, 1);
    singular_values(M, N, b, v, s);
    for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++) sum += b[k * M + i] * v[k][j];
            CHECK_NEAR(sum, a[j * M + i], 1e-13);
        }
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++) sum += v[i][k] * v[j][k];
            CHECK_NEAR(sum, i == j, 1e-13);
        }
    for (int k = 1; k < N; k++) CHECK(s[k] <= s[k - 1]);
}

static void test_coordinates(void)
{
    const FitParameter decades = {.path = "D", .start = 1e-10, .low = 1e-12, .high = 1e-8, .logarithmic = 1},
                       share = {.path = "porosity", .start = 0.3, .low = 0.1, .high = 0.6};
    for (double x = log(1.01e-12); x < log(0.99e-8); x += 0.5) {
        CHECK_NEAR(parameter_x_of_u(&decades, parameter_u(&decades, x)), x, 1e-12);
        CHECK_NEAR(parameter_x(&decades, parameter_value(&decades, x)), x, 1e-12);
    }
    CHECK_NEAR(parameter_value(&share, parameter_x(&share, 0.25)), 0.25, 1e-15);
    for (double u = -9; u < 9; u += 0.1) {
        const double value = parameter_value(&share, parameter_x_of_u(&share, u));
        CHECK(value >= 0.1 - 1e-12 && value <= 0.6 + 1e-12);
    }
}

/* A straight line y = a + b t through three points: textbook errors. */
static Status line(FitProblem *q, Error *e)
{
    (void)q;
    (void)e;
    return CELLSIM_OK;
}

static void test_straight_line(void)
{
    const FitParameter p[] = {{.path = "a", .low = -5, .high = 5}, {.path = "b", .low = -5, .high = 5}};
    FitPoint point[] = {{0, 1.1, 1, 1, FIT_VOLTAGE, 0}, {1, 1.8, 2, 1, FIT_VOLTAGE, 0}, {2, 3.1, 3, 1, FIT_VOLTAGE, 0}};
    FitPoint *points[] = {&point[0], &point[1], &point[2]};
    FitProblem q = {
        .parameters = 2, .parameter = p, .points = 3, .point = points, .model = line, .sigma = {1, 1, 1, 1}};
    double J[] = {10, 10, 10, 0, 10, 20}; /* x is a tenth of the value */
    FitResult r = {.x = {0.1, 0.1}};
    Error e;
    REQUIRE(fit_statistics(&q, J, &r, &e) == CELLSIM_OK);
    CHECK(r.freedom == 1);
    CHECK_NEAR(r.s * r.s, 0.06, 1e-12);
    CHECK_NEAR(10 * r.se[0], sqrt(0.06 * 5 / 6), 1e-12); /* s^2 sum t^2 / (n sum (t - mean)^2) */
    CHECK_NEAR(10 * r.se[1], sqrt(0.06 / 2), 1e-12);
    CHECK_NEAR(r.correlation[0][1], -1 / sqrt(5.0 / 3), 1e-12);
    CHECK_NEAR(r.high[1] - r.value[1], 12.7062 * sqrt(0.03), 1e-4);
}

TEST_MAIN("fitting/statistics", TEST(test_student), TEST(test_singular_values), TEST(test_coordinates),
          TEST(test_straight_line))
