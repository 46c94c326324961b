/* What hosts report, in the tables, the summary and the answers to targets; of a small cell that really evolves. */
#include "../../report/answers.h"
#include "../../report/json_build.h"
#include "../../report/run_analysis.h"
#include "../../report/tables/csv.h"
#include "../../report/tables/csv_analysis.h"
#include "../../report/tables/shares.h"
#include "../experiments/shares.h"
#include "figure_of.h"
#include "fixture.h"
#include "quantities.h"

enum { OUTPUTS = 6 }; /* of the evolving host */

static Lab a_run(const char *variant, Step cycle[3])
{
    Lab lab;
    open_shares(&lab, variant, 3, cycle);
    run(&lab);
    return lab;
}

/* The last `n` fields of line `line` (counted from 0), as numbers. */
static void last_fields(const char *text, int line, int n, double *out)
{
    while (line-- > 0) text = strchr(text, '\n') + 1;
    const char *end = strchr(text, '\n');
    for (int k = n - 1; k >= 0; k--) {
        const char *comma = end - 1;
        while (*comma != ',') comma--;
        out[k] = strtod(comma + 1, NULL);
        end = comma;
    }
}

static void test_tables_have_further_columns(void)
{
    Step cycle[3];
    Lab lab = a_run("half cell, evolving", cycle);
    Text steps = {0}, cycles = {0};
    double v[OUTPUTS];
    csv_steps(&lab.run, &steps);
    csv_cycles_head(&lab.run, &cycles);
    csv_cycles_row(&lab.run, &lab.run.cycle[1], &cycles);
    REQUIRE(!steps.failed && !cycles.failed);
    static const char heads[] =
        ",crystal / 1,amorphous / 1,rocksalt / 1,worn_out / 1,bound / 1,rocksalt_capacity / 1\n";
    CHECK(strstr(steps.data, ",Beyond Limit / V,crystal / 1,") != NULL && strstr(steps.data, heads) != NULL);
    CHECK(strstr(cycles.data, ",Retention / %,crystal / 1,") != NULL && strstr(cycles.data, heads) != NULL);
    last_fields(steps.data, 6, OUTPUTS, v);
    for (int k = 0; k < OUTPUTS; k++) CHECK_NEAR(v[k], lab.run.record[5].reported[k], 1e-9);
    last_fields(cycles.data, 1, OUTPUTS, v);
    for (int k = 0; k < OUTPUTS; k++) CHECK_NEAR(v[k], lab.run.record[5].reported[k], 1e-7);
    text_free(&steps);
    text_free(&cycles);
    close_lab(&lab);
}

static void test_tables_of_other_cells_are_as_ever(void)
{
    Step cycle[3];
    Lab lab = a_run("half cell", cycle);
    Text steps = {0}, cycles = {0};
    csv_steps(&lab.run, &steps);
    csv_cycles_head(&lab.run, &cycles);
    CHECK(strstr(steps.data, ",Beyond Limit / V\n") != NULL);
    CHECK(strstr(cycles.data, ",Retention / %\n") != NULL);
    text_free(&steps);
    text_free(&cycles);
    close_lab(&lab);
}

static void test_summary(void)
{
    Step cycle[3];
    Lab lab = a_run("half cell, evolving", cycle), plain = a_run("half cell", cycle);
    const Report r = {.runs = 1, .run = &lab.run}, none = {.runs = 1, .run = &plain.run};
    json_t *o = report_json(&r, 0), *other = report_json(&none, 0);
    json_t *list = json_object_get(json_array_get(json_object_get(o, "experiments"), 0), "reported");
    REQUIRE(json_array_size(list) == OUTPUTS);
    const json_t *rocksalt = json_array_get(list, 2);
    CHECK(!strcmp(json_string_value(json_object_get(rocksalt, "name")), "rocksalt"));
    CHECK(!strcmp(json_string_value(json_object_get(rocksalt, "unit")), "1"));
    CHECK_NEAR(json_number_value(json_object_get(rocksalt, "at_end")), lab.run.record[8].reported[2], 1e-15);
    CHECK(!json_object_get(json_array_get(json_object_get(other, "experiments"), 0), "reported"));
    json_decref(o);
    json_decref(other);
    close_lab(&lab);
    close_lab(&plain);
}

