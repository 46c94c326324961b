/* What the command proposes for slips, calls things, warns of before it runs, and prints as tables. */
#define EXPECT_SECONDS 60
#include "expect.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define LIBRARY SOURCE_ROOT "/configs"
#define CELL(name) SOURCE_ROOT "/cells/" name ".cfg"

static void proposes(int exit, const char *error, const char *hint, const char *const *arguments)
{
    Outcome o = expect(exit, arguments);
    const char *said = strstr(o.err, "\n  hint: ");
    const int ok = strstr(o.err, error) && said && strstr(said, hint) && !o.out[0];
    if (!ok) fprintf(stderr, "'%s', expected '%s … %s'\n", o.err, error, hint);
    CHECK(ok);
    outcome_free(&o);
}

static void test_slips(void)
{
    const char *const command[] = {"chekc", CELL("r175_li"), NULL};
    proposes(2, "unknown command 'chekc'", "did you mean 'check'?", command);
    const char *const card[] = {CELL("r175_li"), NULL};
    proposes(2, "unknown command", "cellsim run " CELL("r175_li"), card);
    const char *const far[] = {"frobnicate", NULL};
    proposes(2, "unknown command 'frobnicate'", "--help", far);
    const char *const option[] = {"run", CELL("r175_li"), "--no-figure", NULL};
    proposes(2, "unknown option '--no-figure'", "did you mean '--no-figures'?", option);
    const char *const value[] = {"run", CELL("r175_li"), "--confg=gcd", NULL};
    proposes(2, "unknown option '--confg=gcd'", "did you mean '--config'?", value);
    const char *const protocol[] = {"check", CELL("r175_li"), "--library", LIBRARY, "-c", "dicharge", NULL};
    proposes(3, "there is no protocol 'dicharge'", "did you mean 'discharge'?", protocol);
    const char *const key[] = {"check", CELL("r175_li"), "--library", LIBRARY, "-s", "positive.loadng_mg_cm2=2", NULL};
    proposes(3, "unknown key 'loadng_mg_cm2'", "did you mean 'loading_mg_cm2'?", key);
    const char *const rate[] = {"run", CELL("r175_li"), "--library", LIBRARY, "-c", "discharge", "--rate", "10", NULL};
    proposes(2, "rate \"10\" has no unit", "did you mean \"10C\"?", rate);
    const char *const negative[] = {"run",       CELL("r175_li"), "--library", LIBRARY, "-c",
                                    "discharge", "--rate",        "-1",        NULL};
    proposes(2, "rate \"-1\"", "with a number above 0", negative);
}

/* The trust report of a short run names the cell's guest. */
static void test_guests(void)
{
    static const struct {
        const char *card, *balance;
    } cases[] = {{CELL("r175_li"), "\nlithium balance "},
                 {CELL("p25_na"), "\nsodium balance "},
                 {CELL("tio2_nvp_na"), "\nsodium balance "},
                 {CELL("lto_llzo_si"), "\nlithium balance "},
                 {CELL("ti078_mg_li"), "\nguest balance "}};
    const char *protocol = scratch("short.cfg"), *out = scratch("results");
    static const char text[] = "steps = ( { do = \"rest\"; until_time_min = 1; } );\n";
    write_bytes(protocol, text, sizeof text - 1);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const char *const run[] = {"run",    cases[k].card,  "--library", LIBRARY, "-c",
                                   protocol, "--no-figures", "--out",     out,     NULL};
        Outcome o = expect(0, run);
        if (!strstr(o.out, cases[k].balance)) fprintf(stderr, "%s: %s\n", cases[k].card, o.out);
        CHECK(strstr(o.out, cases[k].balance) != NULL);
        CHECK(!o.err[0]); /* shipped cells warn of nothing */
        outcome_free(&o);
    }
}

