/* What becomes of rows: steps, signs, charges, clocks that restart, rows that cannot be used. */
#include "../../report/run_analysis.h"
#include "read_text.h"

static const MeasuredCell unknown = {NAN, NAN, NAN, NAN, NAN};

static double cycle_mAh(const Measured *m, int row, int charge)
{
    Run run;
    Analysis a;
    REQUIRE(measured_run(m, "text", &unknown, &run, NULL) == CELLSIM_OK);
    const AnalysisChoice c = run_analysis_choice(&run);
    REQUIRE(run_analysis(&run, &c, &a, NULL) == CELLSIM_OK);
    const double Q = row < a.rows ? (charge ? a.row[row].charge : a.row[row].discharge) / 3.6 : NAN;
    analysis_free(&a);
    run_free(&run);
    return Q;
}

/* Instruments write a row at the end of an interval: the first of a step is that of its first interval. */
static void test_first_interval(void)
{
    Measured m =
        read_text("Test Time / s,Voltage / V,Current / A,Step Count / 1\n0,3.5,0,1\n60,3.5,0,1\n660,3.3,-0.001,2\n"
                  "1860,3.1,-0.001,2\n3060,2.9,-0.001,2\n3660,2.8,-0.001,2\n4260,2.9,0.001,3\n5460,3.1,0.001,3\n"
                  "6660,3.3,0.001,3\n7260,3.4,0.001,3\n");
    CHECK_NEAR(cycle_mAh(&m, 0, 0), 1, 1e-12);
    CHECK_NEAR(cycle_mAh(&m, 0, 1), 1, 1e-12);
    measured_free(&m);
}

/* An hour between two steps in which rows are a minute apart: the instrument stood still. With a step time it is known. */
static void test_pause(void)
{
    Measured m = read_text("Time / s,Voltage / V,Current / A,Step\n0,3,0.001,1\n60,3.1,0.001,1\n120,3.2,0.001,1\n"
                           "3720,3.2,-0.001,2\n3780,3.1,-0.001,2\n3840,3.0,-0.001,2\n");
    CHECK_NEAR(cycle_mAh(&m, 0, 0), 120e-3 / 3.6, 1e-9);
    CHECK(m.notes == 1 && strstr(m.note[0], "no charge is counted"));
    measured_free(&m);
    m = read_text("Time / s,Step Time / s,Voltage / V,Current / A,Step\n0,0,3,0.001,1\n60,60,3.1,0.001,1\n"
                  "3720,10,3.2,-0.001,2\n3780,70,3.1,-0.001,2\n");
    CHECK_NEAR(cycle_mAh(&m, 0, 0), 70e-3 / 3.6, 1e-9);
    measured_free(&m);
}

static Measured with_words(const char *charge, const char *rest, const char *discharge)
{
    char text[1024];
    snprintf(text, sizeof text,
             "Time / s,Voltage / V,Current / mA,Step Type\n0,3,1,%s\n1800,3.1,1,%s\n3600,3.2,1,%s\n3600,3.2,0,%s\n"
             "4000,3.2,0,%s\n4000,3.2,1,%s\n5800,3.1,1,%s\n7600,3.0,1,%s\n",
             charge, charge, charge, rest, rest, discharge, discharge, discharge);
    return read_text(text);
}

static void test_words_of_steps(void)
{
    static const char *const word[][3] = {
        {"charge", "rest", "discharge"},
        {"CC Chg", "Rest", "CC DChg"},
        {"CCCV_Chg", "OCV", "CC_Dchg"},
        {"恒流充电", "搁置", "恒流放电"},
        {"C", "R", "D"},
        {"Laden", "Pause", "Entladen"},
        {"CHA", "PAU", "DCH"},
        {"Constant Current Charge", "Rest after charge", "Constant Current Discharge"}};
    for (size_t k = 0; k < sizeof word / sizeof *word; k++) {
        Measured m = with_words(word[k][0], word[k][1], word[k][2]);
        CHECK_NEAR(cycle_mAh(&m, 0, 1), 1, 1e-9);
        CHECK_NEAR(cycle_mAh(&m, 0, 0), 1, 1e-9);
        CHECK(strstr(m.sign, "words of the steps") != NULL);
        measured_free(&m);
    }
}

