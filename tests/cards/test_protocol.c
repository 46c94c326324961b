#include "../../cards/rate.h"
#include "fixture.h"

static void check_rate(const char *text, double expected, CurrentUnit expected_unit)
{
    double value = NAN;
    CurrentUnit unit = UNIT_A;
    CHECK(rate_parse(text, &value, &unit, NULL) == CELLSIM_OK);
    CHECK_NEAR(value, expected, 1e-15 * expected);
    CHECK(unit == expected_unit);
}

static void test_rates(void)
{
    check_rate("0.5C", 0.5, UNIT_C_RATE);
    check_rate("C/5", 0.2, UNIT_C_RATE);
    check_rate("C", 1, UNIT_C_RATE);
    check_rate(" 2 C ", 2, UNIT_C_RATE);
    check_rate("85 mA/g", 85, UNIT_MA_G);
    check_rate("0.1 A/g", 100, UNIT_MA_G);
    check_rate("1 mA/cm2", 1, UNIT_MA_CM2);
    check_rate("10 A/m2", 1, UNIT_MA_CM2);
    check_rate("5 A", 5, UNIT_A);
    check_rate("3mA", 0.003, UNIT_A);
    check_rate("1e-3 A", 0.001, UNIT_A);
}

static void test_bad_rates(void)
{
    const char *bad[] = {
        "",        " ",        "C/0",
        "C/-5",    "C/",       "C5",
        "-1C",     "0C",       "nanC",
        "inf C",   "nan",      "1",
        "1 C/h",   "0x10C",    "1e400C",
        "5 mAh",   "C/nan",    "1e-300C",
        "1e300 A", "--1C",     "1.2.3C",
        "CC",      "C/1e-300", "1111111111111111111111111111111111111111111111111111111111111111111111111111111 A"};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        Error e;
        double value;
        CurrentUnit unit;
        const Status status = rate_parse(bad[k], &value, &unit, &e);
        if (status != CELLSIM_BAD_CARD) fprintf(stderr, "accepted: \"%s\" = %g\n", bad[k], value);
        CHECK(status == CELLSIM_BAD_CARD && e.hint[0]);
    }
}

static Card *example(void)
{
    Card *card = NULL;
    CHECK(card_read(EXAMPLE, CONFIGS, 0, NULL, &card, NULL) == CELLSIM_OK);
    return card;
}

static void test_gcd(void)
{
    Protocol p;
    Card *card = example();
    REQUIRE(protocol_read("gcd", CONFIGS, card, NULL, &p, NULL) == CELLSIM_OK);
    CHECK(!strcmp(p.name, "gcd") && !strcmp(p.figure, "gcd") && p.steps == 1 && p.loadings == 0);
    const Step *repeat = &p.step[0];
    REQUIRE(repeat->kind == STEP_REPEAT && repeat->steps == 2);
    CHECK(repeat->count == 3 && repeat->advances_cycle == 1);
    CHECK(repeat->step[0].kind == STEP_CC && repeat->step[0].unit == UNIT_C_RATE);
    CHECK_NEAR(repeat->step[0].current, -0.5, 0); /* discharge is negative */
    CHECK_NEAR(repeat->step[1].current, 0.5, 0);
    CHECK_NEAR(repeat->step[0].until.voltage_below, 2.5, 0); /* the card's window */
    CHECK(isnan(repeat->step[0].until.voltage_above));
    CHECK_NEAR(repeat->step[1].until.voltage_above, 3.8, 0);
    CHECK(isnan(repeat->step[0].sample_period) && !repeat->step[0].may_end_early && repeat->step[0].line > 0);
    CHECK_NEAR(p.safety.voltage_min, 1.5, 1e-12);
    CHECK_NEAR(p.safety.voltage_max, 4.8, 1e-12);
    protocol_free(&p);
    card_free(card);
}

