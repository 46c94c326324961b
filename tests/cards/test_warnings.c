/* What check warns of: every implausible card says so at the line of its cause, and no shipped cell does. */
#include "../../cards/warnings.h"
#include "../../experiments/soc.h"
#include "../../model/constants.h"
#include "fixture.h"

#include <glob.h>

/* The warnings of a card with one protocol (NULL: the card's own); count = -1: it cannot be read. */
static Warnings warnings_of(const char *file, const char *protocol)
{
    enum { MOST = 16 };
    Error e;
    Card *card = NULL;
    CellSpec cell = {0};
    Protocol p[MOST];
    Warnings w = {.count = -1};
    const char *const *names = &protocol;
    int read = 0;
    Status s = card_read(file, CONFIGS, 0, NULL, &card, &e);
    const int count = protocol || s ? 1 : card_experiments(card, &names);
    if (!s) s = card_cell(card, NAN, &cell, &e);
    for (; !s && read < count; read += !s) s = protocol_read(names[read], CONFIGS, card, NULL, &p[read], &e);
    if (!s) s = card_warnings(card, &cell, read, p, &w, &e);
    if (s) fprintf(stderr, "%s:%d: %s\n", e.file, e.line, e.text);
    for (int k = 0; k < read; k++) protocol_free(&p[k]);
    cell_spec_free(&cell);
    card_free(card);
    return w;
}

static void print_all(const Warnings *w)
{
    for (int k = 0; k < w->count; k++)
        fprintf(stderr, "%s:%d:%d: %s (%s)\n", w->entry[k].file, w->entry[k].line, w->entry[k].column, w->entry[k].text,
                w->entry[k].hint);
}

/* The example with `old` replaced warns of `words` at the line of the replacement, with a hint; and of at most one
 * thing that follows from it. */
static void warns(const char *old, const char *new, const char *protocol, const char *words)
{
    int line;
    const char *file = fixture_replace(old, new, &line);
    Warnings w = warnings_of(file, protocol);
    int ok = 0;
    for (int k = 0; k < w.count && w.count <= 2; k++) {
        const Error *e = &w.entry[k];
        ok += line > 0 && e->line == line && strstr(e->text, words) && !strcmp(e->file, file) && e->hint[0] &&
              e->column > 0 && e->width > 0;
    }
    ok = ok == 1;
    if (!ok) fprintf(stderr, "expected '%s' at line %d, found %d:\n", words, line, w.count);
    if (!ok) print_all(&w);
    CHECK(ok);
    warnings_free(&w);
    remove(file);
}

static void test_example_is_plausible(void)
{
    Warnings w = warnings_of(EXAMPLE, NULL);
    print_all(&w);
    CHECK(w.count == 0);
    warnings_free(&w);
}

static void test_electrodes(void)
{
    warns("loading_mg_cm2 = 5.0", "loading_mg_cm2 = 0.0045", "gcd", "film of nanometres");
    warns("loading_mg_cm2 = 5.0", "loading_mg_cm2 = 450", "discharge", "more than any electrode");
    warns("porosity = { value = 0.45;", "thickness_um = 420; porosity = { value = 0.958;", "gcd", "porosity of 0.95");
    warns("porosity = { value = 0.45; source = \"thickness gauge\"; kind = \"assumed\"; }", "thickness_um = 17.5",
          "gcd", "from its thickness, loading and composition");
    warns("sigma_S_m = 0.5", "sigma_S_m = 1e-9", "gcd", "electrons lose");
    warns("sigma_S_m = 0.5", "sigma_S_cm = 1e6", "gcd", "better than silver");
}

/* An electrode by thickness and fractions: 0.5 * 3.6 g/cm3 * 30 um = 5.4 mg/cm2. */
static void test_loading_against_thickness(void)
{
    static const char composed[] = "loading_mg_cm2 = 5.0;\n  composition = (\n"
                                   "    { name = \"active\"; wt_percent = 90; density_g_cm3 = 3.6; },\n"
                                   "    { name = \"carbon\"; wt_percent = 5; density_g_cm3 = 1.95; },\n"
                                   "    { name = \"PVDF\"; wt_percent = 5; density_g_cm3 = 1.78; }\n  );";
    int line;
    char new[160];
    for (int wrong = 0; wrong < 2; wrong++) {
        snprintf(new, sizeof new, "loading_mg_cm2 = %s; thickness_um = 30; active_fraction = 0.5;",
                 wrong ? "9.0" : "5.0");
        const char *file = fixture_replace(composed, new, &line);
        char *text = fixture_read(file), *changed = calloc(1, 1 << 16), *at = strstr(text, "capacity_mAh_g = 165;");
        REQUIRE(line > 0 && at != NULL);
        sprintf(changed, "%.*sdensity_g_cm3 = 3.6; %s", (int)(at - text), text, at);
        char *basis = strstr(changed, "\"BET\"");
        memcpy(basis, "\"sphere\"; }", 11); /* longer by what closes the phase */
        strcpy(basis + 11, "\n  );\n};\nexperiments = [\"gcd\"];\n");
        fixture_write(changed, strlen(changed));
        Warnings w = warnings_of(file, NULL);
        if (w.count != wrong) print_all(&w);
        CHECK(w.count == wrong);
        if (w.count == 1) CHECK(strstr(w.entry[0].text, "density give 5.4 mg/cm2") && w.entry[0].line == line);
        warnings_free(&w);
        free(text);
        free(changed);
        remove(file);
    }
}

