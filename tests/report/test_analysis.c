/* Runs as the analyses see them, their tables and figures. */
#include "../../report/answers.h"
#include "../../report/tables/csv_analysis.h"
#include "../test.h"
#include "figure_of.h"
#include "fixture.h"
#include "quantities.h"

enum { LEG = 401 };

/* A leg of a voltammogram from 3 to 1 V or back: i = k1 v + k2 v^1/2 with a peak in k2; 1e-4 m2, A/m2. */
static void leg(Run *r, double rate, int anodic, int cycle)
{
    const double t0 = r->samples ? r->sample[r->samples - 1].t : 0;
    StepRecord *s = fixture_record(r);
    s->kind = STEP_CV_SWEEP;
    s->cycle = cycle;
    s->scan_rate = rate;
    s->v_start = anodic ? 1 : 3;
    s->v_end = anodic ? 3 : 1;
    s->samples = LEG;
    s->end = END_SWEEP;
    for (int k = 0; k < LEG; k++) {
        const double w = k / (LEG - 1.0), V = anodic ? 1 + 2 * w : 3 - 2 * w, z = (V - (anodic ? 1.9 : 1.7)) / 0.1;
        const double i = 1e4 * rate + 100 * sqrt(rate) * exp(-z * z);
        fixture_sample(r, t0 + w * 2 / rate, V, anodic ? i : -i, 0, cycle, r->records - 1);
    }
}

static Run voltammetry(int rates)
{
    Run r = fixture_run("cv", "cv", 0.1);
    r.temperature = 298.15;
    r.sites = 48700;
    r.density = 4000;
    r.radius = 3e-6;
    for (int k = 0, cycle = 1; k < rates; k++)
        for (int c = 0; c < 2; c++, cycle++)
            for (int anodic = 0; anodic < 2; anodic++) leg(&r, (k + 1) * 2e-4, anodic, cycle);
    return r;
}

static Analysis analysed(const Run *r)
{
    Analysis a;
    const AnalysisChoice c = run_analysis_choice(r);
    REQUIRE(run_analysis(r, &c, &a, NULL) == CELLSIM_OK);
    return a;
}

/* Amperes and kilograms of the cell, its own temperature, lengths and sites. */
static void test_run_as_series(void)
{
    Run r = voltammetry(4);
    Analysis a = analysed(&r);
    CHECK(a.series.n == r.samples && a.segments == 16 && a.cv.rates == 4);
    CHECK_NEAR(a.series.mass, 1e-5, 1e-18); /* 10 mg/cm2 on 1 cm2 */
    CHECK_NEAR(a.series.I[5], r.sample[5].current * 1e-4, 1e-18);
    CHECK_NEAR(a.choice.gitt.thickness, 0.1 / 4000, 1e-18);
    CHECK_NEAR(a.choice.gitt.radius, 3e-6, 0);
    CHECK_NEAR(a.choice.concentration, 48700, 0);
    CHECK(a.cv.at[0].cycle == 2);
    CHECK_NEAR(a.window[0], 1.05, 1e-12);
    CHECK_NEAR(a.window[1], 2.95, 1e-12);
    analysis_free(&a);
    run_free(&r);
}

/* Both parts are known: at 0.8 mV/s k1 v is 8 A/m2, k2 v^1/2 has the area 100 sqrt(v) 0.1 sqrt(pi) per branch. */
static void test_share_in_the_table(void)
{
    Run r = voltammetry(4);
    Analysis a = analysed(&r);
    const double diffusive = 100 * sqrt(8e-4) * 0.1 * sqrt(3.14159265358979), capacitive = 8 * 1.9;
    char row[64];
    Text t = {0};
    csv_cv_peaks(&a, &t);
    CHECK_NEAR(dunn_share(&a.cv, 3, 1.05, 2.95, CV_GRID, 1), capacitive / (capacitive + diffusive), 1e-4);
    CHECK(!strncmp(t.data, "Scan Rate / mV s-1,Cycle at Rate / 1,Cathodic Peak Voltage / V,", 62));
    snprintf(row, sizeof row, "\n0.8,2,1.7,%.8g,1.9,", -1e3 * 1e-4 * (8 + 100 * sqrt(8e-4)));
    if (!strstr(t.data, row)) fprintf(stderr, "%s\nlacks %s\n", t.data, row);
    CHECK(strstr(t.data, row) != NULL);
    text_free(&t);
    analysis_free(&a);
    run_free(&r);
}