/* At the start and after every cycle; the figure takes every column. */
static void test_shares_against_cycles(void)
{
    Step cycle[3];
    Lab lab = a_run("half cell, evolving", cycle), plain = a_run("half cell", cycle);
    Figure f;
    Text table = {0}, script = {0};
    double v[OUTPUTS];
    snprintf(lab.run.figure, sizeof lab.run.figure, "gcd");
    const Report r = {.runs = 1, .run = &lab.run};
    CHECK(run_has_shares(&lab.run) && !run_has_shares(&plain.run));
    csv_shares(&lab.run, &table);
    CHECK(!strncmp(table.data, "Cycle Count / 1,crystal / 1,amorphous / 1,", 42));
    last_fields(table.data, 1, OUTPUTS, v);
    CHECK_NEAR(v[0], 0.6, 1e-9); /* as the cell says */
    CHECK_NEAR(v[1], 0.3, 1e-9);
    last_fields(table.data, 4, OUTPUTS, v);
    for (int k = 0; k < OUTPUTS; k++) CHECK_NEAR(v[k], lab.run.record[8].reported[k], 1e-9);
    REQUIRE(figure_find(&r, "test_shares", &f, &script) == 1);
    CHECK(strstr(script.data, "'test_shares.csv' skip 1 using 1:2 with lines") != NULL);
    CHECK(strstr(script.data, "using 1:7 with lines") != NULL && strstr(script.data, "'worn out'") != NULL);
    text_free(&table);
    text_free(&script);
    close_lab(&lab);
    close_lab(&plain);
}

/* Holds at one voltage after the other are drawn against it, those at one and the same against the cycle. */
static void test_shares_against_bias(void)
{
    Step cycle[3];
    Lab lab = a_run("half cell, evolving", cycle);
    Figure f;
    Text table = {0}, script = {0};
    double v[1];
    snprintf(lab.run.figure, sizeof lab.run.figure, "gcd");
    const Report r = {.runs = 1, .run = &lab.run};
    for (int k = 0; k < lab.run.records; k++) {
        lab.run.record[k].kind = STEP_CV_HOLD;
        lab.run.record[k].v_end = 2;
    }
    CHECK(!shares_are_of_holds(&lab.run));
    for (int k = 0; k < lab.run.records; k++) lab.run.record[k].v_end = 2 + 0.1 * lab.run.record[k].cycle;
    CHECK(shares_are_of_holds(&lab.run));
    csv_shares(&lab.run, &table);
    CHECK(strstr(table.data, ",Held Voltage / V\n") != NULL);
    last_fields(table.data, 4, 1, v);
    CHECK_NEAR(v[0], 2 + 0.1 * lab.run.record[8].cycle, 1e-9);
    REQUIRE(figure_find(&r, "test_shares", &f, &script) == 1);
    CHECK(strstr(script.data, "using 8:2 with linespoints") != NULL &&
          strstr(script.data, "set xlabel 'Voltage") != NULL);
    lab.run.record[lab.run.records - 1].v_end = 2;
    CHECK(!shares_are_of_holds(&lab.run));
    text_free(&table);
    text_free(&script);
    close_lab(&lab);
}

static double answered(const Run *r, Target t, const char *quantity, const char *unit)
{
    Answer a;
    snprintf(t.quantity, sizeof t.quantity, "%s", quantity);
    snprintf(t.unit, sizeof t.unit, "%s", unit);
    snprintf(t.protocol, sizeof t.protocol, "test");
    t.value = 1;
    t.loading = t.varied = NAN;
    CHECK(answers_evaluate(1, &t, 1, r, &a) == CELLSIM_OK);
    return a.simulated;
}

/* Steps 3, 4, 5 are the second cycle: discharge, charge, rest. */
static void test_targets_of_hosts(void)
{
    Step cycle[3];
    Lab lab = a_run("half cell, evolving", cycle);
    const StepRecord *s = lab.run.record;
    Target t = {.of = "rocksalt", .c_rate = NAN, .cycle = 2};
    CHECK_NEAR(answered(&lab.run, t, "share", "1"), s[5].reported[2], 0);
    CHECK_NEAR(answered(&lab.run, t, "share", "%"), 100 * s[5].reported[2], 0);
    t.at = TARGET_AT_DISCHARGE;
    CHECK_NEAR(answered(&lab.run, t, "share", "1"), s[3].reported[2], 0);
    t.at = TARGET_AT_CHARGE;
    CHECK_NEAR(answered(&lab.run, t, "share", "1"), s[4].reported[2], 0);
    t.c_rate = 1;
    CHECK_NEAR(answered(&lab.run, t, "share", "1"), s[4].reported[2], 0);
    t.c_rate = 2;
    CHECK(isnan(answered(&lab.run, t, "share", "1")));
    t = (Target){.of = "positive.spheres.bound", .c_rate = NAN};
    CHECK_NEAR(answered(&lab.run, t, "content", "1"), s[8].reported[4], 0);
    t.cycle = 4;
    CHECK(isnan(answered(&lab.run, t, "content", "1")));
    t = (Target){.of = "stone", .c_rate = NAN};
    CHECK(isnan(answered(&lab.run, t, "content", "1")));
    close_lab(&lab);
}

static double of_hosts(const char *quantity, const char *unit)
{
    Step cycle[3];
    Lab lab = a_run("half cell, evolving", cycle);
    const double value = answered(&lab.run, (Target){.of = "crystal", .c_rate = NAN}, quantity, unit);
    close_lab(&lab);
    return value;
}

