/* Which figures a report has, what they are called, and what of a card's names reaches their scripts. */
#include "../../report/files.h"
#include "../test.h"
#include "figure_of.h"
#include "fixture.h"

static void test_quoting_stops_gnuplot_from_seeing_commands(void)
{
    Text t = {0};
    script_quoted(&t, "it's `date` a_b^c {x} \\ @y\n~");
    CHECK(!strcmp(t.data, "'it''s `date` a\\_b\\^c \\{x\\} \\\\ \\@y \\~'"));
    text_free(&t);
}

/* Names from a card never reach the script as anything but a comment or a cleaned file name. */
static void test_hostile_names(void)
{
    Run r = fixture_run("a'; system('touch owned') #", "x\"`touch owned`", 0.1);
    snprintf(r.cell, sizeof r.cell, "evil\nsystem('touch owned')");
    fixture_cc(&r, -1, 100, 2, 1, 1, 1, 20);
    Text t = {0};
    Figure *f = figure_for(&(Report){.runs = 1, .run = &r}, "a___system__touch_owned____", &t);
    CHECK(strstr(t.data, "\nsystem") == NULL);
    CHECK(strstr(t.data, "'; system") == NULL);
    char *dir = fixture_directory(), *owned = path_join(dir, "owned");
    FigureCount count;
    CHECK(report_write_data(f->report, dir, NULL) == CELLSIM_OK);
    CHECK(report_write_figures(f->report, dir, &count, NULL) == CELLSIM_OK);
    CHECK(access(owned, F_OK) != 0);
    free(owned);
    free(f);
    text_free(&t);
    run_free(&r);
    fixture_remove(dir);
}

/* What there is nothing of falls back to the voltage over time, once; what a run has beside it needs something as well. */
static void test_nothing_to_show(void)
{
    static const char *const asked[] = {"gcd", "cv", "eis", "pulse", "shares", "gitt"};
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++) {
        char expected[32];
        Run r = fixture_run(asked[k], asked[k], 0.1);
        StepRecord *rest = fixture_record(&r);
        rest->kind = STEP_REST;
        rest->samples = 2;
        for (int j = 0; j < 2; j++) fixture_sample(&r, 10 * j, 2, 0, 0, 1, 0);
        Text t = {0};
        const Report report = {.runs = 1, .run = &r};
        snprintf(expected, sizeof expected, "%s %s", asked[k], strcmp(asked[k], "pulse") ? "" : "pulse_time ");
        CHECK(figures_are(&report, expected));
        Figure *f = figure_for(&report, asked[k], &t);
        CHECK((strstr(t.data, "voltage and current against time") != NULL) == (strcmp(asked[k], "pulse") != 0));
        free(f);
        text_free(&t);
        run_free(&r);
    }
}

/* The table: every row can draw, none hides another of the same name, and the one for any protocol is there once. */
static void test_table_of_kinds(void)
{
    int any = 0;
    for (int k = 0; k < figure_kinds_count; k++) {
        const FigureKind *a = &figure_kinds[k];
        CHECK(a->script && *a->what);
        any += a->of == OF_PROTOCOL && !a->asked && !a->on_request;
        for (int j = 0; j < k; j++) {
            const FigureKind *b = &figure_kinds[j];
            const int same = a->of == b->of && !strcmp(a->asked ? a->asked : "", b->asked ? b->asked : "");
            CHECK(!same || strcmp(a->ending, b->ending));
            CHECK(a->of >= b->of); /* the order of the page */
        }
    }
    CHECK(any == 1);
}

static void test_figure_names_do_not_clash(void)
{
    const Run run[] = {fixture_run("gcd", "gcd", 0.1), fixture_run("gcd_slow", "gcd", 0.1),
                       fixture_run("x", "none", 0.1), fixture_run("y", "", 0.1)};
    Run filled[4];
    for (int k = 0; k < 4; k++) {
        filled[k] = run[k];
        fixture_cc(&filled[k], -1, 100, 2, 1, 1, 1, 5);
    }
    const Report r = {.runs = 4, .run = filled};
    CHECK(figures_are(&r, "gcd gcd_time gcd_slow gcd_slow_time gcd_dqdv gcd_slow_dqdv "));
    for (int k = 0; k < 4; k++) run_free(&filled[k]);
}

TEST_MAIN("report kinds", TEST(test_quoting_stops_gnuplot_from_seeing_commands), TEST(test_hostile_names), TEST(test_nothing_to_show),
          TEST(test_table_of_kinds), TEST(test_figure_names_do_not_clash))