static int lines(const Text *t)
{
    int n = 0;
    for (const char *c = t->data; *c; c++) n += *c == '\n';
    return n;
}

static double simulated(const Run *r, const char *quantity, const char *unit, Target t)
{
    Answer a;
    snprintf(t.quantity, sizeof t.quantity, "%s", quantity);
    snprintf(t.unit, sizeof t.unit, "%s", unit);
    snprintf(t.protocol, sizeof t.protocol, "cv");
    t.loading = t.c_rate = NAN;
    t.value = 1;
    CHECK(answers_evaluate(1, &t, 1, r, &a) == CELLSIM_OK);
    return a.simulated;
}

/* Peaks of 1e4 v + 100 v^1/2 A/m2 at 0.2, 0.4, 0.6, 0.8 mV/s on 1e-4 m2, and the formula of Randles and Sevcik. */
static void test_targets_of_voltammetry(void)
{
    Run r = voltammetry(4);
    double mv = 0, mi = 0, vv = 0, vi = 0, v0 = 0, i0 = 0;
    for (int k = 1; k <= 4; k++) {
        const double v = k * 2e-4, root = sqrt(v), i = 1e-4 * (1e4 * v + 100 * root);
        mv += root / 4;
        mi += i / 4;
        vv += root * root;
        vi += root * i;
        v0 += v;
        i0 += i * root;
    }
    const double RT_F = 8.314462618 * 298.15 / 96485.33212, per_root = 0.4463 * 96485.33212 * 1e-4;
    const double slope = (vi - 4 * mv * mi) / (vv - 4 * mv * mv), origin = i0 / v0;
    const double D = 1e4 * pow(slope / (per_root * 48700), 2) * RT_F;
    CHECK_NEAR(simulated(&r, "D_app", "cm2/s", (Target){0}), D, 1e-6 * D);
    CHECK_NEAR(simulated(&r, "D_app", "m2/s", (Target){.peak = TARGET_PEAK_ANODIC}), D * 1e-4, 1e-10 * D);
    CHECK_NEAR(simulated(&r, "D_app", "cm2/s", (Target){.concentration = 24350}), 4 * D, 4e-6 * D);
    CHECK_NEAR(simulated(&r, "D_app", "cm2/s", (Target){.through_origin = 1}), D * pow(origin / slope, 2), 1e-6 * D);
    CHECK_NEAR(simulated(&r, "peak_voltage", "mV", (Target){.peak = TARGET_PEAK_CATHODIC}), 1700, 0.01);
    CHECK_NEAR(simulated(&r, "peak_voltage", "V", (Target){.scan_rate = 2e-4}), 1.8, 1e-5);
    CHECK(isnan(simulated(&r, "peak_voltage", "V", (Target){.scan_rate = 3e-4})));
    const double narrow = simulated(&r, "capacitive_share", "%", (Target){.scan_rate = 8e-4, .from_V = 1.6, .to_V = 2});
    CHECK(narrow < 90 && narrow > 70);
    const double b = simulated(&r, "b_value", "1", (Target){.cycle = 1});
    CHECK(b > 0.5 && b < 1);
    CHECK(isnan(simulated(&r, "b_value", "1", (Target){.cycle = 3})));
    run_free(&r);
}

