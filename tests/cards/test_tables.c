/* Tables of properties: in files, by their headings and units; with ties, noise and rises; linear. */
#include "../../cards/law.h"
#include "fixture.h"

#define SITES "sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0))"
#define CONSTANT_D "D_Li_cm2_s = 1e-14"

static const char *table_path(void)
{
    static char path[64];
    snprintf(path, sizeof path, "/tmp/cellsim_table_%ld.csv", (long)getpid());
    return path;
}

static void write_table(const char *text)
{
    FILE *f = fopen(table_path(), "wb");
    REQUIRE(f != NULL);
    fputs(text, f);
    fclose(f);
}

/* "key = "…/table.csv<mark>"", relative to the temporary card, which lies beside it. */
static const char *entry(const char *key, const char *mark)
{
    static char text[160];
    snprintf(text, sizeof text, "%s = \"%s%s\"", key, strrchr(table_path(), '/') + 1, mark);
    return text;
}

static double U_at(const CellSpec *cell, double theta)
{
    IsothermPoint p;
    const Isotherm *iso = cell->electrode[POSITIVE].phase[0].isotherm;
    isotherm_eval(iso, isotherm_z_of_theta(iso, theta), &p);
    return p.U;
}

/* The example with a file as its potential; *note: what check says of it. 1: accepted. */
static int potential_of(const char *table, const char *mark, CellSpec *cell, char note[96])
{
    int line;
    Error e;
    Card *card = NULL;
    write_table(table);
    const char *file = fixture_replace(SITES, entry("U_table_V", mark), &line);
    Status s = card_read(file, CONFIGS, 0, NULL, &card, &e);
    if (!s) s = card_cell(card, NAN, cell, &e);
    if (s) fprintf(stderr, "%s:%d: %s (%s)\n", e.file, e.line, e.text, e.hint);
    const Provenance *p;
    note[0] = '\0';
    for (int k = 0, n = s ? 0 : card_provenance(card, &p); k < n; k++)
        if (strstr(p[k].path, "U_table_V")) snprintf(note, 96, "%s", p[k].note);
    card_free(card);
    remove(file);
    return !s;
}

/* However it is written, the points are those of the table. */
static void test_headings_and_units(void)
{
    static const char *const tables[][2] = {
        {"x,U / V\n0.1,3.6\n0.5,3.4\n0.9,3.2\n", ""},
        {"# measured\n\nU vs. Li/Li+ [mV];x [%]\n3600;10\n3400;50\n3200;90\n", ""},
        {"theta\tOCV (V)\tsource\n0,1\t3,6\ta\n0,5\t3,4\tb\n0,9\t3,2\tc\n", ""},
        {"0.1 3.6\n0.5 3.4\n0.9 3.2\n", ""},
        {"x,charge / V,discharge / V\n0.1,9,3.6\n0.5,9,3.4\n0.9,9,3.2\n", "#discharge"},
        {"Voltage_V,stoichiometry\n3.2,0.9\n3.4,0.5\n3.6,0.1\n", "#Voltage_V"},
    };
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
        CellSpec cell = {0};
        char note[96];
        CHECK(potential_of(tables[k][0], tables[k][1], &cell, note));
        if (!cell.electrode[POSITIVE].phase[0].isotherm) continue;
        CHECK_NEAR(U_at(&cell, 0.5), 3.4, 1e-5);
        CHECK_NEAR(U_at(&cell, 0.7), 3.3, 1e-5);
        CHECK(!note[0]);
        cell_spec_free(&cell);
    }
}

static void refused_table(const char *table, const char *mark, const char *words, const char *hint)
{
    int line;
    write_table(table);
    fixture_refused_file(fixture_replace(SITES, entry("U_table_V", mark), &line), 0, words, hint);
}

static void test_refused_tables(void)
{
    refused_table("x,I / A\n0.1,3.6\n0.9,3.2\n", "", "no column of the table is U_table_V", "\"u\" in V, mV");
    refused_table("q,U / V\n0.1,3.6\n0.9,3.2\n", "", "its argument", "theta");
    refused_table("x,U / V,E / V\n0.1,3.6,3\n0.9,3.2,2\n", "", "two columns", "#heading");
    refused_table("x,U / kV\n0.1,3.6\n0.9,3.2\n", "", "'kV' is not known", "mV");
    refused_table("x,U / V\n0.1,3.6\n0.9\n", "", "is no number", "every row");
    refused_table("x,U / V\n0.1,3.6\n0.9,abc\n", "", "\"abc\" is no number", "every row");
    refused_table("x,U / V\n0.1,3.6\n", "", "one row", "two rows");
    refused_table("0.1,3.6,1\n0.9,3.2,1\n", "", "no headings", "two columns");
    refused_table("x,U / V\n0.1,3.6\n0.1,3.2\n", "", "two different x", "rising");
    refused_table("x,U / V\n0.1,3.6\n0.5,3.7\n0.9,3.2\n", "", "50 mV", "20 mV");
    remove(table_path());
    fixture_refused(SITES, "U_table_V = \"nosuch.csv\"", "cannot be opened", "folder of the card");
    fixture_refused(SITES, "U_table_V = \"3 - x\"", "the name of a file", "points");
}

