/* Isotherms against the laws they tabulate. */
#include "../../model/isotherm.h"

#include <string.h>

#include "../../model/constants.h"
#include "../test.h"
#include "laws.h"

static const double f = FARADAY / (GAS_CONSTANT * 298.15);
static const IsothermOptions plain = {.temperature = 298.15};

/* Anatase TiO2: a plateau of width omega between two solid solutions. */
static const SiteClass anatase[] = {{0.04, 1.95, 2.5, 1}, {0.46, 1.795, 0.08, 1}, {0.12, 1.58, 2.5, 1}};
static const SiteClass sharp[] = {{0.04, 1.95, 2.5, 1}, {0.46, 1.795, 0.05, 1}, {0.12, 1.58, 2.5, 1}};

static double total(int n, const SiteClass *c)
{
    double X = 0;
    for (int j = 0; j < n; j++) X += c[j].X;
    return X;
}

static double occupied(const SiteClass *c, double U)
{
    return c->X / (1 + exp(f * (U - c->U0) / c->omega));
}

/* theta(U) of E-iso-2, the extra slope pivoting on the mean potential. */
static double msmr_theta(int n, const SiteClass *c, double U)
{
    double x = 0, mean = 0;
    for (int j = 0; j < n; j++) {
        x += occupied(c + j, U);
        mean += c[j].X * c[j].U0;
    }
    return (x + 1e-7 * (mean - U * total(n, c))) / total(n, c);
}

static Isotherm *msmr(int n, const SiteClass *c, const IsothermOptions *o)
{
    Isotherm *iso = NULL;
    Error e;
    REQUIRE(isotherm_create_msmr(n, c, o, &iso, &e) == CELLSIM_OK);
    return iso;
}

static Isotherm *formula(ScalarFunction U, double lo, double hi, const IsothermOptions *o)
{
    Isotherm *iso = NULL;
    Error e;
    REQUIRE(isotherm_create_potential(U, NULL, lo, hi, o, &iso, &e) == CELLSIM_OK);
    return iso;
}

static void test_msmr_follows_its_law(void)
{
    const SiteClass *cards[] = {anatase, sharp};
    for (int i = 0; i < 2; i++) {
        Isotherm *iso = msmr(3, cards[i], &plain);
        for (double U = -2; U < 7; U += 0.00137) {
            const double theta = msmr_theta(3, cards[i], U);
            IsothermPoint p;
            isotherm_eval(iso, theta - U / ISOTHERM_SCALE, &p);
            CHECK_NEAR(p.U, U, 2e-7);
            CHECK_NEAR(p.theta, theta, 2e-7);
        }
        CHECK(isotherm_table_error(iso) > 0 && isotherm_table_error(iso) <= 1e-7);
        isotherm_free(iso);
    }
}

/* Across the plateau U moves by a few omega RT/F while theta moves by 0.46/0.62. */
static void test_plateau_is_flat_and_resolved(void)
{
    Isotherm *iso = msmr(3, sharp, &plain);
    for (double U = 1.7945; U < 1.7955; U += 1e-5) {
        const double z = isotherm_z_of_theta(iso, msmr_theta(3, sharp, U));
        IsothermPoint p;
        isotherm_eval(iso, z, &p);
        CHECK_NEAR(p.U, U, 1e-6);
        const double x = occupied(sharp + 1, U), slope = -0.05 * total(3, sharp) * 0.46 / (f * x * (0.46 - x));
        CHECK_NEAR(p.dU / p.dtheta, slope, 0.03 * fabs(slope)); /* the other classes add up to 3 % to dx/dU */
    }
    isotherm_free(iso);
}

static void check_formula(ScalarFunction U, double lo, double hi, double from, double to)
{
    Isotherm *iso = formula(U, lo, hi, &plain);
    for (double theta = from; theta <= to; theta += 0.000731) {
        const double tail = 1e-7 * (1 / (theta - lo) - 1 / (hi - theta));
        IsothermPoint p;
        isotherm_eval(iso, isotherm_z_of_theta(iso, theta), &p);
        CHECK_NEAR(p.theta, theta, 1e-12);
        /* 1e-7 across the curve is more along U where it is steep */
        CHECK_NEAR(p.U, U(theta, NULL) + tail, fmax(4e-7, 1.5e-7 * (1 - p.dU / p.dtheta)));
    }
    isotherm_free(iso);
}

