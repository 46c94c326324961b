#include "../../report/names.h"
#include "../random.h"
#include "../test.h"
#include "fixture.h"

#include <limits.h>
#include <locale.h>

static int prints_as(double x, int digits, const char *expected)
{
    char number[NUMBER_SIZE];
    if (!strcmp(number_text(x, digits, number), expected)) return 1;
    fprintf(stderr, "%.17g printed as '%s', expected '%s'\n", x, number, expected);
    return 0;
}

static void test_numbers(void)
{
    CHECK(prints_as(3.14159265358979, 10, "3.141592654"));
    CHECK(prints_as(-2.5e-20, 3, "-2.5e-20"));
    CHECK(prints_as(-0.0, 10, "0"));
    CHECK(prints_as(-1.7976931348623157e308, 17, "-1.7976931348623157e+308"));
    CHECK(prints_as(NAN, 10, ""));
    CHECK(prints_as(INFINITY, 10, ""));
    CHECK(prints_as(-INFINITY, 10, ""));
}

static void test_whole_numbers(void)
{
    static const int number[] = {0, 7, -7, 10, 1234567890, INT_MAX, INT_MIN};
    for (int k = 0; k < (int)(sizeof number / sizeof number[0]); k++) {
        char expected[NUMBER_SIZE];
        Text t = {0};
        snprintf(expected, sizeof expected, "%d", number[k]);
        text_integer(&t, number[k]);
        CHECK(t.length == strlen(expected) && !strcmp(t.data, expected));
        text_free(&t);
    }
}

/* Against printf, which knows all of a number's digits: random ones, those around powers of ten, and ties. */
static void test_numbers_are_those_of_printf(void)
{
    Random random = {271828};
    int wrong = 0;
    for (int k = 0; k < 300000; k++) {
        char expected[NUMBER_SIZE];
        const int digits = 1 + k % 17;
        const double power = pow(10, floor(random_between(&random, -25, 20)));
        double x = random_between(&random, -10, 10) * power;
        if (k % 5 == 1) x = power * (1 + floor(random_between(&random, -3, 3)) * 1.1e-16);
        if (k % 5 == 2) x = floor(random_between(&random, 0, 4096)) / 1024; /* many end in a 5 */
        snprintf(expected, sizeof expected, "%.*g", digits, x + 0.0);
        wrong += !prints_as(x, digits, expected);
    }
    CHECK(wrong == 0);
}

static void test_any_separator_becomes_a_point(void)
{
    char comma[] = "-3,5e-07",
         arabic[] = "3\xD9\xAB"
                    "25",
         point[] = "3.25", whole[] = "12";
    number_point(comma);
    number_point(arabic);
    number_point(point);
    number_point(whole);
    CHECK(!strcmp(comma, "-3.5e-07"));
    CHECK(!strcmp(arabic, "3.25"));
    CHECK(!strcmp(point, "3.25"));
    CHECK(!strcmp(whole, "12"));
}

/* With a locale that has a decimal comma, where one is installed. */
static void test_locale_does_not_matter(void)
{
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE", "ru_RU.UTF-8"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        if (!setlocale(LC_ALL, names[k])) continue;
        CHECK(prints_as(2.5, 10, "2.5"));
        Run r = fixture_run("gcd", "gcd", 0.1);
        json_t *o = report_json(&(Report){.runs = 1, .run = &r, .total_s = 0.5}, 1);
        char *text = json_dumps(o, 0);
        CHECK(text && strstr(text, "\"total_s\": 0.5") != NULL);
        free(text);
        json_decref(o);
        setlocale(LC_ALL, "C");
        return;
    }
    setlocale(LC_ALL, "C");
}

static void test_growth(void)
{
    Text t = {0};
    char piece[400];
    memset(piece, 'x', sizeof piece - 1);
    piece[sizeof piece - 1] = '\0';
    for (int k = 0; k < 1000; k++) text_addf(&t, "%s%d", piece, k % 10);
    CHECK(t.length == 400 * 1000);
    CHECK(strlen(t.data) == t.length);
    CHECK(t.data[399] == '0' && t.data[799] == '1');
    CHECK(text_status(&t, NULL) == CELLSIM_OK);
    text_free(&t);
    CHECK(t.data == NULL && t.length == 0);
}