static void test_all_quantities_of_hosts(void)
{
    check_quantities(OF_HOSTS, of_hosts);
}

/* Two titrations by discharge, with a charge in between. */
static Lab titrated(Step part[2])
{
    Lab lab;
    open_lab(&lab);
    lab.cell.electrode[POSITIVE].material_density = 4000;
    for (int k = 0; k < 2; k++) part[k] = *add_step(&lab, k ? STEP_REST : STEP_CC, k ? 0 : -0.5);
    part[0].until.time = 400;
    part[1].until.time = 1000;
    lab.p.steps = 0;
    add_step(&lab, STEP_REST, 0)->until.time = 100;
    for (int k = 0; k < 2; k++) {
        *add_step(&lab, STEP_GITT, 0) = (Step){.kind = STEP_GITT, .count = 5, .steps = 2, .step = part};
        if (k) break;
        add_step(&lab, STEP_CC, 1)->until.time = 400;
        add_step(&lab, STEP_REST, 0)->until.time = 1000;
    }
    run(&lab);
    return lab;
}

static double of_titrations(const char *quantity, const char *unit)
{
    Step part[2];
    Lab lab = titrated(part);
    const double value = answered(&lab.run, (Target){.c_rate = NAN}, quantity, unit);
    close_lab(&lab);
    return value;
}

static void test_all_quantities_of_titrations(void)
{
    check_quantities(OF_TITRATIONS, of_titrations);
}

/* Each in its colour, by one formula, against its own capacity; the charge in between is none. */
static void test_titrations_over_each_other(void)
{
    Step part[2];
    Lab lab = titrated(part);
    Figure f;
    Text script = {0};
    snprintf(lab.run.figure, sizeof lab.run.figure, "gitt");
    const Report r = {.runs = 1, .run = &lab.run};
    REQUIRE(figure_find(&r, "test_diffusivity", &f, &script) == 1);
    CHECK(strstr(script.data, "every ::0::4 using ($0 == 0 ? q = $5 : 0, abs($5 - q))") != NULL);
    CHECK(strstr(script.data, "every ::6::10 ") != NULL && strstr(script.data, "every ::5::5 ") == NULL);
    CHECK(strstr(script.data, "title 'discharge, cycle 1'") != NULL &&
          strstr(script.data, "title 'discharge, cycle 2'") != NULL);
    CHECK(strstr(script.data, "spheres") == NULL);
    text_free(&script);
    close_lab(&lab);
}

/* Of the pulses in the table, the least, the middle and the largest D; pulses of the second titration. */
static void test_targets_of_titrations(void)
{
    Step part[2];
    Lab lab = titrated(part);
    const AnalysisChoice c = run_analysis_choice(&lab.run);
    Analysis a;
    Target t = {.c_rate = NAN, .cycle = 2, .which = TARGET_LEAST};
    REQUIRE(run_analysis(&lab.run, &c, &a, NULL) == CELLSIM_OK &&
            a.pulses == 11); /* the charge stands between rests, too */
    double least = INFINITY, most = 0, over = 0;
    for (int k = 6; k < 11; k++) {
        CHECK(!(a.pulse[k].flags & GITT_FLAT));
        least = fmin(least, a.pulse[k].D_geometric);
        most = fmax(most, a.pulse[k].D_geometric);
        over += fabs(lab.run.record[2 * k + 1].v_end - a.pulse[k].E_after) / 5;
    }
    CHECK_NEAR(answered(&lab.run, t, "D_gitt", "m2/s"), least, 0);
    t.which = TARGET_MOST;
    CHECK_NEAR(answered(&lab.run, t, "D_gitt", "cm2/s"), 1e4 * most, 1e-12 * most);
    t.which = TARGET_MEDIAN;
    const double median = answered(&lab.run, t, "D_gitt", "m2/s");
    CHECK(median > least && median < most);
    CHECK_NEAR(answered(&lab.run, t, "gitt_overpotential", "V"), over, 1e-6);
    t.from_V = 0;
    t.to_V = 0.1;
    CHECK(isnan(answered(&lab.run, t, "gitt_overpotential", "V")));
    t.cycle = 3;
    CHECK(isnan(answered(&lab.run, t, "D_gitt", "m2/s")));
    t = (Target){.c_rate = NAN, .at = TARGET_AT_CHARGE};
    CHECK(isfinite(answered(&lab.run, t, "D_gitt", "m2/s")));
    analysis_free(&a);
    close_lab(&lab);
}

TEST_MAIN("report/reported", TEST(test_shares_against_cycles), TEST(test_shares_against_bias),
          TEST(test_targets_of_hosts), TEST(test_all_quantities_of_hosts), TEST(test_all_quantities_of_titrations),
          TEST(test_targets_of_titrations), TEST(test_titrations_over_each_other),
          TEST(test_tables_have_further_columns), TEST(test_tables_of_other_cells_are_as_ever), TEST(test_summary))