static void test_formulas_are_met_within_a_microvolt(void)
{
    check_formula(chen_negative, 0, 1, 0.05, 0.99);
    check_formula(chen_positive, 0, 1, 0.02, 0.99);
    check_formula(lco_positive, 0.45, 1, 0.46, 0.995);
    check_formula(lco_negative, 0, 1, 0.03, 0.99);
    check_formula(nmc532, 0, 1, 0.01, 0.977);
}

static double linear(double x, void *context)
{
    (void)context;
    return 3 - x;
}

static void test_tails_reach_far(void)
{
    Isotherm *iso = formula(linear, 0, 1, &plain);
    IsothermPoint p;
    isotherm_eval(iso, isotherm_z_of_potential(iso, 9), &p);
    CHECK_NEAR(p.theta, 1e-7 / 6, 2e-7);
    isotherm_eval(iso, isotherm_z_of_potential(iso, -4), &p);
    CHECK_NEAR(p.theta, 1 - 1e-7 / 6, 2e-7);
    isotherm_free(iso);
}

static void check_round_trips(const Isotherm *iso, double first, double last)
{
    double before = -INFINITY;
    for (int i = 0; i <= 1000; i++) {
        const double z = first + (last - first) * i / 1000;
        IsothermPoint p;
        isotherm_eval(iso, z, &p);
        CHECK_NEAR(p.theta - p.U / ISOTHERM_SCALE, z, 1e-13);
        CHECK_NEAR(isotherm_z_of_theta(iso, p.theta), z, 1e-13 + 1e-14 / fabs(p.dtheta));
        CHECK_NEAR(isotherm_z_of_potential(iso, p.U), z, 1e-13 + 1e-14 / fabs(p.dU));
        CHECK(p.theta > before);
        before = p.theta;
    }
}

static void test_round_trips(void)
{
    Isotherm *a = msmr(3, sharp, &plain), *b = formula(chen_positive, 0, 1, &plain);
    check_round_trips(a, -4, 2);
    check_round_trips(b, -4.5, -2.5);
    isotherm_free(a);
    isotherm_free(b);
}

static void test_inversion_is_clamped(void)
{
    Isotherm *iso = formula(chen_negative, 0, 1, &plain);
    const double low = isotherm_z_of_theta(iso, -5), high = isotherm_z_of_theta(iso, 5);
    CHECK(isfinite(low) && isfinite(high) && low < high);
    CHECK(isotherm_z_of_potential(iso, 1e6) == low && isotherm_z_of_potential(iso, -1e6) == high);
    CHECK(isotherm_z_of_theta(iso, NAN) == low && isotherm_z_of_potential(iso, NAN) == low);
    isotherm_free(iso);
}

static void check_slopes(Isotherm *iso)
{
    for (int i = 0; i <= 40000; i++) {
        IsothermPoint p;
        isotherm_eval(iso, -30 + 60.0 * i / 40000, &p);
        CHECK(p.dtheta >= 0 && p.dtheta <= 1 + 1e-12);
        CHECK(p.dU >= -ISOTHERM_SCALE && p.dU <= 1e-12);
        CHECK(p.g >= 0.97e-4 && p.g < 0.51 && isfinite(p.dg));
        CHECK(p.theta > -1e-4 && p.theta < 1 + 1e-4);
    }
    isotherm_free(iso);
}

static void test_slopes_are_bounded(void)
{
    check_slopes(msmr(3, anatase, &plain));
    check_slopes(msmr(3, sharp, &plain));
    check_slopes(formula(chen_negative, 0, 1, &plain));
    check_slopes(formula(chen_positive, 0, 1, &plain));
    check_slopes(formula(lco_negative, 0, 1, &plain));
    check_slopes(formula(nmc532, 0, 1, &plain));
}

static void test_default_shape(void)
{
    Isotherm *iso = formula(chen_negative, 0, 1, &plain);
    for (double theta = 0.01; theta < 0.995; theta += 0.01) {
        IsothermPoint p;
        isotherm_eval(iso, isotherm_z_of_theta(iso, theta), &p);
        CHECK_NEAR(p.g, sqrt(theta * (1 - theta) + 1e-6), 2e-6);
        CHECK_NEAR(p.dg, (1 - 2 * theta) / (2 * p.g) * p.dtheta, 1e-3);
    }
    IsothermPoint p;
    isotherm_eval(iso, 1e3, &p);
    CHECK_NEAR(p.g, 1.416e-3, 2e-5); /* sqrt(2.005e-6) at 1e-8 from the end */
    CHECK(p.dg == 0);
    isotherm_free(iso);
}

static double ramp(double x, void *context)
{
    return *(const double *)context + x;
}

