#include "../../report/report.h"
#include "../test.h"
#include "fixture.h"

/* What report_print says, in allocated memory. Not inlined: gcc 12 then takes the memory for the pointer to it. */
__attribute__((noinline)) static char *printed(const Report *r, int colour)
{
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    if (!f) abort();
    report_print(r, f, colour);
    fclose(f);
    return text;
}

static void fill(Run *run, Target t[3], Answer a[3])
{
    *run = fixture_run("thin_thick", "thin_thick", 0.1);
    fixture_cc(run, -10, 190, 2.2, 1.1, 1, 1, 5);
    run->record[0].end = END_VOLTAGE;
    run->record[0].depleted_from = 12.5;
    run->record[0].c_e_min = 3.25;
    run->record[0].c_e_min_x = 87e-6;
    run->status = CELLSIM_EARLY;
    snprintf(run->error.text, sizeof run->error.text, "cut-off reached early\x1B[2J");
    t[0] = (Target){.id = "000-09",
                    .quantity = "discharge_capacity",
                    .unit = "mAh/g",
                    .value = 290,
                    .tolerance_percent = 5,
                    .protocol = "thin_thick",
                    .loading = 0.1,
                    .c_rate = 0.5,
                    .cycle = 2};
    t[1] = (Target){.id = "µ-1",
                    .quantity = "cutoff_time",
                    .unit = "s",
                    .value = 402,
                    .tolerance_percent = 10,
                    .protocol = "thin_thick",
                    .loading = NAN,
                    .c_rate = NAN};
    t[2] = t[0];
    a[0] = (Answer){&t[0], 279, -3.79, 1};
    a[1] = (Answer){&t[1], 500, 24.4, 0};
    a[2] = (Answer){&t[2], NAN, NAN, 0};
}

/* Printed column (not byte) at which `word` begins in line `n` of those that start with `start`. */
static int column_of(const char *text, const char *start, const char *word)
{
    const char *line = strstr(text, start), *at = line ? strstr(line, word) : NULL;
    int n = 0;
    for (const char *s = line; at && s < at; s++) n += ((unsigned char)*s & 0xC0) != 0x80;
    return at ? n : -1;
}

static void test_columns_line_up(void)
{
    Run run;
    Target t[3];
    Answer a[3];
    fill(&run, t, a);
    char *text = printed(&(Report){.runs = 1, .run = &run, .answers = 3, .answer = a}, 0);
    const int ok = column_of(text, "target", "  ok");
    CHECK(ok > 0);
    CHECK(column_of(text, "000-09", "  ok\n") == ok);
    CHECK(column_of(text, "µ-1", "  NO\n") == ok);
    CHECK(column_of(strstr(text, "µ-1"), "000-09", "  not measured\n") == ok);
    CHECK(strstr(text, "discharge capacity at 0.5C, 10 mg/cm2, cycle 2") != NULL);
    CHECK(strstr(text, "-3.8 %") != NULL && strstr(text, "+24.4 %") != NULL);
    free(text);
    run_free(&run);
}

static void test_targets_not_run_are_counted_only(void)
{
    Run run;
    Target t[3];
    Answer a[3];
    fill(&run, t, a);
    snprintf(t[1].protocol, sizeof t[1].protocol, "cv");
    char *text = printed(&(Report){.runs = 1, .run = &run, .answers = 3, .answer = a}, 0);
    CHECK(strstr(text, "µ-1") == NULL);
    CHECK(strstr(text, "(1 more is measured by protocols that were not run)") != NULL);
    free(text);
    run_free(&run);
}

static void test_early_ends_are_explained(void)
{
    Run run;
    Target t[3];
    Answer a[3];
    fill(&run, t, a);
    char *text = printed(&(Report){.runs = 1, .run = &run}, 0);
    CHECK(strstr(text, "cut-off reached early?[2J") != NULL); /* a card cannot drive the terminal */
    CHECK(strstr(text, "step 1 (10C discharge, cycle 1) ended after 402.4 s: voltage reached: "
                       "the electrolyte ran low: 3.25 mol/m3 at x = 87 um, from 12.5 s on") != NULL);
    CHECK(strstr(text, "target") == NULL);
    free(text);
    run_free(&run);
}

static void test_trust_report(void)
{
    Run run = fixture_run("gcd", "gcd", 0.1);
    run.trust.charge_balance = 0.02;
    char *text = printed(&(Report){.runs = 1, .run = &run}, 0);
    const char *charge = strstr(text, "charge balance");
    CHECK(charge && strstr(charge, "0.02") && strcspn(charge, "\n") > (size_t)(strstr(charge, "HIGH") - charge));
    CHECK(strstr(text, "mesh error") && strstr(text, "0.25 mV"));
    CHECK(strstr(text, "not estimated") != NULL); /* the time error */
    CHECK(strstr(text, "Not estimated to the end") == NULL);
    CHECK(strstr(text, "100 steps, 300 residuals, 40 Jacobians, 5 error-test and 1 Newton failures") != NULL);
    free(text);
}

/* Of the time error nothing is known at all. */
static void test_trust_report_of_cut_estimates(void)
{
    Run run = fixture_run("gcd", "gcd", 0.1);
    run.trust.mesh_error_cut = run.trust.time_error_cut = 1;
    char *text = printed(&(Report){.runs = 1, .run = &run}, 0), *mesh = strstr(text, "mesh error"),
         *time = strstr(text, "time error");
    REQUIRE(mesh && time);
    const char *cut = strstr(mesh, "Not estimated to the end");
    CHECK(cut && cut < mesh + strcspn(mesh, "\n"));
    cut = strstr(time, "Not estimated to the end");
    CHECK(!cut || cut > time + strcspn(time, "\n"));
    free(text);
}

/* E-trust-7: what was chosen, and whether it suffices. */
static void test_choice(void)
{
    Run run = fixture_run("gcd", "gcd", 0.1);
    run.choice = (RunChoice){1e-4, 1, 3e-6, {0, 1, 2}, {0, 4, 6}, 8};
    char *text = printed(&(Report){.runs = 1, .run = &run}, 0);
    CHECK(strstr(text, "chosen for 0.1 mV: elements: separator 1 of degree 4, working electrode 2 of degree 6; radial "
                       "8; tolerance 3e-06") != NULL);
    free(text);
    run.choice.met = 0;
    text = printed(&(Report){.runs = 1, .run = &run}, 0);
    CHECK(strstr(text, "NOT reached: 0.1 mV") != NULL);
    free(text);
}

static void test_colour_only_if_asked(void)
{
    Run run;
    Target t[3];
    Answer a[3];
    fill(&run, t, a);
    const Report r = {.runs = 1, .run = &run, .answers = 3, .answer = a};
    char *plain = printed(&r, 0), *coloured = printed(&r, 1);
    CHECK(strchr(plain, '\x1B') == NULL);
    CHECK(strstr(coloured, "\x1B[32mok\x1B[0m") != NULL);
    CHECK(strstr(coloured, "\x1B[31mNO\x1B[0m") != NULL);
    CHECK(strstr(coloured, "[2J") != NULL && strstr(coloured, "\x1B[2J") == NULL);
    free(plain);
    free(coloured);
    run_free(&run);
}

TEST_MAIN("report terminal", TEST(test_columns_line_up), TEST(test_targets_not_run_are_counted_only),
          TEST(test_early_ends_are_explained), TEST(test_trust_report), TEST(test_trust_report_of_cut_estimates),
          TEST(test_choice), TEST(test_colour_only_if_asked))
