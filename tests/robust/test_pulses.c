/* Pulses and cycles of measured files as a user meets them: their own table and figure, cycles over simulated ones, and what
 * was taken of a file in --json. */
#define EXPECT_SECONDS 100
#include "expect.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define R175 SOURCE_ROOT "/cells/r175_li.cfg"
#define LIBRARY SOURCE_ROOT "/configs"
/* 20 s pulses of 2 mA in turns, with rests of 100 s; 25 ohm at once, 5 ohm more by the end. */
static const char *pulses_file(void)
{
    char *text = calloc(1, 1 << 18);
    size_t n = (size_t)sprintf(text, "Time / s,Voltage / V,Current / mA\n");
    for (int k = 0; k < 8 * 120; k++) {
        const int phase = k % 120, pulse = phase >= 100, sign = k / 120 % 2 ? 1 : -1;
        const double V = pulse ? sign * 2e-3 * (25 + 5 * (phase - 100) / 19.0) : 0;
        n += (size_t)sprintf(text + n, "%d,%.6f,%d\n", k, 3.5 + V, pulse ? 2 * sign : 0);
    }
    for (int k = 0; k < 100; k++) n += (size_t)sprintf(text + n, "%d,3.5,0\n", 960 + k);
    write_bytes(scratch("pulses.csv"), text, n);
    free(text);
    return scratch("pulses.csv");
}

static void test_pulses(void)
{
    const char *const file = pulses_file(), *const out = scratch("out");
    Outcome o = expect(0, (const char *[]){"analyze", file, "-o", out, NULL});
    CHECK(strstr(o.out, "kind        pulse:") && strstr(o.out, "\nPulses\n") && !strstr(o.out, "\nCycles\n"));
    outcome_free(&o);
    char *table = read_text(scratch("out/pulses/pulses_resistances.csv")),
         *script = read_text(scratch("out/pulses/pulses.gp"));
    REQUIRE(table && script);
    CHECK(strstr(table, "R First Sample / ohm") && strstr(table, ",25,"));
    CHECK(strstr(script, "pulses_resistances.csv") != NULL);
    free(table);
    free(script);
    o = expect(0, (const char *[]){"analyze", file, "-o", out, "--no-figures", "--json", NULL});
    json_t *result = json_loads(o.out, 0, NULL);
    const json_t *experiment = json_array_get(json_object_get(result, "experiments"), 0);
    const json_t *pulses = json_object_get(json_object_get(experiment, "analysis"), "pulses");
    REQUIRE(json_array_size(pulses) == 8);
    CHECK_NEAR(json_number_value(json_object_get(json_array_get(pulses, 1), "R_first_sample_ohm")), 25, 1e-3);
    CHECK_NEAR(json_number_value(json_object_get(json_array_get(pulses, 1), "R_end_ohm")), 30, 1e-3);
    json_decref(result);
    outcome_free(&o);
    CHECK(!tree_has_nan(out));
}

static const char *cycles_file(int bad_row)
{
    char *text = calloc(1, 1 << 20);
    size_t n = (size_t)sprintf(text, "Time / s,Voltage / V,Current / mA\n");
    for (int k = 0; k < 1200; k++) {
        const int charge = k / 100 % 2;
        const double share = k % 100 / 99.0;
        n += (size_t)sprintf(text + n, "%d,%.5f,%s\n", 36 * k, charge ? 1.5 + share : 2.5 - share,
                             charge ? "0.3" : "-0.3");
        if (k == 500 && bad_row) n += (size_t)sprintf(text + n, "18010,abc,0.3\n");
    }
    write_bytes(scratch("cycles.csv"), text, n);
    free(text);
    return scratch("cycles.csv");
}

static void test_cycles_over_simulated_ones(void)
{
    static const char protocol[] = "figure = \"cycling\";\nsteps = ( { do = \"repeat\"; count = 3; steps = (\n"
                                   "  { do = \"cc\"; direction = \"discharge\"; rate = \"1C\"; },\n"
                                   "  { do = \"cc\"; direction = \"charge\"; rate = \"1C\"; } ); } );\n";
    const char *const file = cycles_file(1), *const cycles = scratch("cycles.cfg");
    write_bytes(cycles, protocol, sizeof protocol - 1);
    Outcome o = expect(0, (const char *[]){"compare", R175, "--library", LIBRARY, "-c", cycles, "--with", file,
                                           "--mass-mg", "1", "-o", scratch("compare"), "--json", NULL});
    json_t *result = json_loads(o.out, 0, NULL);
    const json_t *input = json_array_get(json_object_get(result, "input"), 0);
    CHECK(json_integer_value(json_object_get(input, "skipped")) == 1);
    const json_t *skip = json_array_get(json_object_get(input, "first_skipped"), 0);
    CHECK(json_integer_value(json_object_get(skip, "line")) == 503);
    json_decref(result);
    outcome_free(&o);
    char *table = read_text(scratch("compare/r175_li/measured_cycles.csv")),
         *script = read_text(scratch("compare/r175_li/cycles.gp"));
    REQUIRE(table && script);
    const char *first = strstr(table, "\n1,");
    REQUIRE(first != NULL);
    CHECK_NEAR(atof(first + 3), 0.3 * 36 * 99 / 3600 * 1000,
               0.3 * 36 / 3600 * 1000 + 1e-6); /* mAh/g of 1 mg; to a row */
    CHECK(strstr(table, "\n6,") != NULL);
    CHECK(strstr(script, "measured_cycles.csv") != NULL);
    free(table);
    free(script);
    scratch_remove();
}

TEST_MAIN("robust/pulses", TEST(test_pulses), TEST(test_cycles_over_simulated_ones))
