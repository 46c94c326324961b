/* Observed orders of convergence, across regions of different porosity: second in x for straight elements, second in r for
 * the shells, faster than any power for polynomials in x and in r (Roache, Annu. Rev. Fluid Mech. 29 (1997) 123). */
#include "../test.h"
#include "shipped.h"

#include <stdlib.h>
#include <string.h>

enum { TIMES = 5, GRIDS = 5, FINEST = 256 };
static const double t[TIMES] = {200, 900, 1700, 2500, 3300}; /* of a 1C discharge, s */
static const double TIGHT = 1e-9;
static const double FALLS = 0.25; /* error, per degree */

/* Voltages at the times; the salt concentrations of the last one. */
typedef struct Solution {
    int nodes;
    double V[TIMES], c_e[FINEST];
} Solution;

static Solution solve(Mesh mesh)
{
    CellSpec spec = shipped_cell("chen2020", mesh);
    Bench b = bench_open(&spec, TIGHT, LINEAR_CONDENSED);
    Solution s = {.nodes = b.m->nodes};
    REQUIRE(s.nodes <= FINEST);
    CHECK_NEAR(bench_current(&b, -spec.one_C, NAN, t[TIMES - 1], TIMES, t, s.V), t[TIMES - 1], 0);
    for (int k = 0; k < s.nodes; k++) s.c_e[k] = simulation_state(b.s)[b.m->node[k].c_e];
    bench_close(&b);
    cell_spec_free(&spec);
    return s;
}

/* RMS difference of the coarse profile from the fine one: every second node is the same. */
static double profile_difference(const Solution *coarse, const Solution *fine)
{
    double same[FINEST];
    for (int k = 0; k < coarse->nodes; k++) same[k] = fine->c_e[2 * k];
    return rms(coarse->nodes, coarse->c_e, same, NULL);
}

/* With h halved from grid to grid, differences of neighbours shrink by 2^order. */
static void test_second_order_in_x(void)
{
    Solution s[GRIDS];
    double dV[GRIDS], dc[GRIDS];
    for (int k = 0, n = 6; k < GRIDS; k++, n *= 2) s[k] = solve((Mesh){n, 1, n / 2, 1, 8, "spectral"});
    for (int k = 0; k + 1 < GRIDS; k++) {
        dV[k] = rms(TIMES, s[k].V, s[k + 1].V, NULL);
        dc[k] = profile_difference(&s[k], &s[k + 1]);
    }
    for (int k = 0; k + 2 < GRIDS; k++) {
        const double order_V = log2(dV[k] / dV[k + 1]), order_c = log2(dc[k] / dc[k + 1]);
        printf("\n    %d nodes: order %.3f of V (%.4f mV), %.3f of c_e (%.4f mol/m3)", s[k].nodes, order_V, 1e3 * dV[k],
               order_c, dc[k]);
        CHECK_NEAR(order_V, 2, 0.2);
        CHECK_NEAR(order_c, 2, 0.2);
    }
}

/* With the degree raised by one the error falls by a factor that does not fade, as it would at any fixed order. */
static void test_degrees_in_x(void)
{
    const Solution exact = solve((Mesh){2, 12, 1, 8, 8, "spectral"});
    double first = 0, last = 0;
    for (int p = 1; p <= 6; p++) {
        const Solution s = solve((Mesh){2, p, 1, p, 8, "spectral"});
        last = rms(TIMES, s.V, exact.V, NULL);
        if (p == 1) first = last;
        printf("\n    degree %d: %.6f mV", p, 1e3 * last);
        if (p > 1) CHECK(last <= first * pow(FALLS, p - 1));
    }
}

static double radial_error(int radial, const char *scheme, const Solution *exact)
{
    const Solution s = solve((Mesh){6, 1, 3, 1, radial, scheme});
    return rms(TIMES, s.V, exact->V, NULL);
}

static void test_radial_orders(void)
{
    const Solution exact = solve((Mesh){6, 1, 3, 1, 16, "spectral"});
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

TEST_MAIN("verify/order", TEST(test_second_order_in_x), TEST(test_degrees_in_x), TEST(test_radial_orders))
