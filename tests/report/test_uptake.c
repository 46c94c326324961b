/* Maps of what a host takes up of two ions: against the nested solution of the same equations, and against thermodynamics. */
#include "../../report/tables/uptake_map.h"
#include "../test.h"
#include "figure_of.h"
#include "fixture.h"

enum { COLUMNS = 9, POINTS = MAP_POINTS * MAP_POINTS };

typedef struct Table {
    UptakeMap map;
    double value[POINTS][COLUMNS];
    int rows, blank;
} Table;

static Card *card_of(const char *file)
{
    Card *card = NULL;
    CHECK(card_read(file, SOURCE_ROOT "/configs", 0, NULL, &card, NULL) == CELLSIM_OK);
    return card;
}

/* The rows of the text; the number of fields of each must be that of the heads. */
static void parse(const char *text, Table *t)
{
    t->rows = t->blank = 0;
    for (const char *line = strchr(text, '\n'); line && line[1]; line = strchr(line + 1, '\n')) {
        char *end = NULL;
        if (line[1] == '\n') {
            t->blank++;
            continue;
        }
        REQUIRE(t->rows < POINTS);
        for (int k = 0; k < COLUMNS; k++) {
            t->value[t->rows][k] = strtod(k ? end + 1 : line + 1, &end);
            CHECK(*end == (k + 1 < COLUMNS ? ',' : '\n'));
        }
        t->rows++;
    }
}

static Table *table_of(const char *file)
{
    Table *t = calloc(1, sizeof *t);
    Card *card = card_of(file);
    Text text = {0};
    REQUIRE(t != NULL && card != NULL);
    CHECK(uptake_map(&(Report){.card = card}, &t->map, NULL) == CELLSIM_OK);
    REQUIRE(t->map.exists);
    csv_uptake_map(&t->map, &text);
    CHECK(!strncmp(text.data, "Li Chemical Potential per Electron / eV,Mg Chemical", 51));
    CHECK(strstr(text.data, ",Li / 1,Mg / 1,Li + Mg / 1,Electrons / 1,Li_1 / 1,Li_2 / 1,Mg_2 / 1\n") != NULL);
    parse(text.data, t);
    CHECK(t->rows == POINTS && t->blank == MAP_POINTS);
    text_free(&text);
    card_free(card);
    return t;
}

/* Every column of some rows. */
static void check_values(const char *file)
{
    Table *t = table_of(file);
    const Competing *e = &t->map.host;
    for (int k = 0; k < POINTS; k += 97) {
        const double *v = t->value[k], V[COMPETITORS] = {-v[0], -v[1]};
        const Uptake u = competing_uptake(e, V);
        const double Li = competing_content(e, &u, FIRST_ION), Mg = competing_content(e, &u, SECOND_ION);
        const double expected[] = {Li,
                                   Mg,
                                   Li + Mg,
                                   u.nu * e->budget,
                                   e->class[0].sites * u.theta[0][FIRST_ION],
                                   e->class[1].sites * u.theta[1][FIRST_ION],
                                   e->class[1].sites * u.theta[1][SECOND_ION]};
        for (int j = 0; j < 7; j++) CHECK_NEAR(v[2 + j], expected[j], 1e-5 * expected[j]);
        CHECK_NEAR(v[2] + 2 * v[3], v[5], 2e-6);
    }
    free(t);
}

static void test_values(void)
{
    check_values(SOURCE_ROOT "/cells/ti078_mg_li.cfg");
    check_values(SOURCE_ROOT "/cells/anatase_mg_li.cfg"); /* lithium attracts itself */
}

/* Each content grows with its own potential (the free energy is concave in them), the electrons with both; what one ion does
 * to the contents of the other is what the other does to its: dx_Li/dmu_Mg = dx_Mg/dmu_Li, mu per ion. */
