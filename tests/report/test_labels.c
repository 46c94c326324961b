/* What curves are called, and where legends and axes end. */
#include "../../report/tables/overview.h"
#include "../test.h"
#include "figure_of.h"
#include "fixture.h"

static void done(Figure *f, Text *t, int runs, Run *run)
{
    free(f);
    text_free(t);
    for (int k = 0; k < runs; k++) run_free(&run[k]);
}

/* Formation at C/10, a rest, and one discharge at 1C: the charge at C/10 is none of the discharge at 1C. */
static void test_formation_then_1C(void)
{
    Run r = fixture_run("formation", "gcd", 0.1);
    for (int c = 1; c <= 2; c++) {
        fixture_cc(&r, -0.1, 200, 2.4, 1.1, c, c, 20);
        fixture_cc(&r, 0.1, 200, 1.6, 3.0, c, c, 20);
    }
    fixture_cc(&r, -1, 180, 2.3, 1.1, 2, 1, 20);
    fixture_cycles(&r);
    Text t = {0}, dqdv = {0};
    const Report report = {.runs = 1, .run = &r};
    Figure *f = figure_for(&report, "formation", &t), *g = figure_for(&report, "formation_dqdv", &dqdv);
    REQUIRE(f->curves == 3);
    CHECK(!strcmp(f->curve[0].label, "0.1C") && f->curve[0].first == 40 && f->curve[1].first == 60);
    CHECK(!strcmp(f->curve[2].label, "1C") && f->curve[2].first == 80);
    CHECK(strstr(dqdv.data, "title 'cycle 1, 0.1C'") && strstr(dqdv.data, "title 'cycle 2, 0.1C'") &&
          strstr(dqdv.data, "title 'cycle 2, 1C'"));
    free(g);
    text_free(&dqdv);
    done(f, &t, 1, &r);
}

/* A cell that is charged first: the charge before belongs to the discharge, at whatever rate, and says so. */
static void test_charged_first(void)
{
    Run r = fixture_run("full", "gcd", 0.1);
    fixture_cc(&r, 0.5, 200, 1.6, 3.0, 1, 1, 20);
    fixture_cc(&r, -2, 190, 2.4, 1.1, 1, 1, 20);
    Text t = {0};
    Figure *f = figure_for(&(Report){.runs = 1, .run = &r}, "full", &t);
    REQUIRE(f->curves == 2);
    CHECK(strstr(t.data, "2C, charge 0.5C") != NULL);
    done(f, &t, 1, &r);
}

/* Cycles 2 and 3 are the same, cycle 1 is not. */
static void test_cycles_that_coincide(void)
{
    Run r = fixture_run("gcd", "gcd", 0.1);
    for (int c = 1; c <= 3; c++) {
        fixture_cc(&r, -0.5, c == 1 ? 220 : 200 + 0.01 * c, 2.4, 1.1, c, c, 20);
        fixture_cc(&r, 0.5, 199, 1.6, 3.0, c, c, 20);
    }
    Text t = {0};
    Figure *f = figure_for(&(Report){.runs = 1, .run = &r}, "gcd", &t);
    REQUIRE(f->curves == 4);
    CHECK(!strcmp(f->curve[0].label, "cycle 1") && !strcmp(f->curve[2].label, "cycles 2, 3 coincide"));
    CHECK(f->curve[2].first == 40);
    CHECK(strstr(t.data, "10 mg cm^{−2}, 0.5C") != NULL);
    done(f, &t, 1, &r);
}

/* Curves all over the plot: the legend stands above, and the axis ends where the data do. */
static void test_legend_leaves_the_axes(void)
{
    enum { RUNS = 5 };
    Run run[RUNS];
    for (int k = 0; k < RUNS; k++) {
        run[k] = fixture_run("thin_thick", "thin_thick", 0.01 * (k + 1));
        fixture_cc(&run[k], -0.5, 279 - 50 * k, 3.0 - 0.4 * k, 1.1, 1, 1, 20);
        fixture_cc(&run[k], 0.5, 279 - 50 * k, 1.2 + 0.3 * k, 3.0, 1, 1, 20);
    }
    double low = NAN, high = NAN;
    Text t = {0};
    Figure *f = figure_for(&(Report){.runs = RUNS, .run = run}, "thin_thick", &t);
    const char *range = strstr(t.data, "set yrange [");
    REQUIRE(range && sscanf(range, "set yrange [%lf:%lf]", &low, &high) == 2);
    CHECK(high < 3.0 + 0.07 * 1.9 && low > 1.1 - 0.07 * 1.9);
    CHECK(strstr(t.data, "set key above") && strstr(t.data, "set tmargin"));
    done(f, &t, RUNS, run);
}

