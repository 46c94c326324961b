#include "../../report/files.h"
#include "../test.h"
#include "figure_of.h"
#include "fixture.h"

static int labels(const Figure *f)
{
    int n = 0;
    for (int k = 0; k < f->curves; k++) n += f->curve[k].label[0] != '\0';
    return n;
}

/* A figure over time draws both voltages of a three-electrode cell, and leaves room for them. */
static void test_both_voltages(void)
{
    for (int reference = 0; reference < 2; reference++) {
        Run r = fixture_run("pulses", "time", 0.1);
        fixture_cc(&r, -0.5, 200, 2.4, 1.1, 1, 1, 20);
        for (int k = 0; k < r.samples; k++) r.sample[k].cell_voltage = 5;
        r.reference = reference;
        Text t = {0};
        Figure *f = figure_for(&(Report){.runs = 1, .run = &r}, "pulses", &t);
        CHECK((strstr(t.data, "):7 with lines linewidth 2") != NULL) == reference);
        CHECK((strstr(t.data, "dashtype 3 title 'cell'") != NULL) == reference);
        const char *range = strstr(t.data, "set yrange [");
        double low = NAN, high = NAN;
        REQUIRE(range != NULL && sscanf(range, "set yrange [%lf:%lf]", &low, &high) == 2);
        CHECK((high > 5) == reference);
        free(f);
        text_free(&t);
        run_free(&r);
    }
}

/* 12 cycles at one rate: cycles 1, 2, 5, 10 and 12, each a discharge and a charge. */
static void test_gcd_shows_some_cycles(void)
{
    Run r = fixture_run("gcd", "gcd", 0.1);
    for (int c = 1; c <= 12; c++) {
        fixture_cc(&r, -0.5, 200 - c, 2.4, 1.1, c, c, 20);
        fixture_cc(&r, 0.5, 199 - c, 1.6, 3.0, c, c, 20);
    }
    Text t = {0};
    Figure *f = figure_for(&(Report){.runs = 1, .run = &r}, "gcd", &t);
    CHECK(f->curves == 10);
    CHECK(labels(f) == 5);
    CHECK(!strcmp(f->curve[8].label, "cycle 12") && f->curve[8].first == 440);
    CHECK(strstr(t.data, "'gcd_mAh_g.csv' skip 1 every ::440::459 using 1:3") != NULL);
    CHECK(strstr(t.data, "10 mg cm^{−2}, 0.5C") != NULL);
    CHECK(strstr(t.data, "loading = 10 # mg/cm2") != NULL);
    free(f);
    text_free(&t);
    run_free(&r);
}

static void test_thin_and_thick_share_a_figure(void)
{
    Run run[] = {fixture_run("thin_thick", "thin_thick", 0.01), fixture_run("thin_thick", "thin_thick", 0.1)};
    for (int k = 0; k < 2; k++) {
        fixture_cc(&run[k], -0.5, 279, 2.4, 1.1, 1, 1, 20);
        fixture_cc(&run[k], -10, 190, 2.4, 1.1, 2, 1, 20);
    }
    Text t = {0};
    const Report r = {.runs = 2, .run = run};
    Figure *f = figure_for(&r, "thin_thick", &t);
    CHECK(f->runs == 2 && f->curves == 4);
    CHECK(figures_are(&r, "thin_thick thin_thick_time "));
    CHECK(!strcmp(f->curve[2].label, "10 mg cm^{−2}, 0.5C: 2.79 mAh cm^{−2}"));
    CHECK(!strcmp(f->curve[3].label, "10 mg cm^{−2}, 10C: 1.9 mAh cm^{−2}"));
    CHECK(strcmp(f->curve[0].colour, f->curve[2].colour) != 0 && f->curve[0].dash != f->curve[1].dash);
    CHECK(strstr(t.data, "thin_thick_10mg_mAh_g.csv") != NULL);
    free(f);
    text_free(&t);
    for (int k = 0; k < 2; k++) run_free(&run[k]);
}

