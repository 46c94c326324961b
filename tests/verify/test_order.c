/* Observed orders of convergence: second in x across regions of different porosity, second in r for the shells, faster
 * than any power for the polynomials (Roache, Annu. Rev. Fluid Mech. 29 (1997) 123). */
#include "../test.h"
#include "shipped.h"

#include <stdlib.h>
#include <string.h>

enum { TIMES = 5, GRIDS = 5, FINEST = 256 };
static const double t[TIMES] = {200, 900, 1700, 2500, 3300}; /* of a 1C discharge, s */
static const double TIGHT = 1e-9;

/* Voltages at the times; the salt concentrations of the last one. */
typedef struct Solution {
    int volumes;
    double V[TIMES], c_e[FINEST];
} Solution;

static Solution solve(Mesh mesh)
{
    CellSpec spec = shipped_cell("chen2020", mesh);
    Bench b = bench_open(&spec, TIGHT, LINEAR_CONDENSED);
    Solution s = {.volumes = b.m->volumes};
    REQUIRE(s.volumes <= FINEST);
    CHECK_NEAR(bench_current(&b, -spec.one_C, NAN, t[TIMES - 1], TIMES, t, s.V), t[TIMES - 1], 0);
    for (int k = 0; k < s.volumes; k++) s.c_e[k] = simulation_state(b.s)[b.m->volume[k].c_e];
    bench_close(&b);
    cell_spec_free(&spec);
    return s;
}

/* RMS difference of the coarse profile from the fine one, averaged over pairs of volumes. */
static double profile_difference(const Solution *coarse, const Solution *fine)
{
    double mean[FINEST];
    for (int k = 0; k < coarse->volumes; k++) mean[k] = 0.5 * (fine->c_e[2 * k] + fine->c_e[2 * k + 1]);
    return rms(coarse->volumes, coarse->c_e, mean, NULL);
}

/* With h halved from grid to grid, differences of neighbours shrink by 2^order. */
static void test_second_order_in_x(void)
{
    Solution s[GRIDS];
    double dV[GRIDS], dc[GRIDS];
    for (int k = 0, n = 6; k < GRIDS; k++, n *= 2) s[k] = solve((Mesh){n, n / 2, 8, "spectral"});
    for (int k = 0; k + 1 < GRIDS; k++) {
        dV[k] = rms(TIMES, s[k].V, s[k + 1].V, NULL);
        dc[k] = profile_difference(&s[k], &s[k + 1]);
    }
    for (int k = 0; k + 2 < GRIDS; k++) {
        const double order_V = log2(dV[k] / dV[k + 1]), order_c = log2(dc[k] / dc[k + 1]);
        printf("\n    %d volumes: order %.3f of V (%.4f mV), %.3f of c_e (%.4f mol/m3)", s[k].volumes, order_V,
               1e3 * dV[k], order_c, dc[k]);
        CHECK_NEAR(order_V, 2, 0.2);
        CHECK_NEAR(order_c, 2, 0.2);
    }
}

static double radial_error(int radial, const char *scheme, const Solution *exact)
{
    const Solution s = solve((Mesh){6, 3, radial, scheme});
    return rms(TIMES, s.V, exact->V, NULL);
}

static void test_radial_orders(void)
{
    const Solution exact = solve((Mesh){6, 3, 16, "spectral"});
    double before = radial_error(16, "volumes", &exact);
    for (int n = 32; n <= 64; n *= 2) {
        const double error = radial_error(n, "volumes", &exact), order = log2(before / error);
        printf("\n    %d shells: %.5f mV, order %.3f", n, 1e3 * error, order);
        CHECK_NEAR(order, 2, 0.2);
        before = error;
    }
    double slope = 2;
    before = radial_error(2, "spectral", &exact);
    for (int n = 3; n <= 6; n++) { /* the order itself grows */
        const double error = radial_error(n, "spectral", &exact), order = log(before / error) / log(n / (n - 1.0));
        printf("\n    %d polynomials: %.6f mV, order %.2f", n, 1e3 * error, order);
        CHECK(order > slope + 0.5);
        slope = order;
        before = error;
    }
}

TEST_MAIN("verify/order", TEST(test_second_order_in_x), TEST(test_radial_orders))
