/* Derivatives of all property tables by the complex step. Compiled with CELLSIM_COMPLEX, against a model compiled so:
 * f'(x) = Im f(x + ih) / h to round-off, since nothing is subtracted. */
#ifndef CELLSIM_COMPLEX
#error "this test needs -DCELLSIM_COMPLEX"
#endif

#include <stdint.h>

#include "../../model/electrolyte.h"
#include "../test.h"
#include "laws.h"

static const double h = 1e-30;

/* A uniform number in [low, high), from a fixed sequence (Marsaglia's xorshift). */
static double uniform(double low, double high)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return low + (high - low) * (double)(state >> 11) / 9007199254740992.0;
}

/* `scale`: the size of the terms that the derivative is a sum of. */
static void check(real stepped, real derivative, double scale)
{
    CHECK_NEAR(cimag(stepped) / h, creal(derivative), 1e-12 * (fabs(creal(derivative)) + scale));
}

static real step(double x)
{
    return x + h * _Complex_I;
}

static void check_isotherm(Isotherm *iso)
{
    for (int i = 0; i < 1500; i++) {
        const double z = i % 3 ? uniform(-5, 1.5) : uniform(-25, 25);
        IsothermPoint p, d;
        isotherm_eval(iso, z, &p);
        isotherm_eval(iso, step(z), &d);
        CHECK_NEAR(creal(d.U), creal(p.U), 0);
        check(d.theta, p.dtheta, 1);
        check(d.U, p.dU, 1);
        check(d.g, p.dg, 1);
        check(d.dtheta, p.d2theta, 1);
        const double theta = uniform(-0.1, 1.1);
        real Phi, dPhi, stepped, unused;
        isotherm_diffusion(iso, theta, &Phi, &dPhi);
        isotherm_diffusion(iso, step(theta), &stepped, &unused);
        check(stepped, dPhi, 1);
    }
    isotherm_free(iso);
}

static double rising(double x, void *context)
{
    (void)context;
    return 0.1 + x * x;
}

static void test_isotherms(void)
{
    const SiteClass sites[] = {{0.04, 1.95, 2.5, 1}, {0.46, 1.795, 0.05, 1}, {0.12, 1.58, 2.5, 0.01}};
    const IsothermOptions plain = {.temperature = 298.15};
    const IsothermOptions variable = {.temperature = 298.15, .g = rising, .D = rising, .thermodynamic_factor = 1};
    Isotherm *iso = NULL;
    REQUIRE(isotherm_create_msmr(3, sites, &plain, &iso, NULL) == CELLSIM_OK);
    check_isotherm(iso);
    REQUIRE(isotherm_create_msmr(3, sites, &variable, &iso, NULL) == CELLSIM_OK);
    check_isotherm(iso);
    REQUIRE(isotherm_create_potential(chen_negative, NULL, 0, 1, &plain, &iso, NULL) == CELLSIM_OK);
    check_isotherm(iso);
    REQUIRE(isotherm_create_potential(chen_positive, NULL, 0, 1, &variable, &iso, NULL) == CELLSIM_OK);
    check_isotherm(iso);
}

static void test_electrolyte(void)
{
    double chi = 1.5;
    const ElectrolyteSpec spec = {.c0 = 1000,
                                  .temperature = 298.15,
                                  .D = valoen_D,
                                  .kappa = valoen_kappa,
                                  .t_plus = constant,
                                  .t_plus_context = &(double){0.3},
                                  .chi = constant,
                                  .chi_context = &chi};
    Electrolyte *el = NULL;
    REQUIRE(electrolyte_create(&spec, &el, NULL) == CELLSIM_OK);
    for (int i = 0; i < 3000; i++) {
        const double c = i % 3 == 0 ? uniform(-1000, 12000) : i % 3 == 1 ? uniform(1, 3000) : pow(10, uniform(-1.5, 3));
        const double size = fmax(c, 0.1);
        ElectrolytePoint p, d;
        electrolyte_eval(el, c, &p);
        electrolyte_eval(el, step(c), &d);
        check(d.S, p.D, creal(p.D));
        check(d.kappa, p.dkappa, creal(p.kappa) / size);
        check(d.t_plus, p.dt_plus, 1 / size);
        check(d.Psi, p.dPsi, 0.05 / size);
        check(d.lnc, p.dlnc, 1 / size);
    }
    electrolyte_free(el);
}

static void test_tables_of_every_size(void)
{
    enum { N = 50 };
    for (int m = 1; m <= TABLE_MAX_COMPONENTS; m++) {
        double x[N], y[N * TABLE_MAX_COMPONENTS];
        for (int k = 0; k < N; k++) {
            x[k] = k + uniform(0, 0.9);
            for (int j = 0; j < m; j++) y[k * m + j] = uniform(-1, 1);
        }
        Table *t = NULL;
        REQUIRE(table_create(N, m, x, y, &t, NULL) == CELLSIM_OK);
        for (int i = 0; i < 1000; i++) {
            const double at = uniform(-5, N + 5);
            real v[TABLE_MAX_COMPONENTS], dv[TABLE_MAX_COMPONENTS], stepped[TABLE_MAX_COMPONENTS];
            table_eval(t, at, v, dv);
            table_eval(t, step(at), stepped, NULL);
            for (int j = 0; j < m; j++) check(stepped[j], dv[j], 100);
        }
        table_free(t);
    }
}

TEST_MAIN("model/property_derivatives", TEST(test_isotherms), TEST(test_electrolyte), TEST(test_tables_of_every_size))
