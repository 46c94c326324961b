/* Diffusion-limited transients of one sphere with a Nernstian surface, fast kinetics and no ohmic drop: Randles and
 * Sevcik, Cottrell, Sand, and the thin layer.
 *
 * As long as the diffusion layer does not reach the centre, r (c - c0) obeys the planar diffusion equation exactly. A
 * given surface concentration then draws the planar current less F D (c_s - c0) / R: with that term put back, a sphere
 * must give the planar results whatever its radius. */
#include "../../analysis/cv.h"
#include "../../model/constants.h"
#include "../test.h"
#include "cells.h"
#include "shipped.h"

#include <stdlib.h>

static const double PI = 3.14159265358979323846;
static const double U0 = 1.8, C_MAX = 3e4, D = 1e-14;       /* V, mol/m3, m2/s */
static const double RT_F = GAS_CONSTANT * 298.15 / FARADAY; /* V */
static const double FAR = 0.35;                             /* V from U0: theta = 1e-6 */
static const double FAST = 1e6;                             /* A/m2 */

static double constant(double x, void *context)
{
    (void)x;
    return *(const double *)context;
}

/* An electrolyte without resistance and, t_plus being 1, without gradients. */
static Electrolyte *perfect_electrolyte(void)
{
    double diffusion = 1e-6, kappa = 1e5, t_plus = 1, chi = 1;
    const ElectrolyteSpec spec = {.c0 = 1000,
                                  .temperature = 298.15,
                                  .D = constant,
                                  .D_context = &diffusion,
                                  .kappa = constant,
                                  .kappa_context = &kappa,
                                  .t_plus = constant,
                                  .t_plus_context = &t_plus,
                                  .chi = constant,
                                  .chi_context = &chi};
    Electrolyte *el = NULL;
    if (electrolyte_create(&spec, &el, NULL)) abort();
    return el;
}

/* Two particles of radius R that cannot differ, at stoichiometry theta0; omega = 1: an ideal solution. */
static CellSpec equal_spheres(double R, double theta0, double i0)
{
    const Variant plain = {"half cell, equal spheres", 1, NULL};
    const SiteClass site = {1, U0, 1, 1};
    const IsothermOptions options = {.temperature = 298.15};
    CellSpec spec = variant_cell(&plain);
    Phase *p = &spec.electrode[POSITIVE].phase[0];
    spec.region[POSITIVE].elements = spec.region[POSITIVE].degree = 1;
    spec.region[POSITIVE].thickness = 1e-6;
    spec.electrode[POSITIVE].sigma[0] = 1e7;
    spec.foil.i0 = 1e6;
    electrolyte_free(spec.electrolyte);
    spec.electrolyte = perfect_electrolyte();
    isotherm_free(p->isotherm);
    if (isotherm_create_msmr(1, &site, &options, &p->isotherm, NULL)) abort();
    p->radius = R;
    p->area_per_volume = 3 * p->volume_fraction / R;
    p->c_max = C_MAX;
    p->theta0 = theta0;
    p->D = D;
    p->i0 = i0;
    p->radial = 64;
    return spec;
}

/* Stoichiometry in equilibrium with a potential. */
static double nernst(double U)
{
    return 1 / (1 + exp((U - U0) / RT_F));
}

/* A transient: current density of the surface [A/m2, anodic positive] and potential against time. */
enum { MOST = 4000 };
typedef struct Transient {
    int n;
    double t[MOST], U[MOST], i[MOST], planar[MOST]; /* planar: with the term of the curvature put back */
} Transient;

static void store(const Bench *b, double t, double V, double I, Transient *x)
{
    const Pocket *p = &b->m->pocket[0];
    const double i = I / (p->source + b->m->pocket[1].source), change = nernst(V) - p->phase->theta0;
    if (x->n == MOST) return;
    x->t[x->n] = t;
    x->U[x->n] = V;
    x->i[x->n] = i;
    x->planar[x->n++] = i - FARADAY * D * C_MAX * change / p->phase->radius;
}

