#include "../../report/files.h"
#include "../../report/json_build.h"
#include "../../report/report.h"
#include "../test.h"
#include "fixture.h"

/* A thin run that is fine, a thick one that ended early, one target measured and one not. */
typedef struct Made {
    Run run[2];
    Target target[2];
    Answer answer[2];
    Report report;
} Made;

static void make(Made *m)
{
    memset(m, 0, sizeof *m);
    m->run[0] = fixture_run("thin_thick", "thin_thick", 0.01);
    m->run[1] = fixture_run("thin_thick", "thin_thick", 0.1);
    m->run[1].status = CELLSIM_EARLY;
    snprintf(m->run[1].error.text, sizeof m->run[1].error.text, "the electrolyte ran empty");
    snprintf(m->run[1].error.hint, sizeof m->run[1].error.hint, "try a thinner electrode");
    m->run[1].trust.lithium_balance = -5e-7;
    m->run[1].trust.mesh_error_cut = 1;
    m->run[1].choice = (RunChoice){1e-4, 1, 3e-6, {0, 1, 2}, {0, 4, 6}, 8};
    m->target[0] = (Target){.id = "000-09",
                            .quantity = "discharge_capacity",
                            .unit = "mAh/g",
                            .value = 290,
                            .tolerance_percent = 5,
                            .how = "Fig. 3c",
                            .loading = 0.01,
                            .c_rate = 0.5};
    m->target[1] =
        (Target){.id = "x\xFFy", .quantity = "colour", .unit = "1", .value = 1, .loading = NAN, .c_rate = NAN};
    m->answer[0] = (Answer){&m->target[0], 287.1, -1.0, 1};
    m->answer[1] = (Answer){&m->target[1], NAN, NAN, 0};
    m->report = (Report){.runs = 2, .run = m->run, .answers = 2, .answer = m->answer, .total_s = 0.25};
}

static double real_at(const json_t *o, const char *key)
{
    return json_number_value(json_object_get(o, key));
}

static int text_at(const json_t *o, const char *key, const char *expected)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s && !strcmp(s, expected);
}

static void test_experiments(void)
{
    Made m;
    make(&m);
    json_t *o = report_json(&m.report, 1);
    const json_t *all = json_object_get(o, "experiments"), *thick = json_array_get(all, 1);
    CHECK(text_at(o, "cell", "made-up cell"));
    CHECK(json_array_size(all) == 2);
    CHECK(text_at(thick, "name", "thin_thick"));
    CHECK_NEAR(real_at(thick, "loading_mg_cm2"), 10.0, 1e-12);
    CHECK(text_at(thick, "status", "ended early"));
    CHECK(text_at(thick, "why", "the electrolyte ran empty"));
    CHECK(text_at(thick, "note", "try a thinner electrode"));
    CHECK(json_object_get(json_array_get(all, 0), "why") == NULL);
    const json_t *files = json_object_get(thick, "files");
    CHECK(json_array_size(files) == 4);
    CHECK(!strcmp(json_string_value(json_array_get(files, 0)), "thin_thick_10mg.bdf.csv"));
    json_decref(o);
}

static void test_targets_and_null(void)
{
    Made m;
    make(&m);
    json_t *o = report_json(&m.report, 1);
    const json_t *first = json_array_get(json_object_get(o, "targets"), 0);
    const json_t *second = json_array_get(json_object_get(o, "targets"), 1);
    CHECK(text_at(first, "id", "000-09"));
    CHECK(text_at(first, "how", "Fig. 3c"));
    CHECK_NEAR(real_at(first, "value"), 290, 0);
    CHECK_NEAR(real_at(first, "simulated"), 287.1, 0);
    CHECK_NEAR(real_at(first, "error_percent"), -1, 0);
    CHECK_NEAR(real_at(first, "tolerance_percent"), 5, 0);
    CHECK(json_is_true(json_object_get(first, "ok")));
    CHECK(json_is_null(json_object_get(second, "simulated")));
    CHECK(json_is_null(json_object_get(second, "error_percent")));
    CHECK(json_is_null(json_object_get(second, "c_rate")));
    CHECK(json_is_null(json_object_get(second, "ok"))); /* neither met nor missed */
    CHECK(text_at(second, "id", "x?y"));                /* not UTF-8 */
    json_decref(o);
}

