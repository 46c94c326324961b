/* Lines of a figure are told apart: cells by hue, runs of a cell by lightness, rates by dashes. */
#include "../../report/page/plot.h"
#include "../test.h"
#include "figure_of.h"
#include "fixture.h"

static int lightness(const char *colour)
{
    unsigned c[3] = {0};
    CHECK(sscanf(colour, "#%2x%2x%2x", &c[0], &c[1], &c[2]) == 3 && strlen(colour) == 7);
    return (int)(c[0] + c[1] + c[2]);
}

/* The largest of red, green and blue: 0, 1, 2. */
static int strongest(const char *colour)
{
    unsigned c[3] = {0};
    CHECK(sscanf(colour, "#%2x%2x%2x", &c[0], &c[1], &c[2]) == 3);
    return c[0] > c[1] && c[0] > c[2] ? 0 : c[1] > c[2] ? 1 : 2;
}

static void free_runs(Run *run, int runs)
{
    for (int k = 0; k < runs; k++) run_free(&run[k]);
}

/* Two cells at two loadings and two rates: blue and orange, each light and dark, drawn through and dashed. */
static void test_cells_and_loadings(void)
{
    enum { RUNS = 4 };
    Run run[RUNS];
    const Card *card[RUNS];
    for (int k = 0; k < RUNS; k++) {
        run[k] = fixture_run("thin_thick", "thin_thick", k % 2 ? 0.1 : 0.01);
        run[k].half_cell = 0;
        snprintf(run[k].cell, sizeof run[k].cell, k < 2 ? "a" : "b");
        card[k] = (const Card *)&run[k / 2]; /* not looked into */
        fixture_cc(&run[k], -0.5, 279 - k, 2.4, 1.1, 1, 1, 20);
        fixture_cc(&run[k], -10, 190 - k, 2.4, 1.1, 2, 1, 20);
    }
    Text t = {0};
    const Report r = {.card_of = card, .runs = RUNS, .run = run};
    Figure *f = figure_for(&r, "thin_thick", &t);
    REQUIRE(f->curves == 2 * RUNS);
    for (int k = 0; k < RUNS; k++) {
        const Curve *slow = &f->curve[2 * k], *fast = &f->curve[2 * k + 1];
        CHECK(!strcmp(slow->colour, fast->colour) && slow->dash == 0 && fast->dash == 1);
        CHECK(strongest(slow->colour) == (k < 2 ? 2 : 0));
        CHECK(strstr(slow->label, k < 2 ? "a, " : "b, ") && strstr(slow->label, k % 2 ? "10 mg" : "1 mg") &&
              strstr(fast->label, "10C"));
    }
    CHECK(lightness(f->curve[0].colour) > lightness(f->curve[2].colour) + 200);
    CHECK(lightness(f->curve[4].colour) > lightness(f->curve[6].colour) + 200);
    CHECK(strstr(t.data, "samplen 3") != NULL);
    free(f);
    text_free(&t);
    free_runs(run, RUNS);
}

/* As many values as a figure may have runs: no two lines are alike. */
static void test_many_values(void)
{
    Run run[MAX_FIGURE_RUNS];
    for (int k = 0; k < MAX_FIGURE_RUNS; k++) {
        run[k] = fixture_run("salt", "discharge", 0.1);
        snprintf(run[k].varies, sizeof run[k].varies, "c0_M");
        run[k].varied = k + 1;
        fixture_cc(&run[k], -1, 200 - k, 2.4, 1.1, 1, 1, 20);
    }
    const Report r = {.runs = MAX_FIGURE_RUNS, .run = run};
    Figure *f = figure_for(&r, "salt", NULL);
    REQUIRE(f->curves == MAX_FIGURE_RUNS);
    for (int k = 0; k < f->curves; k++)
        for (int j = 0; j < k; j++) CHECK(strcmp(f->curve[k].colour, f->curve[j].colour) != 0);
    free(f);
    free_runs(run, MAX_FIGURE_RUNS);
}

