/* Layouts that instruments, spreadsheets and people make: each is read right, or refused for what it is. */
#include "cycles.h"

/* Writings of t, V and I alone. */
static void test_read(void)
{
    static const Writing cases[] = {
        {",Time (s),Voltage (V),Current (mA)\n", "7,%g,%.4f,%g\n", 1, 1, 1e3}, /* an index, as pandas writes it */
        {"Time (s)|Voltage (V)|Current (mA)\n---|---|---\n", "%g|%.4f|%g\n", 1, 1, 1e3},
        {"sep=;\n\"Time (s)\";\"Voltage (V)\";\"Current (mA)\"\n", "\"%g\";\"%.4f\";\"%g\"\n", 1, 1, 1e3},
        {"Time\tVoltage\tCurrent\ns\tV\tmA\nrun 1\tcell A\tcell A\n", "%g\t%.4f\t%g\n", 1, 1, 1e3}, /* Origin */
        {"Time(s) \t Voltage(V) \t Current(mA)\n", "  %g \t  %.4f \t %g \n", 1, 1, 1e3},
        {"Elapsed Time (s),Working Electrode (V),Current (A)\n", "%g,%.4f,%g\n", 1, 1, 1}, /* Squidstat */
        {"time /s\tE /V\tI /A\n", "%g\t%.4f\t%g\n", 1, 1, 1},                              /* Ivium */
        {"Temps écoulé (s);Tension (V);Courant (mA)\n", "%g;%.4f;%g\n", 1, 1, 1e3},
        {"t (h),U (V),T (°C),I (mA)\n", "%.7f,%.4f,25,%g\n", 1.0 / 3600, 1, 1e3},
        {"Time (s),Power (W),Voltage setpoint (V),Voltage (V),Current setpoint (mA),Current (mA)\n",
         "%g,3,4.2,%.4f,2,%g\n", 1, 1, 1e3},
        {"Time (s),Mean Voltage (V),Voltage (V),Mean Current (mA),Current (mA)\n", "%g,3,%.4f,0.3,%g\n", 1, 1, 1e3},
        {"time/s;E/V vs. Li/Li+;j/mA·m⁻²\n", "%g;%.4f;%g\n", 1, 1, 1e7},
        {"unix_time_ms,voltage_mV,current_uA\n", "1710%09.0f,%.1f,%g\n", 1e3, 1e3, 1e6}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) check_writing(&cases[k]);
}

/* Of two columns of one quantity the finer one is read: "0.00" A has lost what mA have. */
static void test_finer_unit(void)
{
    Text text = {0};
    text_add(&text, "Time (s),Current (A),Current (mA),Voltage (V),Voltage (mV)\n");
    for (int k = 0; k < SAMPLE_ROWS; k++) {
        const SampleRow r = sample_row(k);
        sample_add(&text, "%g,%.2f,%g,%.0f,%.1f\n", r.t, r.I, 1e3 * r.I, r.V, 1e3 * r.V);
    }
    Measured m = read_text(text.data);
    check_cycles("two units", &m);
    CHECK(!strcmp(m.columns.column[COLUMN_VOLTAGE].unit.name, "mV") && m.columns.column[COLUMN_CURRENT].others == 1);
    measured_free(&m);
    text_free(&text);
}

