/* Measured data: files as BioLogic, Neware and the Battery Data Format write them, with known answers. */
#include "../../measured/measured.h"
#include "../../measured/columns.h"
#include "../../report/run_analysis.h"
#include "../test.h"
#include "../report/fixture.h"

#define DATA SOURCE_ROOT "/tests/analysis/data/"

static const MeasuredCell unknown = {NAN, NAN, NAN, NAN, NAN};

static Series read_data(const char *file)
{
    Series s;
    Error e;
    const Status status = measured_read(file, &s, &e);
    if (status) fprintf(stderr, "%s: %s\n", file, e.text);
    REQUIRE(status == CELLSIM_OK);
    return s;
}

static Analysis analysed(const Series *s, const MeasuredCell *cell, Run *run)
{
    Analysis a;
    REQUIRE(measured_run(s, "folder/some data.csv", cell, run, NULL) == CELLSIM_OK);
    const AnalysisChoice c = run_analysis_choice(run);
    REQUIRE(run_analysis(run, &c, &a, NULL) == CELLSIM_OK);
    return a;
}

/* k1 = 5 A s/V, k2 = 0.05 A (s/V)^1/2 and a peak of 0.1; the first of two cycles carries 10 % more. */
static void test_biologic(void)
{
    static const char *const file[] = {DATA "cv_0.2_mV_s.mpt", DATA "cv_0.4_mV_s.mpt", DATA "cv_0.8_mV_s.mpt"};
    static const double rate[] = {2e-4, 4e-4, 8e-4};
    for (int k = 0; k < 3; k++) {
        Series s = read_data(file[k]);
        Run run;
        CHECK(s.n == 401 && s.cycle[0] == 1 && s.cycle[400] == 2);
        Analysis a = analysed(&s, &unknown, &run);
        CHECK(!strcmp(run.figure, "cv") && !strcmp(run.protocol, "some_data"));
        REQUIRE(a.cv.rates == 1 && a.segments == 4);
        CHECK_NEAR(a.cv.at[0].rate, rate[k], 1e-6 * rate[k]);
        CHECK(a.cv.at[0].cycle == 2);
        CHECK_NEAR(a.cv.at[0].peak[ANODIC].V, 1.95, 1e-3);
        CHECK_NEAR(a.cv.at[0].peak[ANODIC].I, 5 * rate[k] + 0.15 * sqrt(rate[k]), 1e-4 * sqrt(rate[k]));
        CHECK_NEAR(a.cv.at[0].peak[CATHODIC].V, 1.75, 1e-3);
        analysis_free(&a);
        run_free(&run);
        series_free(&s);
    }
}

/* 10 mA for 1 h out, 0.9 h in; then 0.9 and 0.88 h. The currents carry no sign: the step types do. 0.1 g. */
static void test_neware(void)
{
    Series s = read_data(DATA "cycles_neware.csv");
    MeasuredCell cell = unknown;
    Run run;
    cell.mass = 1e-4;
    cell.area = 2e-4;
    CHECK(s.n == 8 * 31);
    CHECK_NEAR(s.I[3], -0.01, 1e-15);
    CHECK_NEAR(s.t[247], 3600 * (1 + 0.9 + 0.9 + 0.88) + 4 * 300, 1e-6);
    Analysis a = analysed(&s, &cell, &run);
    CHECK(!strcmp(run.figure, "gcd"));
    REQUIRE(a.rows == 2);
    CHECK_NEAR(series_mAh_g(&a.series, a.row[0].discharge), 100, 1e-6);
    CHECK_NEAR(a.row[0].efficiency, 0.9, 1e-9);
    CHECK_NEAR(a.row[1].efficiency, 0.88 / 0.9, 1e-9);
    CHECK_NEAR(run.loading, 0.5, 1e-15);
    CHECK_NEAR(record_capacity_mAh_g(&run, &run.record[0]), 100, 1e-6);
    analysis_free(&a);
    run_free(&run);
    series_free(&s);
}

/* Six pulses: dEs = -20 mV, dEt = -50 mV, a step of -30 mV. */
static void test_battery_data_format(void)
{
    Series s = read_data(DATA "pulses.bdf.csv");
    MeasuredCell cell = unknown;
    Run run;
    cell.radius = 1e-6;
    Analysis a = analysed(&s, &cell, &run);
    CHECK(!strcmp(run.figure, "gitt"));
    REQUIRE(a.pulses == 6);
    for (int k = 0; k < 6; k++) {
        const GittPulse *p = &a.pulse[k];
        CHECK_NEAR(p->dEs, -0.02, 1e-7);
        CHECK_NEAR(p->dEt, -0.05, 1e-6);
        CHECK_NEAR(p->IR, -0.03, 1e-6);
        CHECK(p->flags == 0 && isnan(p->D_geometric));
        CHECK_NEAR(p->D_particle, 4e-12 / (9 * 3.14159265358979 * 600) * 0.16, 1e-20);
    }
    analysis_free(&a);
    run_free(&run);
    series_free(&s);
}