static void test_thermodynamics(void)
{
    Table *t = table_of(SOURCE_ROOT "/cells/ti078_mg_li.cfg");
    const double step[] = {(t->map.to[0] - t->map.from[0]) / (MAP_POINTS - 1),
                           (t->map.to[1] - t->map.from[1]) / (MAP_POINTS - 1)};
    double largest = 0, worst = 0;
    for (int j = 1; j + 1 < MAP_POINTS; j++)
        for (int k = 1; k + 1 < MAP_POINTS; k++) {
            const int here = j * MAP_POINTS + k;
            const double(*v)[COLUMNS] = (const double(*)[COLUMNS])t->value;
            CHECK(v[here + MAP_POINTS][2] >= v[here][2] && v[here + 1][3] >= v[here][3]);
            const double first = (v[here + 1][2] - v[here - 1][2]) / (4 * step[1]);
            const double second = (v[here + MAP_POINTS][3] - v[here - MAP_POINTS][3]) / (2 * step[0]);
            largest = fmax(largest, fabs(first));
            worst = fmax(worst, fabs(first - second));
        }
    printf("\n    largest %.3f, apart %.4f", largest, worst);
    CHECK(largest > 0.1 && worst < 0.1 * largest);
    free(t);
}

/* Following finds the same from far away, from nowhere, and where everything is full or empty. */
static void test_following(void)
{
    static const double V[][COMPETITORS] = {{1, 1}, {0.2, 1.9}, {2.3, 2.3}, {-4, -4}, {9, 9}, {1.05, 0.4}, {-1, 5}};
    Table *t = table_of(SOURCE_ROOT "/cells/ti078_mg_li.cfg");
    const Competing *e = &t->map.host;
    Nearby near = {0};
    for (size_t k = 0; k < sizeof V / sizeof *V; k++) {
        const Uptake a = competing_follow(e, V[k], &near), b = competing_uptake(e, V[k]);
        CHECK_NEAR(a.nu, b.nu, 1e-12);
        for (int s = 0; s < e->classes; s++)
            for (int ion = 0; ion < COMPETITORS; ion++) CHECK_NEAR(a.theta[s][ion], b.theta[s][ion], 1e-12);
    }
    free(t);
}

static void test_figure(void)
{
    Card *card = card_of(SOURCE_ROOT "/cells/ti078_mg_li.cfg");
    Run run[] = {fixture_run("gcd", "gcd", 0.1), fixture_run("life", "none", 0.1)};
    const Report r = {.card = card, .runs = 2, .run = run};
    Figure f;
    Text script = {0};
    REQUIRE(figure_find(&r, "ti078_mg_li_uptake_map", &f, &script) == 1);
    CHECK(strstr(script.data, "splot 'ti078_mg_li_uptake_map.csv' skip 1 using 1:2:7\n") != NULL);
    CHECK(strstr(script.data, "discrete 0.287\n") != NULL && strstr(script.data, "discrete 0.11\n") != NULL);
    CHECK(strstr(script.data, "$half_2_2") != NULL && strstr(script.data, "$half_1_2") == NULL);
    CHECK(strstr(script.data, "set xrange [-1.8:-0.2]\nset yrange [-1.9:-0.4]\n") != NULL);
    text_free(&script);
    for (int k = 0; k < 2; k++) run_free(&run[k]);
    card_free(card);
}

/* Once for the cell; other cells have none. */
static int files_of(const char *cell, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, SOURCE_ROOT "/cells/%s.cfg", cell);
    Card *card = card_of(path);
    Run run[] = {fixture_run("gcd", "gcd", 0.1), fixture_run("other", "gcd", 0.1)};
    const Report r = {.card = card, .runs = 2, .run = run};
    char *dir = fixture_directory();
    CHECK(report_write_data(&r, dir, NULL) == CELLSIM_OK);
    snprintf(path, sizeof path, "%s/%s", dir, name);
    const int there = access(path, F_OK) == 0;
    const int files = fixture_entries(dir);
    for (int k = 0; k < 2; k++) run_free(&run[k]);
    card_free(card);
    fixture_remove(dir);
    return there ? files : -files;
}

static void test_files(void)
{
    const int with = files_of("ti078_mg_li", "ti078_mg_li_uptake_map.csv");
    const int without = files_of("r1_li", "r1_li_uptake_map.csv");
    CHECK(with > 0 && without < 0 && with + without == 1);
}

TEST_MAIN("report uptake", TEST(test_values), TEST(test_thermodynamics), TEST(test_following), TEST(test_figure),
          TEST(test_files))
