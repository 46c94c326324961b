/* Protocols that vary a number of the card: one cell for each value, errors at their line. */
#include "fixture.h"

static const char steps[] =
    "steps = ( { do = \"cc\"; direction = \"discharge\"; rate = \"1C\"; until_voltage_below_V = 2.6; } );\n";

static Card *example(void)
{
    Card *card = NULL;
    REQUIRE(card_read(EXAMPLE, CONFIGS, 0, NULL, &card, NULL) == CELLSIM_OK);
    return card;
}

/* A protocol with `lines` before its steps. */
static Status read_protocol(const Card *card, const char *lines, Protocol *p, Error *e)
{
    char text[1024];
    snprintf(text, sizeof text, "title = \"t\";\n%s\n%s", lines, steps);
    const Status status = protocol_read(fixture_write(text, strlen(text)), CONFIGS, card, NULL, p, e);
    remove(fixture_path());
    return status;
}

/* The salt concentration, which the card gives as 1.2 mol/L, and the mass loading stay as they are but where they are varied. */
static void test_one_cell_for_each_value(void)
{
    Card *card = example();
    Protocol p;
    const double c0[] = {500, 1000, 2000};
    REQUIRE(read_protocol(card, "vary = { path = \"electrolyte.c0_M\"; values = [0.5, 1.0, 2.0]; };", &p, NULL) ==
            CELLSIM_OK);
    CHECK(protocol_runs(&p) == 3 && !strcmp(protocol_varies(&p), "c0_M"));
    for (int k = 0; k < 3; k++) {
        CellSpec s = {0};
        REQUIRE(card_cell_of_run(card, &p, k, &s, NULL) == CELLSIM_OK);
        CHECK_NEAR(electrolyte_c0(s.electrolyte), c0[k], 1e-9);
        CHECK_NEAR(s.electrode[POSITIVE].mass_loading, 0.05, 1e-15);
        cell_spec_free(&s);
    }
    CellSpec own = {0};
    REQUIRE(card_cell(card, NAN, &own, NULL) == CELLSIM_OK);
    CHECK_NEAR(electrolyte_c0(own.electrolyte), 1200, 1e-9);
    cell_spec_free(&own);
    protocol_free(&p);
    card_free(card);
}

/* What the card does not give itself, entries of lists, { value; source; }; with one loading of the protocol. */
static void test_places(void)
{
    static const char *const line[] = {
        "vary = { path = \"temperature_C\"; values = [10, 40]; }; loadings_mg_cm2 = [2.0];",
        "vary = { path = \"positive.phases[0].radius_nm\"; values = [10, 40]; };",
        "vary = { path = \"positive.porosity\"; values = [0.1, 0.4]; };",
        "vary = { path = \"contact_resistance_ohm_cm2\"; values = [10, 40]; };"};
    Card *card = example();
    for (int k = 0; k < 4; k++) {
        Protocol p;
        CellSpec s = {0};
        REQUIRE(read_protocol(card, line[k], &p, NULL) == CELLSIM_OK);
        CHECK(protocol_runs(&p) == 2);
        REQUIRE(card_cell_of_run(card, &p, 1, &s, NULL) == CELLSIM_OK);
        if (k == 0) CHECK_NEAR(s.temperature, 313.15, 1e-9);
        if (k == 0) CHECK_NEAR(s.electrode[POSITIVE].mass_loading, 0.02, 1e-15);
        if (k == 1) CHECK_NEAR(s.electrode[POSITIVE].phase[0].radius, 40e-9, 1e-18);
        if (k == 2) CHECK_NEAR(s.region[POSITIVE].porosity, 0.4, 1e-15);
        if (k == 3) CHECK_NEAR(s.contact_resistance, 40e-4, 1e-15);
        cell_spec_free(&s);
        protocol_free(&p);
    }
    card_free(card);
}

