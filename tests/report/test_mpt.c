#include "../../report/files.h"
#include "../../report/tables/mpt.h"
#include "../test.h"
#include "fixture.h"

static const char columns[] =
    "mode\tox/red\terror\tcontrol changes\tNs changes\tcounter inc.\tNs\ttime/s\tcontrol/V/mA\t"
    "Ewe/V\tI/mA\tdq/mA.h\t(Q-Qo)/mA.h\tP/W\tcycle number";

/* Line n (1: first) of a text with CR LF ends is `expected`. */
static int line_is(const Text *t, int n, const char *expected)
{
    const char *s = t->data;
    for (; s && n > 1; n--) s = strstr(s, "\r\n") ? strstr(s, "\r\n") + 2 : NULL;
    const size_t length = strlen(expected);
    if (s && !strncmp(s, expected, length) && !strncmp(s + length, "\r\n", 2)) return 1;
    fprintf(stderr, "line is '%.*s', expected '%s'\n", s ? (int)strcspn(s, "\r") : 0, s ? s : "", expected);
    return 0;
}

/* What line 2 says: the number of the line that names the columns. */
static int header_lines(const Text *t)
{
    const char *s = strstr(t->data, "Nb header lines : ");
    return s ? atoi(s + strlen("Nb header lines : ")) : 0;
}

/* 10 mg/cm2, 1 cm2, 1C = 17 A/m2 = 1.7 mA: a discharge of 36 kC/m2 = 1 mAh at 3.4 mA, a charge of 0.5 mAh at 1.7 mA in
 * the next cycle, and a rest. */
static Run a_run(void)
{
    Run r = fixture_run("gcd", "gcd", 0.1);
    fixture_cc(&r, -2.0, 100.0, 2.0, 1.0, 1, 1, 3);
    fixture_cc(&r, 1.0, 50.0, 1.5, 2.5, 2, 1, 2);
    fixture_record(&r)->kind = STEP_REST;
    fixture_sample(&r, 4000, 2.25, 0, -18e3, 2, 2);
    return r;
}

static void test_header_counts_itself(void)
{
    Run r = a_run();
    Text t = {0};
    mpt_series(&r, &t);
    CHECK(line_is(&t, 1, "EC-Lab ASCII FILE"));
    CHECK(header_lines(&t) >= 3);
    CHECK(line_is(&t, header_lines(&t), columns));
    CHECK(strstr(t.data, "\r\nGalvanostatic Cycling with Potential Limitation\r\n") != NULL);
    CHECK(strstr(t.data, "a simulation, not a measurement\r\n") != NULL);
    CHECK(strstr(t.data, "\r\nElectrode surface area : 1 cm2\r\n") != NULL);
    CHECK(strstr(t.data, "\r\nMass of active material : 10 mg\r\n") != NULL);
    text_free(&t);
    run_free(&r);
}

static void test_rows_in_the_units_of_a_potentiostat(void)
{
    Run r = a_run();
    Text t = {0};
    mpt_series(&r, &t);
    const int n = header_lines(&t);
    CHECK(line_is(&t, n + 1, "1\t0\t0\t0\t0\t0\t0\t0\t-3.4\t2\t-3.4\t0\t0\t-0.0068\t1"));
    CHECK(line_is(&t, n + 2, "1\t0\t0\t0\t0\t0\t0\t529.411764705882\t-3.4\t1.5\t-3.4\t-0.5\t-0.5\t-0.0051\t1"));
    /* a new step, a new cycle, oxidation; no charge passes between two steps */
    CHECK(line_is(&t, n + 4, "1\t1\t0\t1\t1\t1\t1\t1058.82352941176\t1.7\t1.5\t1.7\t0\t-1\t0.00255\t2"));
    CHECK(line_is(&t, n + 6, "3\t0\t0\t1\t1\t0\t2\t4000\t0\t2.25\t0\t0\t-0.5\t0\t2"));
    text_free(&t);
    run_free(&r);
}

/* A CCCV step: current control until the current leaves its set value, then voltage control at 2.5 V. */
static void test_hold_after_current(void)
{
    Run r = fixture_run("gcd", "gcd", 0.1);
    fixture_cc(&r, 1.0, 50.0, 1.5, 2.5, 1, 1, 2);
    r.record[0].kind = STEP_CCCV;
    fixture_sample(&r, 2000, 2.5, 8.5, 18.5e3, 1, 0);
    Text t = {0};
    mpt_series(&r, &t);
    const int n = header_lines(&t);
    CHECK(line_is(&t, n + 2, "1\t1\t0\t0\t0\t0\t0\t1058.82352941176\t1.7\t2.5\t1.7\t0.5\t0.5\t0.00425\t1"));
    CHECK(line_is(&t, n + 3, "2\t1\t0\t1\t0\t0\t0\t2000\t2.5\t2.5\t0.85\t0.01388888889\t0.5138888889\t0.002125\t1"));
    text_free(&t);
    run_free(&r);
}

