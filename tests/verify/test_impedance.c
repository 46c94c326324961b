/* Impedance: against closed forms, another code, the full matrix, and the time domain. */
#include "../../model/constants.h"
#include "../../solver/impedance.h"
#include "../test.h"
#include "cells.h"
#include "shipped.h"

#include <complex.h>
#include <stdlib.h>
#include <string.h>

#undef I

enum { MOST = 400 };

static const double TWO_PI = 6.283185307179586;

typedef double complex Z;

static void decades(double f_max, double f_min, int n, double *f)
{
    for (int k = 0; k < n; k++) f[k] = f_max * pow(f_min / f_max, (double)k / (n - 1));
}

static double relative(Z a, Z b)
{
    return cabs(a - b) / cabs(b);
}

/* --- closed forms ------------------------------------------------------------------------------------------------- */

static double constant(double x, void *context)
{
    (void)x;
    return *(const double *)context;
}

/* An electrolyte in which only cations move: no concentration gradients, no diffusion potential. */
static Electrolyte *cation_conductor(double kappa)
{
    double D = 3e-10, one = 1;
    const ElectrolyteSpec s = {1000, 298.15, constant, constant, constant, constant, &D, &kappa, &one, &one};
    Electrolyte *el = NULL;
    REQUIRE(electrolyte_create(&s, &el, NULL) == CELLSIM_OK);
    return el;
}

/* A half cell with double layers on particles and foil. */
static CellSpec ideal_cell(double kappa, int elements, int radial)
{
    CellSpec s = variant_cell(&variants[0]);
    electrolyte_free(s.electrolyte);
    s.electrolyte = cation_conductor(kappa);
    s.electrode[POSITIVE].sigma[0] = 5;
    s.electrode[POSITIVE].phase[0].double_layer = 0.2;
    s.electrode[POSITIVE].phase[0].radial = radial;
    s.radial_scheme = RADIAL_SPECTRAL;
    s.region[POSITIVE].elements = elements;
    s.foil.double_layer = 0.5;
    return s;
}

/* Charge transfer, diffusion in the sphere and double layer of unit reacting area [ohm m2] (E-eis-4). */
static Z interface_impedance(const Phase *p, double f, double omega)
{
    IsothermPoint u;
    isotherm_eval(p->isotherm, isotherm_z_of_theta(p->isotherm, p->theta0), &u);
    const double dU_dc = u.dU / u.dtheta / p->c_max, R_ct = 1 / (f * p->i0 * u.g);
    const Z Y = p->radius * csqrt(_Complex_I * omega / p->D), t = ctanh(Y);
    const Z z_D = -dU_dc * p->radius / (FARADAY * p->D) * t / (Y - t);
    return 1 / (1 / (R_ct + z_D) + _Complex_I * omega * p->double_layer);
}

/* Z (sigma + kappa) / L = 1 + (2 + (sigma/kappa + kappa/sigma) cosh nu) / (nu sinh nu), nu = L sqrt((a/z)(1/kappa +
 * 1/sigma)): coth(nu)/nu for sigma >> kappa. In series with the separator and the foil (E-eis-4). */
static Z porous_cell(const CellSpec *s, double kappa, double omega)
{
    const double f = FARADAY / (GAS_CONSTANT * s->temperature), sigma = s->electrode[POSITIVE].sigma[0];
    const Region *pores = &s->region[POSITIVE], *separator = &s->region[SEPARATOR];
    const Phase *p = &s->electrode[POSITIVE].phase[0];
    const double k = kappa * pores->transport, L = pores->thickness;
    const Z nu = L * csqrt(p->area_per_volume * (1 / k + 1 / sigma) / interface_impedance(p, f, omega));
    const Z porous = L / (sigma + k) * (1 + (2 / csinh(nu) + (sigma / k + k / sigma) / ctanh(nu)) / nu);
    const Z foil = 1 / (f * s->foil.i0 + _Complex_I * omega * s->foil.double_layer);
    return porous + separator->thickness / (kappa * separator->transport) + foil;
}

/* Largest deviation from the closed form over n frequencies. */
static double closed_form_error(CellSpec *s, double kappa, SpectrumKind kind, int n, const double *f)
{
    Z z[MOST];
    double worst = 0;
    Bench b = bench_open(s, 1e-4, LINEAR_CONDENSED);
    CHECK(impedance_spectrum_of(b.s, kind, n, f, z, NULL) == CELLSIM_OK);
    for (int k = 0; k < n; k++) worst = fmax(worst, relative(z[k], porous_cell(s, kappa, TWO_PI * f[k])));
    bench_close(&b);
    cell_spec_free(s);
    return worst;
}

/* kappa from well to badly conducting: from a uniform reaction to one that penetrates a thousandth of the electrode. The one
 * element in x is that of the integration: spectra have their own mesh. */
static void test_porous_electrode(void)
{
    double f[61];
    decades(1e6, 1e-4, 61, f);
    for (double kappa = 1; kappa > 0.005; kappa /= 10) {
        CellSpec s = ideal_cell(kappa, 1, 4);
        const double error = closed_form_error(&s, kappa, SPECTRUM_EXACT, 61, f);
        printf("\n    kappa %-5g  porous electrode %.1e", kappa, error);
        CHECK(error <= 1e-4);
    }
}

