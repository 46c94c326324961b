/* Every way in which a card can be wrong is refused with its line and a hint. */
#include "fixture.h"

#include <sys/stat.h>

/* libconfig 1.5 leaks the text of a token that its parser rejects: not ours to report under LeakSanitizer. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libconfig.so\n";
}

static void test_unknown_keys(void)
{
    fixture_refused("sigma_S_m = 0.5", "sigma_S_n = 0.5", "unknown key 'sigma_S_n' in electrode", "'sigma_S_m'");
    fixture_refused("temperature_C", "temprature_C", "unknown key", "'temperature_C'");
    fixture_refused("radius_nm", "radus_nm", "in phase", "'radius_nm'");
    fixture_refused("kind = \"assumed\"", "kin = \"assumed\"", "unknown key 'kin'", "'kind'");
    fixture_refused("wt_percent = 90", "qqqqqqqq = 90", "unknown key", "docs/cards.md");
    fixture_refused("lower_V", "lower", "unknown key 'lower' in window", "'lower_V'");
    fixture_refused("scheme", "sheme", "in mesh", "'scheme'");
}

static void test_wrong_types(void)
{
    fixture_refused("loading_mg_cm2 = 5.0", "loading_mg_cm2 = true", "must be a number, not true/false", "1.5");
    fixture_refused("porosity = { value = 0.45;", "porosity = { value = ( 0.45 );", "must be a number, not a list", "");
    fixture_refused("electrode = 3", "electrode = 3.5", "whole number", "elements");
    fixture_refused("name = \"lfp_li\"", "name = 5", "must be a text", "short name");
    fixture_refused("window = { lower_V = 2.5; upper_V = 3.8; }", "window = 2.5", "must be a group", "lower_V");
    fixture_refused("separator = \"Celgard_2325\"", "separator = 25", "library name or a group", "separators.cfg");
    fixture_refused("experiments = [\"gcd\"]", "experiments = [1]", "protocol's name", "gcd");
    fixture_refused("source = \"thickness gauge\"", "source = 1", "source must be a text", "source =");
    fixture_refused("kind = \"assumed\"", "kind = \"guessed\"", "kind is none", "fitted");
    fixture_refused("area_basis = \"BET\"", "area_basis = \"bet\"", "needs area_basis", "geometric");
    fixture_refused("\"spectral\"", "\"spektral\"", "unknown scheme", "volumes");
}

static void test_values_out_of_range(void)
{
    fixture_refused("porosity = { value = 0.45;", "porosity = { value = 1.2;", "porosity = 1.2 is out of range",
                    "porosity:");
    fixture_refused("disc_diameter_mm = 12", "disc_diameter_mm = -12", "out of range", "diameter");
    fixture_refused("loading_mg_cm2 = 5.0", "loading_mg_cm2 = 0", "out of range", "mass of active");
    fixture_refused("c0_M = 1.2", "c0_M = 1.2e400", "too large", "1e308");
    fixture_refused("temperature_C = 25", "temperature_C = 99999999999", "out of range", "temperature");
    fixture_refused("electrode = 3", "electrode = 99999999999999999999", "out of range", "elements");
    fixture_refused("electrode = 3", "electrode = -99999999999999999999", "out of range", "elements");
    fixture_refused("radial = 6", "radial = 17", "too many", "4 to 8");
    fixture_refused("electrode = 3", "electrode = 0x10000000F", "not a decimal number", "80");
    fixture_refused("radius_nm = 80", "radius_nm = \"1/0\"", "no finite value", "division");
    fixture_refused("0.08)", "0.0)", "out of range", "omega");
    fixture_refused("(0.03, 3.50, 2.0)", "(0.03, 3.50)", "site class", "(0.46, 1.80, 0.6)");
    fixture_refused("lower_V = 2.5", "lower_V = 4.5", "not below", "swap");
}

static void test_alternatives(void)
{
    fixture_refused("temperature_C = 25;", "temperature_C = 25; temperature_K = 298;", "given together", "keep one");
    fixture_refused("radius_nm = 80", "radius_nm = 80; radius_um = 0.08", "radius_nm and radius_um", "keep one");
    fixture_refused("capacity_mAh_g = 165;", "capacity_mAh_g = 165; molar_mass_g_mol = 158;", "given together",
                    "keep one");
    fixture_refused("sigma_S_m = 0.5", "sigma_S_m = 0.5; networks = ({ name = \"a\"; sigma_S_m = 1.0; })", "networks",
                    "conductivities");
}

/* On the line after the one that is changed. */
static void refused_below(const char *old, const char *new, const char *words)
{
    int line;
    const char *file = fixture_replace(old, new, &line);
    CHECK(line > 0);
    fixture_refused_file(file, line + 1, words, "");
    remove(file);
}