static void test_sweeps_are_voltammetry(void)
{
    Run r = fixture_run("cv", "cv", 0.1);
    fixture_sweep(&r, 2e-4, 1, 1, 5);
    Text t = {0};
    mpt_series(&r, &t);
    CHECK(line_is(&t, 4, "Cyclic Voltammetry"));
    CHECK(strstr(t.data, "\r\n2\t0\t0\t0\t0\t0\t0\t0\t3\t3\t") != NULL);
    text_free(&t);
    run_free(&r);
}

/* Two spectra: 3 - 4i ohm m2 on 1 cm2 are 30000 - 40000i ohm; |Z| = 50000 ohm, phase -53.13 degrees. */
static void add_spectra(Run *r)
{
    r->spectra = 2;
    r->spectrum = calloc(2, sizeof *r->spectrum);
    if (!r->spectrum) abort();
    for (int k = 0; k < 2; k++) {
        SpectrumPoint *point = calloc(1, sizeof *point);
        if (!point) abort();
        *point = (SpectrumPoint){100.0, 3.0, k ? 4.0 : -4.0};
        r->spectrum[k] = (Spectrum){0, 1, 1200, 1.8, 5.0, 1, point, k + 1};
    }
}

static void test_spectrum_has_the_capacitive_half_plane_up(void)
{
    Run r = a_run();
    Text t = {0};
    add_spectra(&r);
    mpt_spectrum(&r, 0, &t);
    const int n = header_lines(&t);
    CHECK(
        line_is(&t, n, "freq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\t|Z|/Ohm\tPhase(Z)/deg\ttime/s\t<Ewe>/V\t<I>/mA\tcycle number"));
    CHECK(line_is(&t, n + 1, "100\t30000\t40000\t50000\t-53.13010235\t1200\t1.8\t0.5\t1"));
    CHECK(strstr(t.data, "\r\nPotentio Electrochemical Impedance Spectroscopy\r\n") != NULL);
    text_free(&t);
    run_free(&r);
}

static int exists(const char *dir, const char *name)
{
    char *path = path_join(dir, name);
    const int there = path && access(path, R_OK) == 0;
    free(path);
    return there;
}

static void test_files_are_written_on_request_and_named_in_the_summary(void)
{
    Run r = a_run();
    add_spectra(&r);
    Report report = {.runs = 1, .run = &r};
    char *plain = fixture_directory(), *asked = fixture_directory();
    CHECK(report_write_data(&report, plain, NULL) == CELLSIM_OK);
    report.mpt = 1;
    CHECK(report_write_data(&report, asked, NULL) == CELLSIM_OK);
    CHECK(fixture_entries(asked) == fixture_entries(plain) + 3);
    static const char *const names[] = {"gcd.mpt", "gcd_eis.mpt", "gcd_eis2.mpt"};
    json_t *o = report_json(&report, 1);
    const json_t *files = json_object_get(json_array_get(json_object_get(o, "experiments"), 0), "files");
    for (int k = 0; k < 3; k++) {
        int named = 0;
        for (size_t j = 0; j < json_array_size(files); j++)
            named += !strcmp(json_string_value(json_array_get(files, j)), names[k]);
        CHECK(exists(asked, names[k]) && !exists(plain, names[k]) && named == 1);
    }
    json_decref(o);
    fixture_remove(plain);
    fixture_remove(asked);
    run_free(&r);
}

/* Tabs, line ends and other alphabets in a name must not break the header. */
static void test_names_stay_on_one_line_of_ascii(void)
{
    Run r = a_run();
    Text t = {0};
    snprintf(r.cell, sizeof r.cell, "a\tb\nc\xc3\xa9");
    mpt_series(&r, &t);
    CHECK(strstr(t.data, "\r\nCell : a?b?c??\r\n") != NULL);
    CHECK(line_is(&t, header_lines(&t), columns));
    text_free(&t);
    run_free(&r);
}

TEST_MAIN("report mpt", TEST(test_header_counts_itself), TEST(test_rows_in_the_units_of_a_potentiostat),
          TEST(test_hold_after_current), TEST(test_sweeps_are_voltammetry),
          TEST(test_spectrum_has_the_capacitive_half_plane_up),
          TEST(test_files_are_written_on_request_and_named_in_the_summary), TEST(test_names_stay_on_one_line_of_ascii))