static void test_phases(void)
{
    warns("radius_nm = 80; D_Li_cm2_s = 1e-14;\n      i0_A_m2 = 0.02; area_basis = \"BET\"",
          "radius_um = 80; D_Li_cm2_s = 1e-9;\n      i0_A_m2 = 0.02; area_basis = \"BET\"", "gcd",
          "larger than the electrode");
    warns("D_Li_cm2_s = 1e-14", "D_Li_cm2_s = 1e-19", "gcd", "diffusion limits phase LFP");
    warns("D_Li_cm2_s = 1e-14", "D_Li_cm2_s = 1e-3", "gcd", "faster than ions in water");
}

static const char *const table =
    "{ name = \"LFP\"; U_table_V = ((0.30, 3.9), (0.5, 3.7), (0.7, 3.5), (0.9, 3.3), (0.98, 2.6));\n";

static void test_table_that_covers_a_part(void)
{
    char new[600];
    int line;
    snprintf(new, sizeof new, "%s      capacity_mAh_g = 165; ", table);
    const char *file =
        fixture_replace("{ name = \"LFP\"; sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0));\n"
                        "      capacity_mAh_g = 165; ",
                        new, &line);
    Warnings w = warnings_of(file, "gcd");
    REQUIRE(w.count == 1);
    CHECK(w.entry[0].line == line + 1);
    CHECK(strstr(w.entry[0].text, "covers 0.3 to 0.98, 68 %") != NULL);
    CHECK(strstr(w.entry[0].hint, "divide it by 0.68") != NULL);
    warnings_free(&w);
    char *text = fixture_read(file), *at = strstr(text, "initial_V = 3.8");
    at[12] = '4', at[14] = '4'; /* 4.4 V */
    fixture_write(text, strlen(text));
    w = warnings_of(file, "gcd");
    REQUIRE(w.count == 2);
    CHECK(strstr(w.entry[1].text, "initial_V = 4.4 is beyond the isotherm of phase LFP, which ends at 3.9") != NULL);
    warnings_free(&w);
    free(text);
    remove(file);
}

static void test_cells(void)
{
    warns("lower_V = 2.5; upper_V = 3.8", "lower_V = 0.5; upper_V = 1.8", "discharge",
          "of its sites between 0.5 and 1.8 V");
    warns("one_C_mA_g = 170", "one_C_mA_g = 1.7", "gcd", "1C fills all sites of the working electrode in 97");
    warns("one_C_mA_g = 170", "one_C_mA_g = 17000", "gcd", "in 0.0097");
    warns("{ material = \"LiPF6_EC_DMC_EMC\"; c0_M = 1.2; }",
          "{ c0_M = 1.2; D_m2_s = 3e-10; t_plus = 0.3; kappa_S_cm = 10; }", "gcd", "conducts 1e+03 S/m");
    warns("{ material = \"LiPF6_EC_DMC_EMC\"; c0_M = 1.2; }",
          "{ c0_M = 1.2; D_m2_s = 3e-10; t_plus = 0.3; kappa_S_m = 1e-5; }", "gcd", "the separator alone takes");
}

/* No double layer anywhere: the place is the step. */
static void test_impedance_needs_double_layers(void)
{
    Warnings w = warnings_of(EXAMPLE, "eis");
    REQUIRE(w.count == 1);
    CHECK(strstr(w.entry[0].text, "draws no arc") != NULL);
    CHECK(strstr(w.entry[0].file, "eis.cfg") != NULL && w.entry[0].line > 1);
    CHECK(strstr(w.entry[0].hint, "double_layer_F_m2") != NULL);
    warnings_free(&w);
    int line;
    const char *file = fixture_replace("BET_m2_g = 12;", "BET_m2_g = 12; double_layer_BET_F_m2 = 0.1;", &line);
    w = warnings_of(file, "eis");
    CHECK(w.count == 0);
    warnings_free(&w);
    remove(file);
}

