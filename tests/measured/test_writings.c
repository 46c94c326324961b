/* How numbers, times, units and tables may be written, and what is refused; +-1 mA for an hour each where nothing else is
 * said, so that every charge and discharge is 1 mAh. */
#include "../../measured/fields.h"
#include "cycles.h"

static const char utf16_mark[] = "\xEF\xBB\xBF";

static void test_units(void)
{
    static const Writing cases[] = {{"Time (hours),Voltage (V),Current (mA)\n", "%.6f,%.4f,%g\n", 1.0 / 3600, 1, 1e3},
                                    {"t (s),E (mV),I (\xC2\xB5"
                                     "A)\n",
                                     "%g,%.1f,%g\n", 1, 1e3, 1e6},
                                    {"t (s),E (mV),I (\xB5"
                                     "A)\n",
                                     "%g,%.1f,%g\n", 1, 1e3, 1e6},
                                    {"Time/ms\tVoltage/V\tCurrent/nA\n", "%g\t%.4f\t%g\n", 1e3, 1, 1e9},
                                    {"Time [d]|Voltage [V]|Current [A]\n", "%.9f|%.4f|%g\n", 1.0 / 86400, 1, 1},
                                    {"test_time_min,voltage_mV,current_mA\n", "%.6f,%.2f,%g\n", 1.0 / 60, 1e3, 1e3},
                                    {"Time,Voltage,Current\ns,V,mA\n", "%g,%.4f,%g\n", 1, 1, 1e3},
                                    {"Time / s,Voltage / V,Current / mA cm-2\n", "%g,%.4f,%g\n", 1, 1, 1e3},
                                    {"Time/s,Voltage/V,Current/mA g-1\n", "%g,%.4f,%g\n", 1, 1, 1e3},
                                    {"Time(s)   Voltage(V)   Current(mA)\n", "%8.1f   %8.4f   %8.4f\n", 1, 1, 1e3},
                                    {"Temps (s);Tension (V);Courant (mA)\n", "%g;%.4f;%g\n", 1, 1, 1e3},
                                    {"Time/s,Voltage/V,Current/mA\n", "%g,%.4f,%g\r", 1, 1, 1e3},
                                    {"Time/s,Voltage/V,Current/mA\n", "%g,%.4f,%g\n", 1, 1, -1e3}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) check_writing(&cases[k]);
}

/* Given on the command line, or refused with the column's name. */
static void test_unknown_units(void)
{
    static const Writing plain = {"Time,Voltage,Current\n", "%g,%.4f,%g\n", 1, 1, 1e3};
    MeasuredChoice c = measured_defaults();
    Error e;
    Text text = {0};
    write_rows(&plain, &text);
    refused(text.data, "\"Voltage\" (voltage) does not say its unit");
    CHECK(measured_take_unit(&c, "voltage=V", &e) == CELLSIM_OK && measured_take_unit(&c, "time=s", &e) == CELLSIM_OK);
    refused_with(text.data, &c, "\"Current\" (current) does not say its unit");
    CHECK(measured_take_unit(&c, "current=mA", &e) == CELLSIM_OK);
    Measured m = read_text_with(text.data, &c);
    check_cycles("units given", &m);
    measured_free(&m);
    text_free(&text);
    CHECK(measured_take_unit(&c, "current=mW", &e) == CELLSIM_USAGE && strstr(e.hint, "mA"));
    CHECK(measured_take_unit(&c, "colour=blue", &e) == CELLSIM_USAGE);
    CHECK(measured_take_unit(&c, "current", &e) == CELLSIM_USAGE);
    refused("Time/s,Voltage/V,Current/mW\n0,1,2\n1,1,2\n", "\"mW\" of the column \"Current/mW\"");
    refused("Time/s,Voltage/kV,Current/mA\n0,1,2\n1,1,2\n", "\"kV\"");
    refused("Capacity,Voltage/V\n0,1\n1,2\n", "\"Capacity\"");
    refused("freq,re,im\n10,1,2\n5,1,2\n2,1,2\n", "\"freq\" (frequency) does not say its unit");
}

