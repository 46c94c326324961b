#include "../../report/figures/gnuplot.h"
#include "../../report/files.h"
#include "../../report/report.h"
#include "../test.h"
#include "fixture.h"

#include <time.h>

static int gnuplot_is_there(void)
{
    char *dir = fixture_directory();
    GnuplotJob job = {.script = "a.gp", .output = "a"};
    Text script = {0};
    text_add(&script, "x = 1\n");
    CHECK(file_write(dir, "a.gp", &script, NULL) == CELLSIM_OK);
    gnuplot_run(dir, 1, &job, 1, 30.0, NULL, NULL);
    text_free(&script);
    fixture_remove(dir);
    return job.done;
}

static void draw(int expected, int entries)
{
    Run run[] = {fixture_run("gcd", "gcd", 0.1), fixture_run("pulse", "other", 0.1), fixture_run("empty", "gcd", 0.1)};
    for (int k = 0; k < 2; k++) fixture_cc(&run[k], -1, 100, 2, 1, 1, 1, 50);
    char *dir = fixture_directory();
    FigureCount count;
    const Report r = {.runs = 3, .run = run};
    CHECK(report_write_data(&r, dir, NULL) == CELLSIM_OK);
    CHECK(report_write_figures(&r, dir, &count, NULL) == CELLSIM_OK);
    CHECK(count.drawn == expected && count.asked == 3);
    CHECK(fixture_entries(dir) == entries); /* no temporary file stays */
    for (int k = 0; k < 3; k++) run_free(&run[k]);
    fixture_remove(dir);
}

/* Runs that failed at once: two equal samples, in every kind of figure. */
static void draw_degenerate(void)
{
    static const char *const kind[] = {"gcd", "cv", "rate_capability", "discharge", "thin_thick", "other"};
    enum { KINDS = sizeof kind / sizeof *kind };
    Run run[KINDS];
    for (int k = 0; k < KINDS; k++) {
        run[k] = fixture_run(kind[k], kind[k], 0.1);
        fixture_cc(&run[k], -1, 0, 3, 3, 1, 1, 2);
        if (k == 1) run[k].record[0].kind = STEP_CV_SWEEP;
    }
    char *dir = fixture_directory();
    FigureCount count;
    const Report r = {.runs = KINDS, .run = run};
    CHECK(report_write_data(&r, dir, NULL) == CELLSIM_OK);
    CHECK(report_write_figures(&r, dir, &count, NULL) == CELLSIM_OK);
    CHECK(count.drawn == KINDS && count.asked == KINDS);
    for (int k = 0; k < KINDS; k++) run_free(&run[k]);
    fixture_remove(dir);
}

static void test_drawing_with_and_without_gnuplot(void)
{
    char *path = strdup(getenv("PATH"));
    REQUIRE(path != NULL);
    if (gnuplot_is_there()) {
        draw(3, 17 + 2 + 3 + 6); /* gcd also has its dQ/dV, and a script that is not drawn */
        draw_degenerate();
    }
    setenv("PATH", "/nonexistent", 1);
    draw(0, 17 + 2 + 3);
    setenv("PATH", path, 1);
    free(path);
}

static void test_a_hanging_script_is_killed(void)
{
    char *dir = fixture_directory();
    GnuplotJob job[2] = {{.script = "hang.gp", .output = "a"}, {.script = "missing.gp", .output = "b"}};
    Text script = {0};
    text_add(&script, "while (1) { pause 1 }\n");
    CHECK(file_write(dir, "hang.gp", &script, NULL) == CELLSIM_OK);
    const time_t before = time(NULL);
    gnuplot_run(dir, 2, job, 2, 0.3, NULL, NULL);
    CHECK(time(NULL) - before < 10);
    CHECK(!job[0].done && !job[1].done);
    text_free(&script);
    fixture_remove(dir);
}

TEST_MAIN("report drawing", TEST(test_drawing_with_and_without_gnuplot), TEST(test_a_hanging_script_is_killed))