/* --- variants of the formats, and what is no data ------------------------------------------------------------------ */

static Status read_text_as(const char *text, Series *s, Error *e)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/cellsim_measured_%ld.txt", (long)getpid());
    FILE *f = fopen(path, "wb");
    REQUIRE(f != NULL);
    fputs(text, f);
    fclose(f);
    const Status status = measured_read(path, s, e);
    remove(path);
    return status;
}

/* A decimal comma, tabs, hours, millivolts, cycles from 0, a note among the rows. */
static void test_other_writings(void)
{
    Series s;
    Error e;
    REQUIRE(read_text_as("a note\ntime/h\tcycle number\tEcell/mV\tI/\xb5"
                         "A\n0,0\t0\t3500,5\t10\n\nnote\n1,5\t1\t3400\t-2e1\n",
                         &s, &e) == CELLSIM_OK);
    REQUIRE(s.n == 2);
    CHECK_NEAR(s.t[1], 5400, 1e-9);
    CHECK_NEAR(s.V[0], 3.5005, 1e-12);
    CHECK_NEAR(s.I[0], 1e-5, 1e-18);
    CHECK_NEAR(s.I[1], -2e-5, 1e-18);
    CHECK(s.cycle[0] == 1 && s.cycle[1] == 2);
    series_free(&s);
}

/* Step times restart: they are added up. Quotes and spaces are no part of a field. */
static void test_step_times(void)
{
    Series s;
    Error e;
    REQUIRE(
        read_text_as(
            "\"Time(h:min:s.ms)\";\"Voltage(V)\";\"Current(mA)\";\"Step ID\"\n0:00:00.000;3;1;1\n1:00:30.500;3,1;1;1\n"
            "0:00:00.000; 3 ;0;2\n0:01:00.000;3;0;2\n",
            &s, &e) == CELLSIM_OK);
    REQUIRE(s.n == 4);
    CHECK_NEAR(s.t[1], 3630.5, 1e-9);
    CHECK_NEAR(s.t[2], 3630.5, 1e-9);
    CHECK_NEAR(s.t[3], 3690.5, 1e-9);
    CHECK_NEAR(s.Q[3], 1e-3 * 3630.5, 1e-9);
    CHECK(s.step[1] == 0 && s.step[2] == 1 && s.cycle[0] == 0);
    series_free(&s);
}

static void refused(const char *text, Status expected, const char *words)
{
    Series s;
    Error e;
    const Status status = read_text_as(text, &s, &e);
    if (status != expected || !strstr(e.text, words)) fprintf(stderr, "'%s': %d %s\n", text, (int)status, e.text);
    CHECK(status == expected && strstr(e.text, words) && e.hint[0]);
    CHECK(s.t == NULL);
}

static void test_no_data(void)
{
    Series s;
    Error e;
    refused("", CELLSIM_BAD_CARD, "no line names columns");
    refused("Test Time / s,Voltage / V\n1,2\n", CELLSIM_BAD_CARD, "no line names columns");
    refused("Test Time / s,Voltage / V,Current / A\n", CELLSIM_BAD_CARD, "no rows");
    refused("Test Time / s,Voltage / V,Current / A\n1,nan,inf\n2,x,0x10\n", CELLSIM_BAD_CARD, "no rows");
    refused("Time,Voltage,Current,Cycle\n1,2,3,1\n2,2,3,99999999999\n", CELLSIM_BAD_CARD, "cycle number 99999999999");
    refused("Time,Voltage,Current,Cycle\n1,2,3,1\n2,2,3,-5\n", CELLSIM_BAD_CARD, "cycle number -5 is out of range");
    CHECK(measured_read("/nonexistent/file.csv", &s, &e) == CELLSIM_IO);
}

/* Numbers of hours beyond an int, and clocks that are none. */
static void test_clocks(void)
{
    CHECK_NEAR(field_number("1:02:03.5"), 3723.5, 1e-12);
    CHECK_NEAR(field_number("2d 1:00:00"), 49 * 3600.0, 1e-9);
    CHECK_NEAR(field_number("99999999999:0:0"), 99999999999 * 3600.0, 1);
    static const char *const none[] = {"::", "1:2", "1:2:3:4", "a:b:c", "1:2:x", "d1:2:3", "1d:2:3", ":"};
    for (size_t k = 0; k < sizeof none / sizeof *none; k++) CHECK(isnan(field_number(none[k])));
}

TEST_MAIN("report measured", TEST(test_biologic), TEST(test_neware), TEST(test_battery_data_format),
          TEST(test_other_writings), TEST(test_step_times), TEST(test_no_data), TEST(test_clocks))