/* Sixteen values at five rates are more than a figure holds, and a legend: no value is left out, but rates. */
static void test_many_values_at_many_rates(void)
{
    Run run[MAX_FIGURE_RUNS];
    for (int k = 0; k < MAX_FIGURE_RUNS; k++) {
        run[k] = fixture_run("salt", "gcd", 0.1);
        snprintf(run[k].varies, sizeof run[k].varies, "c0_M");
        run[k].varied = k + 1;
        for (int c = 1; c <= 5; c++) fixture_cc(&run[k], -c, 200 - 20 * c - k, 2.4, 1.1, c, 1, 20);
    }
    for (int runs = 8; runs <= MAX_FIGURE_RUNS; runs *= 2) {
        const Report r = {.runs = runs, .run = run};
        const int rates = runs == 8 ? 3 : 1;
        Figure *f = figure_for(&r, "salt", NULL);
        REQUIRE(f->curves == runs * rates);
        CHECK(strstr(f->curve[f->curves - 1].label, runs == 8 ? "c0 = 8 M, 5C" : "c0 = 16 M, 5C") != NULL);
        CHECK(strstr(f->curve[0].label, rates > 1 ? "c0 = 1 M, 1C" : "c0 = 1 M, 5C") != NULL);
        free(f);
    }
    free_runs(run, MAX_FIGURE_RUNS);
}

/* Ten rates at two loadings: no more than there are dashes, the slowest and the fastest among them; of one loading all ten. */
static void test_many_rates(void)
{
    Run run[] = {fixture_run("thin_thick", "thin_thick", 0.01), fixture_run("thin_thick", "thin_thick", 0.1)};
    for (int k = 0; k < 2; k++)
        for (int c = 1; c <= 10; c++) fixture_cc(&run[k], -c, 279 - 10 * c, 2.4, 1.1, c, 1, 20);
    for (int runs = 1; runs <= 2; runs++) {
        const Report r = {.runs = runs, .run = run};
        Figure *f = figure_for(&r, "thin_thick", NULL);
        CHECK(f->curves == (runs == 1 ? 10 : 2 * DASHES));
        if (runs == 2) CHECK(strstr(f->curve[0].label, ", 1C") && strstr(f->curve[DASHES - 1].label, ", 10C"));
        for (int k = 0; k < f->curves; k++)
            for (int j = 0; j < k; j++)
                CHECK(strcmp(f->curve[k].colour, f->curve[j].colour) != 0 ||
                      f->curve[k].dash % DASHES != f->curve[j].dash % DASHES);
        free(f);
    }
    free_runs(run, 2);
}

/* The page writes the rates over their cycles, as gnuplot does. */
static void test_rates_in_the_page(void)
{
    Run r = fixture_run("rate", "rate_capability", 0.01);
    for (int c = 1; c <= 6; c++) fixture_cc(&r, c <= 3 ? -0.5 : -10, c <= 3 ? 200 : 100, 2.4, 1.1, c, c, 5);
    const Report report = {.runs = 1, .run = &r};
    Figure *f = figure_for(&report, "rate", NULL);
    json_t *plot = NULL;
    f->report = &report;
    REQUIRE(plot_of_figure(f, &plot, NULL) == CELLSIM_OK && plot);
    const json_t *marks = json_object_get(plot, "marks"), *fast = json_array_get(marks, 1);
    CHECK(json_array_size(marks) == 2 && !strcmp(json_string_value(json_object_get(fast, "text")), "10C"));
    CHECK(json_integer_value(json_object_get(fast, "from")) == 4 &&
          json_integer_value(json_object_get(fast, "to")) == 6);
    CHECK_NEAR(json_number_value(json_object_get(fast, "y")), 100, 1e-9);
    json_decref(plot);
    free(f);
    run_free(&r);
}

TEST_MAIN("report colours", TEST(test_cells_and_loadings), TEST(test_many_values), TEST(test_many_values_at_many_rates),
          TEST(test_many_rates), TEST(test_rates_in_the_page))