/* Rates of two runs: numbers of the table, and the rows that figures take of it. */
static void test_table_of_all_runs(void)
{
    Run run[] = {fixture_run("rate", "rate_capability", 0.1), fixture_run("rate", "rate_capability", 0.2)};
    static const double rate[] = {0.5, 1, 2, 0.5};
    for (int k = 0; k < 2; k++)
        for (int c = 1; c <= 4; c++) {
            run[k].varied = NAN;
            fixture_cc(&run[k], -rate[c - 1], 200 - 10 * c - 50 * k, 2.4, 1.1, c, 1, 10);
            StepRecord *s = &run[k].record[run[k].records - 1];
            s->energy = -720 * run[k].loading * 3600; /* 720 W h/kg */
            s->t_end = s->t_start + 3600 / rate[c - 1];
            fixture_cc(&run[k], rate[c - 1], 200 - 10 * c - 50 * k, 1.6, 3.0, c, 1, 10);
        }
    Text t = {0}, rates = {0}, ragone = {0};
    const Report r = {.runs = 2, .run = run};
    csv_overview(&r, &t);
    CHECK(rate_rows_before(&r, 2) == 6);
    CHECK(strstr(t.data, "\n\"made-up cell\",\"rate\",\"\",,10,0.5,4,160,1.6,160,100,") != NULL); /* the last at 0.5C */
    CHECK(strstr(t.data, ",720,1440,7.2,1800\n") != NULL);                                     /* 2C: half an hour */
    Figure *f = figure_for(&r, "rate_rates", &rates), *g = figure_for(&r, "rate_ragone", &ragone);
    CHECK(strstr(rates.data, "'overview.csv' skip 1 every ::3::5 using 6:8") && strstr(rates.data, "title '20 mg cm^{−2}'"));
    CHECK(strstr(ragone.data, "'overview.csv' skip 1 every ::0::2 using 13:14") != NULL);
    CHECK(!figure_find(&r, "rate_loadings", f, NULL)); /* two are no dependence */
    free(g);
    text_free(&t);
    text_free(&ragone);
    done(f, &rates, 2, run);
}

static void test_capacity_against_loading(void)
{
    Run run[3];
    for (int k = 0; k < 3; k++) {
        run[k] = fixture_run("thin_thick", "thin_thick", 0.05 * (k + 1));
        fixture_cc(&run[k], -0.5, 200, 2.4, 1.1, 1, 1, 10);
        fixture_cc(&run[k], -5, 150 - 40 * k, 2.4, 1.1, 2, 1, 10);
    }
    Text t = {0};
    Figure *f = figure_for(&(Report){.runs = 3, .run = run}, "thin_thick_loadings", &t);
    CHECK(strstr(t.data, "every 2::0::5 using 5:8") && strstr(t.data, "every 2::1::5 using 5:8"));
    CHECK(strstr(t.data, "title '0.5C'") && strstr(t.data, "title '5C'"));
    done(f, &t, 3, run);
}

/* Two cells: their tables are beside the folder, the entries name them, and only what compares is drawn. */
static void test_several_cells(void)
{
    Run run[] = {fixture_run("gcd", "gcd", 0.1), fixture_run("gcd", "gcd", 0.1), fixture_run("only", "gcd", 0.1)};
    const Card *const card[] = {(const Card *)&run[0], (const Card *)&run[1], (const Card *)&run[1]}; /* not looked into */
    snprintf(run[0].cell, sizeof run[0].cell, "cell_a");
    snprintf(run[1].cell, sizeof run[1].cell, "b");
    snprintf(run[2].cell, sizeof run[2].cell, "b");
    for (int k = 0; k < 3; k++) {
        run[k].half_cell = 0;
        fixture_cc(&run[k], -0.5, 200 - k, 2.4, 1.1, 1, 1, 10);
    }
    Text t = {0};
    const Report r = {.card_of = card, .runs = 3, .run = run};
    Figure *f = figure_for(&r, "gcd", &t);
    CHECK(f->runs == 2 && f->curves == 2);
    CHECK(!strcmp(f->curve[0].label, "cell\\_a, 0.5C") && !strcmp(f->curve[1].label, "b, 0.5C"));
    CHECK(strstr(t.data, "'../cell_a/gcd_mAh_g.csv'") && strstr(t.data, "'../b/gcd_mAh_g.csv'"));
    CHECK(figures_are(&r, "gcd gcd_time ")); /* "only" has nothing beside it */
    done(f, &t, 3, run);
}

/* Cycles of several cells: capacities and efficiencies of each from its own table, in its colour; the axes hold all. */
static void test_cycling_of_several_cells(void)
{
    Run run[] = {fixture_run("cycling", "cycling", 0.1), fixture_run("cycling", "cycling", 0.1)};
    const Card *const card[] = {(const Card *)&run[0], (const Card *)&run[1]}; /* not looked into */
    for (int k = 0; k < 2; k++) {
        snprintf(run[k].cell, sizeof run[k].cell, k ? "b" : "a");
        for (int cycle = 1; cycle <= 3 + 4 * k; cycle++) {
            fixture_cc(&run[k], -1, 100 + 100 * k, 2.4, 1.1, cycle, cycle, 10);
            fixture_cc(&run[k], 1, 95 + 100 * k, 1.1, 2.4, cycle, cycle, 10);
        }
    }
    Text t = {0};
    const Report r = {.card_of = card, .runs = 2, .run = run};
    Figure *f = figure_for(&r, "cycling", &t);
    CHECK(strstr(t.data, "'../a/cycling_cycles.csv' skip 1 using 1:2 ") && strstr(t.data, "'../b/cycling_cycles.csv' skip 1 using 1:3 "));
    CHECK(strstr(t.data, "linecolor '#D55E00' title 'b, efficiency (right)'") && strstr(t.data, "title 'a, discharge'"));
    CHECK(strstr(t.data, "set xrange [0:8]") && strstr(t.data, "set yrange [0:250]"));
    done(f, &t, 2, run);
}

