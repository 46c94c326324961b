/* What a file is a measurement of. */
#include "../../report/run_analysis.h"
#include "read_text.h"
#include "samples.h"

static const MeasuredCell unknown = {NAN, NAN, NAN, NAN, NAN};

static void check_kind(const char *what, const Text *text, MeasuredKind expected)
{
    Measured m = read_text(text->data);
    if (m.kind != expected) fprintf(stderr, "%s: %s (%s)\n", what, measured_kind_name(m.kind), m.why);
    CHECK(m.kind == expected && m.why[0]);
    measured_free(&m);
}

/* Between 0 and 1 V at 10 mV/s: `span` V per second are passed in the end. */
static double triangle(double t, int *up)
{
    const double phase = fmod(t, 200);
    *up = phase < 100;
    return *up ? 0.01 * phase : 2 - 0.01 * phase;
}

/* Constant currents between two voltages; a capacitor's voltammogram looks like it turned by 90 degrees. */
static void test_triangles(void)
{
    Text constant = {0}, swept = {0};
    text_add(&constant, "Time/s,Voltage/V,Current/mA\n");
    text_add(&swept, "Time/s,Voltage/V,Current/mA\n");
    for (int t = 0; t < 600; t++) {
        int up;
        const double V = triangle(t, &up);
        sample_add(&constant, "%d,%.4f,%d\n", t, V + 0.002 * sin(t), up ? 1 : -1);
        sample_add(&swept, "%d,%.4f,%.5f\n", t, V, (up ? 1 : -1) * (1 + 0.03 * sin(t)));
    }
    check_kind("constant current", &constant, MEASURED_CYCLING);
    check_kind("capacitor", &swept, MEASURED_CV);
    text_free(&constant);
    text_free(&swept);
}

/* A jump at the start is no branch, and no parabola goes beyond the data. */
static void test_linear_sweep(void)
{
    Text text = {0};
    text_add(&text, "time/s\tEwe/V\t<I>/mA\n0.05\t-0.250\t-6.5\n0.12\t-0.069\t1.04\n");
    for (int k = 0; k < 100; k++)
        sample_add(&text, "%.4f\t%.5f\t%.5f\n", 0.29 + 0.5 * k, -0.062 - 0.01 * k, -0.3 * (k + 1));
    Measured m = read_text(text.data);
    Run run;
    Analysis a;
    CHECK(m.kind == MEASURED_LSV);
    REQUIRE(measured_run(&m, "lsv", &unknown, &run, NULL) == CELLSIM_OK);
    const AnalysisChoice c = run_analysis_choice(&run);
    REQUIRE(run_analysis(&run, &c, &a, NULL) == CELLSIM_OK);
    CHECK(a.cv.rates == 0);
    double largest = 0;
    for (int k = 0; k < a.series.n; k++) largest = fmax(largest, a.series.I[k]);
    CHECK_NEAR(largest, 1.04e-3, 1e-12);
    analysis_free(&a);
    run_free(&run);
    measured_free(&m);
    text_free(&text);
}

/* A last branch that is cut short is not the cycle; scans at two rates in one file are two. */
static void test_scans(void)
{
    Text text = {0};
    text_add(&text, "Time/s,Voltage/V,Current/mA\n");
    double t = 0;
    for (int rate = 1; rate <= 2; rate++)
        for (int k = 0; k < 1250; k++, t += 0.4 / rate) {
            const int phase = k % 500, up = phase < 250;
            const double V = up ? 0.004 * phase : 2 - 0.004 * phase, z = (V - (up ? 0.6 : 0.4)) / 0.1;
            sample_add(&text, "%.4f,%.4f,%.6f\n", t, V, rate * (up ? 1 : -1) * (0.1 + exp(-z * z)));
        }
    Measured m = read_text(text.data);
    Run run;
    Analysis a;
    REQUIRE(measured_run(&m, "cv", &unknown, &run, NULL) == CELLSIM_OK);
    const AnalysisChoice c = run_analysis_choice(&run);
    REQUIRE(run_analysis(&run, &c, &a, NULL) == CELLSIM_OK);
    REQUIRE(a.cv.rates == 2);
    for (int k = 0; k < 2; k++) {
        CHECK_NEAR(a.cv.at[k].rate, 0.01 * (k + 1), 1e-6);
        CHECK_NEAR(a.cv.at[k].peak[ANODIC].V, 0.6, 1e-3);
        CHECK_NEAR(a.cv.at[k].peak[CATHODIC].V, 0.4, 1e-3);
        CHECK_NEAR(a.cv.at[k].peak[ANODIC].I, 1.1e-3 * (k + 1), 1e-6);
    }
    analysis_free(&a);
    run_free(&run);
    measured_free(&m);
    text_free(&text);
}