static void test_rate_groups_are_labelled(void)
{
    Run r = fixture_run("rate", "rate_capability", 0.01);
    const double rate[] = {0.5, 10, 0.5};
    for (int c = 1; c <= 9; c++) {
        fixture_cc(&r, -rate[(c - 1) / 3], 200, 2.4, 1.1, c, (c - 1) % 3 + 1, 5);
        fixture_cc(&r, 0.5, 200, 1.6, 3.0, c, c, 5);
    }
    Text t = {0};
    Figure *f = figure_for(&(Report){.runs = 1, .run = &r}, "rate", &t);
    CHECK(strstr(t.data, "set label '0.5C' at 2,") != NULL);
    CHECK(strstr(t.data, "set label '10C' at 5,") != NULL);
    CHECK(strstr(t.data, "set label '0.5C' at 8,") != NULL);
    CHECK(strstr(t.data, "set xrange [0:10]") != NULL);
    free(f);
    text_free(&t);
    run_free(&r);
}

static void test_voltammogram_shows_the_last_cycle_of_each_rate(void)
{
    Run r = fixture_run("cv", "cv", 0.1);
    for (int k = 0; k < 2; k++)
        for (int c = 1; c <= 3; c++) fixture_sweep(&r, (k + 1) * 2e-4, 3 * k + c, c, 30);
    Text t = {0};
    Figure *f = figure_for(&(Report){.runs = 1, .run = &r}, "cv", &t);
    CHECK(f->curves == 2);
    CHECK(f->curve[0].first == 60 && f->curve[1].first == 150);
    CHECK(!strcmp(f->curve[0].label, "0.2 mV s^{−1}"));
    CHECK(strstr(t.data, "using 3:4") != NULL);
    CHECK(strstr(t.data, "A g^{−1}") != NULL);
    free(f);
    text_free(&t);
    run_free(&r);
}

/* 25 cycles at one rate: 1, 3, 10, 20 and the last, each in its colour; the rate stands over them. */
static void test_voltammograms_of_many_cycles(void)
{
    static const char *const label[] = {"cycle 1", "cycle 3", "cycle 10", "cycle 20", "cycle 25"};
    Run r = fixture_run("cv", "cv", 0.1);
    for (int c = 1; c <= 25; c++) fixture_sweep(&r, 2e-4, c + 2, c, 30);
    Text t = {0};
    Figure *f = figure_for(&(Report){.runs = 1, .run = &r}, "cv", &t);
    REQUIRE(f->curves == 5);
    for (int k = 0; k < 5; k++)
        CHECK(!strcmp(f->curve[k].label, label[k]) && !strcmp(f->curve[k].colour, figure_colours[k]));
    CHECK(f->curve[1].first == 60);
    CHECK(strstr(t.data, "set key title '10 mg cm^{−2}, 0.2 mV s^{−1}'") != NULL);
    free(f);
    text_free(&t);
    run_free(&r);
}

static Run varied_run(const char *figure, double value)
{
    Run r = fixture_run("salt", figure, 0.1);
    snprintf(r.varies, sizeof r.varies, "c0_M");
    r.varied = value;
    return r;
}

/* One colour for each value, whatever the figure; a run alone has its value over the legend. */
static void test_values_that_are_varied(void)
{
    Run run[] = {varied_run("gcd", 0.5), varied_run("gcd", 1), varied_run("cv", 0.25)};
    for (int k = 0; k < 2; k++) {
        fixture_cc(&run[k], -1, 100, 2, 1, 1, 1, 10);
        fixture_cc(&run[k], -2, 100, 2, 1, 1, 1, 10);
    }
    fixture_sweep(&run[2], 2e-4, 1, 1, 30);
    Text t = {0}, alone = {0};
    const Report r = {.runs = 3, .run = run};
    Figure *f = figure_for(&r, "salt", &t), *other = figure_for(&r, "salt+2", &alone);
    CHECK(f->curves == 4 && f->runs == 2);
    CHECK(!strcmp(f->curve[0].label, "c0 = 0.5 M, 1C") && !strcmp(f->curve[3].label, "c0 = 1 M, 2C"));
    CHECK(!strcmp(f->curve[1].colour, figure_colours[0]) && f->curve[1].dash == 1 &&
          !strcmp(f->curve[2].colour, figure_colours[1]) && f->curve[2].dash == 0);
    CHECK(strstr(t.data, "'salt_c0_M_0.5_mAh_g.csv'") != NULL);
    CHECK(strstr(alone.data, "set key title 'c0 = 0.25 M'") != NULL);
    free(f);
    free(other);
    text_free(&t);
    text_free(&alone);
    for (int k = 0; k < 3; k++) run_free(&run[k]);
}

