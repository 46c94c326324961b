/* The diffusion potential Phi of a phase against the limits in which it is known. */
#include <string.h>

#include "../../model/constants.h"
#include "../../model/isotherm.h"
#include "../test.h"
#include "laws.h"

static const double f = FARADAY / (GAS_CONSTANT * 298.15);

/* A fast plateau beside a slow solid solution (anatase TiO2, second site class). */
static const SiteClass two[] = {{0.5, 1.80, 0.08, 1}, {0.3, 1.50, 2.0, 0.01}};

static Isotherm *msmr(int n, const SiteClass *c, const IsothermOptions *o)
{
    Isotherm *iso = NULL;
    Error e;
    REQUIRE(isotherm_create_msmr(n, c, o, &iso, &e) == CELLSIM_OK);
    return iso;
}

static Isotherm *formula(ScalarFunction U, const IsothermOptions *o)
{
    Isotherm *iso = NULL;
    Error e;
    REQUIRE(isotherm_create_potential(U, NULL, 0, 1, o, &iso, &e) == CELLSIM_OK);
    return iso;
}

static double D(const Isotherm *iso, double theta)
{
    double Phi, dPhi;
    isotherm_diffusion(iso, theta, &Phi, &dPhi);
    return dPhi;
}

static double Phi_between(const Isotherm *iso, double a, double b)
{
    double Pa, Pb, slope;
    isotherm_diffusion(iso, a, &Pa, &slope);
    isotherm_diffusion(iso, b, &Pb, &slope);
    return Pb - Pa;
}

static void test_constant_D(void)
{
    const IsothermOptions o = {.temperature = 298.15};
    const SiteClass equal[] = {{0.5, 1.80, 0.08, 1}, {0.3, 1.50, 2.0, 1}};
    Isotherm *a = formula(chen_negative, &o), *b = msmr(2, equal, &o);
    CHECK(isotherm_constant_D(a) && isotherm_constant_D(b));
    CHECK(Phi_between(a, 0.25, 0.75) == 0.5 && D(a, -3) == 1);
    isotherm_free(a);
    isotherm_free(b);
}

static void test_equal_mobilities_scale_D(void)
{
    const IsothermOptions o = {.temperature = 298.15};
    const SiteClass half[] = {{0.5, 1.80, 0.08, 0.5}, {0.3, 1.50, 2.0, 0.5}};
    Isotherm *iso = msmr(2, half, &o);
    CHECK(!isotherm_constant_D(iso));
    for (double theta = 0.01; theta < 1; theta += 0.01) CHECK_NEAR(D(iso, theta), 0.5, 1e-4);
    CHECK_NEAR(Phi_between(iso, 0.1, 0.9), 0.4, 1e-8);
    isotherm_free(iso);
}

/* D of two classes at the potential U, from E-iso-5a or, with the factor, E-iso-5b. */
static double two_classes(double U, int factor, double *theta)
{
    double weighted = 0, sum = 0, x = 0;
    for (int j = 0; j < 2; j++) {
        const double xj = two[j].X / (1 + exp(f * (U - two[j].U0) / two[j].omega));
        const double slope = f / two[j].omega * xj * (two[j].X - xj) / two[j].X;
        weighted += two[j].mobility * (factor ? two[j].omega : 1) * slope;
        sum += slope;
        x += xj;
    }
    *theta = (x + 1e-6 * ((0.5 * 1.8 + 0.3 * 1.5) - 0.8 * U)) / 0.8;
    return weighted / sum;
}

static void test_mobilities_of_classes(void)
{
    for (int factor = 0; factor < 2; factor++) {
        const IsothermOptions o = {.temperature = 298.15, .thermodynamic_factor = factor};
        Isotherm *iso = msmr(2, two, &o);
        for (double U = 1.1; U < 1.9; U += 0.0003) {
            double theta;
            const double expected = two_classes(U, factor, &theta);
            CHECK_NEAR(D(iso, theta), expected, 1e-5 + 1e-3 * expected);
        }
        isotherm_free(iso);
    }
}