/* Balances: the worst run by magnitude. NaN in both: null. Counts: sums. */
static void test_trust_and_timing(void)
{
    Made m;
    make(&m);
    json_t *o = report_json(&m.report, 1);
    const json_t *trust = json_object_get(o, "trust"), *timing = json_object_get(o, "timing");
    CHECK_NEAR(real_at(trust, "lithium_balance"), 5e-7, 1e-20);
    CHECK_NEAR(real_at(trust, "charge_balance"), 3e-9, 1e-20);
    CHECK_NEAR(real_at(trust, "mesh_error_mV"), 0.25, 0);
    CHECK(json_is_null(json_object_get(trust, "time_error_mV")));
    CHECK_NEAR(real_at(trust, "mesh_error"), 0.01, 0);
    const json_t *experiments = json_object_get(o, "experiments");
    const json_t *choice = json_object_get(json_array_get(experiments, 1), "choice");
    CHECK(!json_object_get(json_array_get(experiments, 0), "choice") && json_is_true(json_object_get(choice, "met")));
    CHECK_NEAR(real_at(choice, "accuracy_mV"), 0.1, 1e-12);
    CHECK(json_integer_value(json_object_get(json_object_get(choice, "positive"), "degree")) == 6);
    CHECK(!json_object_get(choice, "negative"));
    CHECK(json_is_null(json_object_get(trust, "time_error")));
    const json_t *cut = json_object_get(trust, "not_estimated_to_the_end");
    CHECK(json_array_size(cut) == 2 && !strcmp(json_string_value(json_array_get(cut, 0)), "mesh_error_mV"));
    CHECK(json_integer_value(json_object_get(trust, "steps")) == 200);
    CHECK(json_integer_value(json_object_get(trust, "newton_failures")) == 2);
    CHECK_NEAR(real_at(timing, "solve_s"), 0.004, 1e-15);
    CHECK_NEAR(real_at(timing, "total_s"), 0.25, 0);
    json_decref(o);
}

static void test_written_files(void)
{
    Made m;
    make(&m);
    char *dir = fixture_directory(), *summary = path_join(dir, "summary.json");
    CHECK(report_write_data(&m.report, dir, NULL) == CELLSIM_OK);
    CHECK(fixture_entries(dir) == 9);
    json_t *o = json_load_file(summary, JSON_REJECT_DUPLICATES, NULL), *direct = report_json(&m.report, 0);
    CHECK(o != NULL && json_equal(json_object_get(o, "targets"), json_object_get(direct, "targets")));
    const json_t *files = json_object_get(json_array_get(json_object_get(o, "experiments"), 0), "files");
    for (size_t k = 0; k < json_array_size(files); k++) {
        char *path = path_join(dir, json_string_value(json_array_get(files, k)));
        CHECK(access(path, R_OK) == 0);
        free(path);
    }
    json_decref(o);
    json_decref(direct);
    free(summary);
    fixture_remove(dir);
}

static void test_no_directory_is_an_error(void)
{
    Made m;
    make(&m);
    Error e;
    CHECK(report_write_data(&m.report, "/dev/null/out", &e) == CELLSIM_IO);
    CHECK(strstr(e.text, "/dev/null") != NULL);
    CHECK(report_write_html(&m.report, "/dev/null/out", &e) == CELLSIM_IO);
}

static void test_empty_report(void)
{
    const Report r = {.total_s = 0.0};
    char *dir = fixture_directory();
    json_t *o = report_json(&r, 1);
    CHECK(json_array_size(json_object_get(o, "experiments")) == 0);
    CHECK(json_is_null(json_object_get(json_object_get(o, "trust"), "lithium_balance")));
    CHECK(report_write_data(&r, dir, NULL) == CELLSIM_OK);
    CHECK(report_write_html(&r, dir, NULL) == CELLSIM_OK);
    CHECK(fixture_entries(dir) == 2);
    json_decref(o);
    fixture_remove(dir);
}

/* A part that there was no memory for makes NULL of the whole, and the text of that fails. */
static void test_missing_part(void)
{
    json_t *whole = json_object(), *list = json_array();
    Text text = {0};
    json_put(&whole, "sound", json_true());
    json_append(&list, json_true());
    json_append(&list, NULL);
    CHECK(list == NULL);
    json_append(&list, json_string("too late"));
    CHECK(list == NULL);
    json_put(&whole, "list", list);
    CHECK(whole == NULL);
    json_put(&whole, "later", json_object());
    CHECK(whole == NULL);
    json_print(whole, 0, &text);
    CHECK(text_status(&text, NULL) == CELLSIM_IO);
    text_free(&text);
}

TEST_MAIN("report json", TEST(test_experiments), TEST(test_targets_and_null), TEST(test_trust_and_timing),
          TEST(test_written_files), TEST(test_no_directory_is_an_error), TEST(test_empty_report),
          TEST(test_missing_part))
