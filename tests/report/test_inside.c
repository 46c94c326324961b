/* Figures of the inside of a cell, of small cells that really ran: which discharges they show, that the areas meet, that
 * gnuplot draws them. */
#include "../experiments/lab.h"
#include "figure_of.h"
#include "fixture.h"

static void add_cycle(Lab *lab, double rate)
{
    add_step(lab, STEP_CC, -rate)->until.time = 900 / rate;
    add_step(lab, STEP_CC, rate)->until.time = 900 / rate;
}

/* A run of a protocol of this kind: discharges at 1C and 2C. */
static void run_cycles(Lab *lab, const char *variant, const char *figure)
{
    open_lab(lab);
    for (int k = 0; k < variant_count; k++)
        if (!strcmp(variants[k].name, variant)) {
            cell_spec_free(&lab->cell);
            lab->cell = variant_cell(&variants[k]);
        }
    lab->o.inside = 1;
    snprintf(lab->p.figure, sizeof lab->p.figure, "%s", figure);
    snprintf(lab->p.title, sizeof lab->p.title, "It's a test");
    add_cycle(lab, 1);
    add_cycle(lab, 2);
    run(lab);
    REQUIRE(lab->run.status == CELLSIM_OK);
}

static int rows_of(const Run *r, int step, int *first)
{
    int n = 0;
    for (int k = 0; k < r->losses; k++)
        if (r->loss[k].step == step && n++ == 0) *first = k;
    return n;
}

/* "every ::a::b" of the rows of a step. */
static void every(const Run *r, int step, char out[64])
{
    int first = 0;
    const int n = rows_of(r, step, &first);
    snprintf(out, 64, " every ::%d::%d using 1:", first, first + n - 1);
}

static void test_slowest_and_fastest_discharge(void)
{
    Lab lab;
    Figure f;
    Text script = {0};
    char slow[64], fast[64];
    run_cycles(&lab, variants[0].name, "gcd");
    const Report report = {.runs = 1, .run = &lab.run};
    CHECK(figures_are(&report, "test test_time test_losses test_profiles test_dqdv "));
    REQUIRE(figure_find(&report, "test_losses", &f, &script) == 1 && !script.failed);
    every(&lab.run, 0, slow);
    every(&lab.run, 2, fast);
    CHECK(strstr(script.data, slow) != NULL && strstr(script.data, fast) != NULL);
    CHECK(strstr(script.data, "set label 1 'It''s a test, 10 mg cm^{−2}'") != NULL);
    CHECK(strstr(script.data, "set title '1C discharge, cycle 1'") != NULL);
    CHECK(strstr(script.data, "set title '2C discharge, cycle 2'") != NULL);
    CHECK(strstr(script.data, "set ylabel 'Voltage vs counter electrode (V)'") != NULL);
    text_free(&script);
    close_lab(&lab);
}

/* The lower edge of an area is the upper one of the next; all but what is too thin to be seen lies between both curves. */
static void test_areas_meet(void)
{
    Lab lab;
    Figure f;
    Text script = {0};
    run_cycles(&lab, variants[0].name, "gcd");
    const Report report = {.runs = 1, .run = &lab.run};
    REQUIRE(figure_find(&report, "test_losses", &f, &script) == 1 && !script.failed);
    char last[256] = "($9)";
    int areas = 0;
    for (const char *p = strstr(script.data, "using 1:("); p; p = strstr(p + 1, "using 1:(")) {
        const char *upper = strchr(p, '('), *middle = strstr(upper, "):(");
        REQUIRE(middle != NULL);
        const char *lower = middle + 2, *end = strchr(lower, ')') + 1;
        if (strncmp(upper, "($9):", 5) != 0) { /* not the first of a panel */
            CHECK(!strncmp(upper, last, strlen(last)) && upper + strlen(last) == lower - 1);
        }
        snprintf(last, sizeof last, "%.*s", (int)(end - lower), lower);
        areas++;
    }
    CHECK(areas >= 4 && areas % 2 == 0);
    text_free(&script);
    close_lab(&lab);
}

/* Runs at several loadings: the fastest discharge of the first and of the last. */
static void test_loadings_are_held_against_each_other(void)
{
    Lab thin, thick;
    Figure f;
    Text script = {0};
    run_cycles(&thin, variants[0].name, "thin_thick");
    run_cycles(&thick, variants[0].name, "thin_thick");
    thick.run.loading = 1;
    const Run both[] = {thin.run, thick.run};
    const Report report = {.runs = 2, .run = both};
    REQUIRE(figure_find(&report, "test_losses", &f, &script) == 1 && !script.failed);
    CHECK(strstr(script.data, "set title '10 mg cm^{−2}, 2C discharge, cycle 2'") != NULL);
    CHECK(strstr(script.data, "set title '100 mg cm^{−2}, 2C discharge, cycle 2'") != NULL);
    CHECK(strstr(script.data, "1C discharge") == NULL);
    text_free(&script);
    close_lab(&thin);
    close_lab(&thick);
}

static void test_none_where_there_is_nothing(void)
{
    Lab lab;
    Figure f;
    run_cycles(&lab, variants[0].name, "gitt"); /* pulses are no curves */
    const Report report = {.runs = 1, .run = &lab.run};
    CHECK(figure_find(&report, "test_losses", &f, NULL) == 0 && figure_find(&report, "test_profiles", &f, NULL) == 0);
    snprintf(lab.run.figure, sizeof lab.run.figure, "gcd");
    CHECK(figure_find(&report, "test_losses", &f, NULL) == 1);
    lab.run.losses = 0;
    CHECK(figure_find(&report, "test_losses", &f, NULL) == 0 && figure_find(&report, "test_profiles", &f, NULL) == 0);
    close_lab(&lab);
}

/* Every kind of cell: full, several networks and phases, dilute ions, a solid electrolyte. */
static void test_scripts_of_every_cell(void)
{
    for (int k = 0; k < variant_count; k++) {
        Lab lab;
        Figure f;
        Text losses = {0}, profiles = {0};
        open_lab(&lab);
        cell_spec_free(&lab.cell);
        lab.cell = variant_cell(&variants[k]);
        lab.o.inside = 1;
        snprintf(lab.p.figure, sizeof lab.p.figure, "gcd");
        Step *step = add_step(&lab, STEP_CC, -0.2);
        step->until.time = 60;
        run(&lab);
        const Report report = {.runs = 1, .run = &lab.run};
        if (lab.run.status == CELLSIM_OK) {
            CHECK(figure_find(&report, "test_losses", &f, &losses) == 1 && !losses.failed);
            CHECK(figure_find(&report, "test_profiles", &f, &profiles) == 1 && !profiles.failed);
            CHECK(strstr(losses.data, "nan") == NULL && strstr(profiles.data, "nan") == NULL);
        }
        text_free(&losses);
        text_free(&profiles);
        close_lab(&lab);
    }
}

TEST_MAIN("report inside", TEST(test_slowest_and_fastest_discharge), TEST(test_areas_meet),
          TEST(test_loadings_are_held_against_each_other), TEST(test_none_where_there_is_nothing),
          TEST(test_scripts_of_every_cell))