static void test_shipped_protocols(void)
{
    static const char *const names[] = {"gcd",  "rate_capability", "cv",     "thin_thick", "discharge", "pulses",
                                        "gitt", "cv_thick",        "cycling", "drive_cycle", "salt"};
    Card *card = NULL;
    REQUIRE(card_read(SOURCE_ROOT "/cells/r175_li.cfg", NULL, 0, NULL, &card, NULL) == CELLSIM_OK);
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        Protocol p;
        Error e;
        CHECK(protocol_read(names[k], CONFIGS, card, NULL, &p, &e) == CELLSIM_OK);
        if (k == 1) {
            CHECK(p.steps == 8 && p.step[6].count == 10);
            CHECK_NEAR(p.step[6].step[0].current, -30, 0);
            CHECK(p.step[6].step[0].may_end_early == 1);
            CHECK_NEAR(p.step[7].step[1].current, 0.5, 0);
        }
        if (k == 2) { /* the card has a cv_window of its own */
            CHECK(p.steps == 4 && p.step[3].step[0].vertices == 2 && p.step[3].count == 2);
            CHECK_NEAR(p.step[3].step[0].scan_rate, 0.8e-3, 1e-18);
            CHECK_NEAR(p.step[0].step[0].vertex[0], 0.2, 0);
            CHECK_NEAR(p.step[0].step[0].vertex[1], 3.0, 0);
        }
        if (k == 3) {
            REQUIRE(p.loadings == 2);
            CHECK_NEAR(p.loading[0], 0.01, 1e-17);
            CHECK_NEAR(p.loading[1], 0.1, 1e-16);
            CHECK(p.step[0].count == 3 && p.step[1].count == 6);
        }
        if (k == 5) CHECK_NEAR(p.step[0].step[1].until.time, 1800, 0);
        if (k == 6) { /* a pulse ends at the card's window, a rest by its time alone */
            REQUIRE(p.steps == 2 && p.step[1].kind == STEP_GITT && p.step[1].steps == 2 && p.step[1].count == 1000);
            const Step *pulse = &p.step[1].step[0], *pause = &p.step[1].step[1];
            CHECK(pulse->kind == STEP_CC && pause->kind == STEP_REST);
            CHECK_NEAR(pulse->current, -0.2, 0);
            CHECK_NEAR(pulse->until.time, 600, 0);
            CHECK_NEAR(pulse->until.voltage_below, 1.1, 0);
            CHECK_NEAR(pause->until.time, 3600, 0);
            CHECK(isnan(pause->until.voltage_below) && isnan(pause->until.voltage_above));
        }
        protocol_free(&p);
    }
    card_free(card);
}

static void test_given_rate(void)
{
    Protocol p;
    Error e;
    Card *card = example();
    REQUIRE(protocol_read("discharge", CONFIGS, card, NULL, &p, &e) == CELLSIM_OK);
    CHECK_NEAR(p.step[0].current, -1, 0);
    protocol_free(&p);
    REQUIRE(protocol_read("discharge", CONFIGS, card, "340 mA/g", &p, &e) == CELLSIM_OK);
    CHECK_NEAR(p.step[0].current, -340, 0);
    CHECK(p.step[0].unit == UNIT_MA_G);
    protocol_free(&p);
    CHECK(protocol_read("discharge", CONFIGS, card, "C/0", &p, &e) == CELLSIM_USAGE);
    CHECK(e.hint[0] && p.step == NULL);
    card_free(card);
}

/* A protocol of one step, read with the example card. */
static Status read_step(const char *step, Protocol *p, Error *e)
{
    char text[1000];
    Card *card = example();
    snprintf(text, sizeof text, "steps = (\n %s\n);\n", step);
    const Status status = protocol_read(fixture_write(text, strlen(text)), CONFIGS, card, NULL, p, e);
    remove(fixture_path());
    card_free(card);
    return status;
}

static void test_step_kinds(void)
{
    Protocol p;
    Error e;
    REQUIRE(read_step("{ do = \"cccv\"; direction = \"charge\"; rate = \"C/2\"; until_current_below = \"C/20\"; }", &p,
                      &e) == CELLSIM_OK);
    CHECK_NEAR(p.step[0].voltage, 3.8, 0);
    CHECK_NEAR(p.step[0].until.current_below, 0.05, 1e-16);
    CHECK(p.step[0].until.current_unit == UNIT_C_RATE && isnan(p.step[0].until.voltage_above));
    protocol_free(&p);
    REQUIRE(read_step("{ do = \"cv_hold\"; until_time_min = 10; sample_period_s = 5; }", &p, &e) == CELLSIM_OK);
    CHECK(isnan(p.step[0].voltage)); /* the present one */
    CHECK_NEAR(p.step[0].until.time, 600, 0);
    CHECK_NEAR(p.step[0].sample_period, 5, 0);
    protocol_free(&p);
    REQUIRE(read_step("{ do = \"rest\"; until_time_h = 2; }", &p, &e) == CELLSIM_OK);
    CHECK_NEAR(p.step[0].until.time, 7200, 0);
    protocol_free(&p);
    REQUIRE(read_step("{ do = \"cc\"; direction = \"charge\"; rate = \"1C\"; until_capacity_mAh_g = 50; "
                      "until_voltage_above_V = 3.6; }",
                      &p, &e) == CELLSIM_OK);
    CHECK_NEAR(p.step[0].until.capacity_mAh_g, 50, 0);
    CHECK_NEAR(p.step[0].until.voltage_above, 3.6, 0);
    protocol_free(&p);
}