/* The rows that the script of the figure selects are those of its scan rate. */
static double of_sweeps(const char *quantity, const char *unit)
{
    Run r = voltammetry(4);
    const double value = simulated(&r, quantity, unit, (Target){.at_V = 1.9});
    run_free(&r);
    return value;
}

static void test_all_quantities_of_sweeps(void)
{
    check_quantities(OF_SWEEPS, of_sweeps);
}

static void test_dunn_rows(void)
{
    Run r = voltammetry(4);
    Analysis a = analysed(&r);
    Text t = {0}, script = {0};
    Figure f;
    csv_cv_dunn(&a, &t);
    CHECK(lines(&t) == 1 + 4 * 2 * CV_GRID);
    const Report report = {.runs = 1, .run = &r};
    REQUIRE(figure_find(&report, "cv_dunn", &f, &script));
    CHECK(strstr(script.data, "'cv_dunn.csv' skip 1 every ::1686::2247 using 3:7") != NULL);
    CHECK(strstr(script.data, "title 'k_1v: 96.8 %'") != NULL);
    CHECK(strstr(script.data, "total, 0.8 mV s^{−1}") != NULL);
    text_free(&script);
    text_free(&t);
    analysis_free(&a);
    run_free(&r);
}

/* Figures need something to show. */
static void test_which_figures(void)
{
    Run run[] = {voltammetry(4), voltammetry(2), fixture_run("gcd", "gcd", 0.1), fixture_run("empty", "gcd", 0.1),
                 fixture_run("gitt", "gitt", 0.1)};
    fixture_cc(&run[2], -1, 100, 3, 1, 1, 1, 50);
    /* beside those of protocols: three of four scan rates, none of two; none without cycles or pulses */
    CHECK(figures_are(&(Report){.runs = 5, .run = run}, "cv cv_time gcd gcd_time cv_dunn cv_b_values cv_randles_sevcik gcd_dqdv "));
    for (int k = 0; k < 5; k++) run_free(&run[k]);
}

/* 0.5C, 280 then 252 mAh/g. */
static void test_cycles(void)
{
    Run r = fixture_run("gcd", "gcd", 0.1);
    fixture_cc(&r, -0.5, 280, 2.4, 1.1, 1, 1, 200);
    fixture_cc(&r, 0.5, 252, 1.6, 3.0, 1, 1, 200);
    fixture_cc(&r, -0.5, 252, 2.4, 1.1, 2, 2, 200);
    fixture_cc(&r, 0.5, 252, 1.6, 3.0, 2, 2, 200);
    Analysis a = analysed(&r);
    Text t = {0};
    csv_cycles(&a, &t);
    CHECK(strstr(t.data, "\n1,280,252,2.8,2.52,90,100\n2,252,252,2.52,2.52,100,90\n") != NULL);
    text_free(&t);
    csv_dqdv(&a, DQDV_WIDTH, &t);
    CHECK(lines(&t) == 1 + 4 * DQDV_GRID);
    text_free(&t);
    analysis_free(&a);
    run_free(&r);
}

/* A record cut short by a safety limit is no branch, no half of a cycle. */
static void test_broken_records_do_not_count(void)
{
    Run r = fixture_run("gcd", "gcd", 0.1);
    fixture_cc(&r, -0.5, 280, 2.4, 1.1, 1, 1, 20);
    fixture_cc(&r, 0.5, 100, 1.6, 3.0, 1, 1, 20);
    r.record[1].end = END_SAFETY;
    fixture_cycles(&r);
    Analysis a = analysed(&r);
    CHECK(a.segments == 1 && a.rows == 1 && isnan(a.row[0].efficiency));
    analysis_free(&a);
    run_free(&r);
}

TEST_MAIN("report analysis", TEST(test_run_as_series), TEST(test_share_in_the_table), TEST(test_targets_of_voltammetry),
          TEST(test_all_quantities_of_sweeps), TEST(test_dunn_rows), TEST(test_which_figures), TEST(test_cycles),
          TEST(test_broken_records_do_not_count))
