/* Every number is what was typed, or an error: in keys, lists, libraries, protocols, formulas and --set. libconfig 1.5
 * by itself keeps 32 bits of whole numbers, reads "." as zero and 1e-400 as nothing. */
#include "../../cards/decimal.h"
#include "../../cards/source.h"
#include "fixture.h"

#include <float.h>

typedef struct Literal {
    const char *text;
    double value; /* NaN: no number */
} Literal;

static const Literal literals[] = {
    {"10000000000", 1e10},
    {"4294967301", 4294967301},
    {"2147483648", 2147483648},
    {"-2147483649", -2147483649},
    {"-10000000000", -1e10},
    {"9007199254740992", 9007199254740992},
    {"99999999999999999999", 1e20},
    {"-18446744073709551617", -18446744073709551617.0},
    {"5", 5},
    {"+5", 5},
    {"010", 10}, /* decimal, not octal */
    {"5L", 5},
    {"10000000000LL", 1e10},
    {"5.", 5},
    {".5", 0.5},
    {"-.5e1", -5},
    {"1e5", 1e5},
    {"0e999", 0},
    {"-0.000e-999", 0},
    {"1e400", NAN},
    {"-1e400", NAN},
    {"1e-400", NAN},
    {"-0.001e-320", NAN},
    {"0x10", NAN},
    {"0X10000000FL", NAN},
    {"0b101", NAN},
    {"0o17", NAN},
    {".", NAN},
    {"-.", NAN},
    {"+.e5", NAN},
    {"5LLL", NAN},
    {"5.0L", NAN},
    {"1_000", NAN},
    {"1.2.3", NAN},
    {"80nm", NAN},
    {"1e", NAN},
    {"1e+", NAN},
    {"5 5", NAN},
    {"5-3", NAN},
};
enum { LITERALS = sizeof literals / sizeof *literals };

/* The literal in a text that prints it once with %s: as a key, in a list, in an array, in a nested list. */
static void check_literal(const Literal *l, const char *form, const Node *(*find)(const Node *root))
{
    char text[300];
    Document *d = NULL;
    Error e;
    snprintf(text, sizeof text, form, l->text);
    const Status status = document_parse("x.cfg", text, &d, &e);
    if (isnan(l->value)) {
        const int ok = status == CELLSIM_BAD_CARD && e.line == 2 && !strcmp(e.file, "x.cfg") && e.hint[0];
        if (!ok) fprintf(stderr, "'%s': %d, line %d: %s\n", text, (int)status, e.line, e.text);
        CHECK(ok);
    } else {
        const int ok = status == CELLSIM_OK && find(d->root) && fabs(find(d->root)->number - l->value) <= 0;
        if (!ok) fprintf(stderr, "'%s': %d, %s\n", text, (int)status, status ? e.text : "another value");
        CHECK(ok);
    }
    document_free(d);
}

static const Node *key(const Node *root)
{
    return node_find(root, "a");
}
static const Node *second(const Node *root)
{
    return key(root)->child[1];
}
static const Node *nested(const Node *root)
{
    return key(root)->child[0]->child[1]->child[0];
}
static const Node *in_group(const Node *root)
{
    return node_find(second(root), "b");
}

static void test_literals(void)
{
    for (int k = 0; k < LITERALS; k++) {
        check_literal(&literals[k], "# 7L 0x5 .\na = %s;\n", key);
        check_literal(&literals[k], "/* 1e999 \" */\na=(1, %s);\n", second);
        check_literal(&literals[k], "c = \"7L\";\na = [1.5, %s];\n", second); /* whole and broken numbers mix */
        check_literal(&literals[k], "b-5 = 1; // 0x\na : ( (2, (%s, 3)) )\n", nested);
        check_literal(&literals[k], "\na = (1, { b = %s; });\n", in_group);
    }
}

/* Texts, names and comments are no numbers, and lines stay lines. */
static void test_what_is_no_number(void)
{
    const char *text = "a5L-0x1 = \"5L \\\" 10000000000 0x1\"; # 1e999 80nm\n/* 1e999\n 5L */ e5 = true;\n"
                       "b.c = 1;\n";
    Document *d = NULL;
    Error e;
    CHECK(document_parse("x.cfg", text, &d, &e) == CELLSIM_BAD_CARD && e.line == 4); /* .c is no number */
    char *good = strndup(text, strcspn(text, ".") - 1);
    REQUIRE(document_parse("x.cfg", good, &d, &e) == CELLSIM_OK);
    CHECK(!strcmp(node_find(d->root, "a5L-0x1")->text, "5L \" 10000000000 0x1"));
    CHECK(node_find(d->root, "e5")->line == 3);
    document_free(d);
    free(good);
}

static void test_values_are_what_was_typed(void)
{
    CellSpec s = {0};
    CHECK(fixture_cell("D_Li_cm2_s = 1e-14", "R2_over_D_s = 10000000000", &s));
    const Phase *p = &s.electrode[POSITIVE].phase[0];
    CHECK_NEAR(p->radius * p->radius / p->D, 1e10, 1);
    cell_spec_free(&s);
    fixture_refused("electrode = 3", "electrode = 4294967311", "electrode = 4294967311 is out of range", "elements");
    fixture_refused("(0.94, 3.425, 0.08)", "(4294967297, 3.425, 0.08)", "out of range", "X > 0");
    fixture_refused("cycle = 3;", "cycle = 4294967299;", "cycle = 4294967299 is out of range", "0: the last");
    fixture_refused("sigma_S_m = 0.5", "sigma_S_m = 1e-400", "1e-400 is too small", "1e-307");
    fixture_refused("sigma_S_m = 0.5", "sigma_S_m = \"1e-400\"", "the number is too small", "1e-307");
    fixture_refused("c0_M = 1.2;", "c0_M = 1.2; t_plus = ((0, 0.3), (10000000000L, 0.3), (9e9, 0.3));",
                    "x does not rise", "rising");
}

