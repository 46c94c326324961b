/* Isotherms that cannot be: every one is refused with its reason, or tabulated into something finite. */
#include "../../model/isotherm.h"

#include <string.h>

#include "../../model/constants.h"
#include "../test.h"
#include "laws.h"

static const double f = FARADAY / (GAS_CONSTANT * 298.15);
static const IsothermOptions plain = {.temperature = 298.15};

static double linear(double x, void *context)
{
    (void)context;
    return 3 - x;
}

/* Slope -0.1 (1 - 1.3 cos(20 pi x)): rises by 4e-4 V around every tenth. */
static double rippled(double x, void *context)
{
    const double k = 20 * 3.14159265358979323846;
    (void)context;
    return 3 - 0.1 * x + 0.13 / k * sin(k * x);
}

static double ideal(double x, void *context)
{
    (void)context;
    return 1 - log(x / (1 - x)) / f;
}

static double invalid(double x, void *context)
{
    (void)context;
    return x > 0.3 && x < 0.4 ? NAN : 1 - x;
}

static double millivolts(double x, void *context)
{
    (void)context;
    return 3500 - 100 * x;
}

static void check_rejected(ScalarFunction U, void *context, double lo, double hi, const char *word)
{
    Isotherm *iso = NULL;
    Error e;
    error_clear(&e);
    CHECK(isotherm_create_potential(U, context, lo, hi, &plain, &iso, &e) == CELLSIM_BAD_CARD);
    CHECK(iso == NULL && e.status == CELLSIM_BAD_CARD);
    if (!strstr(e.text, word)) fprintf(stderr, "\"%s\" lacks \"%s\"\n", e.text, word);
    CHECK(strstr(e.text, word) != NULL);
    isotherm_free(iso);
}

static void test_bad_formulas_are_named(void)
{
    check_rejected(rippled, NULL, 0, 1, "U rises by 0.0004");
    check_rejected(invalid, NULL, 0, 1, "not a finite number at theta = 0.3");
    check_rejected(lco_positive, NULL, 0, 1, "at theta = 0.4");
    check_rejected(millivolts, NULL, 0, 1, "not within +-20 V");
    check_rejected(linear, NULL, 0.5, 0.5, "0.5 to 0.5");
    check_rejected(linear, NULL, 0.6, 0.4, "0.6 to 0.4");
    check_rejected(linear, NULL, NAN, 1, "nan");
    check_rejected(linear, NULL, -0.5, 1, "-0.5 to 1");
    IsothermOptions cold = {.temperature = 0};
    Isotherm *iso = NULL;
    Error e;
    CHECK(isotherm_create_potential(linear, NULL, 0, 1, &cold, &iso, &e) == CELLSIM_BAD_CARD);
    CHECK(strstr(e.text, "temperature is 0 K") != NULL);
}

/* A rise between two points of any grid that inspects the formula. */
static double spiked(double x, void *context)
{
    (void)context;
    return 3 - x - 2 * exp(-pow((x - 0.5136) / 1e-4, 2));
}

static void check_finite(Isotherm *iso)
{
    for (double z = -70; z < 70; z += 0.0123) {
        IsothermPoint p;
        isotherm_eval(iso, z, &p);
        CHECK(isfinite(p.U) && isfinite(p.theta) && p.g > 0 && p.dtheta > -0.1 && p.dtheta < 1.1);
    }
    isotherm_free(iso);
}

/* Infinite at both ends, or with a rise too narrow to be seen by the inspection. */
static void test_odd_formulas(void)
{
    Isotherm *iso = NULL;
    Error e;
    REQUIRE(isotherm_create_potential(ideal, NULL, 0, 1, &plain, &iso, &e) == CELLSIM_OK);
    check_finite(iso);
    const Status s = isotherm_create_potential(spiked, NULL, 0, 1, &plain, &iso, &e);
    CHECK(s == CELLSIM_OK || (s == CELLSIM_BAD_CARD && iso == NULL && strstr(e.hint, "narrow spike")));
    isotherm_free(iso);
}

static double stepped(double x, void *context)
{
    (void)context;
    return x > 0.4 ? 2 : 1;
}

static void test_steps_of_g_are_refused(void)
{
    IsothermOptions o = plain;
    Isotherm *iso = NULL;
    Error e;
    o.g = stepped;
    CHECK(isotherm_create_potential(linear, NULL, 0, 1, &o, &iso, &e) == CELLSIM_BAD_CARD && iso == NULL);
    CHECK(strstr(e.text, "jumps") != NULL);
}

static void check_class(SiteClass c, const char *word)
{
    const SiteClass two[] = {{0.5, 1, 1, 1}, c};
    Isotherm *iso = NULL;
    Error e;
    CHECK(isotherm_create_msmr(2, two, &plain, &iso, &e) == CELLSIM_BAD_CARD && iso == NULL);
    CHECK(strstr(e.text, "site class 2") && strstr(e.text, word));
}

static void test_bad_classes_are_named(void)
{
    check_class((SiteClass){0.5, 1, 0, 1}, "omega = 0");
    check_class((SiteClass){0.5, 1, NAN, 1}, "omega = ");
    check_class((SiteClass){0, 1, 1, 1}, "X = 0");
    check_class((SiteClass){-1, 1, 1, 1}, "X = -1");
    check_class((SiteClass){0.5, 1800, 1, 1}, "U0 = 1800");
    check_class((SiteClass){0.5, 1, 1, -1}, "mobility = -1");
    Isotherm *iso = NULL;
    CHECK(isotherm_create_msmr(0, NULL, &plain, &iso, NULL) == CELLSIM_BAD_CARD);
}

/* Widths from a step to a straight line: always a curve with finite slopes. */
static void test_extreme_widths(void)
{
    const double omega[] = {1e-300, 1e-9, 1e-4, 999};
    for (int i = 0; i < 4; i++) {
        const SiteClass c = {1e-3, 1.5, omega[i], 1}, big = {5, 1.2, 1, 1}, both[] = {c, big};
        Isotherm *iso = NULL;
        REQUIRE(isotherm_create_msmr(2, both, &plain, &iso, NULL) == CELLSIM_OK);
        check_finite(iso);
    }
    isotherm_free(NULL);
}

TEST_MAIN("model/isotherm_errors", TEST(test_bad_formulas_are_named), TEST(test_odd_formulas),
          TEST(test_steps_of_g_are_refused), TEST(test_bad_classes_are_named), TEST(test_extreme_widths))