/* What noise does to a measured table is taken out, and said. */
static void test_ties_noise_and_rises(void)
{
    CellSpec cell = {0};
    char note[96];
    CHECK(potential_of("x,U\n0.1,3.6\n0.5,3.4\n0.5,3.404\n0.9,3.2\n", "", &cell, note));
    CHECK_NEAR(U_at(&cell, 0.5), 3.402, 1e-5);
    CHECK(strstr(note, "1 of equal x averaged, by at most 0.002") != NULL);
    cell_spec_free(&cell);
    CHECK(potential_of("x,U\n0.1,3.6\n0.4,3.400\n0.6,3.406\n0.9,3.2\n", "", &cell, note));
    CHECK_NEAR(U_at(&cell, 0.5), 3.403, 1e-5);
    CHECK(strstr(note, "at most 3 mV, at x = 0.4") != NULL);
    cell_spec_free(&cell);
    CHECK(potential_of("x,U\n0.1,3.6\n0.4,3.4\n0.6,3.4\n0.9,3.2\n", "", &cell, note));
    CHECK(strstr(note, "2 uV") != NULL);
    cell_spec_free(&cell);
}

/* A noisy measurement of many rows: the isotherm stays within its noise. */
static void test_many_noisy_rows(void)
{
    CellSpec cell = {0};
    char note[96];
    static char text[200000];
    size_t n = (size_t)snprintf(text, sizeof text, "x,U / V\n");
    for (int k = 0; k <= 5000; k++) {
        const double x = 0.02 + 0.96 * k / 5000;
        n += (size_t)snprintf(text + n, sizeof text - n, "%.6f,%.6f\n", x, 3.6 - 0.5 * x + 1e-3 * sin(1e4 * x * x));
    }
    CHECK(potential_of(text, "", &cell, note));
    for (int k = 1; k < 20; k++) CHECK_NEAR(U_at(&cell, 0.05 * k), 3.6 - 0.025 * k, 1.5e-3);
    CHECK(strstr(note, "means of 3 of 5001 rows; made to fall") != NULL);
    cell_spec_free(&cell);
}

/* D, kappa and i0_shape, with the units of their headings; straight lines where they are asked for. */
static void test_other_properties(void)
{
    CellSpec cell = {0};
    write_table("x,D / cm2/s\n0,1e-14\n0.5,2e-14\n1,3e-14\n");
    REQUIRE(fixture_cell(CONSTANT_D, entry("D_m2_s", ""), &cell));
    CHECK_NEAR(cell.electrode[POSITIVE].phase[0].D, 2e-18, 1e-24);
    CHECK(!isotherm_constant_D(cell.electrode[POSITIVE].phase[0].isotherm));
    cell_spec_free(&cell);
    write_table("c / mol/m3,conductivity (mS/cm),D\n0,1,1e-10\n1200,9,2e-10\n3000,2,1e-10\n");
    char electrolyte[300];
    snprintf(electrolyte, sizeof electrolyte, "{ material = \"LiPF6_EC_DMC_EMC\"; %s; c0_M = 1.2; ",
             entry("kappa_S_m", ""));
    REQUIRE(fixture_cell("{ material = \"LiPF6_EC_DMC_EMC\"; c0_M = 1.2; ", electrolyte, &cell));
    ElectrolytePoint p;
    electrolyte_eval(cell.electrolyte, 1200, &p);
    CHECK_NEAR(p.kappa, 0.9, 1e-4);
    cell_spec_free(&cell);
    write_table("x,g\n0,0.2\n0.5,0.4\n1,0.2\n");
    char shape[160];
    for (int linear = 0; linear < 2; linear++) {
        snprintf(shape, sizeof shape, CONSTANT_D "; i0_shape = { value = \"%s\"; interpolation = \"%s\"; }",
                 strrchr(table_path(), '/') + 1, linear ? "linear" : "smooth");
        REQUIRE(fixture_cell(CONSTANT_D, shape, &cell));
        IsothermPoint q;
        const Isotherm *iso = cell.electrode[POSITIVE].phase[0].isotherm;
        isotherm_eval(iso, isotherm_z_of_theta(iso, 0.25), &q);
        if (linear) CHECK_NEAR(q.g, 0.3, 1e-4);
        else CHECK(q.g > 0.31);
        cell_spec_free(&cell);
    }
    fixture_refused(CONSTANT_D, CONSTANT_D "; i0_shape = { value = \"x.csv\"; interpolation = \"cubic\"; }",
                    "interpolation", "linear");
    remove(table_path());
}

/* Another content is another card: a checkpoint of it is not resumed. */
static void test_fingerprint(void)
{
    uint64_t print[2];
    int line;
    for (int k = 0; k < 2; k++) {
        Card *card = NULL;
        write_table(k ? "x,U\n0.1,3.6\n0.9,3.2\n" : "x,U\n0.1,3.6\n0.9,3.3\n");
        REQUIRE(card_read(fixture_replace(SITES, entry("U_table_V", ""), &line), CONFIGS, 0, NULL, &card, NULL) ==
                CELLSIM_OK);
        print[k] = card_fingerprint(card);
        card_free(card);
    }
    CHECK(print[0] != print[1]);
    remove(table_path());
    remove(fixture_path());
}

TEST_MAIN("cards/tables", TEST(test_headings_and_units), TEST(test_refused_tables), TEST(test_ties_noise_and_rises),
          TEST(test_many_noisy_rows), TEST(test_other_properties), TEST(test_fingerprint))
