/* The fit of arcs and a Warburg element, on spectra that are exactly that, and on some that are not. */
#include "../../analysis/eis_fit.h"
#include "../test.h"

#include <string.h>

enum { POINTS = 74 };

/* 200 kHz to 10 mHz, 10 per decade. */
static void spectrum_of(const EisFit *truth, SpectrumPoint *z)
{
    for (int k = 0; k < POINTS; k++) {
        z[k].f = 2e5 * pow(5e-8, k / (POINTS - 1.0));
        eis_fit_value(truth, z[k].f, &z[k].re, &z[k].im);
    }
}

static void check_recovered(const EisFit *truth, double tolerance)
{
    SpectrumPoint z[POINTS];
    EisFit fit;
    spectrum_of(truth, z);
    REQUIRE(eis_fit(POINTS, z, &fit, NULL) == CELLSIM_OK);
    CHECK_NEAR(fit.R_ohm, truth->R_ohm, tolerance * truth->R_ohm);
    CHECK_NEAR(fit.warburg, truth->warburg, tolerance * truth->warburg);
    REQUIRE(fit.arcs == truth->arcs);
    for (int k = 0; k < fit.arcs; k++) {
        CHECK_NEAR(fit.arc[k].R, truth->arc[k].R, tolerance * truth->arc[k].R);
        CHECK_NEAR(fit.arc[k].tau, truth->arc[k].tau, tolerance * truth->arc[k].tau);
        CHECK_NEAR(fit.arc[k].alpha, truth->arc[k].alpha, tolerance);
    }
    CHECK(fit.residual < 1e-3 * tolerance + 1e-7);
}

/* 40 ohm and 5.6 ohm (foil) as of a coin cell; milliohms of a large cell; ohm m2. */
static void test_exact_spectra(void)
{
    const double scale[] = {1, 1e-3, 1e-4};
    for (int k = 0; k < 3; k++) {
        EisFit two = {.R_ohm = 1.9, .warburg = 1.3, .arcs = 2, .arc = {{40, 0.16, 0.95}, {5.6, 1.2e-4, 0.98}}};
        EisFit one = {.R_ohm = 3, .warburg = 4, .arcs = 1, .arc = {{60, 2e-3, 0.85}}};
        EisFit *const fit[] = {&two, &one};
        for (int j = 0; j < 2; j++) {
            fit[j]->R_ohm *= scale[k];
            fit[j]->warburg *= scale[k];
            for (int a = 0; a < 2; a++) fit[j]->arc[a].R *= scale[k];
            check_recovered(fit[j], 1e-3);
        }
    }
}

/* R_ct is the width of all arcs: Z' where -Z'' is least, less R_ohm; the Warburg element adds what it has there. The
 * arc at the lowest frequency ends it, be it the larger one or not. */
static void test_width_of_the_arcs(void)
{
    const EisFit truth[] = {
        {.R_ohm = 2, .warburg = 0.05, .arcs = 2, .arc = {{40, 0.02, 0.99}, {10, 1e-5, 0.99}}},
        {.R_ohm = 2, .warburg = 0.05, .arcs = 2, .arc = {{10, 1e-5, 0.99}, {4, 0.02, 0.99}}},
    };
    for (int k = 0; k < 2; k++) {
        SpectrumPoint z[POINTS];
        EisFit fit;
        spectrum_of(&truth[k], z);
        CHECK(eis_fit(POINTS, z, &fit, NULL) == CELLSIM_OK);
        CHECK_NEAR(fit.R_ct, k ? 14 : 50, k ? 0.3 : 0.5);
        CHECK_NEAR(fit.f_peak, 1 / (6.283185307179586 * 0.02), 2); /* within a point */
        CHECK(fit.f_end < fit.f_peak && fit.f_low <= fit.f_end);
        CHECK(fit.arcs == 2);
    }
}

/* A blocking electrode: no arc, and no fit that would be worth anything. */
static void test_no_arc(void)
{
    SpectrumPoint z[POINTS];
    EisFit fit;
    for (int k = 0; k < POINTS; k++) {
        z[k].f = 2e5 * pow(5e-8, k / (POINTS - 1.0));
        z[k].re = 5;
        z[k].im = -1 / (6.283185307179586 * z[k].f * 0.01);
    }
    CHECK(eis_fit(POINTS, z, &fit, NULL) == CELLSIM_OK);
    CHECK(isnan(fit.R_ct) && isnan(fit.f_peak) && isnan(fit.f_end));
    CHECK(fit.arcs == 0 && isnan(fit.warburg) && isnan(fit.residual));
    CHECK(fit.R_ohm == 5);
}

static void test_refusals(void)
{
    const EisFit truth = {.R_ohm = 2, .warburg = 1, .arcs = 1, .arc = {{40, 0.02, 0.9}}};
    SpectrumPoint z[POINTS];
    EisFit fit;
    Error e;
    spectrum_of(&truth, z);
    CHECK(eis_fit(7, z, &fit, &e) == CELLSIM_USAGE);
    CHECK(eis_fit(8, z, &fit, &e) == CELLSIM_OK);
    z[5].f = z[4].f;
    CHECK(eis_fit(POINTS, z, &fit, &e) == CELLSIM_USAGE);
    z[5].f = NAN;
    CHECK(eis_fit(POINTS, z, &fit, &e) == CELLSIM_USAGE);
}

/* A spectrum that slides along the frequencies keeps its width: the end of the arc lies between points, not on one. */
static void test_width_has_no_jumps(void)
{
    double first = 0;
    for (int k = 0; k <= 20; k++) {
        const double slide = pow(10, 0.01 * k); /* two points of ten per decade */
        const EisFit truth = {.R_ohm = 2,
                              .warburg = 0.8 / sqrt(slide),
                              .arcs = 2,
                              .arc = {{30, 0.02 * slide, 0.9}, {6, 2e-4 * slide, 0.95}}};
        SpectrumPoint z[POINTS];
        EisFit fit;
        spectrum_of(&truth, z);
        REQUIRE(eis_fit(POINTS, z, &fit, NULL) == CELLSIM_OK);
        if (k == 0) first = fit.R_ct;
        CHECK_NEAR(fit.R_ct / first, 1, 1e-3);
    }
}

TEST_MAIN("analysis/eis_fit", TEST(test_width_has_no_jumps), TEST(test_exact_spectra), TEST(test_width_of_the_arcs),
          TEST(test_no_arc), TEST(test_refusals))