/* Currents with a rest after each; `I` in mA. */
static void pulses(Text *text, int n, const double *I, int length)
{
    double V = 3, t = 0;
    text_add(text, "Time/s,Voltage/V,Current/mA,Step\n0,3,0,1\n30,3,0,1\n60,3,0,1\n90,3,0,1\n");
    t = 90;
    for (int k = 0; k < n; k++) {
        for (int j = 1; j <= 5; j++)
            sample_add(text, "%g,%.5f,%g,%d\n", t + length * j / 5.0, V + 0.02 * j * (I[k] > 0 ? 1 : -1), I[k],
                       2 * k + 2);
        t += length;
        V += 0.05 * (I[k] > 0 ? 1 : -1);
        for (int j = 1; j <= 5; j++) sample_add(text, "%g,%.5f,0,%d\n", t + 120 * j, V, 2 * k + 3);
        t += 600;
    }
}

/* Discharges at three rates with rests between are no titration; six like pulses are; alternating short ones are pulses. */
static void test_pulses(void)
{
    static const double rates[] = {-1, -0.4, -0.2, 1, -1, -0.4, -0.2, 1, -1, -0.4, -0.2, 1};
    static const double like[] = {-1, -1, -1, -1, -1, -1}, alternating[] = {-1, 0.75, -1, 0.75, -1, 0.75};
    Text a = {0}, b = {0}, c = {0};
    pulses(&a, 12, rates, 1800);
    pulses(&b, 6, like, 600);
    pulses(&c, 6, alternating, 10);
    check_kind("rates", &a, MEASURED_CYCLING);
    check_kind("like pulses", &b, MEASURED_GITT);
    check_kind("alternating pulses", &c, MEASURED_PULSE);
    text_free(&a);
    text_free(&b);
    text_free(&c);
}

/* A step at a thousandth of another's current is no rest. */
static void test_slow_step(void)
{
    Measured m = read_text("Time/s,Voltage/V,Current/"
                           "mA,Step\n0,3,0,1\n10,3,0,1\n10,3,-100,2\n11,2.9,-100,2\n12,2.8,-100,2\n12,2.9,0.0002,3\n"
                           "22,2.9,-0.0001,3\n32,2.9,0.0001,3\n32,2.9,-0.01,4\n1832,2.8,-0.01,4\n3632,2.7,-0.01,4\n");
    REQUIRE(m.segments == 4);
    CHECK(m.segment[2].kind == SEGMENT_REST && m.segment[3].kind == SEGMENT_CURRENT);
    CHECK_NEAR(m.segment[3].charge, -0.036, 1e-9);
    measured_free(&m);
}

static void test_open_circuit(void)
{
    static const char text[] =
        "EC-Lab ASCII FILE\nNb header lines : 6\n\nOpen Circuit Voltage\n\nmode\terror\ttime/s\tEwe/V\n"
        "3\t0\t0\t3.3\n3\t0\t10\t3.301\n3\t0\t20\t3.302\n";
    MeasuredChoice c = measured_defaults();
    Measured m = read_text(text);
    CHECK(m.kind == MEASURED_OCV);
    measured_free(&m);
    refused("time/s,voltage/V\n0,3\n1,3\n2,3\n", "none of the current");
    c.as = MEASURED_OCV;
    m = read_text_with("time/s,voltage/V\n0,3\n1,3\n2,3\n", &c);
    CHECK(m.kind == MEASURED_OCV && m.series.n == 3);
    measured_free(&m);
}

static void test_curves(void)
{
    Measured m = read_text("Capacity (mAh/g),Voltage (V)\n0,3\n50,2.5\n100,2\n0,2.2\n50,2.6\n95,3\n");
    REQUIRE(m.kind == MEASURED_CURVE && m.segments == 2);
    CHECK_NEAR(m.segment[0].charge, -360, 1e-9); /* of 1 g */
    CHECK_NEAR(m.segment[1].charge, 342, 1e-9);
    measured_free(&m);
    refused("Charge Capacity (mAh),Voltage (V),Discharge Capacity (mAh)\n0,3,0\n1,2,1\n", "side by side");
}

/* --as holds, or says why it cannot. */
static void test_as(void)
{
    MeasuredChoice c = measured_defaults();
    c.as = MEASURED_EIS;
    refused_with("Time/s,Voltage/V,Current/mA\n0,3,1\n1,3.1,1\n", &c, "cannot be read as eis");
    c.as = MEASURED_CV;
    refused_with("Time/s,Voltage/V,Current/mA\n0,3,1\n1,3.1,1\n", &c, "cannot be read as cv");
    CHECK(measured_kind_of("gitt") == MEASURED_GITT && measured_kind_of("curve") == MEASURED_KINDS &&
          measured_kind_of("x") == MEASURED_KINDS);
}

TEST_MAIN("measured/kinds", TEST(test_triangles), TEST(test_linear_sweep), TEST(test_scans), TEST(test_pulses),
          TEST(test_slow_step), TEST(test_open_circuit), TEST(test_curves), TEST(test_as))
