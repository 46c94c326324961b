/* The commands that read measured data, and the one that goes through all targets, as a user meets them. */
#include "../test.h"
#include "command.h"

#include <stdlib.h>
#include <string.h>

#define DATA SOURCE_ROOT "/tests/analysis/data/"
#define LIBRARY SOURCE_ROOT "/configs"
#define R175 SOURCE_ROOT "/cells/r175_li.cfg"
enum { SECONDS = 60 };

static Outcome expect(int exit, const char *const *arguments)
{
    Outcome o = command_run(OUTPUT_KEPT, SECONDS, arguments);
    if (o.exit != exit) fprintf(stderr, "%s: exit %d, expected %d\n%s\n", arguments[0], o.exit, exit, o.err);
    CHECK(o.exit == exit);
    return o;
}

static void check_words(const char *text, const char *words)
{
    if (!strstr(text, words)) fprintf(stderr, "'%s' is missing in\n%s\n", words, text);
    CHECK(strstr(text, words) != NULL);
}

/* Three scan rates in three files are one study: k1 v against k1 v + k2 v^1/2 at 0.8 mV/s over 1.05 to 2.95 V. */
static void test_files_are_joined(void)
{
    const char *const arguments[] = {"analyze",
                                     DATA "cv_0.2_mV_s.mpt",
                                     DATA "cv_0.4_mV_s.mpt",
                                     DATA "cv_0.8_mV_s.mpt",
                                     "--join",
                                     "--json",
                                     "--no-figures",
                                     "--out",
                                     scratch("out"),
                                     NULL};
    Outcome o = expect(0, arguments);
    const char *share = NULL;
    for (const char *p = o.out; (p = strstr(p, "\"capacitive_share_percent\": ")); p++) share = p;
    REQUIRE(share != NULL);
    const double capacitive = 2 * 5 * 1.9 * 8e-4;
    const double diffusive = 2 * (0.05 * 1.9 + 0.1 * 0.15 * sqrt(3.14159265358979)) * sqrt(8e-4);
    CHECK_NEAR(strtod(share + 28, NULL), 100 * capacitive / (capacitive + diffusive), 0.02);
    CHECK(!has_nan(o.out));
    CHECK(exists(scratch("out/cv_0.2_mV_s/cv_0.2_mV_s_dunn.csv")));
    outcome_free(&o);
    tree_remove(scratch("out"));
}

static void test_tables_are_printed(void)
{
    const char *const arguments[] = {"analyze", DATA "cycles_neware.csv", "--mass-mg", "100", "--no-figures",
                                     "--out",   scratch("out"),           NULL};
    Outcome o = expect(0, arguments);
    check_words(o.out, "Coulombic Efficiency / %");
    check_words(o.out, "\n1,100,90,10,9,90,100\n");
    CHECK(!has_nan(o.out));
    outcome_free(&o);
    tree_remove(scratch("out"));
}

static void test_measured_over_simulated(void)
{
    const char *const arguments[] = {
        "compare", R175,      "--with", DATA "cycles_neware.csv", "--mass-mg", "100", "--config", "gcd", "--library",
        LIBRARY,   "--quiet", "--out",  scratch("out"),           NULL};
    Outcome o = expect(0, arguments);
    char *script = read_text(scratch("out/r175_li/gcd.gp"));
    REQUIRE(script != NULL);
    check_words(script, "'measured_mAh_g.csv' skip 1 every ::0::30 using 1:3");
    check_words(script, "title 'measured'");
    CHECK(exists(scratch("out/r175_li/measured_mAh_g.csv")));
    free(script);
    outcome_free(&o);
    tree_remove(scratch("out"));
}

static void test_targets(void)
{
    const char *const table[] = {"targets", SOURCE_ROOT "/cells/chen2020.cfg", "--library", LIBRARY, NULL};
    const char *const json[] = {"targets", SOURCE_ROOT "/cells/chen2020.cfg", "--library", LIBRARY, "--json", NULL};
    Outcome o = expect(0, table);
    check_words(o.out, "chen-0.5C");
    check_words(o.out, "targets are within their tolerance");
    outcome_free(&o);
    o = expect(0, json);
    check_words(o.out, "\"cell\": \"chen2020\"");
    check_words(o.out, "\"simulated\": 3555.");
    outcome_free(&o);
}

static void test_what_is_refused(void)
{
    const char *const no_file[] = {"analyze", NULL}, *const missing[] = {"analyze", "/nonexistent.csv", NULL},
                      *const no_data[] = {"analyze", R175, NULL}, *const no_with[] = {"compare", R175, NULL},
                      *const area[] = {"analyze", DATA "cycles_neware.csv", "--area-cm2", "-1", NULL};
    const struct {
        int exit;
        const char *const *arguments, *words;
    } cases[] = {{2, no_file, "needs a file of measured data"},
                 {5, missing, "/nonexistent.csv"},
                 {3, no_data, "no line names columns"},
                 {2, no_with, "--with"},
                 {2, area, "positive number"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        Outcome o = expect(cases[k].exit, cases[k].arguments);
        check_words(o.err, cases[k].words);
        CHECK(!o.out[0]);
        outcome_free(&o);
    }
}

int main(void)
{
    const TestCase cases[] = {TEST(test_files_are_joined), TEST(test_tables_are_printed),
                              TEST(test_measured_over_simulated), TEST(test_targets), TEST(test_what_is_refused)};
    const int result = test_main("robust/measured", sizeof cases / sizeof *cases, cases);
    scratch_remove();
    return result;
}