/* The spheres as the integrator has them converge to the closed form, spectrally; the relaxation of E-4 falls
 * into these frequencies and must not show. */
static void test_spheres_as_meshed(void)
{
    double f[41];
    decades(2e-2, 1e-6, 41, f);
    for (int n = 4; n <= 16; n += 4) {
        CellSpec s = ideal_cell(1, 20, n);
        const double error = closed_form_error(&s, 1, SPECTRUM_AS_INTEGRATED, 41, f);
        printf("\n    %2d radial unknowns  finite-sphere diffusion %.1e", n, error);
        CHECK(error <= (n == 4 ? 1e-3 : 1e-4));
    }
}

/* --- another code ------------------------------------------------------------------------------------------------- */

static void test_chen2020(void)
{
    double f[MOST], low = 0, high = 0;
    Z z[MOST];
    CellSpec s = shipped_cell("chen2020", (Mesh){2, 4, 1, 2, 4, "spectral"});
    for (RegionId r = NEGATIVE; r < REGIONS; r += 2) s.electrode[r].phase[0].double_layer = 0.2;
    Reference r = reference_read("chen2020_eis.csv", 3);
    REQUIRE(r.rows > 50 && r.rows <= MOST);
    for (int k = 0; k < r.rows; k++) f[k] = r.value[3 * k];
    Bench b = bench_open(&s, 1e-4, LINEAR_CONDENSED);
    CHECK(impedance_spectrum(b.s, r.rows, f, z, NULL) == CELLSIM_OK);
    for (int k = 0; k < r.rows; k++) {
        const Z expected = (r.value[3 * k + 1] + _Complex_I * r.value[3 * k + 2]) * s.area;
        double *worst = f[k] > 1e4 ? &high : &low;
        *worst = fmax(*worst, relative(z[k], expected));
    }
    printf("\n    to 10 kHz %.4f %%, above %.4f %%", 100 * low, 100 * high);
    CHECK(low <= 1e-3);
    CHECK(high <= 4e-3);
    bench_close(&b);
    reference_free(&r);
    cell_spec_free(&s);
}

/* --- linear algebra ----------------------------------------------------------------------------------------------- */

static void test_condensed_is_full(void)
{
    double f[31];
    decades(2e5, 1e-4, 31, f);
    double worst = 0;
    for (int v = 0; v < variant_count; v++) {
        Z a[31], c[31];
        CellSpec s = variant_cell(&variants[v]);
        Bench full = bench_open(&s, 1e-4, LINEAR_FULL), condensed = bench_open(&s, 1e-4, LINEAR_CONDENSED);
        CHECK(impedance_spectrum_of(full.s, SPECTRUM_AS_INTEGRATED, 31, f, a, NULL) == CELLSIM_OK);
        CHECK(impedance_spectrum_of(condensed.s, SPECTRUM_AS_INTEGRATED, 31, f, c, NULL) == CELLSIM_OK);
        for (int k = 0; k < 31; k++) {
            worst = fmax(worst, relative(c[k], a[k]));
            CHECK(relative(c[k], a[k]) <= 1e-10);
            CHECK(creal(c[k]) > 0);
        }
        bench_close(&full);
        bench_close(&condensed);
        cell_spec_free(&s);
    }
    printf("\n    condensed and full differ by %.1e", worst);
}

/* --- time domain -------------------------------------------------------------------------------------------------- */

/* The second-order backward formula with n steps per period drives the cell with I = amplitude sin(omega t), each step
 * solved by Newton's method on the residual; V[k] of the last two periods. */
static void drive(const Model *m, double amplitude, double omega, int periods, int n, double *V)
{
    const size_t size = (size_t)m->unknowns;
    double *y = calloc(6 * size, sizeof *y), *yp = y + size, *old = yp + size, *older = old + size;
    double *r = older + size, h = TWO_PI / omega / n;
    Workspace *w = NULL;
    LinearSystem *s = NULL;
    REQUIRE(y && workspace_create(m, &w, NULL) == CELLSIM_OK);
    REQUIRE(linear_create(m, LINEAR_CONDENSED, INSTRUCTIONS_BEST, &s, NULL) == CELLSIM_OK);
    model_rest_state(m, y, yp);
    memcpy(old, y, size * sizeof *y);
    memcpy(older, y, size * sizeof *y);
    for (int k = 1; k <= periods * n; k++) {
        const Control c = {CONTROL_CURRENT, amplitude * sin(omega * h * k), 0, 0};
        for (int it = 0; it < 4; it++) {
            for (size_t j = 0; j < size; j++) yp[j] = (3 * y[j] - 4 * old[j] + older[j]) / (2 * h);
            model_residual(m, &c, w, 0, y, yp, r);
            linear_evaluate(s, m, &c, w, 0, 1.5 / h, y, yp);
            CHECK(linear_factor(s) == 0 && linear_solve(s, r, r) == 0);
            for (size_t j = 0; j < size; j++) y[j] -= r[j];
        }
        if (k > (periods - 2) * n) V[k - (periods - 2) * n - 1] = y[m->V];
        memcpy(older, old, size * sizeof *y);
        memcpy(old, y, size * sizeof *y);
    }
    linear_free(s);
    workspace_free(w);
    free(y);
}

