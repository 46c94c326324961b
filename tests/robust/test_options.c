/* Options: none is ignored, all print one document, and check says what run would say. */
#define EXPECT_SECONDS 60
#include "expect.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define LIBRARY SOURCE_ROOT "/configs"
#define EXAMPLE SOURCE_ROOT "/tests/cards/example.cfg"
#define R175 SOURCE_ROOT "/cells/r175_li.cfg"
#define XU SOURCE_ROOT "/cells/xu2019.cfg"
#define DATA SOURCE_ROOT "/tests/analysis/data/cycles_neware.csv"

/* A usage error with these words, a hint with those, and nothing written. */
static void refused(const char *words, const char *hint, const char *const *arguments)
{
    Outcome o = expect(2, arguments);
    const char *said = strstr(o.err, "\n  hint: ");
    const int ok = !strncmp(o.err, "cellsim: error: ", 16) && strstr(o.err, words) && said && strstr(said, hint) &&
                   !o.out[0] && !exists(scratch("out"));
    if (!ok) fprintf(stderr, "%s: '%s', expected '%s … %s'\n", arguments[0], o.err, words, hint);
    CHECK(ok);
    outcome_free(&o);
}

static void test_options_of_other_commands(void)
{
    static const struct {
        const char *command, *argument, *option, *value, *takers;
    } cases[] = {{"run", R175, "--join", NULL, "option of analyze"},
                 {"run", R175, "--with", DATA, "compare and fit"},
                 {"run", R175, "--area-cm2", "1", "analyze, compare and fit"},
                 {"run", R175, "--mass-mg", "1", "analyze, compare and fit"},
                 {"run", R175, "--radius-um", "1", "option of analyze"},
                 {"check", R175, "--out", "x", "run, analyze, compare, fit, ocp, sweep, import and export"},
                 {"check", R175, "--no-figures", NULL, "run, analyze, compare, fit, ocp and sweep"},
                 {"check", R175, "--mpt", NULL, "run and compare"},
                 {"check", R175, "--tolerance", "1e-6", "run, compare, targets, fit and sweep"},
                 {"check", R175, "--accuracy", "0.1mV", "run, compare, targets and sweep"},
                 {"targets", XU, "--config", "gcd", "run, check, compare and sweep"},
                 {"targets", XU, "--rate", "1C", "run, check, compare and sweep"},
                 {"targets", XU, "--quiet", NULL, "run, check, analyze, compare, fit, ocp, plot, sweep, import, export and lab"},
                 {"targets", XU, "--out", "x", "run, analyze, compare, fit, ocp, sweep, import and export"},
                 {"analyze", DATA, "--set", "a=1", "run, check, compare, targets, fit, sweep and export"},
                 {"analyze", DATA, "--mpt", NULL, "run and compare"},
                 {"analyze", DATA, "--library", LIBRARY, "run, check, list, compare, targets, fit, sweep, export and lab"},
                 {"list", NULL, "--set", "a=1", "run, check, compare, targets, fit, sweep and export"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const char *arguments[6] = {cases[k].command, cases[k].option, cases[k].value, cases[k].argument};
        if (!cases[k].value) arguments[2] = cases[k].argument, arguments[3] = NULL;
        char words[80];
        snprintf(words, sizeof words, "%s has no effect in %s", cases[k].option, cases[k].command);
        refused(words, cases[k].takers, arguments);
    }
}

static void test_options_twice_or_with_a_value(void)
{
    const char *out = scratch("out");
    refused("--out is given twice", "--help", (const char *const[]){"run", R175, "--out", out, "--out", out, NULL});
    refused("--rate is given twice", "--help", (const char *const[]){"run", R175, "-r", "1C", "--rate=2C", NULL});
    refused("--json takes no value", "--help", (const char *const[]){"run", R175, "--json=yes", NULL});
    refused("there is no folder", "--help", (const char *const[]){"run", R175, "--library", "/nonexistent", NULL});
    refused("list takes no arguments", "--help", (const char *const[]){"list", R175, NULL});
}

static void test_what_no_protocol_takes(void)
{
    const char *out = scratch("out");
    const char *const rate[] = {"run", R175, "-c", "gcd", "--rate", "2C", "--library", LIBRARY, "--out", out, NULL};
    const char *const check[] = {"check", R175, "--rate", "2C", "--library", LIBRARY, NULL};
    const char *const loading[] = {"run",       R175,    "-c",    "thin_thick", "--set", "positive.loading_mg_cm2=5",
                                   "--library", LIBRARY, "--out", out,          NULL};
    refused("rate 2C has no effect", "the protocol discharge", rate);
    refused("rate 2C has no effect", "the protocol discharge", check);
    refused("positive.loading_mg_cm2 has no effect: thin_thick", "discharge", loading);
    char *text = read_text(EXAMPLE), *at = strstr(text, "experiments");
    REQUIRE(at != NULL);
    memcpy(at, "#          ", 11);
    write_bytes(scratch("none.cfg"), text, strlen(text));
    free(text);
    const char *const none[] = {"run", scratch("none.cfg"), "--library", LIBRARY, "--out", out, NULL};
    refused("names no experiments", "--config", none);
    const char *const twins[] = {"run",       EXAMPLE,        EXAMPLE, "--library", LIBRARY, "-c",
                                 "discharge", "--no-figures", "-q",    "--out",     out,     NULL};
    Outcome o = expect(2, twins);
    CHECK(strstr(o.err, "two cards are named 'lfp_li'") != NULL);
    outcome_free(&o);
    tree_remove(out);
}

/* --- one JSON document --------------------------------------------------------------------------------------------- */

static json_t *document(const char *const *arguments)
{
    Outcome o = expect(0, arguments);
    json_error_t e;
    json_t *d = json_loads(o.out, JSON_REJECT_DUPLICATES, &e);
    if (!d) fprintf(stderr, "%s: no single document: %s\n", arguments[0], e.text);
    CHECK(d != NULL && !o.err[0]);
    outcome_free(&o);
    return d;
}

static const json_t *at(const json_t *array, size_t k, const char *key)
{
    return json_object_get(json_array_get(array, k), key);
}

static int is(const json_t *text, const char *expected)
{
    return json_is_string(text) && !strcmp(json_string_value(text), expected);
}

static void test_run_json(void)
{
    const char *out = scratch("out");
    const char *const two[] = {"run",   R175,           XU,       "-c",    "discharge", "--library",
                               LIBRARY, "--no-figures", "--json", "--out", out,         NULL},
                      *const one[] = {"run",          R175,     "-c",    "discharge", "--library", LIBRARY,
                                      "--no-figures", "--json", "--out", out,         NULL};
    json_t *d = document(two);
    REQUIRE(json_is_array(d) && json_array_size(d) == 2);
    CHECK(is(at(d, 0, "cell"), "r175_li") && is(at(d, 1, "cell"), "xu2019"));
    const json_t *targets = at(d, 0, "targets"); /* no protocol of them was run */
    for (size_t k = 0; k < json_array_size(targets); k++)
        CHECK(json_is_null(at(targets, k, "ok")) && json_is_null(at(targets, k, "simulated")));
    const json_t *met = at(at(d, 1, "targets"), 1, "ok");
    CHECK(json_is_true(met));
    json_decref(d);
    d = document(one);
    CHECK(json_is_object(d) && is(json_object_get(d, "cell"), "r175_li"));
    json_decref(d);
    tree_remove(out);
}

static void test_analyze_json(void)
{
    const char *out = scratch("out");
    const char *const two[] = {
        "analyze", DATA, SOURCE_ROOT "/tests/analysis/data/pulses.bdf.csv", "--no-figures", "--json", "--out",
        out,       NULL};
    json_t *d = document(two);
    CHECK(json_is_array(d) && json_array_size(d) == 2);
    json_decref(d);
    tree_remove(out);
}

static void test_check_json(void)
{
    const char *const one[] = {"check", EXAMPLE, "--library", LIBRARY, "--set", "temperature_K=300", "--json", NULL},
                      *const two[] = {"check", EXAMPLE, XU, "--library", LIBRARY, "--json", NULL};
    json_t *d = document(one);
    const json_t *values = json_object_get(d, "values"), *experiment = json_object_get(d, "experiments");
    int found = 0;
    for (size_t k = 0; k < json_array_size(values); k++) {
        if (is(at(values, k, "key"), "temperature_K"))
            found += is(at(values, k, "source"), "--set") && json_is_null(at(values, k, "line"));
        if (is(at(values, k, "key"), "positive.porosity"))
            found += is(at(values, k, "value"), "0.45") && is(at(values, k, "kind"), "assumed") &&
                     is(at(values, k, "source"), "thickness gauge") && json_integer_value(at(values, k, "line")) == 18;
        CHECK(!is(at(values, k, "key"), "temperature_C")); /* replaced */
    }
    CHECK(found == 2);
    CHECK_NEAR(json_number_value(json_object_get(json_object_get(d, "amounts"), "temperature_K")), 300, 0);
    CHECK(json_array_size(experiment) == 1 && is(at(experiment, 0, "name"), "gcd"));
    CHECK(is(at(json_object_get(d, "targets"), 0, "quantity"), "discharge_capacity"));
    json_decref(d);
    d = document(two);
    CHECK(json_is_array(d) && json_array_size(d) == 2 && is(at(d, 1, "cell"), "xu2019"));
    json_decref(d);
}

static void test_list_json(void)
{
    const char *const arguments[] = {"list", "--library", LIBRARY, "--json", NULL};
    json_t *d = document(arguments);
    const json_t *protocols = json_object_get(d, "protocols");
    int found = 0;
    for (size_t k = 0; k < json_array_size(protocols); k++)
        found += is(at(protocols, k, "name"), "gcd") && is(at(protocols, k, "file"), LIBRARY "/gcd.cfg") &&
                 is(at(protocols, k, "title"), "Galvanostatic cycles, 0.5C");
    CHECK(found == 1 && json_is_array(json_object_get(d, "cells")));
    CHECK(json_array_size(json_object_get(d, "libraries")) == 3);
    json_decref(d);
}

/* --- numbers and jumps, as a user meets them ------------------------------------------------------------------------- */

/* The example with its D replaced. */
static const char *with_D(const char *D)
{
    static const char old[] = "D_Li_cm2_s = 1e-14";
    char *text = read_text(EXAMPLE), *from = strstr(text, old), *changed = malloc(strlen(text) + 200);
    REQUIRE(from != NULL && changed != NULL);
    sprintf(changed, "%.*s%s%s", (int)(from - text), text, D, from + sizeof old - 1);
    write_bytes(scratch("card.cfg"), changed, strlen(changed));
    free(text);
    free(changed);
    return scratch("card.cfg");
}

static void test_whole_numbers(void)
{
    const char *card = with_D("R2_over_D_s = 10000000000");
    Outcome o = expect(0, (const char *const[]){"check", card, "--library", LIBRARY, NULL});
    CHECK(strstr(o.out, "R^2/D 1e+10 s") && strstr(o.out, "10000000000"));
    outcome_free(&o);
}

/* Eight orders of magnitude within 1e-6 of x: three cycles of charge and discharge. */
static void test_jump_of_D_runs(void)
{
    const char *out = scratch("out");
    const char *const D[] = {"D_Li_cm2_s = \"1e-14+1e-6*max(0,tanh(1e6*(x-0.5)))\"",
                             "D_Li_cm2_s = \"1e-14+1e-6*max(0,tanh(1e6*(0.5-x)))\""};
    for (int k = 0; k < 2; k++) {
        Outcome o = expect(
            0, (const char *const[]){"run", with_D(D[k]), "--library", LIBRARY, "--no-figures", "--out", out, NULL});
        CHECK(strstr(o.out, "6 steps") != NULL);
        outcome_free(&o);
        tree_remove(out);
    }
}

static void test_scratch_is_removed(void)
{
    scratch_remove();
}

TEST_MAIN("robust/options", TEST(test_options_of_other_commands), TEST(test_options_twice_or_with_a_value),
          TEST(test_what_no_protocol_takes), TEST(test_run_json), TEST(test_analyze_json), TEST(test_check_json),
          TEST(test_list_json), TEST(test_whole_numbers), TEST(test_jump_of_D_runs), TEST(test_scratch_is_removed))