static void test_shipped_cells_are_plausible(void)
{
    glob_t cells;
    REQUIRE(glob(SOURCE_ROOT "/cells/*.cfg", 0, NULL, &cells) == 0 && cells.gl_pathc > 20);
    for (size_t k = 0; k < cells.gl_pathc; k++) {
        Warnings w = warnings_of(cells.gl_pathv[k], NULL);
        print_all(&w);
        CHECK(w.count == 0);
        warnings_free(&w);
    }
    globfree(&cells);
}

/* x of the example's sites at U, at 25 degC (Verbrugge 2017). */
static double x_of(double U)
{
    const double X[] = {0.03, 0.94, 0.03}, U0[] = {3.50, 3.425, 3.30}, omega[] = {2.0, 0.08, 2.0};
    double x = 0;
    for (int k = 0; k < 3; k++) x += X[k] / (1 + exp(FARADAY / (8.314462618 * 298.15) * (U - U0[k]) / omega[k]));
    return x;
}

static void test_usable_capacity(void)
{
    CellSpec cell;
    const char *why;
    REQUIRE(fixture_cell("one_C_mA_g = 170", "one_C_mA_g = 170", &cell));
    const double window[2] = {3.3, 3.5}, usable = soc_usable(&cell, window, &why);
    const double mAh_g = usable / SECONDS_PER_HOUR / cell.electrode[POSITIVE].mass_loading;
    CHECK(!*why);
    CHECK_NEAR(mAh_g, 165 * (x_of(3.3) - x_of(3.5)), 0.01);
    CHECK_NEAR(soc_capacity(&cell, POSITIVE) / SECONDS_PER_HOUR, 165 * 0.05, 1e-9);
    double x[REGIONS];
    soc_filled(&cell, 3.425, x);
    CHECK_NEAR(x[POSITIVE], x_of(3.425), 1e-5);
    CHECK(isnan(x[NEGATIVE]));
    cell.foil.U = 0.5; /* the window is then on another scale than U of the phases */
    const double lower[2] = {window[0] - 0.5, window[1] - 0.5};
    CHECK_NEAR(soc_usable(&cell, lower, &why), usable, 1e-9 * usable);
    cell_spec_free(&cell);
}

static int has_default(const Card *card, const char *path, const char *value)
{
    const Provenance *p;
    const int n = card_defaults(card, &p);
    for (int k = 0; k < n; k++)
        if (!strcmp(p[k].path, path)) return !strcmp(p[k].value, value) && strstr(p[k].source, "docs/cards.md");
    return 0;
}

/* What the card gives, and what would do nothing, is no default in use. */
static void test_defaults(void)
{
    Error e;
    Card *card = NULL;
    REQUIRE(card_read(EXAMPLE, CONFIGS, 0, NULL, &card, &e) == CELLSIM_OK);
    CHECK(has_default(card, "positive.bruggeman", "1.5"));
    CHECK(has_default(card, "positive.phases[0].alpha", "0.5"));
    CHECK(has_default(card, "positive.phases[0].thermodynamic_factor", "false"));
    CHECK(has_default(card, "mesh.degree", "4"));
    CHECK(has_default(card, "contact_resistance_ohm_cm2", "0 ohm cm2"));
    CHECK(!has_default(card, "mesh.electrode", "2")); /* given */
    CHECK(!has_default(card, "temperature_C", "25 degC"));
    CHECK(!has_default(card, "positive.phases[0].reference_temperature_C", "25 degC")); /* no activation energy */
    CHECK(!has_default(card, "positive.phases[0].hysteresis_current_A_m2", "0.001 A/m2"));
    CHECK(!has_default(card, "area_cm2", "1 cm2"));
    card_free(card);
    int line;
    const char *file = fixture_replace("disc_diameter_mm = 12;\n", "\n", &line);
    REQUIRE(card_read(file, CONFIGS, 0, NULL, &card, &e) == CELLSIM_OK);
    CHECK(has_default(card, "area_cm2", "1 cm2"));
    card_free(card);
    remove(file);
}

TEST_MAIN("warnings", TEST(test_example_is_plausible), TEST(test_electrodes), TEST(test_loading_against_thickness),
          TEST(test_phases), TEST(test_table_that_covers_a_part), TEST(test_cells),
          TEST(test_impedance_needs_double_layers), TEST(test_shipped_cells_are_plausible), TEST(test_usable_capacity),
          TEST(test_defaults))