/* Imposes a potential from rest, value + slope t, and stores every `period` seconds until `end`. */
static Transient *impose(double R, double theta0, double i0, double value, double slope, double period, double end)
{
    CellSpec spec = equal_spheres(R, theta0, i0);
    Bench b = bench_open(&spec, 1e-7, LINEAR_CONDENSED);
    const Control c = {CONTROL_VOLTAGE, value, slope, 0};
    const Limits none = {NAN, NAN, NAN, NAN};
    Transient *x = calloc(1, sizeof *x);
    Limit limit = LIMIT_NONE;
    if (!x) abort();
    Status s = simulation_start(b.s, &c, &none, end, &limit, NULL);
    while (!s && limit == LIMIT_NONE) {
        s = simulation_step(b.s, &limit, NULL);
        for (double V, I, Q, t; !s && (t = (x->n + 1) * period) <= simulation_time(b.s) && x->n < MOST;) {
            if (simulation_interpolate(b.s, t, &V, &I, &Q, NULL)) abort();
            store(&b, t, V, I, x);
        }
    }
    CHECK(s == CELLSIM_OK);
    bench_close(&b);
    cell_spec_free(&spec);
    return x;
}

/* --- Randles and Sevcik ------------------------------------------------------------------------------------------- */

static double layer(double rate)
{
    return sqrt(D * RT_F / rate);
}

/* A sweep through U0 of a sphere 15 diffusion layers in radius; `anodic`: from full to empty. */
static Transient *sweep(double rate, int anodic)
{
    const double start = anodic ? U0 - FAR : U0 + FAR, seconds = 2 * FAR / rate;
    return impose(15 * layer(rate), nernst(start), FAST, start, anodic ? rate : -rate, seconds / 3500, seconds);
}

static CvPeak peak_of(const Transient *x, double rate, int anodic)
{
    const Branch b = {
        .rate = rate, .cycle = 1, .way = anodic ? ANODIC : CATHODIC, .n = x->n, .V = x->U, .I = x->planar};
    return cv_peak(&b);
}

static void test_randles_sevcik(void)
{
    for (int anodic = 0; anodic < 2; anodic++)
        for (double rate = 1e-4; rate < 2e-2; rate *= 10) {
            Transient *x = sweep(rate, anodic);
            const CvPeak p = peak_of(x, rate, anodic);
            const double expected = RANDLES_SEVCIK * FARADAY * C_MAX * sqrt(D * rate / RT_F), sign = anodic ? 1 : -1;
            printf("\n    %6.4g mV/s %s: %.4f of the formula, %+.3f mV from U0", 1e3 * rate,
                   anodic ? "anodic  " : "cathodic", sign * p.I / expected, 1e3 * (p.V - U0));
            CHECK(p.inside);
            CHECK_NEAR(p.I, sign * expected, 0.005 * expected);
            CHECK_NEAR(p.V, U0 + sign * 1.109 * RT_F, 0.5e-3);
            free(x);
        }
}

/* The analysis of four scan rates gives D back, and b = 1/2. */
static void test_analysis_of_semi_infinite_diffusion(void)
{
    static const double rate[] = {2e-4, 4e-4, 6e-4, 8e-4};
    Transient *x[8];
    Branch b[8];
    CvStudy study;
    for (int k = 0; k < 8; k++) {
        x[k] = sweep(rate[k / 2], k % 2);
        b[k] = (Branch){.rate = rate[k / 2], .cycle = 1, .way = k % 2, .n = x[k]->n, .V = x[k]->U, .I = x[k]->planar};
    }
    cv_study(8, b, 1, &study);
    for (int intercept = 0; intercept < 2; intercept++) {
        const RandlesSevcikChoice c = {PEAK_MEAN, intercept, 1, C_MAX, 298.15, 1};
        const RandlesSevcik r = randles_sevcik(&study, &c);
        CHECK_NEAR(r.D, D, 0.01 * D); /* 0.5 % of a current */
        CHECK(r.line.r2 > 0.99999);
    }
    CHECK_NEAR(cv_b_of_peaks(&study, PEAK_ANODIC).slope, 0.5, 1e-3);
    CHECK_NEAR(cv_b_of_peaks(&study, PEAK_CATHODIC).slope, 0.5, 1e-3);
    CHECK_NEAR(study.at[0].separation, 2 * 1.109 * RT_F, 1e-3);
    for (int k = 0; k < 8; k++) free(x[k]);
}

/* --- thin layer ----------------------------------------------------------------------------------------------------- */

/* R^2/D a thousandth of RT/(F v): the particle follows the potential, i_p = F v q/(4 R T) with q = F c_max R/3 per area
 * (Laviron; Bard & Faulkner, 2nd ed., Eq. 11.7.17 for a thin layer), at U0, and all current is capacitive to Dunn. */
