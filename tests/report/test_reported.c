/* What hosts report, in the tables, the summary and the answers to targets; of a small cell that really evolves. */
#include "../../report/answers.h"
#include "../../report/csv.h"
#include "../../report/csv_analysis.h"
#include "../../report/json_build.h"
#include "../experiments/shares.h"
#include "fixture.h"

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
    double v[5];
    csv_steps(&lab.run, &steps);
    csv_cycles_head(&lab.run, &cycles);
    csv_cycles_row(&lab.run, &lab.run.cycle[1], &cycles);
    REQUIRE(!steps.failed && !cycles.failed);
    static const char heads[] = ",crystal / 1,amorphous / 1,rocksalt / 1,worn_out / 1,bound / 1\n";
    CHECK(strstr(steps.data, ",Beyond Limit / V,crystal / 1,") != NULL && strstr(steps.data, heads) != NULL);
    CHECK(strstr(cycles.data, ",Retention / %,crystal / 1,") != NULL && strstr(cycles.data, heads) != NULL);
    last_fields(steps.data, 6, 5, v);
    for (int k = 0; k < 5; k++) CHECK_NEAR(v[k], lab.run.record[5].reported[k], 1e-9);
    last_fields(cycles.data, 1, 5, v);
    for (int k = 0; k < 5; k++) CHECK_NEAR(v[k], lab.run.record[5].reported[k], 1e-7);
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
    REQUIRE(json_array_size(list) == 5);
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

TEST_MAIN("report/reported", TEST(test_tables_have_further_columns), TEST(test_tables_of_other_cells_are_as_ever),
          TEST(test_summary))
