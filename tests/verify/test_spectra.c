/* The mesh of spectra (E-eis-6): whatever the mesh of the integration, whatever the state. */
#include "../../solver/impedance.h"
#include "../test.h"
#include "shipped.h"

#include <complex.h>

#undef I

enum { POINTS = 46 };
typedef double complex Z;

/* Spectrum of a shipped cell with double layers: at rest (0), at 1C for 900 s (1), a minute after that (2). */
static void spectrum_of(const char *cell, Mesh mesh, int state, const double *f, Z *z)
{
    CellSpec s = shipped_cell(cell, mesh);
    for (RegionId r = NEGATIVE; r < REGIONS; r++)
        for (int p = 0; p < s.electrode[r].phases; p++) s.electrode[r].phase[p].double_layer = 0.2;
    Bench b = bench_open(&s, 1e-6, LINEAR_CONDENSED);
    if (state > 0) CHECK_NEAR(bench_current(&b, -s.one_C, NAN, 900, 0, NULL, NULL), 900, 0);
    if (state > 1) CHECK_NEAR(bench_current(&b, 0, NAN, 960, 0, NULL, NULL), 960, 0);
    CHECK(impedance_spectrum(b.s, POINTS, f, z, NULL) == CELLSIM_OK);
    bench_close(&b);
    cell_spec_free(&s);
}

static double worst_difference(const char *cell, int state)
{
    double f[POINTS], worst = 0;
    Z plain[POINTS], fine[POINTS];
    for (int k = 0; k < POINTS; k++) f[k] = 1e6 * pow(1e-9, (double)k / (POINTS - 1)); /* 1 MHz to 1 mHz */
    spectrum_of(cell, (Mesh){2, 4, 1, 2, 6, "spectral"}, state, f, plain);
    spectrum_of(cell, (Mesh){24, 6, 12, 6, 6, "spectral"}, state, f, fine);
    for (int k = 0; k < POINTS; k++) worst = fmax(worst, cabs(plain[k] - fine[k]) / cabs(fine[k]));
    return worst;
}

/* The mesh of cards does within 0.1 % what a large multiple of it does. */
static void test_every_state(void)
{
    static const char *const cell[] = {"chen2020", "xu2019", "r175_li", "r2_li"};
    for (int c = 0; c < 4; c++)
        for (int state = 0; state < 3; state++) {
            const double worst = worst_difference(cell[c], state);
            printf("\n    %-10s %s: %.1e", cell[c], state == 0 ? "at rest" : state == 1 ? "at 1C" : "after 1C", worst);
            CHECK(worst <= 1e-3);
        }
}

TEST_MAIN("verify/spectra", TEST(test_every_state))
