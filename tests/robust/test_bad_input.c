/* What the command says to bad input: file, line, a hint, the documented exit code, and nothing written. */
#include "../test.h"
#include "command.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define LIBRARY SOURCE_ROOT "/configs"
#define EXAMPLE SOURCE_ROOT "/tests/cards/example.cfg"
#define R175 SOURCE_ROOT "/cells/r175_li.cfg"
enum { SECONDS = 60 };

/* The example card with `old` replaced; *line = where. */
static const char *changed_card(const char *old, const char *new, int *line)
{
    char *text = read_text(EXAMPLE), *at = strstr(text, old);
    const char *path = scratch("card.cfg");
    const size_t space = strlen(text) + strlen(new) + 1;
    char *changed = malloc(space);
    REQUIRE(at != NULL && changed != NULL);
    *line = 1;
    for (const char *p = text; p < at; p++) *line += *p == '\n';
    snprintf(changed, space, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
    write_bytes(path, changed, strlen(changed));
    free(text);
    free(changed);
    return path;
}

/* Runs the arguments (which hold --out out) and checks exit code, words of the message, and that nothing is written. */
static void refused(int exit, const char *start, const char *words, const char *const *arguments)
{
    Outcome o = command_run(OUTPUT_KEPT, SECONDS, arguments);
    const int ok = o.exit == exit && !strncmp(o.err, start, strlen(start)) && strstr(o.err, "error: ") &&
                   strstr(o.err, words) && strstr(o.err, "\n  hint: ") && !o.out[0] && !exists(scratch("out"));
    if (!ok)
        fprintf(stderr, "exit %d, expected %d; '%s', expected '%s … %s'; out '%s'\n", o.exit, exit, o.err, start, words,
                o.out);
    CHECK(ok);
    outcome_free(&o);
}

static void refused_card(const char *card, const char *start, const char *words)
{
    const char *out = scratch("out");
    const char *const run[] = {"run", card, "--library", LIBRARY, "--out", out, NULL};
    const char *const check[] = {"check", card, "--library", LIBRARY, NULL};
    refused(3, start, words, run);
    refused(3, start, words, check);
}

/* A change of the example that must be refused at its line. */
typedef struct BadCard {
    const char *old, *new, *words;
} BadCard;

static const BadCard bad_cards[] = {
    {"  sigma_S_m = 0.5;", "  porositty = 0.4;", "porositty"},
    {"  sigma_S_m = 0.5;", "  sigma_S_m = \"high\";", "high"},
    {"temperature_C = 25;", "temperature_C = true;", "temperature_C"},
    {"temperature_C = 25;", "temperature_C = { a = 1; };", "a"},
    {"separator = \"Celgard_2325\";", "separator = { material = \"Celgard_2325\"; thickness_um = -20; };",
     "thickness_um"},
    {"separator = \"Celgard_2325\";", "separator = \"Cellgard_2325\";", "Celgard_2325"},
    {"electrolyte = { material", "electrolyte = { kappa_S_m = \"0.5*(c\"; material", "column 7"},
    {"electrolyte = { material", "electrolyte = { kappa_S_m = \"0.5*q\"; material", "q"},
    {"{ name = \"LFP\"; sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0));",
     "{ name = \"LFP\"; U_table_V = ((0.1, 3.4), (0.5, 3.6), (0.9, 3.2));", "not monotone"},
    {"(0.94, 3.425, 0.08)", "(0.94, 3.425, 0)", "omega"},
    {"value = 0.45;", "value = 1.2;", "porosity"},
    {"value = 0.45;", "value = 1e400;", ""},
    {"value = 0.45;", "value = nan;", ""},
    {"value = 0.45;", "value = \"nan\";", "nan"},
    {"name = \"lfp_li\";", "name = \"../../escaped\";", "name"}, /* it names a folder */
    {"name = \"lfp_li\";", "name = \"\";", "name"},
    {"wt_percent = 90;", "wt_percent = 80;", "90 %"},
    {"radius_nm = 80;", "radius_nm = 0;", "radius_nm"},
    {"radius_nm = 80; ", "", "radius"},
    {"window = { lower_V = 2.5; upper_V = 3.8; };", "window = { lower_V = 3.8; upper_V = 2.5; };", "lower_V"},
    {"  loading_mg_cm2 = 5.0;", "  loading_mg_cm2 = = 5.0;", "syntax"},
    {"foil = {", "foil = {{", ""},
    {"temperature_C = 25;", "temperature_C = 25; temperature_C = 26;", "duplicate"},
    {"temperature_C = 25;", "\n@include \"card.cfg\"\n", "@include"}, /* itself */
    {"radius_nm = 80;", "radius_nm = 80; radial = 20;", "radial = 20 is too many"},
    {"D_Li_cm2_s = 1e-14;", "D_Li_cm2_s = 1e-24;", "D = 1e-28 must lie"},
    {"experiments = [\"gcd\"];", "experiments = [\"gdc\"];", "there is no protocol 'gdc'"},
    {"unit = \"mAh/g\";", "unit = \"mAhg\";", "not given in 'mAhg'"},
};

static void test_cards(void)
{
    for (int k = 0; k < (int)(sizeof bad_cards / sizeof bad_cards[0]); k++) {
        char start[300];
        int line;
        const char *card = changed_card(bad_cards[k].old, bad_cards[k].new, &line);
        snprintf(start, sizeof start, "%s:", card);
        refused_card(card, start, bad_cards[k].words);
        Outcome o = command_run(OUTPUT_KEPT, SECONDS, (const char *const[]){"check", card, "--library", LIBRARY, NULL});
        const int said = atoi(o.err + strlen(start)), near = said >= line - 1 && said <= line + 2;
        if (!near) fprintf(stderr, "line %d, expected %d: %s\n", said, line, o.err);
        CHECK(near); /* a syntax error may be noticed a line later, a list starts a line before */
        outcome_free(&o);
    }
}

/* A protocol that the card's experiments name cannot be run on it: check says so, too. */
static void test_experiments_of_the_card(void)
{
    int line;
    const char *card = changed_card("window = { lower_V = 2.5; upper_V = 3.8; };", "", &line);
    refused_card(card, LIBRARY "/gcd.cfg:", "the card has no window");
}

static void test_files(void)
{
    unsigned char junk[4096];
    for (int k = 0; k < 4096; k++) junk[k] = (unsigned char)(k * 197 + (k >> 5));
    const char *card = scratch("empty.cfg");
    write_bytes(card, "", 0);
    refused_card(card, card, "empty");
    write_bytes(card = scratch("junk.cfg"), junk, sizeof junk);
    refused_card(card, card, "");
    card = scratch("none.cfg");
    refused_card(card, card, "No such file");
    card = scratch("folder.cfg");
    CHECK(mkdir(card, 0700) == 0);
    refused_card(card, card, "not a file");
    write_bytes(card = scratch("one.cfg"), "name = \"x\";\n", 12);
    refused_card(card, card, "");
}

static void test_options(void)
{
    const char *out = scratch("out");
    const char *const bad[][8] = {
        {"run", R175, "--out", out, "--nonsense", NULL},
        {"run", R175, "--out", out, "--tolerance", "5", NULL},
        {"run", R175, "--out", out, "--tolerance", "x", NULL},
        {"run", R175, "--out", out, "--accuracy", "5", NULL},
        {"run", R175, "--out", out, "--accuracy", "0.1mA", NULL},
        {"run", R175, "--out", out, "--set", "porosity", NULL},
        {"run", R175, "--out", out, "--linear-solver", "x", NULL},
        {"run", "--out", out, NULL},
        {"swim", R175, NULL},
        {"run", R175, "--out", NULL},
    };
    for (int k = 0; k < (int)(sizeof bad / sizeof bad[0]); k++) refused(2, "cellsim: error: ", "", bad[k]);
}

/* Options whose value a card or a protocol is read with. */
static void test_values(void)
{
    const char *out = scratch("out");
    const char *const rate[] = {"run", R175,        "--out",  out,   "--library", LIBRARY,
                                "-c",  "discharge", "--rate", "C/0", NULL};
    refused(2, "cellsim: error: ", "C/0", rate);
    const char *const set[] = {"run", R175, "--out", out, "--library", LIBRARY, "--set", "positive.porosity=1.2", NULL};
    refused(3, "", "porosity", set);
    const char *const config[] = {"run", R175, "--out", out, "--library", LIBRARY, "-c", "nosuch", NULL};
    refused(3, "nosuch", "nosuch", config);
    const char *protocol = scratch("zero.cfg"),
               text[] = "steps = (\n  { do = \"cc\"; direction = \"discharge\"; rate = \"C/0\"; } );\n";
    write_bytes(protocol, text, sizeof text - 1);
    const char *const file[] = {"run", R175, "--out", out, "--library", LIBRARY, "-c", protocol, NULL};
    char start[300];
    snprintf(start, sizeof start, "%s:2:48: error: ", protocol);
    refused(3, start, "C/0", file);
    static const char half[] =
        "steps = ( { do = \"cc\"; direction = \"discharge\"; rate = \"1C\"; until_soc = 0.5; } );\n";
    write_bytes(protocol, half, sizeof half - 1);
    const char *const evolving[] = {
        "check", SOURCE_ROOT "/cells/tio2_anatase_na.cfg", "--library", LIBRARY, "-c", protocol, NULL};
    refused(3, protocol, "evolves", evolving);
    const char *const competing[] = {
        "check", SOURCE_ROOT "/cells/ti078_mg_li.cfg", "--library", LIBRARY, "-c", protocol, NULL};
    refused(3, protocol, "two ions compete", competing);
}

/* --- output that cannot be written --------------------------------------------------------------------------------- */

static const char *const short_run[] = {"run", R175, "--library", LIBRARY, "-c", "discharge", "--no-figures", "--out"};
enum { SHORT_RUN = 8 };

static Outcome run_into(Output output, const char *out)
{
    const char *arguments[SHORT_RUN + 2] = {0};
    memcpy(arguments, short_run, sizeof short_run);
    arguments[SHORT_RUN] = out;
    return command_run(output, SECONDS, arguments);
}

static void test_standard_output(void)
{
    const Output bad[] = {OUTPUT_CLOSED, OUTPUT_FULL};
    for (int k = 0; k < 2; k++) {
        const char *out = scratch(k ? "full" : "closed");
        Outcome o = run_into(bad[k], out);
        CHECK(o.exit == 5);
        CHECK(strstr(o.err, "standard output") != NULL); /* says what could not be written */
        outcome_free(&o);
        char csv[300];
        snprintf(csv, sizeof csv, "%s/r175_li/discharge.bdf.csv", out);
        char *text = read_text(csv); /* the results are there, and nothing of the table strayed into them */
        CHECK(!strncmp(text, "Test Time / s", 13) && !strstr(text, "trust"));
        free(text);
    }
    Outcome help = command_run(OUTPUT_FULL, SECONDS, (const char *const[]){"--help", NULL});
    CHECK(help.exit == 5);
    outcome_free(&help);
}

static void test_unwritable_folder(void)
{
    char inside[300];
    const char *file = scratch("file");
    write_bytes(file, "x", 1);
    snprintf(inside, sizeof inside, "%s/results", file);
    const char *const out[] = {file, inside, "/proc/cellsim", "/dev/null/x"};
    for (int k = 0; k < 4; k++) {
        Outcome o = run_into(OUTPUT_KEPT, out[k]);
        const int ok = o.exit == 5 && strstr(o.err, "error: ") && strlen(o.err) > 30;
        CHECK(ok);
        if (!ok) fprintf(stderr, "%s: exit %d: %s\n", out[k], o.exit, o.err);
        outcome_free(&o);
    }
    char *text = read_text(file);
    CHECK(!strcmp(text, "x"));
    free(text);
}

/* --- legal, but hopeless --------------------------------------------------------------------------------------------- */

/* 10C of a thick electrode through a 670 um glass fibre: the salt cannot follow. */
static void test_hopeless_card(void)
{
    const char *out = scratch("hopeless");
    const char *const arguments[] = {"run",       R175,
                                     "--library", LIBRARY,
                                     "-c",        "discharge",
                                     "--rate",    "10C",
                                     "--out",     out,
                                     "--set",     "positive.loading_mg_cm2=10",
                                     "--set",     "separator=Whatman_GFD",
                                     NULL};
    Outcome o = command_run(OUTPUT_KEPT, SECONDS, arguments);
    CHECK(o.exit == 0); /* its cut-off is reached, as planned */
    CHECK(strstr(o.out, "the electrolyte ran low: ") != NULL);
    CHECK(!has_nan(o.out) && !has_nan(o.err) && !tree_has_nan(out));
    outcome_free(&o);
    const char *const table[] = {"run",
                                 R175,
                                 "--library",
                                 LIBRARY,
                                 "-c",
                                 "thin_thick",
                                 "--no-figures",
                                 "--out",
                                 out,
                                 "--set",
                                 "separator.thickness_um=670",
                                 NULL};
    o = command_run(OUTPUT_KEPT, SECONDS, table); /* every step of it may end early */
    CHECK(o.exit == 0 || o.exit == 1);
    CHECK(!has_nan(o.out) && !has_nan(o.err) && !tree_has_nan(out));
    outcome_free(&o);
}

static void test_scratch_is_removed(void)
{
    scratch_remove();
}

TEST_MAIN("robust/bad_input", TEST(test_cards), TEST(test_experiments_of_the_card), TEST(test_files),
          TEST(test_options), TEST(test_values), TEST(test_standard_output), TEST(test_unwritable_folder),
          TEST(test_hopeless_card), TEST(test_scratch_is_removed))