/* Everything that is wrong is said at its line of the protocol. */
static void refused(const char *lines, int line, const char *words, const char *hint)
{
    Card *card = example();
    Protocol p;
    Error e;
    const Status status = read_protocol(card, lines, &p, &e);
    const int ok = status == CELLSIM_BAD_CARD && !strcmp(e.file, fixture_path()) && e.line == line &&
                   strstr(e.text, words) && strstr(e.hint, hint);
    if (!ok) fprintf(stderr, "status %d, %s:%d: %s\n  hint: %s\n", (int)status, e.file, e.line, e.text, e.hint);
    CHECK(ok);
    if (status == CELLSIM_OK) protocol_free(&p);
    card_free(card);
}

static void test_errors(void)
{
    refused("vary = { path = \"electrolyte.c0_M\"; values = [\n0.5,\n99.0]; };", 4, "out of range", "");
    refused("vary = { path = \"electrolyte.c0_N\"; values = [\n0.5]; };", 3, "unknown key 'c0_N'", "'c0_M'");
    refused("vary = { path = \"positive.phases[3].radius_nm\"; values = [5.0]; };", 2, "no such place",
            "counted from 0");
    refused("vary = { path = \"window.lower_V\"; values = [1.0]; };", 2, "window is no part of the cell", "");
    refused("vary = { path = \"electrolyte..c0_M=\"; values = [1.0]; };", 2, "malformed", "");
    refused("vary = { path = \"title\"; values = [1.0]; };", 2, "title is no part", "");
    refused("vary = { path = \"foil\"; values = [1.0]; };", 2, "", "");
    refused("vary = { values = [1.0]; };", 2, "path", "");
    refused("vary = { path = \"electrolyte.c0_M\"; };", 2, "values", "");
    refused("vary = { path = \"electrolyte.c0_M\"; values = []; };", 2, "", "");
    refused("vary = { path = \"electrolyte.c0_M\"; values = (\"much\"); };", 2, "", "");
    refused("vary = { path = \"electrolyte.c0_M\"; valuess = [1.0]; };", 2, "unknown key 'valuess'", "'values'");
    refused("loadings_mg_cm2 = [1.0, 2.0];\nvary = { path = \"electrolyte.c0_M\"; values = [1.0]; };", 3,
            "several loadings", "one");
}

/* --set of the same place would say two things. */
static void test_beside_set(void)
{
    const Override o = {"electrolyte.c0_M", "0.7"};
    Card *card = NULL;
    Protocol p;
    Error e;
    REQUIRE(card_read(EXAMPLE, CONFIGS, 1, &o, &card, NULL) == CELLSIM_OK);
    CHECK(read_protocol(card, "vary = { path = \"electrolyte.c0_M\"; values = [0.5]; };", &p, &e) == CELLSIM_BAD_CARD);
    CHECK(strstr(e.text, "set twice") != NULL && e.line == 2);
    REQUIRE(read_protocol(card, "vary = { path = \"temperature_C\"; values = [30]; };", &p, &e) == CELLSIM_OK);
    CellSpec s = {0};
    REQUIRE(card_cell_of_run(card, &p, 0, &s, NULL) == CELLSIM_OK);
    CHECK_NEAR(electrolyte_c0(s.electrolyte), 700, 1e-9);
    cell_spec_free(&s);
    protocol_free(&p);
    card_free(card);
}

/* Without a card nothing can be tried; runs and their names are known all the same. */
static void test_without_a_card(void)
{
    Protocol p;
    REQUIRE(read_protocol(NULL, "vary = { path = \"electrolyte.c0_M\"; values = [99.0]; };", &p, NULL) == CELLSIM_OK);
    CHECK(protocol_runs(&p) == 1 && isnan(protocol_loading(&p, 0)));
    protocol_free(&p);
}

TEST_MAIN("cards/vary", TEST(test_one_cell_for_each_value), TEST(test_places), TEST(test_errors), TEST(test_beside_set),
          TEST(test_without_a_card))