/* No sign and no words: the voltage tells, step by step; without steps nothing does. */
static void test_current_without_sign(void)
{
    Measured m = read_text("Time / s,Voltage / V,Current / mA,Step\n0,3,1,1\n1800,3.1,1,1\n3600,3.2,1,1\n3600,3.2,1,2\n"
                           "5400,3.1,1,2\n7200,3.0,1,2\n");
    CHECK_NEAR(cycle_mAh(&m, 0, 1), 1, 1e-9);
    CHECK_NEAR(cycle_mAh(&m, 0, 0), 1, 1e-9);
    measured_free(&m);
    refused("Time / s,Voltage / V,Current / mA\n0,3,1\n1800,3.1,1\n3600,3.2,1\n5400,3.1,1\n7200,3.0,1\n",
            "never negative");
}

/* A file that counts discharge as positive is turned round: where the current jumps, the voltage jumps with it. So also of two
 * equal electrodes, whose voltage falls in every step. */
static void test_current_the_other_way(void)
{
    static const char *const files[] = {
        "0,3.05,1\n1800,3.15,1\n3600,3.25,1\n3600,3.15,-1\n5400,3.05,-1\n7200,2.95,-1\n",
        "0,0.08,1\n1800,0.06,1\n3600,0.05,1\n3600,-0.08,-1\n5400,-0.06,-1\n7200,-0.05,-1\n"};
    for (int file = 0; file < 2; file++)
        for (int turned = 0; turned < 2; turned++) {
            char text[256];
            snprintf(text, sizeof text, "Time / s,Voltage / V,%s / mA\n%s", "Current", files[file]);
            for (char *p = strchr(text, '\n'); turned && (p = strchr(p, '1')) != NULL; p++) { /* ",1" <-> ",-1" */
                if (p[1] != '\n') continue;
                if (p[-1] == '-') memmove(p - 1, p, strlen(p) + 1), p--;
                else memmove(p + 1, p, strlen(p) + 1), *p++ = '-';
            }
            Measured m = read_text(text);
            CHECK_NEAR(cycle_mAh(&m, 0, 1), 1, 1e-9);
            CHECK_NEAR(cycle_mAh(&m, 0, 0), 1, 1e-9);
            CHECK((strstr(m.sign, "turned round") != NULL) == turned && m.series.I[0] > 0);
            measured_free(&m);
        }
}

/* What a minus stands before is the negative. */
static void test_negated_headings(void)
{
    Measured m = read_text("Time/s,Voltage/V,-I/mA\n0,3,-1\n10,3.1,-1\n20,3.2,-1\n");
    CHECK_NEAR(m.series.I[1], 1e-3, 1e-15);
    measured_free(&m);
    m = read_text("f/Hz,Z'/ohm,-Z''/ohm\n10,1,0.1\n5,1.1,0.2\n2,1.2,0.1\n");
    CHECK_NEAR(m.spectrum[0].point[1].im, -0.2, 1e-15);
    measured_free(&m);
    m = read_text("f/Hz,|Z|/ohm,-Phase/deg\n10,1,30\n5,1,45\n2,1,30\n");
    CHECK_NEAR(m.spectrum[0].point[1].im, -sqrt(0.5), 1e-12);
    measured_free(&m);
}

/* A column that is named after steps and counts rows. */
static void test_a_count_of_rows(void)
{
    char text[2048] = "Time/s,Voltage/V,Current/mA,Step\n";
    for (int k = 0; k < 61; k++) {
        const size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, "%d,%.3f,1,%d\n", 60 * k, 3 + 0.01 * k, k);
    }
    Measured m = read_text(text);
    CHECK(m.segments == 1 && m.notes == 1 && strstr(m.note[0], "counts rows"));
    CHECK_NEAR(cycle_mAh(&m, 0, 1), 1, 1e-9);
    measured_free(&m);
}

/* Two cells side by side: the first is read, and that is said. */
static void test_columns_side_by_side(void)
{
    Measured m = read_text("Time/s,Voltage/V,Current/mA,Voltage/V,Current/mA\n0,3,1,4,2\n1,3,1,4,2\n");
    CHECK(m.notes >= 2 && strstr(m.note[0], "2 columns could be the voltage"));
    measured_free(&m);
}