/* UTF-16 of both kinds, with and without a mark. */
static void test_encodings(void)
{
    static const Writing w = {"Time/s,Voltage/V,Current/mA\r\n", "%g,%.4f,%g\r\n", 1, 1, 1e3};
    const MeasuredChoice c = measured_defaults();
    Text text = {0};
    write_rows(&w, &text);
    for (int big = 0; big < 2; big++)
        for (int mark = 0; mark < 2; mark++) {
            Text wide = {0};
            const char ends[2][3] = {"\xFF\xFE", "\xFE\xFF"};
            if (mark) text_bytes(&wide, ends[big], 2);
            for (size_t k = 0; k < text.length; k++) {
                const char pair[2] = {big ? 0 : text.data[k], big ? text.data[k] : 0};
                text_bytes(&wide, pair, 2);
            }
            Measured m;
            Error e;
            REQUIRE(read_bytes_as(wide.data, wide.length, &c, &m, &e) == CELLSIM_OK);
            CHECK(strstr(m.encoding, "UTF-16") != NULL);
            check_cycles("UTF-16", &m);
            measured_free(&m);
            text_free(&wide);
        }
    Text marked = {0};
    text_add(&marked, utf16_mark);
    text_add(&marked, text.data);
    Measured m = read_text(marked.data);
    CHECK(strstr(m.encoding, "byte-order mark") != NULL);
    measured_free(&m);
    text_free(&marked);
    text_free(&text);
}

/* A NUL damages its row, not those after it. */
static void test_nul(void)
{
    static const char text[] = "Time/s,Voltage/V,Current/mA\n0,3,1\n1,3\0,1\n2,3.1,1\n3,3.2,1\n";
    MeasuredChoice c = measured_defaults();
    Measured m;
    Error e;
    CHECK(read_bytes_as(text, sizeof text - 1, &c, &m, &e) == CELLSIM_BAD_CARD && strstr(e.text, "1 of 4 rows"));
    c.lenient = 1;
    REQUIRE(read_bytes_as(text, sizeof text - 1, &c, &m, &e) == CELLSIM_OK);
    CHECK(m.series.n == 3 && m.skipped == 1 && m.skip[0].line == 3 && strstr(m.skip[0].reason, "NUL"));
    measured_free(&m);
}

static void test_numbers(void)
{
    CHECK_NEAR(field_number("1,234,567.5", '.'), 1234567.5, 0);
    CHECK_NEAR(field_number("1.234.567,5", ','), 1234567.5, 0);
    CHECK_NEAR(field_number("1 234,5", ','), 1234.5, 0);
    CHECK_NEAR(field_number("1'234.5", '.'), 1234.5, 0);
    CHECK_NEAR(field_number("-1.5e-3", '.'), -1.5e-3, 0);
    CHECK_NEAR(field_number("2.816723801174285E+005", '.'), 281672.3801174285, 1e-9);
    CHECK_NEAR(field_number("\xE2\x88\x92"
                            "2,5",
                            ','),
               -2.5, 0);
    static const char *const none[] = {"",     "-",   ".",   "1,02", "0,500", "1,2345", "1.5x",
                                       "0x10", "nan", "inf", "1e",   "1e999", "1..2"};
    for (size_t k = 0; k < sizeof none / sizeof *none; k++) CHECK(isnan(field_number(none[k], '.')));
}

static void check_time(const char *text, TimeShape shape, double value)
{
    const TimeField t = field_time(text, '.', DATE_UNKNOWN);
    if (t.shape != shape) fprintf(stderr, "%s: shape %d\n", text, t.shape);
    CHECK(t.shape == shape);
    if (shape != TIME_NONE) CHECK_NEAR(t.value, value, 1e-6);
}

static void test_times(void)
{
    check_time("12.5", TIME_NUMBER, 12.5);
    check_time("1:02:03.5", TIME_CLOCK, 3723.5);
    check_time("  2d 1:00:00.25", TIME_CLOCK, 49 * 3600.0 + 0.25);
    check_time("2-01:00:00", TIME_CLOCK, 49 * 3600.0);
    check_time("99999999999:0:0", TIME_CLOCK, 99999999999 * 3600.0);
    check_time("01:30.0", TIME_PAIR, 90);
    check_time("1970-01-02 00:00:01", TIME_DATE, 86401);
    check_time("2024-02-29T12:00:00.5Z", TIME_DATE, 1709208000.5);
    check_time("02/29/2024 1:00:00 PM", TIME_DATE, 1709211600);
    check_time("29.02.2024 13:00", TIME_DATE, 1709211600);
    check_time("29-Feb-24 1:00:00 PM", TIME_DATE, 1709211600);
    static const char *const none[] = {"::",     "1:2:3:4", "a:b:c",   "1:2:x",      "d1:2:3",
                                       "1d:2:3", ":",       "1:61:00", "31/31/2024", "x/y/z"};
    for (size_t k = 0; k < sizeof none / sizeof *none; k++) check_time(none[k], TIME_NONE, 0);
}

