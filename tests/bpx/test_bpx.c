/* cellsim import bpx and export bpx: what comes back is what went, what is lost is said, what is no cell is refused. */
#define EXPECT_SECONDS 60
#include "../robust/expect.h"
#include "small.h"

#include <stdlib.h>
#include <string.h>

#define LIBRARY SOURCE_ROOT "/configs"
#define CHEN SOURCE_ROOT "/cells/chen2020.cfg"

/* The small cell with one text in the place of another, as a file. */
static const char *changed(const char *old, const char *new)
{
    const char *file = scratch("changed.json"), *at = strstr(small, old);
    REQUIRE(at != NULL);
    char *text = malloc(sizeof small + strlen(new));
    REQUIRE(text != NULL);
    sprintf(text, "%.*s%s%s", (int)(at - small), small, new, at + strlen(old));
    write_bytes(file, text, strlen(text));
    free(text);
    return file;
}

static char *imported(const char *file, Outcome *o)
{
    const char *card = scratch("card.cfg");
    remove(card);
    *o = expect(0, (const char *[]){"import", "bpx", file, "--out", card, NULL});
    char *text = read_text(card);
    REQUIRE(text != NULL);
    return text;
}

static void has(const char *text, const char *words)
{
    if (!strstr(text, words)) fprintf(stderr, "no '%s' in\n%s\n", words, text);
    CHECK(strstr(text, words) != NULL);
}

static void test_every_value(void)
{
    Outcome o;
    char *card = imported(changed("DFN", "DFN"), &o);
    static const char *const words[] = {
        "title = \"A  round  cell\"",
        "temperature_K = 308.15;",
        "area_m2 = \"0.01*3\"",
        "one_C_A = 0.5;",
        "lower_V = 2.8; upper_V = 4.1;",
        "c0_mol_m3 = 1200;",
        "t_plus = 0.3;",
        "kappa_S_m = \"1.2 * exp(-(((1000*c) - 1000)/1500)**2)\";",
        "kappa_Ea_kJ_mol = 17; reference_temperature_K = 298.15;",
        "D_m2_s = { value = ((0, 4e-10), (5, 2e-10)); interpolation = \"linear\"; };",
        "thickness_m = 2e-05; porosity = 0.5; macmullin = \"1/0.35\";",
        "active_fraction = \"200000*6e-06/3 + 100000*3e-06/3\"",
        "name = \"coarse\"; volume_share = \"(200000*6e-06/3)/(200000*6e-06/3 + 100000*3e-06/3)\"",
        "U_table_V = { value = ((0, 0.9), (0.5, 0.15), (1, 0.05));",
        "D_m2_s = \"1e-14*(2 - x)\"; D_Ea_kJ_mol = 20;",
        "dU_dT_mV_K = -0.1; reference_temperature_K = 298.15;",
        "c_max_mol_m3 = 90000; x0 = 0.9;",
        "x0 = 0.3;",
        "i0_A_m2 = \"0.5*F*2e-05\"; area_basis = \"sphere\"; c_ref_M = 1.2;",
        "source = \"changed.json (BPX 0.4), A  round  cell\""};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) has(card, words[k]);
    has(o.err, ":23: warning: Positive electrode: OCP (lithiation) [V]: not taken");
    has(o.err, "warning: User-defined: Colour: not taken");
    has(card, "# note: User-defined: Colour: not taken");
    free(card), outcome_free(&o);
    o = expect(0, (const char *[]){"run", scratch("card.cfg"), "--library", LIBRARY, "-o", scratch("out"),
                                   "--no-figures", "-q", NULL});
    outcome_free(&o);
}

/* A potential that rises outside the limits of stoichiometry keeps its falling part; state of charge; extended tables. */
static void test_what_is_made_of_it(void)
{
    Outcome o;
    char *card =
        imported(changed("\"0.6 - 0.5*x\"", "\"0.6 - 0.5*x + 5*(x - 0.95)**2*(1 + tanh(1e3*(x - 0.95)))\""), &o);
    has(card, "x_range = [0, 0.9");
    has(o.err, "OCP [V]: taken from x = 0 to 0.9");
    free(card), outcome_free(&o);
    card =
        imported(changed("[1, 0.5, 0.0], \"y\": [0.05, 0.15, 0.9]", "[0.9, 0.5, 0.02], \"y\": [0.05, 0.25, 0.49]"), &o);
    has(card, "((0, 0.5), (0.02, 0.49)");
    has(o.err, "the table does not reach from x = 0 to 1");
    free(card), outcome_free(&o);
    card = imported(
        changed("\"User-defined\": { \"Colour\": 3 } }",
                "\"User-defined\": {} }, \"State\": { \"Initial conditions\": { \"Initial state-of-charge\": 0.5 } }"),
        &o);
    has(card, "x0 = 0.425;");
    has(card, "x0 = 0.625;");
    has(o.err, "which is no equilibrium");
    free(card), outcome_free(&o);
}