/* What only the numbers that a card amounts to show is said at the line of the key it comes from. */
static void test_what_the_model_refuses(void)
{
    refused_below("radius_nm = 80;", "radius_nm = 80;\n radial = 20;", "radial = 20 is too many");
    refused_below("D_Li_cm2_s = 1e-14;", "\nD_Li_cm2_s = 1e-23;", "LFP: D = 1e-27 must lie");
    refused_below("D_Li_cm2_s = 1e-14;", "\nR2_over_D_s = 1e14;", "LFP: D = ");
    refused_below("value = 0.45; source = \"thickness gauge\"; kind = \"assumed\"; };",
                  "value = 0.1; };\n bruggeman = 10;", "positive: transport factor = 1e-10");
    refused_below("separator = \"Celgard_2325\";",
                  "separator = { thickness_um = 20; porosity = 0.1;\n bruggeman = 9; };",
                  "separator: transport factor");
    refused_below("one_C_mA_g = 170;", "\none_C_A = 1e6;", "current of 1C");
}

/* Where the line is that of an enclosing group. */
static void refused_anywhere(const char *old, const char *new, const char *words, const char *hint)
{
    int line;
    const char *file = fixture_replace(old, new, &line);
    CHECK(line > 0);
    fixture_refused_file(file, 0, words, hint);
    remove(file);
}

static void test_missing_values(void)
{
    fixture_refused("positive = {", "positive = { sigma = 1;", "unknown key", "sigma_S_m");
    refused_anywhere("foil = { material = \"lithium\"; i0_A_m2 = 20.0; };", "", "counter electrode is missing",
                     "half cell");
    refused_anywhere("name = \"lfp_li\";", "", "name is missing", "short name");
    refused_anywhere("i0_A_m2 = 0.02;", "", "positive.phases[0]: i0_A_m2 or", "exchange current");
    refused_anywhere("loading_mg_cm2 = 5.0;", "", "needs loading_mg_cm2", "thickness_um");
    refused_anywhere("initial_V = 3.8;", "", "x0 or c0_mol_m3 or initial_V is missing", "stoichiometry");
    refused_anywhere("wt_percent = 90", "wt_percent = 80", "add up to 90 %", "100 %");
    refused_anywhere("\"active\"", "\"aktive\"", "0 components", "active");
    fixture_refused("\"lithium\"", "\"litium\"", "'litium' is not in", "did you mean 'lithium'");
    fixture_refused("\"Celgard_2325\"", "\"Celgard_2400\"", "is not in", "Celgard_2325");
    fixture_refused("\"LiPF6_EC_DMC_EMC\"", "5", "material must be a text", "electrolytes.cfg");
}

static void test_formulas_and_tables(void)
{
    fixture_refused("D_Li_cm2_s = 1e-14", "D_Li_cm2_s = \"1e-14*(1+2*x\"", "column 13", "')'");
    fixture_refused("D_Li_cm2_s = 1e-14", "D_Li_cm2_s = \"-1e-14*x\"", "diffusivity is", "positive");
    fixture_refused("c0_M = 1.2;", "c0_M = 1.2; kappa_S_m = \"2*c +\";", "column 6", "complete");
    fixture_refused("c0_M = 1.2;", "c0_M = 1.2; kappa_S_m = \"1e3*c\";", "1200 S/m", "mol/L");
    fixture_refused("c0_M = 1.2;", "c0_M = 1.2; kappa_S_m = ((0, 0.1), (1, 1), (0.5, 0.8));", "not monotone",
                    "rising x");
    fixture_refused("c0_M = 1.2;", "c0_M = 1.2; kappa_S_m = ((0, 0.1, 3));", "entries", "between 2");
    fixture_refused("c0_M = 1.2;", "c0_M = 1.2; kappa_S_m = ((0, 0.1), (1, 1, 2));", "not (x, y)", "points");
    fixture_refused("sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0))",
                    "U_table_V = ((0.01, 3.5), (0.5, 3.42), (0.7, 3.48), (0.99, 3.3))", "not monotone", "falls");
    fixture_refused("sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0))",
                    "U_V = \"3.4 - 0.1*x\"; x_range = [0.9, 0.1]", "x_range", "[0.4, 1]");
    fixture_refused("sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0))", "U_V = \"3.4 + 0.1*x\"", "U",
                    "");
}

/* What cannot be followed is named with its place: a step of U, of the exchange-current shape, of the electrolyte. */
static void test_jumps(void)
{
    static const char *const U[] = {"0.5*(1+(x-0.503)/abs(x-0.503))", "min(1, max(0, 1e9*(x-0.503)))",
                                    "0.5*(1+tanh((x-0.503)/3e-7))"};
    static const char *const of_c[][2] = {{"kappa_S_m = \"0.2+0.8*%s\"", "kappa jumps at c = 1100"},
                                          {"D_m2_s = \"1e-11+1e-10*%s\"", "D jumps at c = 1100"},
                                          {"t_plus = \"0.2+0.2*%s\"", "t_plus jumps at c = 1100"},
                                          {"thermodynamic_factor = \"1+%s\"", "chi jumps at c = 1100"}};
    char text[300], key[160];
    for (int k = 0; k < 3; k++) {
        snprintf(text, sizeof text, "U_V = \"3.5 - 0.05*x - 0.2*%s\"", U[k]);
        fixture_refused("sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0))", text, "U jumps by",
                        "1e-5 of x");
    }
    for (int k = 0; k < 4; k++) {
        snprintf(key, sizeof key, of_c[k][0], "(0.5*(1+(c-1.1)/abs(c-1.1)))");
        snprintf(text, sizeof text, "c0_M = 1.2;\n %s;", key);
        int line;
        const char *file = fixture_replace("c0_M = 1.2;", text, &line);
        fixture_refused_file(file, line + 1, of_c[k][1], "tanh");
        remove(file);
    }
    fixture_refused("area_basis = \"BET\"", "area_basis = \"BET\"; i0_shape = \"1.5+(x-0.3)/abs(x-0.3)\"",
                    "g of the isotherm jumps", "tanh");
}