/* dV/dI of two periods: V(t) - 2 V(t + T/2) + V(t + T) is four times the sine, without offset and drift. */
static Z response(int n, double amplitude, const double *V)
{
    Z sum = 0;
    for (int k = 0; k < n; k++)
        sum += (V[k] - 2 * V[k + n / 2] + V[k + n]) * cexp(-_Complex_I * TWO_PI * (k + 1) / n) / n;
    return sum * 2 * _Complex_I / (4 * amplitude);
}

static void test_time_domain(void)
{
    enum { STEPS = 320, PERIODS = 12 };
    static const double f[] = {1e-4, 1e-3, 0.05, 1, 30, 1000};
    static const char timed[] =
        "half cell, foil with film and double layer; full cell, double layer; full cell, "
        "hysteresis; half cell, networks; full cell, variable D; full cell, electrolyte laws of c; half cell, "
        "three dilute ions; half cell, four dilute ions; full cell, divalent ions; full cell, single ion";
    double V[2 * STEPS];
    for (int v = 0; v < variant_count; v++) {
        if (!strstr(timed, variants[v].name)) continue;
        CellSpec s = variant_cell(&variants[v]);
        const double amplitude = 1e-6 * s.one_C; /* rare ions stay as they are */
        Bench b = bench_open(&s, 1e-4, LINEAR_CONDENSED);
        for (int k = 0; k < (int)(sizeof f / sizeof f[0]); k++) {
            Z z;
            CHECK(impedance_spectrum_of(b.s, SPECTRUM_AS_INTEGRATED, 1, &f[k], &z, NULL) == CELLSIM_OK);
            drive(b.m, amplitude, TWO_PI * f[k], PERIODS, STEPS, V);
            const double error = relative(response(STEPS, amplitude, V), z);
            printf("\n    %-32s %6g Hz  sine %.1e", variants[v].name, f[k], error);
            CHECK(error <= 1e-3);
        }
        bench_close(&b);
        cell_spec_free(&s);
    }
}

/* --- states ------------------------------------------------------------------------------------------------------- */

/* A spectrum under current runs, and a simulation goes on after it as if nothing had happened. */
static void test_under_load(void)
{
    double f[31];
    Z z[31], meshed[31];
    decades(2e5, 1e-4, 31, f);
    CellSpec s = shipped_cell("r175_li", (Mesh){8, 1, 3, 1, 20, "volumes"});
    Bench b[2] = {bench_open(&s, 1e-4, LINEAR_CONDENSED), bench_open(&s, 1e-4, LINEAR_CONDENSED)};
    const Control control = {CONTROL_CURRENT, -s.one_C, 0, 0};
    const Limits limits = {1.1, NAN, NAN, NAN};
    Limit limit[2];
    for (int k = 0; k < 2; k++)
        REQUIRE(simulation_start(b[k].s, &control, &limits, INFINITY, &limit[k], NULL) == CELLSIM_OK);
    for (int step = 0; limit[0] == LIMIT_NONE; step++) {
        for (int k = 0; k < 2; k++) REQUIRE(simulation_step(b[k].s, &limit[k], NULL) == CELLSIM_OK);
        CHECK(limit[0] == limit[1]);
        CHECK(!memcmp(simulation_state(b[0].s), simulation_state(b[1].s), (size_t)b[0].m->unknowns * sizeof(double)));
        if (step % 20 != 10) continue;
        CHECK(impedance_spectrum(b[0].s, 31, f, z, NULL) == CELLSIM_OK);
        CHECK(impedance_spectrum_of(b[0].s, SPECTRUM_AS_INTEGRATED, 31, f, meshed, NULL) == CELLSIM_OK);
        for (int k = 0; k < 31; k++) CHECK(creal(z[k]) > 0 && isfinite(cimag(z[k])));
        CHECK(relative(meshed[30], z[30]) <= 0.02);
    }
    for (int k = 0; k < 2; k++) bench_close(&b[k]);
    cell_spec_free(&s);
}

static void test_refusals(void)
{
    static const double bad[] = {0, -1, NAN, INFINITY};
    Z z = 7;
    Error e;
    CellSpec s = variant_cell(&variants[0]);
    Bench b = bench_open(&s, 1e-4, LINEAR_CONDENSED);
    for (int k = 0; k < 4; k++) CHECK(impedance_spectrum(b.s, 1, &bad[k], &z, &e) == CELLSIM_USAGE);
    CHECK(impedance_spectrum(b.s, 0, bad, &z, &e) == CELLSIM_OK);
    CHECK(creal(z) == 7);
    bench_close(&b);
    cell_spec_free(&s);
}

TEST_MAIN("verify/impedance", TEST(test_porous_electrode), TEST(test_spheres_as_meshed), TEST(test_chen2020),
          TEST(test_condensed_is_full), TEST(test_time_domain), TEST(test_under_load), TEST(test_refusals))