/* Without a repeat everything is cycle 1: each rate keeps its own discharge and the charge after it. */
static void test_rates_within_one_cycle(void)
{
    Run r = fixture_run("discharge", "gcd", 0.1);
    for (int k = 1; k <= 3; k++) {
        fixture_cc(&r, -k, 100, 2, 1, 1, 1, 10);
        fixture_cc(&r, 0.5, 100, 1.5, 3, 1, 1, 10);
    }
    Text t = {0};
    Figure *f = figure_for(&(Report){.runs = 1, .run = &r}, "discharge", &t);
    CHECK(f->curves == 6 && labels(f) == 3);
    for (int k = 0; k < f->curves; k++)
        CHECK(f->curve[k].first == 10 * k && !strcmp(f->curve[k].colour, figure_colours[k / 2]));
    CHECK(!strcmp(f->curve[2].label, "2C, charge 0.5C"));
    free(f);
    text_free(&t);
    run_free(&r);
}

/* Discharges of all protocols stand in one figure, each at its rate. */
static void test_discharges_are_compared(void)
{
    Run run[] = {fixture_run("discharge", "discharge", 0), fixture_run("gcd", "gcd", 0.1),
                 fixture_run("discharge_2C", "discharge", 0)};
    for (int k = 0; k < 3; k++) {
        run[k].one_C = 50;
        fixture_cc(&run[k], -(k + 1), 10, 4, 3, 1, 1, 10);
    }
    Text t = {0};
    const Report r = {.runs = 3, .run = run};
    Figure *f = figure_for(&r, "discharges", &t);
    CHECK(f->runs == 2 && f->curves == 2);
    CHECK(!strcmp(f->curve[0].label, "1C") && !strcmp(f->curve[1].label, "3C"));
    CHECK(strcmp(f->curve[0].colour, f->curve[1].colour) != 0);
    CHECK(strstr(t.data, "'discharge_2C_mAh_g.csv'") && strstr(t.data, "set x2label 'Capacity (mAh)'"));
    CHECK(figures_are(&r, "discharges discharges_time gcd gcd_time gcd_dqdv "));
    free(f);
    text_free(&t);
    for (int k = 0; k < 3; k++) run_free(&run[k]);
}

/* Each leg of a sweep may be a record of its own: one label, all legs. */
static void test_legs_of_a_voltammogram(void)
{
    Run r = fixture_run("cv", "cv", 0.1);
    for (int k = 0; k < 4; k++) fixture_sweep(&r, k < 2 ? 2e-4 : 8e-4, 1, 1, 10);
    Text t = {0};
    Figure *f = figure_for(&(Report){.runs = 1, .run = &r}, "cv", &t);
    CHECK(f->curves == 4 && labels(f) == 2);
    CHECK(!strcmp(f->curve[1].colour, f->curve[0].colour) && strcmp(f->curve[2].colour, f->curve[0].colour) != 0);
    free(f);
    text_free(&t);
    run_free(&r);
}

/* The legend's rectangle must be free of curves, or stand above all of them. */
static void test_legend_avoids_curves(void)
{
    Run flat = fixture_run("discharge", "discharge", 0.1);
    fixture_cc(&flat, -1, 100, 2.0, 1.9, 1, 1, 50);
    Text t = {0};
    Figure *f = figure_for(&(Report){.runs = 1, .run = &flat}, "discharge", &t);
    Legend l = legend_find(f, &(Extent){0, 104, 0, 10}, 10); /* the curve at 20 % of the height */
    CHECK(!strcmp(l.place, "top right") && l.rows == 0);
    l = legend_find(f, &(Extent){0, 104, -10, 2.5}, 10); /* near the top */
    CHECK(!strcmp(l.place, "bottom right") && l.rows == 0);
    l = legend_find(f, &(Extent){0, 104, 1.8, 2.1}, 200); /* too wide for anywhere */
    CHECK(!strcmp(l.place, "above") && l.rows > 0);
    free(f);
    text_free(&t);
    run_free(&flat);
}

TEST_MAIN("report figures", TEST(test_both_voltages), TEST(test_gcd_shows_some_cycles),
          TEST(test_thin_and_thick_share_a_figure), TEST(test_rate_groups_are_labelled),
          TEST(test_voltammogram_shows_the_last_cycle_of_each_rate), TEST(test_voltammograms_of_many_cycles),
          TEST(test_values_that_are_varied), TEST(test_rates_within_one_cycle), TEST(test_discharges_are_compared),
          TEST(test_legs_of_a_voltammogram), TEST(test_legend_avoids_curves))
