/* Electrolyte tables against closed forms, quadrature and their documented limits. */
#include "../../model/electrolyte.h"

#include <string.h>

#include "../../model/constants.h"
#include "../test.h"
#include "laws.h"

static double t_plus = 0.38, chi = 1.7;

static ElectrolyteSpec valoen(double c0)
{
    return (ElectrolyteSpec){.c0 = c0,
                             .temperature = 298.15,
                             .D = valoen_D,
                             .kappa = valoen_kappa,
                             .t_plus = constant,
                             .t_plus_context = &t_plus,
                             .chi = constant,
                             .chi_context = &chi};
}

static Electrolyte *electrolyte(const ElectrolyteSpec *spec)
{
    Electrolyte *el = NULL;
    Error e;
    REQUIRE(electrolyte_create(spec, &el, &e) == CELLSIM_OK);
    return el;
}

static void test_properties_follow_their_formulas(void)
{
    const ElectrolyteSpec spec = valoen(1000);
    Electrolyte *el = electrolyte(&spec);
    const double scale = 2 * GAS_CONSTANT * 298.15 / FARADAY * (1 - t_plus) * chi;
    CHECK(electrolyte_c0(el) == 1000 && electrolyte_table_error(el) > 0 && electrolyte_table_error(el) <= 2e-6);
    for (double c = 0.2; c < 7990; c *= 1.01) {
        ElectrolytePoint p;
        electrolyte_eval(el, c, &p);
        /* D is the slope of a spline through S */
        CHECK_NEAR(p.D, fmax(valoen_D(c, NULL), 1e-3 * valoen_D(1000, NULL)), 2e-3 * valoen_D(1000, NULL));
        CHECK_NEAR(p.kappa, fmax(valoen_kappa(c, NULL), 1e-3 * valoen_kappa(1000, NULL)),
                   3e-6 * valoen_kappa(1000, NULL));
        CHECK_NEAR(p.t_plus, t_plus, 1e-14);
        CHECK_NEAR(p.lnc, log(c / 1000), 3e-6);
        CHECK_NEAR(p.dlnc * c, 1, 2e-3);
        CHECK_NEAR(p.Psi, scale * log(c / 1000), 2e-7);
        CHECK_NEAR(p.dPsi * c, scale, 2e-3 * scale);
    }
    electrolyte_free(el);
}

/* S against Simpson's rule on the formula, between neighbours and far apart. */
static void test_salt_potential(void)
{
    const ElectrolyteSpec spec = valoen(1000);
    Electrolyte *el = electrolyte(&spec);
    for (double c = 5; c < 3900; c *= 1.3) {
        ElectrolytePoint a, b;
        const double end = 1.5 * c, h = (end - c) / 200;
        double integral = 0;
        electrolyte_eval(el, c, &a);
        electrolyte_eval(el, end, &b);
        for (int k = 0; k < 200; k++)
            integral +=
                h / 6 *
                (valoen_D(c + k * h, NULL) + 4 * valoen_D(c + (k + 0.5) * h, NULL) + valoen_D(c + (k + 1) * h, NULL));
        CHECK_NEAR(b.S - a.S, integral, 3e-6 * valoen_D(1000, NULL) * (end - c)); /* the table's own tolerance */
    }
    electrolyte_free(el);
}

static void test_reference_is_exact(void)
{
    const ElectrolyteSpec spec = valoen(1200);
    Electrolyte *el = electrolyte(&spec);
    ElectrolytePoint p;
    electrolyte_eval(el, 1200, &p);
    CHECK_NEAR(p.lnc, 0, 1e-15);
    CHECK_NEAR(p.Psi, 0, 1e-15);
    CHECK_NEAR(p.S, 0, 1e-24);
    CHECK_NEAR(p.kappa, valoen_kappa(1200, NULL), 1e-14);
    electrolyte_free(el);
}

static double falling_t_plus(double c, void *context)
{
    (void)context;
    return 0.4 - 5e-5 * c;
}

static double rising_chi(double c, void *context)
{
    (void)context;
    return 0.8 + 1.3e-3 * c + 1.2e-7 * c * c;
}

/* (2RT/F) integral of (1 - t_plus) chi dln c by Simpson's rule in ln c. */
static double quadrature(double from, double to)
{
    enum { N = 2000 };
    const double a = log(from), h = (log(to) - a) / N;
    double sum = 0;
    for (int k = 0; k <= N; k++) {
        const double c = exp(a + h * k);
        sum += (k == 0 || k == N ? 1 : k % 2 ? 4 : 2) * (1 - falling_t_plus(c, NULL)) * rising_chi(c, NULL);
    }
    return 2 * GAS_CONSTANT * 298.15 / FARADAY * sum * h / 3;
}

