/* cellsim fit as a user meets it: a measurement made by run, the numbers back, the new card; and what is refused. */
#define EXPECT_SECONDS 100
#include "expect.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define LIBRARY SOURCE_ROOT "/configs"
#define TWIN SOURCE_ROOT "/tests/fitting/twin.cfg"
static void make_data(void)
{
    const char *const curve[] = {"run", TWIN,  "--library", LIBRARY,         "-c",           "discharge", "-r", "2C",
                                 "-c",  "eis", "-o",        scratch("data"), "--no-figures", "--mpt",     "-q", NULL};
    Outcome o = expect(0, curve);
    outcome_free(&o);
}

static double value_of(const json_t *fit, size_t k)
{
    return json_number_value(json_object_get(json_array_get(json_object_get(fit, "parameters"), k), "value"));
}

/* Its run.json: the call, the card with what was set, and the files. */
static void check_manifest(void)
{
    size_t k;
    int fitted = 0;
    const json_t *file;
    json_t *whole = json_load_file(scratch("out/twin_fit/run.json"), 0, NULL);
    REQUIRE(whole != NULL);
    CHECK(!strncmp(json_string_value(json_object_get(whole, "command")), "cellsim fit ", 12));
    CHECK(json_array_size(json_object_get(whole, "overrides")) == 2);
    CHECK(json_array_size(json_object_get(whole, "cards")) == 1 && json_array_size(json_object_get(whole, "runs")) == 0);
    json_array_foreach(json_object_get(whole, "files"), k, file)
        fitted += !strcmp(json_string_value(json_object_get(file, "name")), "twin_fitted.cfg");
    CHECK(fitted == 1);
    json_decref(whole);
}

/* A curve and a spectrum together; the fitted card is run again. */
static void test_fit(void)
{
    const char *const fit[] = {"fit",       TWIN,
                               "--library", LIBRARY,
                               "--with",    scratch("data/twin/discharge.bdf.csv"),
                               "--with",    scratch("data/twin/eis_eis.mpt"),
                               "--free",    "positive.phases[0].i0_A_m2",
                               "--free",    "positive.phases[0].D_m2_s=1e-15:1e-12",
                               "--set",     "positive.phases[0].D_m2_s=1e-13",
                               "--set",     "contact_resistance_ohm_cm2=0",
                               "--starts",  "2",
                               "--profile", "--json",
                               "-o",        scratch("out"),
                               NULL};
    const char *const again[] = {"check", scratch("out/twin_fit/twin_fitted.cfg"), "--library", LIBRARY, NULL};
    make_data();
    Outcome o = expect(0, fit);
    json_t *result = json_loads(o.out, 0, NULL);
    REQUIRE(result != NULL);
    CHECK_NEAR(value_of(result, 0) / 2, 1, 5e-3);
    CHECK_NEAR(value_of(result, 1) / 3e-14, 1, 5e-3);
    CHECK(json_array_size(json_object_get(result, "residuals")) == 2);
    CHECK(json_array_size(json_object_get(result, "input")) == 2);
    json_decref(result);
    outcome_free(&o);
    o = expect(0, again);
    CHECK(strstr(o.out, "fit to discharge.bdf.csv, eis_eis.mpt") != NULL);
    outcome_free(&o);
    CHECK(exists(scratch("out/twin_fit/fit_voltage.csv")) && exists(scratch("out/twin_fit/fit_impedance.csv")));
    CHECK(exists(scratch("out/twin_fit/fit_profiles.csv")) && exists(scratch("out/twin_fit/fit_voltage.gp")));
    CHECK(!tree_has_nan(scratch("out")));
    check_manifest();
}

static void refused(int exit, const char *words, const char *const *arguments)
{
    Outcome o = expect(exit, arguments);
    if (!strstr(o.err, words) || !strstr(o.err, "hint: ")) fprintf(stderr, "'%s', expected '%s'\n", o.err, words);
    CHECK(strstr(o.err, words) != NULL);
    CHECK(strstr(o.err, "hint: ") != NULL);
    CHECK(!exists(scratch("refused")));
    outcome_free(&o);
}

static void test_refusals(void)
{
    const char *const data = scratch("data/twin/discharge.bdf.csv"), *const out = scratch("refused");
    static const char curve[] = "Capacity / mAh,Voltage / V\n0,4.1\n1,4\n2,3.9\n3,3.8\n4,3.6\n";
    const char *const capacity = scratch("curve.csv");
    make_data();
    write_bytes(capacity, curve, sizeof curve - 1);
    refused(2, "fit needs a card, --free PATH", (const char *[]){"fit", TWIN, "--with", data, "-o", out, NULL});
    refused(2, "fit needs a card, --free PATH",
            (const char *[]){"fit", TWIN, "--free", "positive.porosity", "-o", out, NULL});
    refused(2, "gives no positive number there",
            (const char *[]){"fit", TWIN, "--library", LIBRARY, "--with", data, "--free", "positive.nothing", "-o", out,
                             NULL});
    refused(2, "low below high",
            (const char *[]){"fit", TWIN, "--library", LIBRARY, "--with", data, "--free", "positive.porosity=0.5:0.2",
                             "-o", out, NULL});
    refused(2, "outside the bounds",
            (const char *[]){"fit", TWIN, "--library", LIBRARY, "--with", data, "--free", "positive.porosity=0.5:0.6",
                             "-o", out, NULL});
    refused(3, "the card has no targets",
            (const char *[]){"fit", TWIN, "--library", LIBRARY, "--targets", "--free", "positive.porosity", "-o", out,
                             NULL});
    refused(3, "no time",
            (const char *[]){"fit", TWIN, "--library", LIBRARY, "--with", capacity, "--free", "positive.porosity", "-q",
                             "-o", out, NULL});
    refused(
        2, "whole number",
        (const char *[]){"fit", TWIN, "--with", data, "--free", "positive.porosity", "--starts", "0", "-o", out, NULL});
    scratch_remove();
}

TEST_MAIN("robust/fit", TEST(test_fit), TEST(test_refusals))