/* What is no quantity that a reader may take for another. */
static void test_refused(void)
{
    static const char *const cases[][2] = {
        {"log10(f/Hz),Z'/Ohm,Z''/Ohm\n", "these headings are not understood"},
        {"Angular Frequency (rad/s),Z' (Ohm),Z'' (Ohm)\n", "these headings are not understood"},
        {"Frequency (Hz),log|Z| (Ohm),Phase (deg)\n", "these headings are not understood"},
        {"Frequency (Hz),Y' (S),Y'' (S)\n", "these headings are not understood"},
        {"Frequency (Hz),|Z| (dB),Phase (deg)\n", "the unit \"dB\""},
        {"Frequency (Hz),|Z| (Ohm),theta (grad)\n", "the unit \"grad\""},
        {"Frequency (Hz),|Z| (Ohm),Phase\n", "\"Phase\" (phase) does not say its unit"},
        {"Frequency (Hz),Z' (Ohm m2),Z'' (Ohm m2)\n", "the unit \"Ohm m2\""},
        {"Time (0.1s),Voltage (V),Current (mA)\n", "the unit \"0.1s\""},
        {"Time (s),Voltage (V),Current (x0.001 A)\n", "the unit \"x0.001 A\""},
        {"Time (s),Voltage (V),Current (C)\n", "the unit \"C\""},
        {"Potential/V, Current/1e-3A, Time/s\n", "the unit \"1e-3A\""},
        {"Time (s),Voltage (V),Power (mW)\n", "none of the current"},
        {"Time (s),Voltage (V),dI/dt (mA/s)\n", "none of the current"},
        {"Time (s),Voltage*10 (V),Current (mA)\n", "these headings are not understood"},
        {"Time (s),Voltage (V vs initial),Current (mA)\n", "these headings are not understood"},
        {"Time (s),Potential vs. OCV (V),Current (mA)\n", "these headings are not understood"},
        {"Time (s),Overpotential (V),Current (mA)\n", "these headings are not understood"},
        {"Date/Time,Voltage (V),Current (mA)\n", "holds numbers, not dates"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        Text text = {0};
        text_add(&text, cases[k][0]);
        for (int j = 0; j < 20; j++) sample_add(&text, "%.6g,%.6g,%.6g\n", 1e5 / (1 << j), 3 + 0.01 * j, 1.0 + 0.1 * j);
        refused(text.data, cases[k][1]);
        text_free(&text);
    }
}

/* Without headings a first column that rises may be times as well; a line of words above is no reason to guess. */
static void test_three_columns(void)
{
    static const char rising[] = "1,10,-1\n2,9,-2\n4,8,-3\n8,7,-3\n16,6,-2\n32,5,-1\n";
    MeasuredChoice c = measured_defaults();
    refused(rising, "frequencies, or times?");
    c.as = MEASURED_EIS;
    Measured m = read_text_with(rising, &c);
    CHECK(m.spectra == 1 && m.spectrum[0].points == 6 && m.spectrum[0].point[0].f == 32);
    measured_free(&m);
    m = read_text("Cell-1\n32 5 -1\n16 6 -2\n8 7 -3\n4 8 -3\n2 9 -2\n");
    CHECK(m.spectra == 1 && m.spectrum[0].points == 5);
    measured_free(&m);
    m = read_text("32,0;5,0;-1,5\n16,0;6,0;-2,5\n8,0;7,0;-3,5\n4,0;8,0;-3,5\n2,0;9,0;-2,5\n");
    CHECK(m.spectra == 1 && m.spectrum[0].points == 5);
    CHECK_NEAR(m.spectrum[0].point[1].im, -2.5, 1e-15);
    measured_free(&m);
}

/* Im Z is turned round by its slower half: leads are inductive at most frequencies of a fast spectrum. */
static void test_inductive(void)
{
    static const char *const signs[] = {"Z''/ohm", "-Z''/ohm"};
    for (int turned = 0; turned < 2; turned++) {
        Text text = {0};
        sample_add(&text, "f/Hz,Z'/ohm,%s\n", signs[turned]);
        for (int k = 0; k < 20; k++) {
            const double f = 1e5 / (1 << k), im = 1e-3 * f - 2 / (1 + f / 10);
            sample_add(&text, "%.8g,10,%.8g\n", f, turned ? -im : im);
        }
        Measured m = read_text(text.data);
        CHECK_NEAR(m.spectrum[0].point[0].im, 100, 1e-2);
        CHECK(m.spectrum[0].point[19].im < -1.9);
        measured_free(&m);
        text_free(&text);
    }
}

/* Rows a minute apart, written by a function of the minute. */
static Measured read_minutes(const char *heading, int n, void (*write)(int minute, char text[64]))
{
    Text text = {0};
    text_add(&text, heading);
    for (int k = 0; k < n; k++) {
        char time[64];
        write(k, time);
        sample_add(&text, "%s,%.4f,1\n", time, 3 + 1e-3 * k);
    }
    Measured m = read_text(text.data);
    text_free(&text);
    return m;
}

/* From 1:30 to 2:59 at UTC+2, then from 2:00 at UTC+1. */
static void zoned(int k, char text[64])
{
    const int local = k < 90 ? 90 + k : 30 + k;
    snprintf(text, 64, "2024-10-27T%02d:%02d:00%s", local / 60, local % 60, k < 90 ? "+02:00" : "+0100");
}

/* From 11:30 to 2:29: a clock of twelve hours that says which half of the day, or does not. */
static void halves(int k, char text[64])
{
    const int hour = (11 + (30 + k) / 60 - 1) % 12 + 1;
    snprintf(text, 64, "%d:%02d:00 %s", hour, (30 + k) % 60, k < 30 ? "AM" : "PM");
}

static void twelve(int k, char text[64])
{
    halves(k, text);
    *strchr(text, ' ') = '\0';
}

static void spanish(int k, char text[64])
{
    char time[64];
    halves(k, time);
    snprintf(text, 64, "9/3/2024 %.*s %s", (int)strcspn(time, " "), time, k < 30 ? "a. m." : "p.m.");
}

static void milliseconds(int k, char text[64])
{
    snprintf(text, 64, "%02d:%02d:00:250", k / 60, k % 60);
}

static void test_clocks(void)
{
    static const struct {
        const char *heading;
        void (*write)(int, char *);
    } cases[] = {{"timestamp,voltage_V,current_mA\n", zoned},
                 {"Time,Voltage (V),Current (mA)\n", halves},
                 {"Time,Voltage (V),Current (mA)\n", twelve},
                 {"Date,Voltage (V),Current (mA)\n", spanish},
                 {"Time(H:M:S:ms),Vol(V),Cur(mA)\n", milliseconds}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        Measured m = read_minutes(cases[k].heading, 180, cases[k].write);
        REQUIRE(m.series.n == 180 && m.skipped == 0);
        for (int j = 1; j < 180; j++) CHECK_NEAR(m.series.t[j] - m.series.t[j - 1], 60, 1e-6);
        CHECK(m.notes == 0 && m.segments == 1);
        measured_free(&m);
    }
}

/* Times that nothing but a guess makes a time since the start of. */
static void test_refused_clocks(void)
{
    static const char head[] = "Date,Voltage/V,Current/mA\n";
    char text[512];
    snprintf(text, sizeof text,
             "%s2024-10-27 02:58:00,3,1\n2024-10-27 02:59:00,3,1\n2024-10-27 02:00:00,3,1\n2024-10-27 02:01:00,3,1\n"
             "2024-10-27 02:02:00,3,1\n",
             head);
    refused(text, "the dates go back by 3540 s");
    snprintf(text, sizeof text, "%s24-03-30 23:59:00,3,1\n24-03-31 00:00:00,3,1\n", head);
    refused(text, "does the year come first?");
    refused(
        "Time/s,Voltage/V,Current/mA\n0,3,1\n10,3,1\n20,3,1\n30,3,1\n40,3,1\n50,3,1\n60,3,1\n70,3,1\n35,3,1\n45,3,1\n",
        "goes back from 70 s to 35 s, and on from there");
}

/* A table again below the same headings is what was measured next, and that is said. */
static void test_tables_again(void)
{
    static const char table[] = "Time/s,Voltage/V,Current/mA\n0,3,1\n10,3.1,1\n20,3.2,1\n";
    char text[256];
    snprintf(text, sizeof text, "%sCell 2\n%s", table, table);
    Measured m = read_text(text);
    CHECK_NEAR(m.series.t[5], 40, 1e-12);
    CHECK(m.notes == 2 && strstr(m.note[1], "the time starts anew"));
    measured_free(&m);
}

/* Rows of several cells are none of one; a voltage that is named after the cell is no name. */
static void test_several_cells(void)
{
    refused("cell_id,Time/s,Voltage/V,Current/mA\na1,0,3,1\na1,10,3.1,1\na2,0,3,1\na2,10,3.1,1\n",
            "\"cell_id\" names several cells: \"a1\", \"a2\"");
    refused("Channel,f/Hz,Z'/ohm,Z''/ohm\n1,10,1,-1\n2,10,2,-2\n1,5,1,-1\n2,5,2,-2\n", "several cells: \"1\", \"2\"");
    Measured m = read_text("Channel,Cell,Time/s,Voltage/V,Current/mA\n1,3.01,0,3,1\n1,3.11,10,3.1,1\n1,3.2,20,3.2,1\n");
    CHECK(m.series.n == 3);
    measured_free(&m);
}

/* Dates without a time of day, a column of zeros: what flowed is not known. */
static void test_time_stands_still(void)
{
    refused("Date,Voltage/V,Current/mA\n2024-03-09,3,1\n2024-03-09,3.1,1\n2024-03-09,3.2,1\n2024-03-09,3.3,1\n",
            "the time stands still in 3 of 3 intervals");
}

/* Steps on a plateau that moves less than 2 mV, a current without a sign: the voltage's answer to it tells. */
static void test_plateau(void)
{
    Measured m =
        read_text("Time/s,Voltage/V,Current/mA,Step\n0,3.42,0,1\n600,3.42,0,1\n600,3.43,1,2\n2400,3.4305,1,2\n"
                  "4200,3.431,1,2\n4200,3.421,0,3\n4800,3.42,0,3\n4800,3.41,1,4\n6600,3.4095,1,4\n8400,3.409,1,4\n");
    CHECK_NEAR(m.series.I[3], 1e-3, 1e-15);
    CHECK_NEAR(m.series.I[8], -1e-3, 1e-15);
    CHECK_NEAR(m.series.Q[9], 0, 1e-12);
    measured_free(&m);
}

static void test_phase_given(void)
{
    MeasuredChoice c = measured_defaults();
    Error e;
    REQUIRE(measured_take_unit(&c, "phase=rad", &e) == CELLSIM_OK);
    Measured m = read_text_with("f/Hz,|Z|/ohm,Phase\n10,2,-0.1\n5,2,-0.5\n2,2,-0.1\n", &c);
    CHECK_NEAR(m.spectrum[0].point[1].im, -2 * sin(0.5), 1e-12);
    measured_free(&m);
}

TEST_MAIN("measured/variants", TEST(test_read), TEST(test_finer_unit), TEST(test_refused), TEST(test_three_columns),
          TEST(test_inductive), TEST(test_clocks), TEST(test_refused_clocks), TEST(test_tables_again),
          TEST(test_several_cells), TEST(test_time_stands_still), TEST(test_plateau), TEST(test_phase_given))
