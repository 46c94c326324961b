/* The commands that read measured data, and the one that goes through all targets, as a user meets them. */
#define EXPECT_SECONDS 60
#include "expect.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DATA SOURCE_ROOT "/tests/analysis/data/"
#define LIBRARY SOURCE_ROOT "/configs"
#define R175 SOURCE_ROOT "/cells/r175_li.cfg"

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

/* The file's current drives the cell; a curve is a row of the table, with a reason where there is nothing to compare with. */
static void test_compared(void)
{
    const char *const driven[] = {
        "compare",   R175,    "--as-measured", "--with", DATA "cycles_neware.csv", "--mass-mg", "1000",
        "--library", LIBRARY, "--no-figures",  "--out",  scratch("out"),           NULL};
    const char *const twice[] = {
        "compare", R175,        "--with", DATA "cycles_neware.csv", "--with", DATA "cycles_neware.csv", "--config",
        "gcd",     "--library", LIBRARY,  "--no-figures",           "--out",  scratch("out"),           NULL};
    const char *const idle[] = {"compare", R175, "--as-measured", "--with", DATA "cycles_neware.csv", "--config",
                                "gcd",     NULL};
    Outcome o = command_run(OUTPUT_KEPT, 60, driven);
    CHECK(o.exit == 0 || o.exit == 1);
    check_words(o.out, "as_measured");
    CHECK(exists(scratch("out/r175_li/comparison.csv")) && exists(scratch("out/r175_li/as_measured.bdf.csv")));
    outcome_free(&o);
    o = expect(0, twice);
    check_words(o.out, "not compared: the mass of its active material is not known: --mass-mg");
    outcome_free(&o);
    o = expect(2, idle);
    outcome_free(&o);
    tree_remove(scratch("out"));
}

/* 10 ohm and an arc of 100 ohm: read, tested, fitted, drawn; and laid over a simulated spectrum. */
static void write_spectrum(const char *path)
{
    char text[8192] = "freq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\n";
    for (int k = 0; k < 61; k++) {
        const double f = pow(10, 5 - 0.1 * k), x = 6.283185307179586 * f * 1e-3;
        snprintf(text + strlen(text), 80, "%.6e\t%.6e\t%.6e\n", f, 10 + 100 / (1 + x * x), 100 * x / (1 + x * x));
    }
    write_bytes(path, text, strlen(text));
}

static void test_impedance(void)
{
    const char *const file = scratch("spectrum.mpt");
    const char *const analyze[] = {"analyze", file, "--out", scratch("out"), NULL};
    const char *const compare[] = {"compare",   R175,    "--with", file,           "--config", "eis",
                                   "--library", LIBRARY, "--out",  scratch("out"), NULL};
    write_spectrum(file);
    Outcome o = expect(0, analyze);
    check_words(o.out, "kind        eis: there are columns of frequency and impedance");
    check_words(o.out, "Kramers-Kronig Residual RMS / %");
    const char *row = strstr(o.out, "\n1,1,,");
    REQUIRE(row != NULL);
    CHECK_NEAR(strtod(row + 6, NULL), 10, 1e-3);
    CHECK_NEAR(strtod(strchr(row + 6, ',') + 1, NULL), 100, 0.1);
    CHECK(!strstr(o.out, "does not obey"));
    CHECK(exists(scratch("out/spectrum/spectrum_eis_kk.csv")) && exists(scratch("out/spectrum/spectrum_kk.gp")));
    CHECK(exists(scratch("out/spectrum/spectrum.gp")) && exists(scratch("out/spectrum/spectrum_bode.gp")));
    outcome_free(&o);
    o = expect(0, compare);
    char *script = read_text(scratch("out/r175_li/eis.gp"));
    REQUIRE(script != NULL);
    check_words(script, "'measured_eis.csv' using 2:(-$3) with points");
    CHECK(exists(scratch("out/r175_li/measured_eis.csv")));
    free(script);
    outcome_free(&o);
    tree_remove(scratch("out"));
}

