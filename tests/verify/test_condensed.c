/* Condensed against full factorisation: the same run to the tolerance, on cells with every kind of pocket. */
#include "../test.h"
#include "cells.h"
#include "shipped.h"

#include <stdlib.h>
#include <string.h>

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

/* The same of small cells of other electrolytes and hosts, over 600 s. */
static void compare_variant(const Variant *v)
{
    double condensed[TIMES], full[TIMES], largest;
    CellSpec spec = variant_cell(v);
    for (int k = 0; k < 2; k++) {
        Bench b = bench_open(&spec, 1e-8, k ? LINEAR_FULL : LINEAR_CONDENSED);
        double t[TIMES];
        for (int j = 0; j < TIMES; j++) t[j] = 3.0 * j;
        CHECK(bench_current(&b, -0.05 * spec.one_C, NAN, 600, TIMES, t, k ? full : condensed) >= 600);
        bench_close(&b);
    }
    rms(TIMES, condensed, full, &largest);
    printf("\n    %-44s largest difference %.1e V", v->name, largest);
    CHECK(largest <= 1e-6);
    cell_spec_free(&spec);
}

static void test_other_kinds(void)
{
    static const char *const words[] = {" ion", "evolving", "competing", "oxygen", "reservoir", "reference", "side"};
    int compared = 0;
    for (int v = 0; v < variant_count; v++) {
        int other = 0;
        for (int k = 0; k < 7; k++) other |= strstr(variants[v].name, words[k]) != NULL;
        if (!other || strstr(variants[v].name, "everything")) continue;
        compare_variant(&variants[v]);
        compared++;
    }
    CHECK(compared >= 15);
}

TEST_MAIN("verify/condensed", TEST(test_discharges), TEST(test_other_kinds))
