/* What calls leave in their folders: nothing of two calls mixes, cells are compared, figures are drawn again. */
#define EXPECT_SECONDS 120

#include "calls.h"
#include "expect.h"

static char *content(const char *path)
{
    return read_text(path);
}

static int holds(const char *path, const char *what)
{
    char *text = exists(path) ? content(path) : NULL;
    const int yes = text && strstr(text, what);
    free(text);
    return yes;
}

static Call run_of(const char *config, const char *out)
{
    return (Call){9, {"run", CARD, "--library", LIBRARY, "-q", "-c", config, "--out", out}};
}

static void test_the_next_call_clears_what_the_last_one_left(void)
{
    const char *out = scratch("mix");
    CHECK(exit_of(with(run_of("thin_thick", out), "--no-figures")) == 0);
    CHECK(exists(in_folder(out, "thin_thick_1mg.bdf.csv")));
    CHECK(exit_of(with(with(with(run_of("gcd", out), "--no-figures"), "-s"), "positive.sigma_S_m=0.5")) == 0);
    CHECK(!exists(in_folder(out, "thin_thick_1mg.bdf.csv")) && exists(in_folder(out, "gcd.bdf.csv")));
    CHECK(holds(in_folder(out, "run.json"), "positive.sigma_S_m"));
    CHECK(holds(in_folder(out, "report.html"), "positive.sigma_S_m=0.5</code>") &&
          holds(in_folder(out, "report.html"), "Changed: <code>positive.sigma_S_m = 0.5"));
    CHECK(exit_of(with(with(with(run_of("gcd", out), "--no-figures"), "--tag"), "second")) == 0);
    CHECK(exists(in_folder(scratch("mix/second"), "gcd.bdf.csv")) && exists(in_folder(out, "gcd.bdf.csv")));
    tree_remove(out);
}

static void test_same_call_same_bytes(void)
{
    char *first, *second;
    const char *out = scratch("same");
    setenv("SOURCE_DATE_EPOCH", "86400", 1);
    CHECK(exit_of(with(run_of("gcd", out), "--no-figures")) == 0);
    first = content(in_folder(out, "run.json"));
    CHECK(exit_of(with(run_of("gcd", out), "--no-figures")) == 0);
    second = content(in_folder(out, "run.json"));
    CHECK(first && second && !strcmp(first, second) && strstr(first, "1970-01-02T00:00:00Z"));
    setenv("SOURCE_DATE_EPOCH", "yesterday", 1);
    Outcome o = expect(2, with(run_of("gcd", out), "--no-figures").argument);
    CHECK(strstr(o.err, "SOURCE_DATE_EPOCH") != NULL);
    outcome_free(&o);
    unsetenv("SOURCE_DATE_EPOCH");
    free(first);
    free(second);
    tree_remove(out);
}

static void test_cells_are_compared(void)
{
    const char *out = scratch("cells");
    const char *const call[] = {"run", CARD, SOURCE_ROOT "/cells/p25_li.cfg", "--library", LIBRARY, "-c", "gcd", "--no-figures",
                                "--out", out, NULL};
    Outcome o = expect(0, call);
    CHECK(strstr(o.out, "Comparison in ") != NULL);
    outcome_free(&o);
    char path[600];
    snprintf(path, sizeof path, "%s/comparison/overview.csv", out);
    CHECK(holds(path, "\n\"r175_li\",\"gcd\"") && holds(path, "\n\"p25_li\",\"gcd\""));
    snprintf(path, sizeof path, "%s/comparison/answers.csv", out);
    CHECK(holds(path, "\n\"r175_li\",\"000-08\"") && holds(path, "\n\"p25_li\",\"000-08\""));
    snprintf(path, sizeof path, "%s/comparison/report.html", out);
    CHECK(holds(path, "Cells compared"));
    CHECK(exit_of(with(run_of("gcd", out), "--no-figures")) == 0); /* its tables are replaced: a comparison would mix calls */
    CHECK(!exists(path));
    tree_remove(out);
}

static void test_wrong_calls(void)
{
    static const char *const wrong[][5] = {{"plot", NULL}, {"plot", ".", "--style", "poster", NULL}, {"plot", ".", "--mpt", NULL},
                                           {"run", CARD, "--tag", "../up", NULL}, {"run", CARD, "--tag", "", NULL},
                                           {"run", CARD, "--pdf", NULL}};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        Outcome o = expect(2, wrong[k]);
        outcome_free(&o);
    }
    Outcome o = expect(5, (const char *const[]){"plot", scratch("nowhere"), NULL});
    outcome_free(&o);
}

/* An edited script is what is drawn; one that cannot be drawn is said and keeps its figure. */
static void test_scripts_are_drawn_as_they_stand(void)
{
    const char *out = scratch("plot");
    CHECK(exit_of(run_of("gcd", out)) == 0);
    if (exists(in_folder(out, "gcd.svg"))) { /* gnuplot is there */
        char folder[600], *script = content(in_folder(out, "gcd.gp"));
        snprintf(folder, sizeof folder, "%s/r175_li", out);
        REQUIRE(script != NULL);
        char *label = strstr(script, "Specific");
        REQUIRE(label != NULL);
        memcpy(label, "Peculiar", 8);
        write_bytes(in_folder(out, "gcd.gp"), script, strlen(script));
        Outcome o = expect(0, (const char *const[]){"plot", folder, "--pdf", "--style", "journal", NULL});
        outcome_free(&o);
        CHECK(holds(in_folder(out, "gcd.svg"), "Peculiar") && exists(in_folder(out, "gcd.pdf")));
        CHECK(exists(in_folder(out, "gcd_time.png"))); /* that a run leaves undrawn */
        CHECK(holds(in_folder(out, "run.json"), "gcd.pdf"));
        write_bytes(in_folder(out, "gcd.gp"), "plot nothing at all", 19);
        o = expect(5, (const char *const[]){"plot", folder, NULL});
        CHECK(strstr(o.err, "gcd.gp") != NULL);
        outcome_free(&o);
        CHECK(holds(in_folder(out, "gcd.svg"), "Peculiar") && hidden_files(out) == 0);
        free(script);
    }
    tree_remove(out);
}

static void test_scratch_is_removed(void)
{
    scratch_remove();
}

TEST_MAIN("robust/results", TEST(test_the_next_call_clears_what_the_last_one_left), TEST(test_same_call_same_bytes),
          TEST(test_cells_are_compared), TEST(test_wrong_calls), TEST(test_scripts_are_drawn_as_they_stand),
          TEST(test_scratch_is_removed))