static void refused(const char *file, const char *error)
{
    const char *card = scratch("refused.cfg");
    Outcome o = expect(3, (const char *[]){"import", "bpx", file, "--out", card, NULL});
    if (!strstr(o.err, error)) fprintf(stderr, "'%s', expected '%s'\n", o.err, error);
    CHECK(strstr(o.err, error) != NULL && strstr(o.err, "\n  hint: ") != NULL && !exists(card));
    outcome_free(&o);
}

static void test_refused(void)
{
    static const char *const cases[][3] = {
        {"0.4", "0.6", "changed.json:1: error: Header: BPX: this version is not known"},
        {"0.4", "\"2.0.0\"", ":1: error: Header: BPX: this version"},
        {"\"BPX\": 0.4, ", "", "Header: BPX: this version"},
        {"\"Porosity\": 0.5, ", "", ":24: error: Separator: Porosity: it is missing"},
        {"\"Porosity\": 0.5", "\"Porosity\": \"half\"", ":24: error: Separator: Porosity: it is not a number"},
        {"\"Porosity\": 0.5", "\"Porosity\": 5", "no cell can be made of it: porosity"},
        {"\"Porosity\": 0.5", "\"Porosity\": NaN", ":24: error: this is no JSON"},
        {"\"Porosity\": 0.5", "\"Porosity\": 1e999", ":24: error: this is no JSON"},
        {"\"Porosity\": 0.5", "\"Porosity\": 0.5, \"Porosity\": 0.6", ":24: error: this is no JSON: duplicate"},
        {"1.2 * exp(", "1.2 * system(", "Conductivity [S.m-1]: column 7 of the formula: unknown name 'system'"},
        {"[0, 5000]", "[0, 5000, 6000]", "it is not a table of two points"},
        {"[0, 5000]", "[5000, 5000]", "an x of its table stands twice"},
        {"[0, 5000]", "[0, \"a\"]", "its table holds what is not a number"},
        {"\"0.6 - 0.5*x\"", "\"0.1 + 0.5*x\"", "OCP [V]: between the stoichiometry limits it rises"},
        {"\"0.6 - 0.5*x\"", "0.1", "OCP [V]: a number is no potential"},
        {"\"Maximum stoichiometry\": 0.95", "\"Maximum stoichiometry\": 0.1", "are no range within 0 to 1"},
        {"\"Separator\": {", "\"Spacer\": {", "Separator: it is missing"},
        {"\"Parameterisation\": {", "\"Parameterisation\": 3, \"P\": {", "Parameterisation: it is not an object"},
        {"\"Conductivity [S.m-1]\": 0.5, ", "", "Positive electrode: Conductivity [S.m-1]: it is missing"},
        {"\"Surface area per unit volume [m-1]\": 360000", "\"Surface area per unit volume [m-1]\": 460000",
         "porosity + active_fraction"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) refused(changed(cases[k][0], cases[k][1]), cases[k][2]);
    enum { DEEP = 100000 };
    const char *deep = scratch("deep.json");
    char *text = malloc(DEEP);
    REQUIRE(text != NULL);
    write_bytes(deep, memset(text, '[', DEEP), DEEP);
    refused(deep, "deep.json:1: error: this is no JSON: maximum parsing depth");
    write_bytes(deep, "[]", 2);
    refused(deep, "it is not an object");
    write_bytes(deep, "", 0);
    refused(deep, "this is no JSON");
    free(text);
}

/* Any end of the file, and any byte that is another: refused or read, within the usual exit codes. */
static void test_damaged(void)
{
    const char *file = scratch("damaged.json"), *card = scratch("damaged.cfg");
    char text[sizeof small];
    for (size_t k = 0; k < sizeof small - 1; k += 97) {
        memcpy(text, small, sizeof small);
        text[k] = (char)(k % 3 ? '9' : '}');
        write_bytes(file, text, k % 2 ? k : sizeof small - 1);
        remove(card);
        Outcome o =
            command_run(OUTPUT_KEPT, EXPECT_SECONDS, (const char *[]){"import", "bpx", file, "--out", card, NULL});
        CHECK(o.exit == 0 || (o.exit == 3 && !exists(card)));
        outcome_free(&o);
    }
}

/* Voltage of a discharge at 1C over time; returns its samples. */
static int discharge(const char *card, const char *out, double *t, double *v, int room)
{
    Outcome o = expect(0, (const char *[]){"run", card, "-c", "discharge", "--library", LIBRARY, "--no-figures", "-q",
                                           "-o", out, NULL});
    outcome_free(&o);
    char path[400];
    snprintf(path, sizeof path, "%s/%s/discharge.bdf.csv", out, strstr(card, "chen2020") ? "chen2020" : "back");
    char *text = read_text(path), *line = text ? strchr(text, '\n') : NULL;
    int n = 0;
    for (; line && n < room && sscanf(line + 1, "%lf,%lf", &t[n], &v[n]) == 2; n++) line = strchr(line + 1, '\n');
    free(text);
    return n;
}

static void test_round_trip(void)
{
    enum { ROOM = 2000 };
    static double t[2][ROOM], v[2][ROOM];
    const char *json = scratch("chen.json"), *back = scratch("back.cfg");
    Outcome o = expect(0, (const char *[]){"export", "bpx", CHEN, "--library", LIBRARY, "-o", json, NULL});
    has(o.err, "External surface area and Volume are those of the layers alone");
    outcome_free(&o);
    o = expect(0, (const char *[]){"import", "bpx", json, "-o", back, NULL});
    outcome_free(&o);
    const int n = discharge(CHEN, scratch("a"), t[0], v[0], ROOM), m = discharge(back, scratch("b"), t[1], v[1], ROOM);
    REQUIRE(n > 100 && n == m);
    double most = 0;
    for (int k = 1; k < n - 1; k++) { /* the solver's clock differs by round-off: along the curve to the other's time */
        const double slope = (v[0][k + 1] - v[0][k - 1]) / (t[0][k + 1] - t[0][k - 1]);
        most = fmax(most, fabs(v[1][k] - v[0][k] - slope * (t[1][k] - t[0][k])));
    }
    printf("\n    largest difference %.2g V over %d samples, ends %.6f and %.6f s ", most, n, t[0][n - 1], t[1][n - 1]);
    CHECK(most < 1e-6);
    CHECK_NEAR(t[1][n - 1], t[0][n - 1], 1e-3);
}

static void test_export_says(void)
{
    const char *json = scratch("says.json");
    Outcome o = expect(0, (const char *[]){"export",
                                           "bpx",
                                           CHEN,
                                           "--library",
                                           LIBRARY,
                                           "-o",
                                           json,
                                           "-s",
                                           "contact_resistance_ohm_cm2=1",
                                           "-s",
                                           "positive.phases[0].alpha=0.4",
                                           "-s",
                                           "negative.phases[0].U_V=0.9 - 0.8*sqrt(x)",
                                           "-s",
                                           "electrolyte.t_plus=0.2 + 0.05*c",
                                           "-s",
                                           "temperature_C=35",
                                           "-s",
                                           "electrolyte.D_Ea_kJ_mol=17",
                                           NULL});
    has(o.err, "the contact resistance is not written");
    has(o.err, "positive, phase NMC811: alpha is not 1/2");
    has(o.err, "negative, phase graphite-SiOx: written as a table of ");
    has(o.err, "t_plus is a number in BPX");
    outcome_free(&o);
    char *text = read_text(json);
    REQUIRE(text != NULL);
    has(text, "\"Reference temperature [K]\": 308.15");
    has(text, "\"Diffusivity activation energy [J.mol-1]\": 17000");
    has(text, "\"Cation transference number\": 0.25");
    free(text);
    o = expect(2, (const char *[]){"export", "bpx", CHEN, "--library", LIBRARY, "-o", json, NULL});
    has(o.err, "is there already, and is left as it is");
    outcome_free(&o);
}

static void test_export_refuses(void)
{
    static const char *const cases[][2] = {{SOURCE_ROOT "/cells/r175_li.cfg", "BPX cannot say a cell with a foil"},
                                           {SOURCE_ROOT "/cells/lto_llzo_si.cfg", "BPX cannot say this electrolyte"},
                                           {SOURCE_ROOT "/cells/r175_na_full.cfg", "a surface class has no particles"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        Outcome o = expect(
            3, (const char *[]){"export", "bpx", cases[k][0], "--library", LIBRARY, "-o", scratch("no.json"), NULL});
        has(o.err, cases[k][1]);
        CHECK(strstr(o.err, ".cfg") != NULL && !exists(scratch("no.json")));
        outcome_free(&o);
    }
}

static void test_usage(void)
{
    static const char *const calls[][4] = {
        {"import", NULL}, {"import", "bpx", NULL}, {"import", "xml", "a.xml", NULL}, {"export", "bpx", "a", "b"}};
    for (size_t k = 0; k < sizeof calls / sizeof *calls; k++) {
        Outcome o = expect(2, (const char *[]){calls[k][0], calls[k][1], calls[k][1] ? calls[k][2] : NULL,
                                               calls[k][1] && calls[k][2] ? calls[k][3] : NULL, NULL});
        outcome_free(&o);
    }
    Outcome o = expect(0, (const char *[]){"help", "import", NULL});
    has(o.out, "Battery Parameter eXchange");
    outcome_free(&o);
    o = expect(0, (const char *[]){"help", NULL});
    has(o.out, "export");
    outcome_free(&o);
}

static void clean(void)
{
    scratch_remove();
}

TEST_MAIN("bpx", TEST(test_every_value), TEST(test_what_is_made_of_it), TEST(test_refused), TEST(test_damaged),
          TEST(test_round_trip), TEST(test_export_says), TEST(test_export_refuses), TEST(test_usage), TEST(clean))