/* A dimensionless number, which this protocol does not measure: "-" stands where a unit would. */
static void test_no_unit_one(void)
{
    const char *card = scratch("ratio.cfg");
    char *text = read_text(SOURCE_ROOT "/tests/cards/example.cfg"), *at = strstr(text, "targets = ");
    REQUIRE(at != NULL);
    *at = '\0';
    char *changed = malloc(strlen(text) + 200);
    sprintf(changed, "%s%s", text,
            "targets = ( { id = \"r\"; quantity = \"b_value\"; unit = \"1\"; value = 0.97; protocol = \"gcd\"; "
            "how = \"a, b\"; } );\n");
    write_bytes(card, changed, strlen(changed));
    free(text);
    free(changed);
    const char *const table[] = {"targets", card, "--library", LIBRARY, NULL};
    const char *const csv[] = {"targets", card, "--library", LIBRARY, "--csv", NULL};
    Outcome o = expect(0, table);
    const char *value = strstr(o.out, "0.97 ");
    char simulated[16] = "", error[16] = "";
    double published;
    CHECK(value != NULL && sscanf(value, "%lf %15s %15s", &published, simulated, error) == 3);
    CHECK(!strcmp(simulated, "-") && !strcmp(error, "-"));
    outcome_free(&o);
    o = expect(0, csv);
    const char *const all = "cell,id,target,unit,paper,simulated,error_percent,tolerance_percent,ok,how\n"
                            "lfp_li,r,b value,,0.97,,,5,,\"a, b\"\n";
    if (strcmp(o.out, all) != 0) fprintf(stderr, "%s", o.out);
    CHECK(!strcmp(o.out, all));
    outcome_free(&o);
}

static void test_list_as_csv(void)
{
    const char *const csv[] = {"list", "--library", LIBRARY, "--csv", NULL};
    const char *const both[] = {"list", "--library", LIBRARY, "--csv", "--json", NULL};
    const char *const idle[] = {"check", CELL("r175_li"), "--csv", NULL};
    Outcome o = expect(0, csv);
    CHECK(!strncmp(o.out, "kind,name,file,title\n", 21));
    CHECK(strstr(o.out, "\nprotocols,discharge," LIBRARY "/discharge.cfg,") != NULL);
    outcome_free(&o);
    proposes(2, "--csv and --json", "--help", both);
    proposes(2, "--csv has no effect in check", "option of list and targets", idle);
}

/* One doubtful number, in run (short), in check, and in check --json. */
static void test_warnings(void)
{
    const char *card = scratch("thin.cfg"), *out = scratch("results");
    char *text = read_text(SOURCE_ROOT "/tests/cards/example.cfg"), *at = strstr(text, "loading_mg_cm2 = 5.0");
    REQUIRE(at != NULL);
    memcpy(at, "loading_mg_cm2 = .01", 20);
    write_bytes(card, text, strlen(text));
    free(text);
    const char *const check[] = {"check", card, "--library", LIBRARY, NULL};
    Outcome o = expect(0, check);
    CHECK(strstr(o.err, ":12:20: warning: a loading of 0.01 mg/cm2") != NULL);
    CHECK(strstr(o.err, "\n   12 |   loading_mg_cm2 = .01;\n      |                    ^~~\n  hint: ") != NULL);
    CHECK(strstr(o.out, "  usable at rest ") != NULL && strstr(o.out, "warning") == NULL);
    outcome_free(&o);
    const char *const json[] = {"check", card, "--library", LIBRARY, "--json", NULL};
    o = expect(0, json);
    json_t *document = json_loads(o.out, 0, NULL), *warning = json_array_get(json_object_get(document, "warnings"), 0);
    CHECK(!o.err[0]);
    CHECK(json_integer_value(json_object_get(warning, "line")) == 12);
    CHECK(json_integer_value(json_object_get(warning, "column")) == 20);
    CHECK(strstr(json_string_value(json_object_get(warning, "text")), "loading") != NULL);
    CHECK(json_number_value(json_object_get(json_object_get(document, "amounts"), "usable_mAh_g")) > 150);
    CHECK(json_array_size(json_object_get(document, "defaults")) > 10);
    json_decref(document);
    outcome_free(&o);
    const char *const run[] = {"run",       card,           "--library", LIBRARY, "-c",
                               "discharge", "--no-figures", "--out",     out,     NULL};
    o = expect(0, run);
    CHECK(strstr(o.err, ":12:20: warning: a loading of 0.01 mg/cm2") != NULL);
    CHECK(strstr(o.err, " | ") == NULL && strstr(o.err, "  hint: cellsim check ") != NULL);
    outcome_free(&o);
    const char *const quiet[] = {"check", card, "--library", LIBRARY, "--quiet", NULL};
    o = expect(0, quiet);
    CHECK(!o.err[0] && !o.out[0]);
    outcome_free(&o);
}

int main(void)
{
    const TestCase cases[] = {TEST(test_slips), TEST(test_guests), TEST(test_no_unit_one), TEST(test_list_as_csv),
                              TEST(test_warnings)};
    const int failed = test_main("words", 5, cases);
    scratch_remove();
    return failed;
}
