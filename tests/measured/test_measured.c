/* Measured data: files as BioLogic, Neware and the Battery Data Format write them, with known answers. */
#include "../../measured/measured.h"
#include "../../report/run_analysis.h"
#include "../test.h"
#include "../report/fixture.h"
#include "read_text.h"

#define DATA SOURCE_ROOT "/tests/analysis/data/"

static const MeasuredCell unknown = {NAN, NAN, NAN, NAN, NAN};

static Measured read_data(const char *file)
{
    Measured m;
    Error e;
    const MeasuredChoice c = measured_defaults();
    const Status status = measured_read(file, &c, &m, &e);
    if (status) fprintf(stderr, "%s: %s\n", file, e.text);
    REQUIRE(status == CELLSIM_OK);
    return m;
}

static Analysis analysed(const Measured *m, const MeasuredCell *cell, Run *run)
{
    Analysis a;
    REQUIRE(measured_run(m, "some_data", cell, run, NULL) == CELLSIM_OK);
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
        Measured m = read_data(file[k]);
        Run run;
        CHECK(m.series.n == 401 && m.series.cycle[0] == 1 && m.series.cycle[400] == 2);
        Analysis a = analysed(&m, &unknown, &run);
        CHECK(!strcmp(run.figure, "cv") && !strcmp(run.protocol, "some_data"));
        REQUIRE(a.cv.rates == 1 && a.segments == 4);
        CHECK_NEAR(a.cv.at[0].rate, rate[k], 1e-6 * rate[k]);
        CHECK(a.cv.at[0].cycle == 2);
        CHECK_NEAR(a.cv.at[0].peak[ANODIC].V, 1.95, 1e-3);
        CHECK_NEAR(a.cv.at[0].peak[ANODIC].I, 5 * rate[k] + 0.15 * sqrt(rate[k]), 1e-4 * sqrt(rate[k]));
        CHECK_NEAR(a.cv.at[0].peak[CATHODIC].V, 1.75, 1e-3);
        analysis_free(&a);
        run_free(&run);
        measured_free(&m);
    }
}

/* 10 mA for 1 h out, 0.9 h in; then 0.9 and 0.88 h. The currents carry no sign: the step types do. 0.1 g. */
static void test_neware(void)
{
    Measured m = read_data(DATA "cycles_neware.csv");
    MeasuredCell cell = unknown;
    Run run;
    cell.mass = 1e-4;
    cell.area = 2e-4;
    CHECK(m.series.n == 8 * 31);
    CHECK_NEAR(m.series.I[3], -0.01, 1e-15);
    CHECK_NEAR(m.series.t[247], 3600 * (1 + 0.9 + 0.9 + 0.88) + 4 * 300, 1e-6);
    Analysis a = analysed(&m, &cell, &run);
    CHECK(!strcmp(run.figure, "gcd"));
    REQUIRE(a.rows == 2);
    CHECK_NEAR(series_mAh_g(&a.series, a.row[0].discharge), 100, 1e-6);
    CHECK_NEAR(a.row[0].efficiency, 0.9, 1e-9);
    CHECK_NEAR(a.row[1].efficiency, 0.88 / 0.9, 1e-9);
    CHECK_NEAR(run.loading, 0.5, 1e-15);
    CHECK_NEAR(record_capacity_mAh_g(&run, &run.record[0]), 100, 1e-6);
    analysis_free(&a);
    run_free(&run);
    measured_free(&m);
}

/* Six pulses: dEs = -20 mV, dEt = -50 mV, a step of -30 mV. */
static void test_battery_data_format(void)
{
    Measured m = read_data(DATA "pulses.bdf.csv");
    MeasuredCell cell = unknown;
    Run run;
    cell.radius = 1e-6;
    Analysis a = analysed(&m, &cell, &run);
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
    measured_free(&m);
}

/* --- variants of the formats, and what is no data ------------------------------------------------------------------ */

/* A decimal comma, tabs, hours, millivolts, cycles from 0, a note among the rows, Latin-1. */
static void test_other_writings(void)
{
    Measured m = read_text("a note\ntime/h\tcycle number\tEcell/mV\tI/\xb5"
                           "A\n0,0\t0\t3500,5\t10\n\nnote\n1,5\t1\t3400\t-2e1\n");
    const Series *s = &m.series;
    REQUIRE(s->n == 2);
    CHECK_NEAR(s->t[1], 5400, 1e-9);
    CHECK_NEAR(s->V[0], 3.5005, 1e-12);
    CHECK_NEAR(s->I[0], 1e-5, 1e-18);
    CHECK_NEAR(s->I[1], -2e-5, 1e-18);
    CHECK(s->cycle[0] == 1 && s->cycle[1] == 2);
    CHECK(m.rows == 2 && m.skipped == 0 && m.other == 1 && m.notes == 1);
    measured_free(&m);
}

/* Step times restart: they are added up. Quotes and spaces are no part of a field. */
static void test_step_times(void)
{
    Measured m = read_text(
        "\"Time(h:min:s.ms)\";\"Voltage(V)\";\"Current(mA)\";\"Step ID\"\n0:00:00.000;3;1;1\n1:00:30.500;3,1;1;1\n"
        "0:00:00.000; 3 ;0;2\n0:01:00.000;3;0;2\n");
    const Series *s = &m.series;
    REQUIRE(s->n == 4);
    CHECK_NEAR(s->t[1], 3630.5, 1e-9);
    CHECK_NEAR(s->t[2], 3630.5, 1e-9);
    CHECK_NEAR(s->t[3], 3690.5, 1e-9);
    CHECK_NEAR(s->Q[3], 1e-3 * 3630.5, 1e-9);
    CHECK(s->step[1] == 0 && s->step[2] == 1 && s->cycle[0] == 0);
    measured_free(&m);
}

static void test_no_data(void)
{
    Measured m;
    Error e;
    const MeasuredChoice c = measured_defaults();
    refused("", "no line names columns");
    refused("Test Time / s,Voltage / V\n1,2\n2,3\n", "none of the current");
    refused("Test Time / s,Voltage / V,Current / A\n", "no rows");
    refused("Test Time / s,Voltage / V,Current / A\n1,nan,inf\n2,x,0x10\n", "2 of 2 rows cannot be used");
    refused("Time / s,Voltage / V,Current / A,Cycle\n1,2,3,1\n2,2,3,99999999999\n", "cycle number 99999999999");
    refused("Time / s,Voltage / V,Current / A,Cycle\n1,2,3,1\n2,2,3,-5\n", "cycle number -5 is out of range");
    refused("Time / s,Voltage / V,Current / A,Cycle\n1,2,3,1\n2,2,3,-1e300\n", "cycle number -1e+300 is out of range");
    CHECK(measured_read("/nonexistent/file.csv", &c, &m, &e) == CELLSIM_IO);
}

TEST_MAIN("measured", TEST(test_biologic), TEST(test_neware), TEST(test_battery_data_format), TEST(test_other_writings),
          TEST(test_step_times), TEST(test_no_data))