static void test_diffusion_potential_by_quadrature(void)
{
    ElectrolyteSpec spec = valoen(1000);
    spec.t_plus = falling_t_plus;
    spec.chi = rising_chi;
    Electrolyte *el = electrolyte(&spec);
    const double c[] = {0.5, 10, 300, 900, 1500, 3000, 6000};
    for (int i = 0; i < 7; i++) {
        ElectrolytePoint p;
        electrolyte_eval(el, c[i], &p);
        CHECK_NEAR(p.Psi, quadrature(1000, c[i]), 1e-6);
    }
    electrolyte_free(el);
}

static void test_depleted_electrolyte_stays_computable(void)
{
    const ElectrolyteSpec spec = valoen(1000);
    Electrolyte *el = electrolyte(&spec);
    ElectrolytePoint p, end;
    double Psi = -INFINITY, lnc = -INFINITY;
    electrolyte_eval(el, 1e-6, &end);
    for (double c = -1000; c < 1; c += 0.01) {
        electrolyte_eval(el, c, &p);
        CHECK(p.D > 0 && p.kappa > 0 && isfinite(p.Psi) && p.Psi > Psi && p.lnc > lnc);
        Psi = p.Psi;
        lnc = p.lnc;
    }
    electrolyte_eval(el, -1000, &p);
    CHECK_NEAR(p.lnc, end.lnc + (-1000 - 1e-6) * end.dlnc, 1e-6 * fabs(p.lnc));
    CHECK_NEAR(p.dlnc, 1e6, 2e3);
    CHECK(p.dkappa == 0 && p.dt_plus == 0);
    electrolyte_free(el);
}

static double vanishing(double c, void *context)
{
    return *(const double *)context * (1 - c / 4000);
}

static double with_pole(double c, void *context)
{
    (void)context;
    return 1 / (5000 - c);
}

static void test_floors_and_early_ends(void)
{
    double D0 = 4e-10;
    ElectrolyteSpec spec = valoen(1000);
    ElectrolytePoint p;
    spec.D = vanishing; /* negative above 4000: floored */
    spec.D_context = &D0;
    Electrolyte *el = electrolyte(&spec);
    for (double c = 1; c < 2e4; c += 13) {
        electrolyte_eval(el, c, &p);
        CHECK(p.D >= 0.99e-3 * 3e-10 && p.D < 4.01e-10);
        if (c > 4010) CHECK_NEAR(p.D, 1e-3 * 3e-10, 1e-3 * 3e-13);
    }
    electrolyte_free(el);
    spec.kappa = with_pole; /* beyond all bounds at 5000, outside of what must be sound */
    el = electrolyte(&spec);
    for (double c = 1; c < 2e4; c += 13) {
        electrolyte_eval(el, c, &p);
        CHECK(p.kappa > 0 && isfinite(p.kappa));
        if (c < 3000) CHECK_NEAR(p.kappa, with_pole(c, NULL), 1e-5 * with_pole(1000, NULL));
    }
    electrolyte_free(el);
    spec = valoen(2500); /* the pole of Valoen's D at 13.8 mol/l lies below 8 c0 */
    el = electrolyte(&spec);
    electrolyte_eval(el, 2e4, &p);
    CHECK(p.D > 0 && p.D < 1e-7 && p.kappa > 0);
    electrolyte_free(el);
}

static void check_rejected(const ElectrolyteSpec *spec, const char *word)
{
    Electrolyte *el = NULL;
    Error e;
    CHECK(electrolyte_create(spec, &el, &e) == CELLSIM_BAD_CARD && el == NULL);
    if (!strstr(e.text, word)) fprintf(stderr, "\"%s\" lacks \"%s\"\n", e.text, word);
    CHECK(strstr(e.text, word) != NULL);
    electrolyte_free(el);
}

static double short_range(double c, void *context)
{
    (void)context;
    return 2000 - c;
}

static void test_bad_electrolytes_are_named(void)
{
    double negative = -1, nan = NAN;
    ElectrolyteSpec spec = valoen(0);
    check_rejected(&spec, "concentration is 0");
    spec = valoen(1000);
    spec.temperature = NAN;
    check_rejected(&spec, "temperature");
    spec = valoen(1000);
    spec.D = constant;
    spec.D_context = &negative;
    check_rejected(&spec, "D is -1 at c = 1000");
    spec = valoen(1000);
    spec.kappa = short_range;
    check_rejected(&spec, "kappa is -");
    check_rejected(&spec, "at c = 2");
    spec = valoen(1000);
    spec.t_plus_context = &nan;
    check_rejected(&spec, "t_plus is");
    spec = valoen(1000);
    spec.chi_context = &nan;
    check_rejected(&spec, "chi is");
    electrolyte_free(NULL);
}

TEST_MAIN("model/electrolyte", TEST(test_properties_follow_their_formulas), TEST(test_salt_potential),
          TEST(test_reference_is_exact), TEST(test_diffusion_potential_by_quadrature),
          TEST(test_depleted_electrolyte_stays_computable), TEST(test_floors_and_early_ends),
          TEST(test_bad_electrolytes_are_named))
