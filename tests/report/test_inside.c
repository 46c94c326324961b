/* Figures of the inside of a cell, of small cells that really ran: which discharges they show, that the areas meet, that
 * gnuplot draws them. */
#include "../../report/tables/contents.h"
#include "../experiments/lab.h"
#include "figure_of.h"
#include "fixture.h"

static void add_cycle(Lab *lab, double rate)
{
    add_step(lab, STEP_CC, -rate)->until.time = 900 / rate;
    add_step(lab, STEP_CC, rate)->until.time = 900 / rate;
}

/* A run of a protocol of this kind: discharges at 1C and 2C. `share`: of the volume of its first phase. */
static void run_share(Lab *lab, const char *variant, const char *figure, double share)
{
    open_lab(lab);
    for (int k = 0; k < variant_count; k++)
        if (!strcmp(variants[k].name, variant)) {
            cell_spec_free(&lab->cell);
            lab->cell = variant_cell(&variants[k]);
        }
    lab->cell.electrode[POSITIVE].phase[0].volume_fraction *= share;
    if (share < 1) lab->cell.reservoir = (Reservoir){1, 1e-4}; /* m3/m2, m/s: no lack of ions */
    lab->o.inside = 1;
    snprintf(lab->p.figure, sizeof lab->p.figure, "%s", figure);
    snprintf(lab->p.title, sizeof lab->p.title, "It's a test");
    add_cycle(lab, 1);
    add_cycle(lab, 2);
    run(lab);
    if (lab->run.status) fprintf(stderr, "%s; %s\n", lab->run.error.text, lab->run.error.hint);
    REQUIRE(lab->run.status == CELLSIM_OK);
}

static void run_cycles(Lab *lab, const char *variant, const char *figure)
{
    run_share(lab, variant, figure, 1);
}

/* Of so little host that half an hour fills much of it. */
static void run_competing(Lab *lab)
{
    run_share(lab, "half cell, competing", "gcd", 0.2);
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

/* --- what hosts report along a discharge ------------------------------------------------------------------------------- */

static int reported_at(const Run *r, const char *name)
{
    const int k = reported_find(r->reports, r->reported, name);
    REQUIRE(k >= 0);
    return k;
}

/* Electrons taken up with both guests per charge passed are the same at every instant; the table has them. */
static void test_contents_follow_the_charge(void)
{
    Lab lab;
    Figure f;
    Text table = {0}, script = {0};
    int first = 0;
    run_competing(&lab);
    const Run *r = &lab.run;
    const Report report = {.runs = 1, .run = r};
    const int Li = reported_at(r, "Li"), Mg = reported_at(r, "Mg"), rows = rows_of(r, 0, &first);
    REQUIRE(rows > 10 && first == 0);
    const LossRow *begin = &r->loss[0], *end = &r->loss[rows - 1];
    const double most = end->reported[Li] + 2 * end->reported[Mg] - begin->reported[Li] - 2 * begin->reported[Mg];
    CHECK(most > 0.05 && end->reported[Mg] > begin->reported[Mg]);
    for (const LossRow *l = begin; l <= end; l++) {
        const double taken = l->reported[Li] + 2 * l->reported[Mg] - begin->reported[Li] - 2 * begin->reported[Mg];
        CHECK_NEAR(taken / most, (l->charge - begin->charge) / (end->charge - begin->charge), 1e-6);
    }
    csv_contents(r, &table);
    CHECK(strstr(table.data, "Direction,Voltage / V,Li / 1,Mg / 1,Li_1 / 1") != NULL);
    REQUIRE(figure_find(&report, "test_contents", &f, &script) == 1);
    CHECK(strstr(script.data, "title 'Li, sites 2'") != NULL && strstr(script.data, "title 'electrons ν'") != NULL);
    CHECK(strstr(script.data, "sites 3") == NULL); /* it has none */
    CHECK(figure_find(&report, "test_shares", &f, NULL) == 0);
    text_free(&table);
    text_free(&script);
    close_lab(&lab);
}

/* At two values of something: a colour for each, the contents in all by dashes; one figure of dQ/dV. */
static void test_varied_runs_over_each_other(void)
{
    Lab lab;
    Figure f;
    Text contents = {0}, dqdv = {0};
    run_competing(&lab);
    snprintf(lab.run.varies, sizeof lab.run.varies, "LiCl_M");
    Run both[] = {lab.run, lab.run};
    both[0].varied = 0.1;
    both[1].varied = 1;
    const Report report = {.runs = 2, .run = both};
    REQUIRE(figure_find(&report, "test_contents", &f, &contents) == 1);
    CHECK(strstr(contents.data, "title 'LiCl = 0.1 M'") != NULL && strstr(contents.data, "title 'LiCl = 1 M'") != NULL);
    CHECK(strstr(contents.data, "dashtype 2 title 'Mg'") != NULL && strstr(contents.data, "sites") == NULL);
    CHECK(strstr(contents.data, "'test_LiCl_M_1_contents.csv'") != NULL);
    REQUIRE(figure_find(&report, "test_dqdv", &f, &dqdv) == 1);
    CHECK(strstr(dqdv.data, "'test_LiCl_M_0.1_dqdv.csv' skip 1 using 3:($1 == 2 && strcol(2) eq 'charge' ? $4") !=
          NULL);
    CHECK(figure_find(&report, "test_LiCl_M_1_dqdv", &f, NULL) == 0);
    text_free(&contents);
    text_free(&dqdv);
    close_lab(&lab);
}

static void test_no_contents_of_other_cells(void)
{
    Lab lab;
    Figure f;
    run_cycles(&lab, variants[0].name, "gcd");
    const Report report = {.runs = 1, .run = &lab.run};
    CHECK(!run_has_contents(&lab.run) && figure_find(&report, "test_contents", &f, NULL) == 0);
    close_lab(&lab);
}

TEST_MAIN("report inside", TEST(test_slowest_and_fastest_discharge), TEST(test_areas_meet),
          TEST(test_loadings_are_held_against_each_other), TEST(test_none_where_there_is_nothing),
          TEST(test_scripts_of_every_cell), TEST(test_contents_follow_the_charge),
          TEST(test_varied_runs_over_each_other), TEST(test_no_contents_of_other_cells))