static void test_drives(void)
{
    Protocol p;
    Error e;
    REQUIRE(read_step("{ do = \"power\"; direction = \"discharge\"; power = \"0.2 W/g\"; }", &p, &e) == CELLSIM_OK);
    CHECK(p.step[0].kind == STEP_POWER && p.step[0].basis == BASIS_MASS && !isnan(p.step[0].until.voltage_below));
    CHECK_NEAR(p.step[0].power, -200, 1e-12);
    protocol_free(&p);
    REQUIRE(read_step("{ do = \"power\"; direction = \"charge\"; power = \"3 mW/cm2\"; }", &p, &e) == CELLSIM_OK);
    CHECK(p.step[0].basis == BASIS_AREA && !isnan(p.step[0].until.voltage_above));
    CHECK_NEAR(p.step[0].power, 30, 1e-12);
    protocol_free(&p);
    REQUIRE(read_step("{ do = \"resistance\"; resistance_ohm_cm2 = 50; until_time_s = 5; }", &p, &e) == CELLSIM_OK);
    CHECK(p.step[0].kind == STEP_RESISTANCE && p.step[0].basis == BASIS_AREA);
    CHECK_NEAR(p.step[0].resistance, 5e-3, 1e-17);
    protocol_free(&p);
    REQUIRE(protocol_read("drive_cycle", CONFIGS, NULL, NULL, &p, &e) != CELLSIM_OK); /* no card: no window */
    REQUIRE(read_step("{ do = \"profile\"; file = \"" CONFIGS "/drive_cycle.csv\"; hold = true; }", &p, &e) ==
            CELLSIM_OK);
    CHECK(p.step[0].drive->held && p.step[0].drive->points == 15 && p.step[0].drive->basis == BASIS_C_RATE);
    protocol_free(&p);
}

static void refused(const char *step, int line, const char *words, const char *hint)
{
    Protocol p;
    Error e;
    const Status status = read_step(step, &p, &e);
    const int ok =
        status == CELLSIM_BAD_CARD && e.line == line && strstr(e.text, words) && strstr(e.hint, hint) && p.step == NULL;
    if (!ok) fprintf(stderr, "%s: %d %s:%d: %s (%s)\n", step, (int)status, e.file, e.line, e.text, e.hint);
    CHECK(ok);
    protocol_free(&p);
}