/* Integrated over everything, each class contributes its share times its mobility (times omega). */
static void test_total_Phi_of_classes(void)
{
    const IsothermOptions fickian = {.temperature = 298.15},
                          factor = {.temperature = 298.15, .thermodynamic_factor = 1};
    Isotherm *a = msmr(2, two, &fickian), *b = msmr(2, two, &factor);
    CHECK_NEAR(Phi_between(a, 0, 1), (0.5 + 0.3 * 0.01) / 0.8, 1e-5);
    CHECK_NEAR(Phi_between(b, 0, 1), (0.5 * 0.08 + 0.3 * 0.01 * 2) / 0.8, 1e-5);
    isotherm_free(a);
    isotherm_free(b);
}

static void test_blocked_class_keeps_Phi_rising(void)
{
    const SiteClass blocked[] = {{0.5, 1.80, 0.05, 1}, {0.3, 1.50, 0.05, 0}};
    const IsothermOptions o = {.temperature = 298.15};
    Isotherm *iso = msmr(2, blocked, &o);
    double smallest = INFINITY, largest = 0;
    for (double theta = -0.01; theta < 1.01; theta += 1e-5) {
        smallest = fmin(smallest, D(iso, theta));
        largest = fmax(largest, D(iso, theta));
    }
    CHECK(smallest > 2e-7 && largest < 1.5);
    CHECK_NEAR(D(iso, 0.8), 1e-6, 1e-4);
    isotherm_free(iso);
}

static double ideal(double x, void *context)
{
    (void)context;
    return 1 - log(x / (1 - x)) / f;
}

/* A regular solution: U = U_ideal - (h/f) (2 theta - 1) has the factor 1 + 2 h theta (1 - theta). */
static double regular(double x, void *context)
{
    return ideal(x, context) - 3 / f * (2 * x - 1);
}

static void test_thermodynamic_factor(void)
{
    const IsothermOptions o = {.temperature = 298.15, .thermodynamic_factor = 1};
    const SiteClass one = {1, 1.5, 1, 1}, narrow = {0.7, 1.5, 0.5, 1};
    Isotherm *a = msmr(1, &one, &o), *b = msmr(1, &narrow, &o), *c = formula(ideal, &o), *d = formula(regular, &o);
    CHECK(isotherm_constant_D(a));
    for (double theta = 0.01; theta < 0.995; theta += 0.01) {
        CHECK_NEAR(D(b, theta), 0.5, 1e-4);
        CHECK_NEAR(D(c, theta), 1, 1e-5);
        CHECK_NEAR(D(d, theta), 1 + 6 * theta * (1 - theta), 1e-5);
    }
    isotherm_free(a);
    isotherm_free(b);
    isotherm_free(c);
    isotherm_free(d);
}

static double bell(double x, void *context)
{
    return *(const double *)context + 3 * x * x;
}

static void test_D_of_the_card(void)
{
    double base = 0.2;
    const IsothermOptions o = {.temperature = 298.15, .D = bell, .D_context = &base};
    IsothermOptions with_factor = o;
    with_factor.thermodynamic_factor = 1;
    const SiteClass narrow = {1, 1.5, 0.5, 0.1}; /* a card's D takes the place of the mobility */
    Isotherm *iso[] = {formula(chen_positive, &o), msmr(2, two, &o), msmr(1, &narrow, &with_factor)};
    for (int i = 0; i < 3; i++) {
        const double scale = i == 2 ? 0.5 : 1;
        for (double a = 0.05; a < 0.9; a += 0.07) {
            CHECK_NEAR(D(iso[i], a), scale * (0.2 + 3 * a * a), 2e-5);
            CHECK_NEAR(Phi_between(iso[i], a, a + 0.05), scale * (0.01 + pow(a + 0.05, 3) - pow(a, 3)), 1e-7);
        }
        isotherm_free(iso[i]);
    }
}