/* Keys of cards end with their unit; a figure prints it behind the number. */
static void test_units_of_what_is_varied(void)
{
    static const char *const key[][2] = {{"LiCl_M", "LiCl = 0.25 M"},
                                         {"loading_mg_cm2", "loading = 0.25 mg cm^{−2}"},
                                         {"D_cm2_s", "D = 0.25 cm^{2} s^{−1}"},
                                         {"temperature_C", "temperature = 0.25 °C"},
                                         {"porosity", "porosity = 0.25"},
                                         {"film_thing", "film\\_thing = 0.25"}};
    for (size_t k = 0; k < sizeof key / sizeof *key; k++) {
        char label[LABEL_SIZE];
        Run r = fixture_run("gcd", "gcd", 0.1);
        snprintf(r.varies, sizeof r.varies, "%s", key[k][0]);
        r.varied = 0.25;
        const Report report = {.runs = 1, .run = &r};
        const Figure f = {.report = &report, .runs = 1};
        run_label(&f, 0, label);
        CHECK(!strcmp(label, key[k][1]));
        run_free(&r);
    }
}

/* Four entries of ten letters do not fit above the plot. */
static void test_columns_of_a_legend(void)
{
    CHECK(legend_columns(10, LEGEND_LETTERS) == 3 && legend_columns(15, LEGEND_LETTERS) == 2 && legend_columns(100, LEGEND_LETTERS) == 1);
    CHECK(legend_columns(24, LEGEND_LETTERS) == 1 && legend_columns(24, SMALL_LETTERS) == 2);
}

/* A caption says what is shown, by which protocol, at which loading. */
static void test_captions(void)
{
    char caption[TITLE_SIZE];
    Run run[] = {fixture_run("thin_thick", "thin_thick", 0.01), fixture_run("thin_thick", "thin_thick", 0.1)};
    for (int k = 0; k < 2; k++) fixture_cc(&run[k], -0.5, 200, 2.4, 1.1, 1, 1, 10);
    Text t = {0};
    const Report r = {.runs = 2, .run = run};
    Figure *f = figure_for(&r, "thin_thick", &t);
    figure_caption(f, caption);
    CHECK(!strcmp(caption, "thin_thick of a made-up cell: voltage against capacity (protocol thin_thick, 1 to 10 mg/cm2)"));
    done(f, &t, 2, run);
}

/* What voltages are against is the card's foil, or its reference. */
static void test_voltage_is_against_something(void)
{
    static const char *const cell[][2] = {{"r175_li", "Voltage vs Li^{+}/Li (V)"}, {"r175_na", "Voltage vs Na^{+}/Na (V)"},
                                          {"ti078_mg_li", "Voltage vs Mg (V)"},     {"chen2020", "Voltage (V)"}};
    for (size_t k = 0; k < sizeof cell / sizeof *cell; k++) {
        char path[400], label[LABEL_SIZE];
        Card *card = NULL;
        Run r = fixture_run("gcd", "gcd", 0.1);
        r.half_cell = k < 3;
        snprintf(r.metal, sizeof r.metal, "%s", k == 0 ? "lithium" : k == 1 ? "sodium" : k == 2 ? "magnesium" : "");
        r.reference = k == 2;
        fixture_cc(&r, -0.5, 200, 2.4, 1.1, 1, 1, 10);
        snprintf(path, sizeof path, SOURCE_ROOT "/cells/%s.cfg", cell[k][0]);
        REQUIRE(card_read(path, SOURCE_ROOT "/configs", 0, NULL, &card, NULL) == CELLSIM_OK);
        Text t = {0};
        Figure *f = figure_for(&(Report){.card = card, .runs = 1, .run = &r}, "gcd", &t);
        f->report = &(Report){.card = card, .runs = 1, .run = &r};
        voltage_label(f, label);
        CHECK(!strcmp(label, cell[k][1]) && strstr(t.data, cell[k][1]));
        card_free(card);
        done(f, &t, 1, &r);
    }
}

TEST_MAIN("report labels", TEST(test_formation_then_1C), TEST(test_charged_first), TEST(test_cycles_that_coincide),
          TEST(test_legend_leaves_the_axes), TEST(test_table_of_all_runs), TEST(test_capacity_against_loading),
          TEST(test_several_cells), TEST(test_cycling_of_several_cells),
          TEST(test_units_of_what_is_varied), TEST(test_columns_of_a_legend), TEST(test_captions), TEST(test_voltage_is_against_something))