static void test_bad_steps(void)
{
    refused("{ do = \"cc\"; direction = \"charge\"; rate = \"C/0\"; }", 2, "divided by zero", "0.5C");
    refused("{ do = \"cc\"; direction = \"charge\"; rate = \"-1C\"; }", 2, "negative", "above 0");
    refused("{ do = \"cc\"; direction = \"charge\"; rate = 0.5; }", 2, "must be a text", "mA/g");
    refused("{ do = \"cc\"; direction = \"up\"; rate = \"1C\"; }", 2, "direction", "discharge");
    refused("{ do = \"cc\"; rate = \"1C\"; }", 2, "direction is missing", "charge");
    refused("{ do = \"cc\"; direction = \"charge\"; }", 2, "rate is missing", "C/5");
    refused("{ do = \"cvhold\"; }", 2, "unknown step", "cv_hold");
    refused("{ direction = \"charge\"; }", 2, "do is missing", "rest");
    refused("{ do = \"rest\"; }", 2, "no end", "until_time");
    refused("{ do = \"rest\"; until_time_s = 5; rate = \"1C\"; }", 2, "no meaning in a rest", "remove");
    refused("{ do = \"cv_hold\"; voltage_V = 3.0; }", 2, "for ever", "until_current_below");
    refused("{ do = \"cv_sweep\"; scan_rate_mV_s = 1; vertices_V = (\"low\"); }", 2, "unknown bound", "lower");
    refused("{ do = \"cv_sweep\"; scan_rate_mV_s = 1; }", 2, "vertices_V is missing", "8");
    refused("{ do = \"cv_sweep\"; scan_rate_mV_s = 0; vertices_V = (1); }", 2, "out of range", "scan rate");
    refused("{ do = \"cv_sweep\"; scan_rate_mV_s = 1; vertices_V = (1,2,1,2,1,2,1,2,1); }", 2, "9 entries", "8");
    refused("{ do = \"repeat\"; count = 0; steps = ({ do = \"rest\"; until_time_s = 1; }); }", 2, "out of range",
            "passes");
    refused("{ do = \"repeat\"; count = 3; steps = (); }", 2, "0 entries", "between 1");
    refused("{ do = \"repeat\"; count = 100000; steps = ({ do = \"repeat\"; count = 1000; steps = ({ do = \"rest\"; "
            "until_time_s = 1; }); }); }",
            2, "too much", "million");
    refused("{ do = \"gitt\"; direction = \"charge\"; rate = \"1C\"; pulse_s = 5; }", 2, "rest_s", "each pulse");
    refused("{ do = \"gitt\"; direction = \"charge\"; rate = \"1C\"; rest_s = 5; pulse_s = 5; until_time_s = 9; }", 2,
            "no meaning in a gitt", "remove");
    refused(
        "{ do = \"repeat\"; count = 100; steps = ({ do = \"gitt\"; direction = \"charge\"; rate = \"1C\"; pulse_s = 5; "
        "rest_s = 5; max_pulses = 100000; until_voltage_above_V = 3; }); }",
        2, "too much", "max_pulses");
    refused("{ do = \"power\"; direction = \"charge\"; }", 2, "power is missing", "W/kg");
    refused("{ do = \"power\"; power = \"5 W\"; }", 2, "direction is missing", "charge");
    refused("{ do = \"power\"; direction = \"charge\"; power = \"5 hp\"; }", 2, "unit is unknown", "5 W");
    refused("{ do = \"power\"; direction = \"charge\"; power = \"-5 W\"; }", 2, "negative", "above 0");
    refused("{ do = \"resistance\"; }", 2, "resistance_ohm", "resistor");
    refused("{ do = \"resistance\"; resistance_ohm = 5; direction = \"charge\"; }", 2, "no meaning in a resistance",
            "remove");
    refused("{ do = \"profile\"; }", 2, "file is missing", "table");
    refused("{ do = \"profile\"; file = \"nosuch.csv\"; }", 2, "cannot be opened", "protocol's folder");
    refused("{ do = \"profile\"; file = \"nosuch.csv\"; drive = \"curent\"; }", 2, "driven by 'curent'", "'current'");
    refused("{ do = \"rest\"; until_time_s = 5; until_soc = 0.5; }", 2, "no meaning in a rest", "remove");
    refused("{ do = \"cc\"; direction = \"charge\"; rate = \"1C\"; until_soc = 50; }", 2, "out of range: 0 to 1",
            "state of charge");
    refused("5", 2, "must be a group", "docs");
    refused("{ do = \"rest\"; until_time_s = 5; until_time_h = 1; }", 2, "given together", "keep one");
}

static void test_bad_protocols(void)
{
    Protocol p;
    Error e;
    CHECK(protocol_read("nosuch", CONFIGS, NULL, NULL, &p, &e) == CELLSIM_BAD_CARD);
    CHECK(strstr(e.text, "no protocol 'nosuch'") && strstr(e.hint, "gcd"));
    CHECK(protocol_read("", CONFIGS, NULL, NULL, &p, &e) == CELLSIM_BAD_CARD);
    CHECK(protocol_read("/tmp", CONFIGS, NULL, NULL, &p, &e) == CELLSIM_BAD_CARD);
    CHECK(protocol_read("gcd", CONFIGS, NULL, NULL, &p, &e) == CELLSIM_BAD_CARD); /* no card: no window */
    CHECK(strstr(e.text, "no window") && e.line > 0 && e.hint[0]);
    const char *bad = "figure = \"gdc\";\nsteps = ({ do = \"rest\"; until_time_s = 1; });\n";
    CHECK(protocol_read(fixture_write(bad, strlen(bad)), CONFIGS, NULL, NULL, &p, &e) == CELLSIM_BAD_CARD);
    CHECK(e.line == 1 && strstr(e.hint, "'gcd'"));
    remove(fixture_path());
}

TEST_MAIN("cards/protocol", TEST(test_rates), TEST(test_bad_rates), TEST(test_gcd), TEST(test_shipped_protocols),
          TEST(test_given_rate), TEST(test_step_kinds), TEST(test_drives), TEST(test_bad_steps),
          TEST(test_bad_protocols))
