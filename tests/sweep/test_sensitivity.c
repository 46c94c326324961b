/* Sobol' indices of functions whose own are known. */
#include "../../sweep/sensitivity.h"
#include "../test.h"

static const double PI = 3.14159265358979323846;

/* T. Ishigami, T. Homma, ISUMA 1990: sin x1 + a sin^2 x2 + b x3^4 sin x1, x from -pi to pi, a = 7, b = 0.1. */
static double ishigami(const double *x)
{
    return sin(x[0]) + 7 * pow(sin(x[1]), 2) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

/* Far from zero: what is taken off the values must not matter. */
static double shifted(const double *x)
{
    return 1e6 + ishigami(x);
}

/* One input does nothing; the others add up: all indices are shares of b^2. */
static double linear(const double *x)
{
    return 3 * x[0] + 4 * x[1];
}

static double constant(const double *x)
{
    (void)x;
    return 5;
}

static Sensitivity indices_of(double (*f)(const double *), uint64_t count)
{
    Design d = {.sample = SAMPLE_SALTELLI, .inputs = 3, .count = count};
    SensitivityData data = {.inputs = 3};
    Sensitivity out;
    Error e;
    for (int k = 0; k < 3; k++) {
        d.input[k] = (Input){.low = -PI, .high = PI};
        snprintf(d.input[k].path, sizeof d.input[k].path, "x%d", k);
    }
    CHECK(design_begin(&d, &e) == CELLSIM_OK);
    for (uint64_t base = 0; base < count; base++) {
        double x[MOST_INPUTS], y[5];
        for (uint64_t row = 0; row < 5; row++) {
            design_values(&d, 5 * base + row, x);
            y[row] = f(x);
        }
        sensitivity_add(&data, y);
    }
    sensitivity_find(&data, &out);
    return out;
}

/* V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2. */
static void check_ishigami(const Sensitivity *s, double mean, double tolerance)
{
    const double a = 7, b = 0.1, V = a * a / 8 + b * pow(PI, 4) / 5 + b * b * pow(PI, 8) / 18 + 0.5;
    const double V1 = 0.5 * pow(1 + b * pow(PI, 4) / 5, 2), V2 = a * a / 8,
                 V13 = b * b * pow(PI, 8) * (1.0 / 18 - 1.0 / 50);
    const double first[] = {V1 / V, V2 / V, 0}, total[] = {(V1 + V13) / V, V2 / V, V13 / V};
    CHECK_NEAR(s->mean, mean, 0.02);
    CHECK_NEAR(s->deviation, sqrt(V), 0.02);
    for (int i = 0; i < 3; i++) {
        CHECK_NEAR(s->first[i], first[i], tolerance);
        CHECK_NEAR(s->total[i], total[i], tolerance);
        CHECK(s->first_error[i] > 0 && s->first_error[i] < 5 * tolerance);
    }
}

static void test_ishigami(void)
{
    const Sensitivity s = indices_of(ishigami, 4096), far = indices_of(shifted, 4096);
    CHECK(s.used == 4096);
    check_ishigami(&s, 3.5, 0.01);
    check_ishigami(&far, 1e6 + 3.5, 0.01);
}

static void test_linear(void)
{
    const Sensitivity s = indices_of(linear, 2048);
    const double share[] = {0.36, 0.64, 0};
    for (int i = 0; i < 3; i++) {
        CHECK_NEAR(s.first[i], share[i], 5e-3);
        CHECK_NEAR(s.total[i], share[i], 5e-3);
    }
    CHECK(s.first[2] == 0 && s.total[2] == 0); /* exactly: it never changes anything */
}

static void test_nothing(void)
{
    const Sensitivity few = indices_of(ishigami, 31), flat = indices_of(constant, 64);
    CHECK(isnan(few.first[0]) && isnan(few.total[0]) && isnan(few.first_error[0]) && few.used == 31);
    CHECK(isnan(flat.first[0]) && isnan(flat.total[0]) && flat.mean == 5 && flat.deviation == 0);
}

TEST_MAIN("sweep/sensitivity", TEST(test_ishigami), TEST(test_linear), TEST(test_nothing))
