/* Hosts whose phases turn into each other, from cards. */
#include "../../model/constants.h"
#include "fixture.h"

static void test_shipped(void)
{
    CellSpec s = {0};
    Card *card = NULL;
    REQUIRE(card_read(SOURCE_ROOT "/cells/tio2_anatase_25nm_na.cfg", CONFIGS, 0, NULL, &card, NULL) == CELLSIM_OK);
    REQUIRE(card_cell(card, NAN, &s, NULL) == CELLSIM_OK);
    const Phase *p = &s.electrode[POSITIVE].phase[0];
    const Evolving *e = p->evolving;
    REQUIRE(e != NULL);
    const double X = 2 * 0.4933; /* of the amorphous form: what contents are counted in */
    CHECK_NEAR(p->c_max, X * 3893 / 79.866e-3, 1e-6 * p->c_max);
    CHECK_NEAR(e->rocksalt.full, 0.70 / X, 1e-12);
    CHECK_NEAR(e->conversion.content, 0.80 / X, 1e-12);
    CHECK_NEAR(e->conversion.core, 0.998 * pow(1 - 5.0 / 12.5, 3), 1e-12);
    CHECK_NEAR(e->crystal.i0 / p->i0, 0.039 / 3.0e-3, 1e-9); /* on one area, at half the sites */
    CHECK_NEAR(e->fade, 5.2e-4 * X, 1e-12);
    card_free(card);
    cell_spec_free(&s);
}

/* The phase with `more`, evolving as `evolves` says on top of what is sound. */
static void refused(const char *more, const char *conversion, const char *share, const char *words, const char *hint)
{
    char phase[900];
    snprintf(
        phase, sizeof phase,
        "{ sites = ((1.0, 3.4, 1.0)); capacity_mAh_g = 165; radius_nm = 80; i0_A_m2 = 0.02; area_basis = \"sphere\"; %s"
        " evolves = { crystal = { sites = ((0.1, 3.4, 5.0)); i0_A_m2 = 0.1; share = %s; }; rocksalt = { sites = ((0.7, "
        "3.3, 5.0)); i0_A_m2 = 0.1; }; conversion = { rate_1_s = 1e-6; U_V = 3.0; %s }; ripening = { rate_1_s = 1e-5; "
        "x = "
        "0.5; bound_x = 0.2; }; }; }",
        more, share, conversion);
    fixture_refused(FIXTURE_PHASE, phase, words, hint);
}

static void test_refusals(void)
{
    const char *layer = "D_Li_cm2_s = 1e-14; double_layer_F_m2 = 0.1;";
    refused("D_Li_cm2_s = 1e-14;", "x = 0.8;", "0.9", "evolves and has no double layer", "double_layer_F_m2 = 0.1");
    refused("D_Li_cm2_s = \"1e-14*(1 + x)\"; double_layer_F_m2 = 0.1;", "x = 0.8;", "0.9", "its D varies with x",
            "one D");
    refused(layer, "x = 0.99;", "0.9", "what forms holds 0.99", "conversion.x");
    refused(layer, "x = 0.1;", "0.9", "of them for ever", "bound_x");
    refused(layer, "x = 0.8;", "0.9985", "out of range", "");
    refused(layer, "", "0.9", "x is missing", "guest that what forms holds");
    refused(layer, "x = 0.8; depth = 3;", "0.9", "unknown key 'depth'", "depth_nm");
}

TEST_MAIN("cards/evolving", TEST(test_shipped), TEST(test_refusals))
