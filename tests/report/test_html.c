#include "../../report/files.h"
#include "../../report/page/assets.h"
#include "../../report/page/html.h"
#include "../../report/page/thin.h"
#include "../test.h"
#include "fixture.h"

#include <time.h>

static int escapes_to(const char *s, const char *expected)
{
    Text t = {0};
    html_escape(&t, s);
    const int same = !strcmp(t.data ? t.data : "", expected);
    if (!same) fprintf(stderr, "'%s', expected '%s'\n", t.data, expected);
    text_free(&t);
    return same;
}

static void test_escaping(void)
{
    CHECK(escapes_to("a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c&#39;"));
    CHECK(escapes_to("1\n2\x1B[31m", "1 2 [31m"));
    CHECK(escapes_to("µm − Å 𝜃", "µm − Å 𝜃"));
    CHECK(escapes_to("", ""));
}

static void test_bytes_that_are_not_utf8(void)
{
    CHECK(escapes_to("\xFF", "\xEF\xBF\xBD"));
    CHECK(escapes_to("a\xC3", "a\xEF\xBF\xBD"));                               /* cut short */
    CHECK(escapes_to("\xC0\xBC", "\xEF\xBF\xBD\xEF\xBF\xBD"));                 /* '<' in two bytes */
    CHECK(escapes_to("\xE0\x80\xBC", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD")); /* '<' in three */
    CHECK(escapes_to("\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD")); /* surrogate */
    CHECK(escapes_to("\xE2\x88<", "\xEF\xBF\xBD\xEF\xBF\xBD&lt;"));            /* must not swallow '<' */
}

/* RFC 4648, section 10. */
static void test_base64(void)
{
    static const char *const pairs[][2] = {{"f", "Zg=="},        {"fo", "Zm8="},        {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        Text t = {0};
        html_base64(&t, pairs[k][0], strlen(pairs[k][0]));
        CHECK(!strcmp(t.data, pairs[k][1]));
        text_free(&t);
    }
    Text t = {0};
    html_base64(&t, "\xFF\xFE\xFD", 3);
    CHECK(!strcmp(t.data, "//79"));
    text_free(&t);
}

static void test_provenance(void)
{
    const Provenance p[] = {{.path = "positive.D_cm2_s", .value = "<b>1e-12</b>", .source = "paper \"000\" & SI",
                             .kind = KIND_FITTED, .line = 3, .note = "no effect: x < y"},
                            {.path = "area", .value = "1", .kind = KIND_ASSUMED, .line = 4}};
    Text t = {0};
    html_provenance(&t, 2, p);
    CHECK(strstr(t.data, "&lt;b&gt;1e-12&lt;/b&gt;") != NULL);
    CHECK(strstr(t.data, "<b>") == NULL);
    CHECK(strstr(t.data, "paper &quot;000&quot; &amp; SI") != NULL);
    CHECK(strstr(t.data, "class=\"fitted\">fitted") != NULL);
    CHECK(strstr(t.data, "class=\"assumed\">assumed") != NULL);
    CHECK(strstr(t.data, "(no effect: x &lt; y)") != NULL);
    text_free(&t);
}

/* Hostile words in every field that reaches the page. */
static void page_of(const char *dir, Text *page)
{
    Run r = fixture_run("gcd", "gcd", 0.1);
    snprintf(r.cell, sizeof r.cell, "<script>alert(1)</script>");
    snprintf(r.title, sizeof r.title, "</title><img src=x>");
    snprintf(r.error.text, sizeof r.error.text, "<i>empty</i>");
    r.status = CELLSIM_EARLY;
    fixture_cc(&r, -1, 100, 2, 1, 1, 1, 20);
    const Target t = {.id = "<u>", .quantity = "<q>", .unit = "<s>", .value = 1, .how = "<p>"};
    const Answer a = {&t, 2, 100, 0};
    const Report report = {.runs = 1, .run = &r, .answers = 1, .answer = &a};
    char *path = path_join(dir, "report.html");
    CHECK(report_write_html(&report, dir, NULL) == CELLSIM_OK);
    CHECK(file_read(path, 1 << 24, page, NULL) == CELLSIM_OK);
    free(path);
    run_free(&r);
}

static void test_page_is_whole_and_escaped(void)
{
    static const char *const never[] = {"<script>alert", "<script ", "<img src=x", "<i>", "<u>", "<q>", "<s>", "http:", "https:", "nan"};
    char *dir = fixture_directory();
    Text page = {0};
    page_of(dir, &page);
    REQUIRE(page.data != NULL);
    char *plots = strstr(page.data, "<script type=\"application/json\""); /* what follows is data without '<', and Chart.js */
    CHECK((plots != NULL) == (*asset_library_js != '\0'));
    if (plots) {
        const char *data = strchr(plots, '>') + 1, *end = strstr(data, "</script>");
        REQUIRE(end != NULL && memchr(data, '<', (size_t)(end - data)) == NULL);
        *plots = '\0';
    }
    for (size_t k = 0; k < sizeof never / sizeof *never; k++) CHECK(strstr(page.data, never[k]) == NULL);
    CHECK(!strncmp(page.data, "<!DOCTYPE html>", 15));
    CHECK(strstr(page.data, "&lt;i&gt;empty") != NULL);
    CHECK(!strcmp(page.data + page.length - 8, "</html>\n"));
    text_free(&page);
    fixture_remove(dir);
}

static void test_figures_are_embedded_if_current(void)
{
    char *dir = fixture_directory();
    Text svg = {0}, page = {0}, stale = {0}, data = {0};
    text_add(&svg, "<svg/>");
    CHECK(file_write(dir, "gcd.svg", &svg, NULL) == CELLSIM_OK);
    page_of(dir, &page);
    CHECK(strstr(page.data, "data:image/svg+xml;base64,PHN2Zy8+\"") != NULL);
    nanosleep(&(struct timespec){0, 50000000}, NULL); /* longer than a tick of file times */
    CHECK(file_write(dir, "gcd.bdf.csv", &data, NULL) == CELLSIM_OK);
    page_of(dir, &stale);
    CHECK(strstr(stale.data, "data:image") == NULL);
    text_free(&svg);
    text_free(&page);
    text_free(&stale);
    fixture_remove(dir);
}

/* Of 5,000 steps the page has the first and the last, and says where the others are. */
static void test_many_steps(void)
{
    char *dir = fixture_directory(), *path = path_join(dir, "report.html");
    Run r = fixture_run("many", "cycling", 0.1);
    Text page = {0};
    for (int c = 1; c <= 5000; c++) fixture_cc(&r, -1, 200, 2.4, 1.1, c, c, 2);
    REQUIRE(report_write_html(&(Report){.runs = 1, .run = &r}, dir, NULL) == CELLSIM_OK);
    REQUIRE(path && file_read(path, 1 << 24, &page, NULL) == CELLSIM_OK);
    CHECK(strstr(page.data, "<summary>5000 steps") && strstr(page.data, "… 4200 more in many_steps.csv"));
    CHECK(strstr(page.data, "discharge, cycle 400<") && !strstr(page.data, "discharge, cycle 401<"));
    CHECK(!strstr(page.data, "discharge, cycle 4600<") && strstr(page.data, "discharge, cycle 4601<"));
    CHECK(page.length < 700000);
    text_free(&page);
    free(path);
    run_free(&r);
    fixture_remove(dir);
}

/* What a page shows of a drawing of many points is its pixels. */
static void test_heavy_drawings(void)
{
    char *dir = fixture_directory();
    Text svg = {0}, png = {0}, page = {0};
    for (int k = 0; k < 20000; k++) text_add(&svg, "<circle r='1'/>");
    text_add(&png, "PNG");
    CHECK(file_write(dir, "gcd.svg", &svg, NULL) == CELLSIM_OK && file_write(dir, "gcd.png", &png, NULL) == CELLSIM_OK);
    page_of(dir, &page);
    CHECK(strstr(page.data, "data:image/png;base64,UE5H\"") != NULL && page.length < 700000);
    text_free(&svg);
    text_free(&png);
    text_free(&page);
    fixture_remove(dir);
}

/* A sine of 2,000 points within 0.1 % of its range by far fewer; a number that is missing stays where it is. */
static void test_thin_lines_look_the_same(void)
{
    enum { N = 2000 };
    static double x[N], y[N];
    static char keep[N];
    int kept = 0, last = 0;
    double worst = 0;
    for (int k = 0; k < N; k++) {
        x[k] = k;
        y[k] = sin(6.28318530718 * k / N);
    }
    thin_line(N, x, y, 1e-3, keep);
    for (int k = 0; k < N; k++) {
        if (!keep[k]) continue;
        for (int j = last; j < k; j++)
            worst = fmax(worst, fabs(y[j] - y[last] - (y[k] - y[last]) * (j - last) / (k - last)));
        kept++;
        last = k;
    }
    CHECK(keep[0] && keep[N - 1] && kept < 60 && kept > 10);
    CHECK(worst < 7e-3 && worst > 1e-4); /* of 2, across slopes of up to 6 */
    y[700] = NAN;
    thin_line(N, x, y, 1e-3, keep);
    CHECK(keep[700]);
    thin_line(1, x, y, 1e-3, keep);
    CHECK(keep[0]);
}

TEST_MAIN("report html", TEST(test_thin_lines_look_the_same), TEST(test_escaping), TEST(test_bytes_that_are_not_utf8), TEST(test_base64),
          TEST(test_provenance), TEST(test_page_is_whole_and_escaped), TEST(test_figures_are_embedded_if_current), TEST(test_many_steps),
          TEST(test_heavy_drawings))
