/* Condensed against full factorisation: the same run to the tolerance, on cells with every kind of pocket. */
#include "../test.h"
#include "shipped.h"

#include <stdlib.h>

enum { TIMES = 200 };

static double run(const CellSpec *spec, LinearKind linear, double cutoff, double step, double *V)
{
    double t[TIMES];
    Bench b = bench_open(spec, 1e-7, linear);
    for (int k = 0; k < TIMES; k++) {
        t[k] = k * step;
        V[k] = NAN;
    }
    const double end = bench_current(&b, -spec->one_C, cutoff, INFINITY, TIMES, t, V);
    bench_close(&b);
    return end;
}

static void compare(const char *cell, double cutoff)
{
    CellSpec spec = shipped_cell(cell, (Mesh){10, 1, 5, 1, 8, "volumes"});
    double condensed[TIMES], full[TIMES];
    const double end = run(&spec, LINEAR_CONDENSED, cutoff, 20, condensed);
    CHECK_NEAR(run(&spec, LINEAR_FULL, cutoff, 20, full), end, 1e-6 * end);
    int n = 0;
    while (n < TIMES && !isnan(full[n])) n++;
    CHECK(n > 20);
    double largest;
    rms(n, condensed, full, &largest);
    printf("\n    %-13s end %.4f s, largest difference %.1e V", cell, end, largest);
    CHECK(largest <= 1e-5); /* round-off may change the steps, and the global error is some tolerances */
    cell_spec_free(&spec);
}

static void test_discharges(void)
{
    compare("chen2020", 2.5);
    compare("xu2019", 3.5);
    compare("lco_graphite", 2.5);
    compare("r175_li", 1.1); /* two site classes */
    compare("p25_li", 1.1);  /* two networks, a surface class */
}

TEST_MAIN("verify/condensed", TEST(test_discharges))