/* a:b is minutes and seconds only if something says so. */
static void test_pairs(void)
{
    static const char rows[] = "00:00,3.0,1\n01:00,3.1,1\n02:00,3.2,1\n";
    char text[256];
    MeasuredChoice c = measured_defaults();
    Error e;
    snprintf(text, sizeof text, "Time,Voltage/V,Current/mA\n%s", rows);
    refused(text, "minutes and seconds, or hours and minutes");
    REQUIRE(measured_take_unit(&c, "time=h:min", &e) == CELLSIM_OK);
    Measured m = read_text_with(text, &c);
    CHECK_NEAR(m.series.t[2], 7200, 1e-9);
    measured_free(&m);
    m = read_text("Time,Voltage/V,Current/mA\n59:58.0,3.0,1\n59:59.0,3.1,1\n00:00.0,3.2,1\n00:01.0,3.3,1\n");
    CHECK_NEAR(m.series.t[3] - m.series.t[0], 3, 1e-9);
    measured_free(&m);
    m = read_text("Time,Voltage/V,Current/mA\n23:59:58,3.0,1\n23:59:59,3.1,1\n00:00:00,3.2,1\n00:00:01,3.3,1\n");
    CHECK_NEAR(m.series.t[3] - m.series.t[0], 3, 1e-9);
    measured_free(&m);
}

/* Day or month first? It matters once the day changes. */
static void test_dates(void)
{
    static const char same[] = "Date,Voltage/V,Current/mA\n03/01/2024 10:00:00,3,1\n03/01/2024 11:00:00,3.1,1\n";
    static const char next[] = "Date,Voltage/V,Current/mA\n03/01/2024 23:00:00,3,1\n03/02/2024 00:00:00,3.1,1\n";
    static const char *const clear[] = {
        "2024-03-01 23:00:00,3,1\n2024-03-02 00:00:00", "2/29/2024 11:00 PM,3,1\n3/1/2024 12:00 AM",
        "29.02.2024 23:00:00,3,1\n01.03.2024 00:00:00", "29-Feb-24 23:00:00,3,1\n01-Mar-24 00:00:00"};
    MeasuredChoice c = measured_defaults();
    Error e;
    Measured m = read_text(same);
    CHECK_NEAR(m.series.t[1] - m.series.t[0], 3600, 1e-6);
    measured_free(&m);
    refused(next, "does the day or the month come first in \"03/02/2024 00:00:00\"?");
    for (int k = 0; k < 2; k++) {
        REQUIRE(measured_take_unit(&c, k ? "date=d/m" : "date=m/d", &e) == CELLSIM_OK);
        m = read_text_with(next, &c);
        CHECK_NEAR(m.series.t[1] - m.series.t[0], k ? 30 * 86400 + 3600 : 3600, 1e-6);
        measured_free(&m);
    }
    for (size_t k = 0; k < sizeof clear / sizeof *clear; k++) {
        char text[256];
        snprintf(text, sizeof text, "Date,Voltage/V,Current/mA\n%s,3.1,1\n", clear[k]);
        m = read_text(text);
        CHECK_NEAR(m.series.t[1] - m.series.t[0], 3600, 1e-6);
        measured_free(&m);
    }
    refused("DateTime,Voltage/V,Current/mA\n45352.1,3,1\n45352.2,3,1\n", "holds numbers, not dates");
}

/* One or a thousand? */
static void test_decimal_signs(void)
{
    MeasuredChoice c = measured_defaults();
    Measured m = read_text("Time / s;Voltage / V;Current / mA\n0,0;3,000;1,0\n1.210,0;3,210;1,0\n1.220,0;3,220;1,0\n");
    CHECK(m.decimal == ',' && m.series.n == 3);
    CHECK_NEAR(m.series.t[1], 1210, 1e-9);
    CHECK_NEAR(m.series.V[1], 3.21, 1e-12);
    measured_free(&m);
    m = read_text(
        "\"Time (s)\",\"Voltage (V)\",\"Current (mA)\"\n\"980.0\",\"3.000\",\"1\"\n\"1,040.0\",\"3.1\",\"1\"\n");
    CHECK_NEAR(m.series.t[1], 1040, 1e-9);
    measured_free(&m);
    refused("Time/s\tVoltage/V\tCurrent/mA\n1,000\t3,000\t1\n1,060\t3,001\t1\n", "one or a thousand");
    c.decimal = ',';
    m = read_text_with("Time/s\tVoltage/V\tCurrent/mA\n1,000\t3,000\t1\n1,060\t3,001\t1\n", &c);
    CHECK_NEAR(m.series.V[1], 3.001, 1e-12);
    measured_free(&m);
    refused("Time/s,Voltage/V,Current/mA\n0,3,0000,1\n1,3,0010,1\n2,3,0020,1\n", "4 fields where the headings have 3");
}

TEST_MAIN("measured/writings", TEST(test_units), TEST(test_unknown_units), TEST(test_encodings), TEST(test_nul),
          TEST(test_numbers), TEST(test_times), TEST(test_pairs), TEST(test_dates), TEST(test_decimal_signs))