static void test_shape_of_the_card(void)
{
    double offset = 0.25;
    const IsothermOptions o = {.temperature = 298.15, .g = ramp, .g_context = &offset};
    Isotherm *iso = msmr(3, anatase, &o);
    for (double theta = 0.05; theta < 1; theta += 0.05) {
        IsothermPoint p;
        isotherm_eval(iso, isotherm_z_of_theta(iso, theta), &p);
        CHECK_NEAR(p.g, 0.25 + theta, 2e-6);
    }
    isotherm_free(iso);
    offset = -0.1;
    Isotherm *none = NULL;
    Error e;
    CHECK(isotherm_create_msmr(3, anatase, &o, &none, &e) == CELLSIM_BAD_CARD && none == NULL);
    CHECK(strstr(e.text, "g = -0.1") && strstr(e.text, "theta"));
}

static double gentle(double x, void *context)
{
    (void)context;
    return pow(x * (1 - x), 0.2);
}

/* Where the extra slope of E-iso-2 makes theta pass 1 (and 0) sites are still free: g falls on as their number to the power, where a
 * g of that theta would end in a kink some 10 uV wide. */
static void test_shape_sees_the_sites_alone(void)
{
    const SiteClass one = {1, 1.2, 1, 1};
    const IsothermOptions o = {.temperature = 298.15, .g = gentle};
    Isotherm *iso = msmr(1, &one, &o);
    for (double far = 0.1; far < 0.65; far += 0.01) /* V; then sites are scarcer than g is asked for */
        for (int side = -1; side <= 1; side += 2) {
            const double scarce = 1 / (1 + exp(f * far)), p = pow(scarce * (1 - scarce), 0.4);
            IsothermPoint at;
            isotherm_eval(iso, isotherm_z_of_potential(iso, one.U0 + side * far), &at);
            CHECK_NEAR(at.g, sqrt(1e-6 + (p + sqrt(p * p + 4e-12)) / 2), 5e-6);
            CHECK(fabs(at.dg) < 0.2 * f);
        }
    isotherm_free(iso);
}

/* Slope -0.1 (1 - a cos(20 pi x)): rises around every tenth if a > 1, by 9e-5 V for a = 1.1, 4e-4 V for a = 1.3. */
static double rippled(double x, void *context)
{
    const double k = 20 * 3.14159265358979323846;
    return 3 - 0.1 * x + 0.1 * *(const double *)context / k * sin(k * x);
}

static void test_small_rises_are_flattened(void)
{
    double a = 1.1;
    Isotherm *iso = NULL;
    Error e;
    REQUIRE(isotherm_create_potential(rippled, &a, 0, 1, &plain, &iso, &e) == CELLSIM_OK);
    for (double theta = 0.05; theta < 0.95; theta += 0.0007) {
        IsothermPoint p;
        isotherm_eval(iso, isotherm_z_of_theta(iso, theta), &p);
        CHECK_NEAR(p.U, rippled(theta, &a), 1e-4);
        CHECK(p.dU < 1e-2); /* the spline rounds the corner at which a flat ends */
    }
    IsothermPoint p;
    isotherm_eval(iso, isotherm_z_of_theta(iso, 0.5), &p);
    CHECK_NEAR(p.dU / p.dtheta, -1e-6 - 8e-7, 5e-6); /* the tilt and the slope of E-iso-3 */
    isotherm_free(iso);
}

/* A formula that drops by 1 V at once: the curve has a vertical line there. */
static double dropping(double x, void *context)
{
    (void)context;
    return 3 - x - (x > 0.3);
}

static void test_steps_of_the_potential_are_vertical(void)
{
    Isotherm *iso = formula(dropping, 0, 1, &plain);
    for (double U = 1.71; U < 2.695; U += 0.01) {
        IsothermPoint p;
        isotherm_eval(iso, isotherm_z_of_potential(iso, U), &p);
        CHECK_NEAR(p.theta, 0.3, 2e-7);
        CHECK_NEAR(p.dU, -1, 1e-4);
    }
    check_formula(dropping, 0, 1, 0.31, 0.98);
    isotherm_free(iso);
}

TEST_MAIN("model/isotherm", TEST(test_msmr_follows_its_law), TEST(test_plateau_is_flat_and_resolved),
          TEST(test_formulas_are_met_within_a_microvolt), TEST(test_tails_reach_far), TEST(test_round_trips),
          TEST(test_inversion_is_clamped), TEST(test_slopes_are_bounded), TEST(test_default_shape),
          TEST(test_shape_of_the_card), TEST(test_shape_sees_the_sites_alone), TEST(test_small_rises_are_flattened),
          TEST(test_steps_of_the_potential_are_vertical))
