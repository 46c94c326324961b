/* Spectra as tables, JSON, figures and answers. */
#include "../../report/answers.h"
#include "../../report/json/json_analysis.h"
#include "../../report/run_analysis.h"
#include "../../report/tables/spectra.h"
#include "../test.h"
#include "figure_of.h"
#include "fixture.h"
#include "quantities.h"

enum { POINTS = 74 };

/* A half circle of 40 ohm (1e-4 m2: 4e-3 ohm m2) beside 2 ohm, at 3 V, with a small Warburg element. */
static void add_spectrum(Run *r, int cycle, double R)
{
    const EisFit truth = {.R_ohm = 2e-4, .warburg = 1e-5, .arcs = 1, .arc = {{R * 1e-4, 0.02, 0.95}}};
    StepRecord *s = fixture_record(r);
    s->kind = STEP_EIS;
    s->cycle = cycle;
    s->samples = 1;
    s->end = END_SPECTRUM;
    fixture_sample(r, 60, 3, 0, 0, cycle, r->records - 1);
    r->spectrum = realloc(r->spectrum, (size_t)(r->spectra + 1) * sizeof *r->spectrum);
    SpectrumPoint *point = malloc(POINTS * sizeof *point);
    if (!r->spectrum || !point) abort();
    for (int k = 0; k < POINTS; k++) {
        point[k].f = 2e5 * pow(5e-8, k / (POINTS - 1.0));
        eis_fit_value(&truth, point[k].f, &point[k].re, &point[k].im);
    }
    r->spectrum[r->spectra] = (Spectrum){r->records - 1, cycle, 60, 3, 0.5, POINTS, point, r->spectra + 1};
    r->spectra++;
}

static void test_three_columns(void)
{
    Run r = fixture_run("eis", "eis", 0.01);
    Text t = {0};
    double f, re, im;
    add_spectrum(&r, 1, 40);
    csv_spectrum(&r, 0, &t);
    int rows = 0;
    for (char *line = strtok(t.data, "\n"); line; line = strtok(NULL, "\n")) {
        if (line[0] == '#') continue;
        REQUIRE(sscanf(line, "%lf,%lf,%lf", &f, &re, &im) == 3);
        CHECK_NEAR(f, r.spectrum[0].point[rows].f, 1e-9 * f);
        CHECK_NEAR(re, r.spectrum[0].point[rows].re * 1e4, 1e-8);
        CHECK_NEAR(im, r.spectrum[0].point[rows].im * 1e4, 1e-8);
        rows++;
    }
    CHECK(rows == POINTS);
    text_free(&t);
    run_free(&r);
}

static void test_files(void)
{
    Run r = fixture_run("eis", "eis", 0.01);
    const Report report = {.runs = 1, .run = &r};
    char *dir = fixture_directory();
    CHECK(spectra_write(&report, 0, dir, NULL) == CELLSIM_OK);
    CHECK(fixture_entries(dir) == 0); /* a run without spectra leaves nothing */
    add_spectrum(&r, 1, 40);
    add_spectrum(&r, 2, 50);
    CHECK(report_write_data(&report, dir, NULL) == CELLSIM_OK);
    CHECK(fixture_entries(dir) == 8); /* eis_eis.csv, eis_eis2.csv, eis_spectra.csv beside the five of every run */
    fixture_remove(dir);
    run_free(&r);
}

static double number(json_t *o, const char *key)
{
    return json_number_value(json_object_get(o, key));
}

static void test_json(void)
{
    Run r = fixture_run("eis", "eis", 0.01);
    const Report report = {.runs = 1, .run = &r};
    add_spectrum(&r, 1, 40);
    add_spectrum(&r, 2, 50);
    json_t *list = spectra_json(&report, 0);
    REQUIRE(json_array_size(list) == 2);
    json_t *o = json_array_get(list, 1);
    CHECK(!strcmp(json_string_value(json_object_get(o, "file")), "eis_eis2.csv"));
    CHECK(number(o, "cycle") == 2 && number(o, "voltage_V") == 3);
    CHECK_NEAR(number(o, "current_A"), 5e-5, 1e-18);
    CHECK_NEAR(number(o, "R_ohmic_ohm"), 2, 0.01);
    CHECK_NEAR(number(o, "R_ct_ohm"), 50, 0.5);
    CHECK(number(json_object_get(o, "fit"), "residual") < 1e-4);
    json_decref(list);
    run_free(&r);
}

static double answer(const Run *r, const char *quantity, const char *unit, int cycle)
{
    Target t = {.value = 40, .tolerance_percent = 5, .loading = NAN, .c_rate = NAN, .cycle = cycle};
    Answer a = {0};
    snprintf(t.quantity, sizeof t.quantity, "%s", quantity);
    snprintf(t.unit, sizeof t.unit, "%s", unit);
    snprintf(t.protocol, sizeof t.protocol, "eis");
    CHECK(answers_evaluate(1, &t, 1, r, &a) == CELLSIM_OK);
    return a.simulated;
}

static void test_answers(void)
{
    Run r = fixture_run("eis", "eis", 0.01);
    CHECK(isnan(answer(&r, "R_ct", "ohm", 0)));
    add_spectrum(&r, 1, 40);
    add_spectrum(&r, 2, 50);
    CHECK_NEAR(answer(&r, "R_ct", "ohm", 0), 50, 0.5);
    CHECK_NEAR(answer(&r, "R_ct", "ohm", 1), 40, 0.4);
    CHECK_NEAR(answer(&r, "R_ct", "ohm cm2", 1), 40, 0.4); /* of 1 cm2 */
    CHECK_NEAR(answer(&r, "R_ohmic", "ohm", 1), 2, 0.01);
    CHECK(isnan(answer(&r, "R_ct", "ohm", 3)));
    CHECK(isnan(answer(&r, "R_ct", "mAh/g", 1)));
    run_free(&r);
}

static double of_spectra(const char *quantity, const char *unit)
{
    Run r = fixture_run("eis", "eis", 0.01);
    add_spectrum(&r, 1, 40);
    const double value = answer(&r, quantity, unit, 0);
    run_free(&r);
    return value;
}

static void test_all_quantities_of_spectra(void)
{
    check_quantities(OF_SPECTRA, of_spectra);
}

/* Two drawings, Nyquist's with one scale on both axes, both from the files that are written. */
static void test_figures(void)
{
    Run r = fixture_run("eis", "eis", 0.01);
    const Report report = {.runs = 1, .run = &r};
    Figure *f = malloc(sizeof *f);
    Text t = {0};
    REQUIRE(f != NULL);
    add_spectrum(&r, 1, 40);
    add_spectrum(&r, 2, 50);
    CHECK(figures_are(&report, "eis eis_bode eis_time "));
    REQUIRE(figure_find(&report, "eis", f, &t));
    CHECK(strstr(t.data, "set size ratio -1") && strstr(t.data, "'eis_eis.csv'") && strstr(t.data, "'eis_eis2.csv'"));
    text_free(&t);
    t = (Text){0};
    REQUIRE(figure_find(&report, "eis_bode", f, &t));
    CHECK(strstr(t.data, "Phase") && strstr(t.data, "'eis_eis.csv'"));
    text_free(&t);
    free(f);
    run_free(&r);
}

TEST_MAIN("report/spectra", TEST(test_three_columns), TEST(test_files), TEST(test_json), TEST(test_answers),
          TEST(test_all_quantities_of_spectra), TEST(test_figures))
