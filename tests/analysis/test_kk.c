/* The linear Kramers-Kronig test: what obeys the relations passes, what does not is found. */
#include "../../analysis/kk.h"
#include "../test.h"

#include <complex.h>
#undef I

enum { POINTS = 61 };
static const double TWO_PI = 6.283185307179586;

/* 10 ohm, two depressed arcs, a Warburg element, 0.1 uH; from 100 kHz to 0.1 Hz. */
static void spectrum(SpectrumPoint *z)
{
    for (int k = 0; k < POINTS; k++) {
        const double f = pow(10, 5 - 0.1 * k), omega = TWO_PI * f;
        const double complex iw = omega * _Complex_I;
        const double complex Z =
            10 + 50 / (1 + cpow(iw * 1e-4, 0.85)) + 30 / (1 + cpow(iw * 1e-2, 0.9)) + 5 / csqrt(iw) + 1e-7 * iw;
        z[k] = (SpectrumPoint){f, creal(Z), cimag(Z)};
    }
}

static KkTest test_of(const SpectrumPoint *z)
{
    KkTest t;
    REQUIRE(kk_test(POINTS, z, &t, NULL) == CELLSIM_OK);
    return t;
}

static void test_valid(void)
{
    SpectrumPoint z[POINTS];
    spectrum(z);
    KkTest t = test_of(z);
    CHECK(t.rms < 2e-3 && t.largest < 5e-3 && t.elements <= POINTS / 2);
    kk_free(&t);
}

/* 1 % of noise comes back as residuals of 1 % in each part. */
static void test_noise(void)
{
    SpectrumPoint z[POINTS];
    double noise = 0;
    spectrum(z);
    for (int k = 0; k < POINTS; k++) {
        const double size = hypot(z[k].re, z[k].im), a = 0.014 * sin(12.9898 * k * k),
                     b = 0.014 * sin(78.233 * k * k + 1);
        z[k].re += a * size;
        z[k].im += b * size;
        noise += a * a + b * b;
    }
    KkTest t = test_of(z);
    CHECK_NEAR(t.rms, sqrt(noise / POINTS), 0.35 * sqrt(noise / POINTS));
    kk_free(&t);
}

/* A cell that ages during the sweep: its arc grows by half towards low frequencies. */
static void test_drift(void)
{
    SpectrumPoint z[POINTS];
    for (int k = 0; k < POINTS; k++) {
        const double f = pow(10, 5 - 0.1 * k);
        const double R = 100 * (1 + 0.5 * (k > 38) * (k - 38) / 22.0);
        const double complex Z = 10 + R / (1 + TWO_PI * f * 0.05 * _Complex_I);
        z[k] = (SpectrumPoint){f, creal(Z), cimag(Z)};
    }
    KkTest t = test_of(z);
    CHECK(t.largest > 0.01 && t.at < 100);
    kk_free(&t);
}

static void test_too_few(void)
{
    const SpectrumPoint z[3] = {{3, 1, -1}, {2, 1, -1}, {1, 1, -1}};
    KkTest t;
    CHECK(kk_test(3, z, &t, NULL) == CELLSIM_USAGE && !t.re);
}

TEST_MAIN("analysis/kk", TEST(test_valid), TEST(test_noise), TEST(test_drift), TEST(test_too_few))