/* Names that differ only at their far ends. */
static void test_long_names(void)
{
    static const char stem[] = "2024-03-01_a_name_that_says_everything_about_the_cell_and_its_history_rate_";
    static const char data[] = "Time/s,Voltage/V,Current/mA\n0,3,1\n10,3.1,1\n20,3.2,1\n";
    char first[160], second[160];
    for (int k = 0; k < 2; k++) {
        char *name = k ? second : first;
        snprintf(name, 160, "%s/%s%d.csv", scratch(""), stem, k + 1);
        write_bytes(name, data, sizeof data - 1);
        const char *const arguments[] = {"analyze", name, "--quiet", "--no-figures", "--out", scratch("long"), NULL};
        Outcome o = expect(0, arguments);
        outcome_free(&o);
    }
    /* the same name in another folder, in another call; and the first file again */
    char far[160];
    snprintf(far, sizeof far, "%s/%s1.csv", scratch("out"), stem);
    write_bytes(far, data, sizeof data - 1);
    for (int k = 0; k < 2; k++) {
        const char *const again[] = {"analyze", k ? first : far, "--quiet", "--no-figures",
                                     "--out",   scratch("long"), NULL};
        Outcome o = expect(0, again);
        outcome_free(&o);
    }
    int folders = 0;
    DIR *d = opendir(scratch("long"));
    REQUIRE(d != NULL);
    for (struct dirent *f; (f = readdir(d)) != NULL;) folders += f->d_name[0] != '.';
    closedir(d);
    CHECK(folders == 3);
    tree_remove(scratch("long"));
}

/* What was taken is said first, also as JSON; the kind can be told; results of different files have folders of their own. */
static void test_what_was_taken(void)
{
    const char *const table[] = {"analyze", DATA "cycles_neware.csv", "--no-figures", "--out", scratch("out"), NULL};
    const char *const json[] = {"analyze", DATA "cycles_neware.csv", "--no-figures", "--json", "--out", scratch("out"),
                                NULL};
    const char *const as[] = {"analyze", DATA "pulses.bdf.csv", "--as", "cycling", "--no-figures",
                              "--out",   scratch("out"),        NULL};
    const char *const two[] = {
        "analyze", DATA "pulses.bdf.csv", DATA "pulses.bdf.csv", "--quiet", "--no-figures", "--out", scratch("out"),
        NULL};
    Outcome o = expect(0, table);
    check_words(o.out, "  format      Neware; UTF-8, decimal point\n");
    check_words(o.out, "voltage \"Voltage(V)\" in V\n");
    check_words(o.out, "  sign        none in the file: from the words of the steps\n");
    check_words(o.out, "  rows        248, all used");
    outcome_free(&o);
    o = expect(0, json);
    check_words(o.out, "\"input\": [");
    check_words(o.out, "\"skipped\": 0");
    outcome_free(&o);
    o = expect(0, as);
    check_words(o.out, "kind        cycling: --as cycling");
    check_words(o.out, "\nCycles\n");
    outcome_free(&o);
    o = expect(0, two);
    CHECK(exists(scratch("out/pulses/summary.json")) && exists(scratch("out/pulses+2/summary.json")));
    outcome_free(&o);
    test_long_names();
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
                      *const kind[] = {"analyze", DATA "cycles_neware.csv", "--as", "x", NULL},
                      *const eis[] = {"analyze", DATA "cycles_neware.csv", "--as", "eis", NULL},
                      *const unit[] = {"analyze", DATA "cycles_neware.csv", "--unit", "current=W", NULL},
                      *const area[] = {"analyze", DATA "cycles_neware.csv", "--area-cm2", "-1", NULL};
    const struct {
        int exit;
        const char *const *arguments, *words;
    } cases[] = {{2, no_file, "needs a file of measured data"},
                 {5, missing, "/nonexistent.csv"},
                 {3, no_data, "no line names columns"},
                 {2, no_with, "--with"},
                 {2, kind, "--as is cycling"},
                 {3, eis, "cannot be read as eis"},
                 {2, unit, "--unit needs QUANTITY=UNIT"},
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
    const TestCase cases[] = {
        TEST(test_files_are_joined), TEST(test_tables_are_printed), TEST(test_measured_over_simulated),
        TEST(test_compared),         TEST(test_impedance),          TEST(test_what_was_taken),
        TEST(test_targets),          TEST(test_what_is_refused)};
    const int result = test_main("robust/measured", sizeof cases / sizeof *cases, cases);
    scratch_remove();
    return result;
}