/* The instrument's own capacity: a difference is said, one that no sampling explains is an error. */
static void test_capacity_of_the_instrument(void)
{
    MeasuredChoice c = measured_defaults();
    static const char off[] =
        "Time / s,Voltage / V,Current / mA,Capacity / mAh\n0,3,1,0\n1800,3.1,1,0.505\n3600,3.2,1,1.01\n";
    static const char wrong[] = "Time / s,Voltage / V,Current / mA,Capacity / mAh\n0,3,1,0\n30,3.1,1,0.5\n60,3.2,1,1\n";
    Measured m = read_text(off);
    CHECK_NEAR(m.capacity_off, 1 / 1.01 - 1, 1e-9);
    CHECK(m.notes == 1 && strstr(m.note[0], "-0.99 %"));
    measured_free(&m);
    refused(wrong, "0.01667 times the charge");
    c.lenient = 1;
    m = read_text_with(wrong, &c);
    measured_free(&m);
}

static void test_clocks(void)
{
    static const char head[] = "Test Time / s,Voltage / V,Current / mA,Step\n";
    char text[512];
    MeasuredChoice c = measured_defaults();
    c.lenient = 1;
    snprintf(text, sizeof text, "%s0,3,1,1\n10,3,1,1\n20,3,1,1\n0,3,1,1\n40,3,1,1\n50,3,1,1\n", head);
    refused(text, "the time goes back from 20 s to 0 s");
    Measured m = read_text_with(text, &c);
    CHECK(m.series.n == 5 && m.skipped == 1);
    CHECK_NEAR(m.series.t[4], 50, 1e-12);
    measured_free(&m);
    snprintf(text, sizeof text, "%s0,3,1,1\n10,3,1,1\n1e9,3,1,1\n30,3,1,1\n40,3,1,1\n", head);
    m = read_text_with(text, &c);
    CHECK(m.series.n == 4 && m.skipped == 1 && strstr(m.skip[0].reason, "and back"));
    CHECK_NEAR(m.series.t[3], 40, 1e-12);
    measured_free(&m);
    snprintf(text, sizeof text, "%s0,3,1,1\n10,3,1,1\n20,3,1,1\n0,3,1,2\n10,3,1,2\n", head);
    m = read_text(text);
    CHECK_NEAR(m.series.t[4], 30, 1e-12);
    measured_free(&m);
}

static void test_headings_again(void)
{
    Measured m = read_text("Time/s,Voltage/V,Current/mA\n0,3,1\n10,3.1,1\nTime/s,Voltage/V,Current/mA\n20,3.2,1\n"
                           "Voltage/mV,Current/A,Time/min\n3300,0.001,0.5\n");
    REQUIRE(m.series.n == 4 && m.skipped == 0 && m.rows == 4);
    CHECK_NEAR(m.series.t[3], 30, 1e-9);
    CHECK_NEAR(m.series.V[3], 3.3, 1e-12);
    CHECK_NEAR(m.series.I[3], 1e-3, 1e-15);
    measured_free(&m);
}

/* At most 1 % of the rows may be unusable. */
static void test_skipped_rows(void)
{
    char text[8192] = "Time/s,Voltage/V,Current/mA\n";
    MeasuredChoice c = measured_defaults();
    for (int k = 0; k < 200; k++) {
        const size_t n = strlen(text);
        if (k % 100 == 50) snprintf(text + n, sizeof text - n, "%d,OVL,1\n", k);
        else snprintf(text + n, sizeof text - n, "%d,%.3f,1\n", k, 3 + 0.001 * k);
    }
    Measured m = read_text(text);
    CHECK(m.rows == 200 && m.skipped == 2 && m.skip[1].line == 152 &&
          strstr(m.skip[0].reason, "\"OVL\" in the column \"Voltage/V\""));
    measured_free(&m);
    snprintf(text + strlen(text), 64, "200,OVL,1\n201,OVL,1\n");
    refused(text, "4 of 202 rows cannot be used");
    c.lenient = 1;
    m = read_text_with(text, &c);
    CHECK(m.skipped == 4);
    measured_free(&m);
}

TEST_MAIN("measured/rows", TEST(test_first_interval), TEST(test_pause), TEST(test_words_of_steps),
          TEST(test_current_without_sign), TEST(test_current_the_other_way), TEST(test_columns_side_by_side),
          TEST(test_negated_headings), TEST(test_a_count_of_rows), TEST(test_capacity_of_the_instrument),
          TEST(test_clocks), TEST(test_headings_again), TEST(test_skipped_rows))