static void refused_text(const char *text, int line, const char *words, const char *hint)
{
    fixture_refused_file(fixture_write(text, strlen(text)), line, words, hint);
    remove(fixture_path());
}

static void test_files_that_are_no_cards(void)
{
    fixture_refused_file("/nonexistent/x.cfg", 0, "cannot be opened", "path");
    fixture_refused_file("/tmp", 0, "is not a file", "directory");
    fixture_refused_file("/dev/zero", 0, "is not a file", "device");
    refused_text("", 1, "is empty", "30 lines");
    refused_text("\n\n# only a comment\n", 1, "is empty", "30 lines");
    refused_text("name = \"x\";\n@include \"/etc/passwd\"\n", 2, "@include", "library");
    refused_text("name = \"x\" @;\n", 1, "'@'", "library");
    refused_text("a = 1;\nb = (1, 2;\n", 2, "", "bracket");
    refused_text("a = 1;\na = 2;\n", 2, "", "twice");
    refused_text("a = \"no end\n\n\n", 1, "does not end", "\"");
    refused_text("\001\002\003", 1, "control characters", "binary");
    fixture_write("name\0= 1;", 9);
    fixture_refused_file(fixture_path(), 0, "NUL", "binary");
    remove(fixture_path());
}

static void test_named_pipe_does_not_hang(void)
{
    remove(fixture_path());
    REQUIRE(mkfifo(fixture_path(), 0600) == 0);
    fixture_refused_file(fixture_path(), 0, "is not a file", "");
    remove(fixture_path());
}

static void test_sizes(void)
{
    const size_t n = 9 << 20;
    char *text = malloc(n);
    REQUIRE(text != NULL);
    memset(text, '#', n);
    fixture_refused_file(fixture_write(text, n), 0, "larger than 8 MB", "short");
    memset(text, '(', n);
    memcpy(text, "a = ", 4);
    fixture_refused_file(fixture_write(text, 1000), 1, "nested too deeply", "24");
    fixture_refused_file(fixture_write(text, 7 << 20), 1, "nested too deeply", "24");
    size_t at = 0;
    for (int k = 0; k < 30000; k++) at += (size_t)sprintf(text + at, "k%d=1;", k);
    fixture_refused_file(fixture_write(text, at), 1, "too many values", "20000");
    free(text);
    remove(fixture_path());
}

static void test_truncated_at_every_byte(void)
{
    char *text = fixture_read(EXAMPLE);
    REQUIRE(text != NULL);
    const size_t n = strlen(text);
    for (size_t k = 1; k < n - 2; k += 7) {
        Error e;
        Card *card = NULL;
        const Status status = card_read(fixture_write(text, k), CONFIGS, 0, NULL, &card, &e);
        CHECK(status == CELLSIM_OK || (status == CELLSIM_BAD_CARD && e.hint[0] && e.file[0]));
        card_free(card);
    }
    remove(fixture_path());
    free(text);
}

/* Every byte in turn replaced by another: no crash, no hang, always a status. */
static void test_corrupted_bytes(void)
{
    static const char junk[] = "({\"=;-9x.@\\";
    char *text = fixture_read(EXAMPLE);
    REQUIRE(text != NULL);
    const size_t n = strlen(text);
    for (size_t k = 0; k < n; k += 5) {
        Error e;
        Card *card = NULL;
        const char kept = text[k];
        text[k] = junk[k % (sizeof junk - 1)];
        const Status status = card_read(fixture_write(text, n), CONFIGS, 0, NULL, &card, &e);
        CHECK(status == CELLSIM_OK || (status == CELLSIM_BAD_CARD && e.hint[0] && e.file[0]));
        if (status != CELLSIM_OK && !(e.hint[0] && e.file[0]))
            fprintf(stderr, "no hint: %s:%d: %s\n", e.file, e.line, e.text);
        card_free(card);
        text[k] = kept;
    }
    remove(fixture_path());
    free(text);
}

TEST_MAIN("cards/reader", TEST(test_unknown_keys), TEST(test_wrong_types), TEST(test_values_out_of_range),
          TEST(test_alternatives), TEST(test_missing_values), TEST(test_formulas_and_tables), TEST(test_jumps),
          TEST(test_what_the_model_refuses), TEST(test_files_that_are_no_cards), TEST(test_named_pipe_does_not_hang),
          TEST(test_sizes), TEST(test_truncated_at_every_byte), TEST(test_corrupted_bytes))