static void test_thin_layer(void)
{
    static const double rate[] = {2e-4, 4e-4, 8e-4};
    const double R = sqrt(1e-3 * D * RT_F / rate[2]);
    Transient *x[6];
    Branch b[6];
    CvStudy study;
    for (int k = 0; k < 6; k++) {
        const double v = rate[k / 2], start = k % 2 ? U0 - FAR : U0 + FAR, seconds = 2 * FAR / v;
        x[k] = impose(R, nernst(start), FAST, start, k % 2 ? v : -v, seconds / 3500, seconds);
        b[k] = (Branch){.rate = v, .cycle = 1, .way = k % 2, .n = x[k]->n, .V = x[k]->U, .I = x[k]->i};
    }
    cv_study(6, b, 1, &study);
    for (int k = 0; k < study.rates; k++) {
        const double expected = FARADAY * C_MAX * R / 3 * study.at[k].rate / (4 * RT_F);
        CHECK_NEAR(study.at[k].peak[ANODIC].I, expected, 1e-3 * expected);
        CHECK_NEAR(study.at[k].peak[CATHODIC].I, -expected, 1e-3 * expected);
        CHECK_NEAR(study.at[k].separation, 0, 0.1e-3);
        CHECK_NEAR(dunn_share(&study, k, U0 - 0.2, U0 + 0.2, 201, 1), 1, 5e-3);
    }
    CHECK_NEAR(cv_b_of_peaks(&study, PEAK_MEAN).slope, 1, 1e-3);
    for (int k = 0; k < 6; k++) free(x[k]);
}

/* --- Cottrell, Sand --------------------------------------------------------------------------------------------------- */

/* After a step of the potential through U0: i = -F C (D/(pi t))^1/2, from when the layer is resolved. The first instant
 * of a step between equilibria with i0 = FAST would be 1e8 A/m2, for which the relation of surface and potential is not
 * made: 1e3 A/m2 and 0.25 V are within 0.1 % of reversible at the times that count. */
static void test_cottrell(void)
{
    const double R = 30e-6, end = 0.01 * R * R / D, period = end / 1000;
    Transient *x = impose(R, nernst(U0 + 0.25), 1e3, U0 - 0.25, 0, period, end);
    REQUIRE(x->n >= 999);
    for (int k = 99; k < x->n; k += 100) {
        const double expected = -FARADAY * C_MAX * sqrt(D / (PI * x->t[k]));
        printf("\n    t = %.1e R2/D: %.4f of the formula", x->t[k] * D / (R * R), x->planar[k] / expected);
        CHECK_NEAR(x->planar[k], expected, 0.005 * fabs(expected));
    }
    free(x);
}

/* Time at which a sphere under constant flux saturates, in units of Sand's: Carslaw & Jaeger's short-time solution
 * (2nd ed. 1959, sec. 9.8, for the interior) is c_s - c0 = (flux R/D) (exp(T) (1 + erf(T^1/2)) - 1), T = D t/R^2. */
static double saturation_over_sand(double sand)
{
    const double flux = 0.5 * sqrt(PI / sand); /* times R / (D c_max) */
    double low = 0, high = sand;
    for (int it = 0; it < 100; it++) {
        const double T = 0.5 * (low + high);
        if (flux * (exp(T) * (1 + erf(sqrt(T))) - 1) < 1) low = T;
        else high = T;
    }
    return low / sand;
}

/* Constant current until the surface is full: tau^1/2 = F C (pi D)^1/2 / (2 i) (Sand 1901), T = D tau/R^2. */
static void test_sand(void)
{
    for (double T = 2e-3; T < 2e-2; T *= 2) {
        const double R = 30e-6, tau = T * R * R / D;
        CellSpec spec = equal_spheres(R, nernst(U0 + FAR), FAST);
        Bench b = bench_open(&spec, 1e-7, LINEAR_CONDENSED);
        const double i = FARADAY * C_MAX * sqrt(PI * D / tau) / 2;
        const double end = bench_current(&b, -2 * i * b.m->pocket[0].source, U0 - FAR, 2 * tau, 0, NULL, NULL);
        printf("\n    T = %.0e: %.4f of Sand's time, curvature makes it %.4f", T, end / tau, saturation_over_sand(T));
        CHECK_NEAR(end / tau / saturation_over_sand(T), 1, 0.005);
        bench_close(&b);
        cell_spec_free(&spec);
    }
}

TEST_MAIN("verify/voltammetry", TEST(test_randles_sevcik), TEST(test_analysis_of_semi_infinite_diffusion),
          TEST(test_thin_layer), TEST(test_cottrell), TEST(test_sand))