static void test_bad_D_is_named(void)
{
    double base = -0.3;
    const IsothermOptions o = {.temperature = 298.15, .D = bell, .D_context = &base};
    Isotherm *iso = NULL;
    Error e;
    CHECK(isotherm_create_msmr(2, two, &o, &iso, &e) == CELLSIM_BAD_CARD && iso == NULL);
    CHECK(strstr(e.text, "D/D_ref is -0.3") && strstr(e.text, "theta"));
    base = NAN;
    CHECK(isotherm_create_potential(chen_negative, NULL, 0, 1, &o, &iso, &e) == CELLSIM_BAD_CARD && iso == NULL);
}

/* Steps up or down at theta = 1/3 by a factor of 1e8, within less than any two states that can be told apart. */
static double step(double x, void *context)
{
    const double direction = *(const double *)context;
    return direction * (x - 1.0 / 3) > 0 ? 1e8 : 1;
}

/* ln D rises at most L = 1e5 per unit of theta; D is that of the card but for the ramp, Phi but for D (ln r - 1)/L. */
static void test_jumps_become_ramps(void)
{
    for (double direction = -1; direction < 2; direction += 2) {
        const IsothermOptions o = {.temperature = 298.15, .D = step, .D_context = &direction};
        Isotherm *iso[] = {formula(chen_positive, &o), msmr(2, two, &o)};
        for (int i = 0; i < 2; i++) {
            const double low = direction > 0 ? 0.1 : 0.9, high = 1 - low, upper = direction > 0 ? 2.0 / 3 : 1.0 / 3;
            CHECK_NEAR(D(iso[i], low), 1, 1e-6);
            CHECK_NEAR(D(iso[i], high), 1e8, 1);
            CHECK_NEAR(fabs(Phi_between(iso[i], 0.1, 0.3)), direction > 0 ? 0.2 : 0.2e8, direction > 0 ? 1e-6 : 1);
            CHECK_NEAR(Phi_between(iso[i], 1e-3, 0.999), (upper - 1e-3) * 1e8 - 1e3 * (log(1e8) - 1), 2);
            for (int k = -200; k < 200; k++) {
                if (k == -1 || k == 0) continue; /* at the jump itself Phi is at the end of its digits */
                const double a = D(iso[i], 1.0 / 3 + 1e-6 * k), b = D(iso[i], 1.0 / 3 + 1e-6 * (k + 1));
                CHECK(a > 0.5 && fabs(log(b / a)) < 0.2); /* 0.1 but for the cubics */
            }
            isotherm_free(iso[i]);
        }
    }
}

static double comb(double x, void *context)
{
    return sin(*(const double *)context * x) > 0 ? 1e4 : 1;
}

static void test_many_jumps_are_refused(void)
{
    double waves = 60; /* 19 jumps */
    const IsothermOptions o = {.temperature = 298.15, .D = comb, .D_context = &waves};
    Isotherm *iso = formula(chen_positive, &o);
    Error e;
    isotherm_free(iso);
    waves = 1000;
    CHECK(isotherm_create_potential(chen_positive, NULL, 0, 1, &o, &iso, &e) == CELLSIM_BAD_CARD && iso == NULL);
    CHECK(strstr(e.text, "D(theta) jumps at") && strstr(e.hint, "32") && !strcmp(e.variable, "D"));
}

TEST_MAIN("model/isotherm_diffusion", TEST(test_constant_D), TEST(test_equal_mobilities_scale_D),
          TEST(test_mobilities_of_classes), TEST(test_total_Phi_of_classes), TEST(test_blocked_class_keeps_Phi_rising),
          TEST(test_thermodynamic_factor), TEST(test_D_of_the_card), TEST(test_bad_D_is_named),
          TEST(test_jumps_become_ramps), TEST(test_many_jumps_are_refused))