/* Steps, counts, loadings and vertices of a protocol. */
static void test_protocols(void)
{
    static const char *const bad[] = {
        "steps = ({ do = \"repeat\"; count = 4294967301; steps = ({ do = \"rest\"; until_time_s = 1; }); });",
        "steps = ({ do = \"cv_sweep\"; scan_rate_mV_s = 1; vertices_V = (4294967297); });",
        "steps = ({ do = \"rest\"; until_time_s = 1e-400; });",
        "loadings_mg_cm2 = [4294967297]; steps = ({ do = \"rest\"; until_time_s = 1; });"};
    Protocol p;
    Error e;
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        const Status status = protocol_read(fixture_write(bad[k], strlen(bad[k])), CONFIGS, NULL, NULL, &p, &e);
        CHECK(status == CELLSIM_BAD_CARD && e.line == 1 && e.hint[0]);
        protocol_free(&p);
    }
    const char *good = "loadings_mg_cm2 = [1, 2.5]; steps = ({ do = \"rest\"; until_time_h = 100000; });";
    REQUIRE(protocol_read(fixture_write(good, strlen(good)), CONFIGS, NULL, NULL, &p, &e) == CELLSIM_OK);
    CHECK_NEAR(p.step[0].until.time, 3.6e8, 0);
    CHECK_NEAR(p.loading[1], 0.025, 1e-17);
    protocol_free(&p);
    remove(fixture_path());
}

static void test_overrides(void)
{
    static const Literal values[] = {{"10000000000", 1e10},
                                     {"+4294967301", 4294967301},
                                     {"1e10", 1e10},
                                     {"\"1e9*2\"", 2e9},
                                     {"1e400", NAN},
                                     {"1e-400", NAN},
                                     {"0x10", NAN},
                                     {"5L", NAN},
                                     {".", NAN},
                                     {"", NAN},
                                     {"true", NAN},
                                     {"5 5", NAN}};
    int line;
    const char *file = fixture_replace("D_Li_cm2_s = 1e-14", "R2_over_D_s = 1", &line);
    for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
        const Override o = {"positive.phases[0].R2_over_D_s", values[k].text};
        CellSpec s = {0};
        Card *card = NULL;
        Error e;
        Status status = card_read(file, CONFIGS, 1, &o, &card, &e);
        if (!status) status = card_cell(card, NAN, &s, &e);
        CHECK(status == (isnan(values[k].value) ? CELLSIM_BAD_CARD : CELLSIM_OK));
        const Phase *p = &s.electrode[POSITIVE].phase[0];
        if (!status) CHECK_NEAR(p->radius * p->radius / p->D, values[k].value, 1e-9 * values[k].value);
        cell_spec_free(&s);
        card_free(card);
    }
    remove(file);
}

/* A library beside the card is read by the same rules. */
static void test_libraries(void)
{
    char folder[] = "/tmp/cellsim_numbers_XXXXXX", card[64], library[64];
    Error e;
    Card *read = NULL;
    int line;
    REQUIRE(mkdtemp(folder) != NULL);
    snprintf(card, sizeof card, "%s/card.cfg", folder);
    snprintf(library, sizeof library, "%s/separators.cfg", folder);
    rename(fixture_replace("Celgard_2325", "own", &line), card);
    FILE *f = fopen(library, "wb");
    REQUIRE(f != NULL);
    fputs("# mine\nown = { thickness_um = 4294967321;\n  porosity = 0.5; };\n", f);
    fclose(f);
    CHECK(card_read(card, CONFIGS, 0, NULL, &read, &e) == CELLSIM_BAD_CARD);
    CHECK(!strcmp(e.file, library) && e.line == 2 && strstr(e.text, "thickness_um = 4294967321 is out of range"));
    remove(library);
    remove(card);
    rmdir(folder);
}

static void test_decimal(void)
{
    double x;
    CHECK(decimal_span("12.5e-3x") == 7 && decimal_span("5e+") == 1 && decimal_span(".") == 0);
    CHECK(decimal_span("-1") == 0 && decimal_span("inf") == 0 && decimal_span("") == 0 && decimal_span("0x1") == 1);
    CHECK(decimal_value("12.5e-3x", 7, &x) == NULL);
    CHECK_NEAR(x, 0.0125, 0);
    CHECK(decimal_value("2.3e-308", 8, &x) == NULL && x >= DBL_MIN);
    CHECK(decimal_value("2e-308", 6, &x) != NULL); /* a subnormal number would lose digits */
    char many[300];
    memset(many, '1', sizeof many);
    CHECK(decimal_value(many, 200, &x) != NULL);
}

TEST_MAIN("cards/numbers", TEST(test_literals), TEST(test_what_is_no_number), TEST(test_values_are_what_was_typed),
          TEST(test_protocols), TEST(test_overrides), TEST(test_libraries), TEST(test_decimal))
