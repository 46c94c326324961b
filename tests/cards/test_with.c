/* Constants of formulas, and cells that are built again after a number has changed. */
#include "fixture.h"


static const char D[] = "D_Li_cm2_s = 1e-14;";

static void test_values(void)
{
    CellSpec s = {0};
    REQUIRE(fixture_cell(D, "D_Li_cm2_s = { value = \"D0*a^2\"; with = { D0 = 2e-15; a = { value = 3.0; }; }; };", &s));
    CHECK_NEAR(s.electrode[POSITIVE].phase[0].D, 1.8e-18, 1e-30);
    cell_spec_free(&s);
    REQUIRE(fixture_cell("sigma_S_m = 0.5;", "sigma_S_m = { value = \"s*porosity\"; with = { s = 2.0; }; };", &s));
    CHECK_NEAR(s.electrode[POSITIVE].sigma[0] / (2 * s.region[POSITIVE].porosity), 1, 1e-12);
    cell_spec_free(&s);
}

static void refused(const char *value, const char *because, const char *hint)
{
    char text[300];
    snprintf(text, sizeof text, "D_Li_cm2_s = { value = %s; };", value);
    fixture_refused(D, text, because, hint);
}

static void test_refusals(void)
{
    refused("\"1e-14*a\"; with = { a = 1; b = 2; }", "with: b has no effect", "remove it");
    refused("\"1e-14*a\"; with = { a = \"2\"; }", "with: a must be a number", "D0");
    refused("\"1e-14*x\"; with = { x = 1; }", "with: x has a meaning in formulas already", "another name");
    refused("\"1e-14*exp(1)\"; with = { exp = 1; }", "with: exp has a meaning", "another name");
    refused("\"1e-14*a\"; with = { a = 1; a = 2; }", "", "");
    refused("1e-14; with = { a = 1; }", "with holds the constants of a formula", "D0");
    refused("\"1e-14*a\"; with = 1", "with holds the constants of a formula", "D0");
    refused("\"1e-14*a\"; with = { }", "with holds the constants of a formula", "D0");
    refused("\"1e-14*b\"; with = { a = 1; }", "with: a has no effect", "remove");
    fixture_refused("name = \"LFP\";", "name = { value = \"a\"; with = { a = 1; }; };", "with holds the constants", "");
}

/* Values at a few places tell whether two cells are the same. */
static void same_cells(const CellSpec *a, const CellSpec *b)
{
    const Phase *p = &a->electrode[POSITIVE].phase[0], *q = &b->electrode[POSITIVE].phase[0];
    for (double z = -5; z < -2; z += 0.05) {
        IsothermPoint x, y;
        isotherm_eval(p->isotherm, z, &x);
        isotherm_eval(q->isotherm, z, &y);
        CHECK(re(x.theta) == re(y.theta) && re(x.U) == re(y.U) && re(x.g) == re(y.g));
    }
    for (double c = 1; c < 5000; c *= 2) {
        ElectrolytePoint x, y;
        electrolyte_eval(a->electrolyte, c, &x);
        electrolyte_eval(b->electrolyte, c, &y);
        CHECK(re(x.S) == re(y.S) && re(x.kappa) == re(y.kappa) && re(x.Psi) == re(y.Psi));
    }
    CHECK(p->D == q->D && p->i0 == q->i0 && p->c_max == q->c_max && p->theta0 == q->theta0);
    CHECK(a->region[POSITIVE].porosity == b->region[POSITIVE].porosity && a->temperature == b->temperature);
}

/* A card whose numbers are changed gives the cells of a card that is read with them: tables that are kept are those of the
 * present numbers. */
static void test_changed(void)
{
    static const struct {
        const char *path;
        double value[2];
    } cases[] = {{"positive.phases[0].sites_scale", {0.6, 0.5}},  {"positive.phases[0].i0_A_m2", {1.7, 1.1}},
                 {"positive.phases[0].D_cm2_s", {4e-11, 1e-11}},  {"electrolyte.c0_M", {1, 0.5}},
                 {"temperature_C", {25, 35}},                      {"positive.porosity", {0.55, 0.4}},
                 {"positive.phases[0].dU_dT_mV_K", {0.1, -0.2}},  {"electrolyte.D_m2_s", {3e-10, 2e-10}},
                 {"positive.phases[0].i0_shape", {0.5, 0.4}}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        Card *card;
        Error e;
        char text[2][32];
        for (int j = 0; j < 2; j++) snprintf(text[j], sizeof text[j], "%.17g", cases[k].value[j]);
        const Override first = {cases[k].path, text[0]};
        REQUIRE(card_read(SOURCE_ROOT "/cells/p25_li.cfg", SOURCE_ROOT "/configs", 1, &first, &card, &e) == CELLSIM_OK);
        for (int j = 0; j < 4; j++) { /* there and back: from new tables and from kept ones */
            CellSpec changed = {0}, fresh = {0};
            Card *other;
            const Override now = {cases[k].path, text[j % 2]};
            REQUIRE(card_change(card, cases[k].path, cases[k].value[j % 2], &e) == CELLSIM_OK);
            REQUIRE(card_cell(card, NAN, &changed, &e) == CELLSIM_OK);
            REQUIRE(card_read(SOURCE_ROOT "/cells/p25_li.cfg", SOURCE_ROOT "/configs", 1, &now, &other, &e) == CELLSIM_OK);
            REQUIRE(card_cell(other, NAN, &fresh, &e) == CELLSIM_OK);
            card_free(other); /* a cell outlives its card */
            same_cells(&changed, &fresh);
            cell_spec_free(&fresh);
            cell_spec_free(&changed);
        }
        card_free(card);
    }
}

TEST_MAIN("cards/with", TEST(test_values), TEST(test_refusals), TEST(test_changed))