static void test_failure_sticks(void)
{
    Text t = {.failed = 1};
    Error e;
    text_add(&t, "lost");
    CHECK(t.length == 0);
    CHECK(text_status(&t, &e) == CELLSIM_IO);
    CHECK(strstr(e.text, "memory") != NULL);
}

static void test_percent(void)
{
    char text[NUMBER_SIZE + 8];
    CHECK(!strcmp(percent_text(26.6667, 1, text), "+26.7 %"));
    CHECK(!strcmp(percent_text(-0.00138, 1, text), "-0.0014 %"));
    CHECK(!strcmp(percent_text(0.05, 0, text), "0.05 %"));
    CHECK(!strcmp(percent_text(0, 1, text), "0 %"));
    CHECK(!strcmp(percent_text(NAN, 1, text), ""));
}

static void stem_is(const Run *run, int k, int runs, const char *expected)
{
    char stem[STEM_SIZE];
    run_stem(run, k, runs, stem);
    if (strcmp(stem, expected)) fprintf(stderr, "stem '%s', expected '%s'\n", stem, expected);
    CHECK(!strcmp(stem, expected));
}

static void test_stems(void)
{
    const Run run[] = {fixture_run("gcd", "gcd", 0.1),
                       fixture_run("thin_thick", "thin_thick", 0.01),
                       fixture_run("thin_thick", "thin_thick", 0.1),
                       fixture_run("thin_thick", "thin_thick", 0.025),
                       fixture_run("gcd", "gcd", 0.1),
                       fixture_run("../../etc/passwd", "none", 0.1),
                       fixture_run("", "none", 0.1)};
    stem_is(run, 0, 7, "gcd");
    stem_is(run, 1, 7, "thin_thick_1mg");
    stem_is(run, 2, 7, "thin_thick_10mg");
    stem_is(run, 3, 7, "thin_thick_2.5mg");
    stem_is(run, 1, 2, "thin_thick");
    stem_is(run, 4, 7, "gcd+2");
    stem_is(run, 5, 7, "_._.._etc_passwd");
    stem_is(run, 6, 7, "unnamed");
    Run varied[] = {fixture_run("salt", "gcd", 0.1), fixture_run("salt", "gcd", 0.1)};
    for (int k = 0; k < 2; k++) {
        varied[k].varied = k ? 0.05 : 1;
        snprintf(varied[k].varies, sizeof varied[k].varies, "sites[0]");
    }
    stem_is(varied, 0, 2, "salt_sites_0__1");
    stem_is(varied, 1, 2, "salt_sites_0__0.05");
}

static void test_titles(void)
{
    Run run = fixture_run("salt", "gcd", 0.1);
    char title[TITLE_SIZE];
    run_title(&run, title);
    CHECK(!strcmp(title, "salt of a made-up cell"));
    run.title[0] = '\0';
    run.varied = 0.5;
    snprintf(run.varies, sizeof run.varies, "c0_M");
    run_title(&run, title);
    CHECK(!strcmp(title, "salt, c0_M = 0.5"));
}

/* Names of files are plain: one mark for each letter that is not, never hidden, never an option. */
static void test_names_of_files(void)
{
    static const char *const names[][2] = {{"gcd-2_a.b", "gcd-2_a.b"}, {"ödd näme", "_dd_n_me"}, {"a/../b'\"", "a_.._b__"},
                                           {".hidden", "_hidden"},     {"-rf", "_rf"},         {"", "unnamed"}, {"\x80", "unnamed"}};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        char out[40];
        file_name_clean(names[k][0], out, sizeof out);
        CHECK(!strcmp(out, names[k][1]));
    }
}

TEST_MAIN("report text and names", TEST(test_titles), TEST(test_numbers), TEST(test_whole_numbers), TEST(test_numbers_are_those_of_printf),
          TEST(test_any_separator_becomes_a_point), TEST(test_locale_does_not_matter), TEST(test_growth),
          TEST(test_failure_sticks), TEST(test_percent), TEST(test_stems), TEST(test_names_of_files))
