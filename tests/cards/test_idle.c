/* Nothing is ignored silently: a key that does nothing beside the others is an error with its line; a fact of the material
 * that nothing asks for, or a default that nothing takes, is noted. */
#include "fixture.h"

static const char phase[] = "area_basis = \"BET\";";

/* The phase with more keys. */
static void idle(const char *more, const char *because, const char *hint)
{
    char text[300];
    snprintf(text, sizeof text, "area_basis = \"BET\"; %s", more);
    fixture_refused(phase, text, because, hint);
}

static void test_phases(void)
{
    const char *D = "D_Li_cm2_s = 1e-14;";
    fixture_refused(D, "D_Li_cm2_s = 1e-14; surface_class = true;", "D_Li_cm2_s has no effect", "remove it");
    fixture_refused(D, "D_Ea_kJ_mol = 20; surface_class = true;", "D_Ea_kJ_mol has no effect", "activation");
    fixture_refused(D, "radial = 5; surface_class = true;", "radial has no effect", "remove it");
    fixture_refused(D, "thermodynamic_factor = true; surface_class = true;", "thermodynamic_factor has no effect", "");
    idle("x_range = [0, 1];", "sites cover all x", "x_range");
    idle("hysteresis_current_A_m2 = 1e-3;", "there is no hysteresis_mV", "tanh");
    fixture_refused("i0_A_m2 = 0.02; area_basis = \"BET\"", "k0_m_s = 1e-10; area_basis = \"BET\"",
                    "area_basis has no effect", "sphere");
    fixture_refused("i0_A_m2 = 0.02; area_basis = \"BET\"", "k_m25_mol05_s = 1e-10; c_ref_M = 1.2",
                    "c_ref_M has no effect", "stated");
}

static void test_sites(void)
{
    const char *sites = "sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0))";
    const char *mobile = "sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08, 0.5), (0.03, 3.30, 2.0))";
    char text[400];
    fixture_refused(sites, "U_V = \"3.5-0.2*x\"; sites_scale = 2", "there are no sites", "factor");
    snprintf(text, sizeof text, "%s;\n capacity_mAh_g = 165; radius_nm = 80; D_Li_cm2_s = \"1e-14*(1+x)\"", mobile);
    fixture_refused("sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0));\n"
                    "      capacity_mAh_g = 165; radius_nm = 80; D_Li_cm2_s = 1e-14",
                    text, "mobility of a site class has no effect", "fourth");
    CellSpec s = {0};
    CHECK(fixture_cell(sites, mobile, &s)); /* of a constant D it is the shape */
    cell_spec_free(&s);
}

static void test_cells(void)
{
    fixture_refused("electrode = 3;", "electrode = 3; negative = 3;", "mesh: negative has no effect", "remove");
    fixture_refused("sigma_S_m = 0.5;", "networks = ({ name = \"a\"; sigma_S_m = 1; exchange_S_m3 = 5; });",
                    "exchange_S_m3 has no effect", "first network");
    CellSpec s = {0}; /* nothing is exchanged with oneself: that may be said */
    CHECK(fixture_cell("sigma_S_m = 0.5;", "networks = ({ name = \"a\"; sigma_S_m = 1; exchange_S_m3 = 0; });", &s));
    cell_spec_free(&s);
}

static void target(const char *text, const char *words)
{
    fixture_refused(
        "quantity = \"discharge_capacity\"; unit = \"mAh/g\"; value = 160.0; protocol = \"gcd\"; cycle = 3;", text,
        words, "remove it");
}

static void test_targets(void)
{
    target("quantity = \"discharge_capacity\"; unit = \"mAh/g\"; value = 1; protocol = \"gcd\"; peak = \"mean\";",
           "peak has no effect: discharge_capacity does not depend on it");
    target("quantity = \"R_ct\"; unit = \"ohm\"; value = 1; protocol = \"gcd\"; c_rate = 0.5;", "c_rate has no effect");
    target("quantity = \"D_app\"; unit = \"m2/s\"; value = 1; protocol = \"cv\"; scan_rate_mV_s = 1;",
           "scan_rate_mV_s");
    target("quantity = \"retention\"; unit = \"%\"; value = 1; protocol = \"gcd\"; cycle = 3;", "cycle has no effect");
    target("quantity = \"b_value\"; unit = \"1\"; value = 1; protocol = \"cv\"; free_intercept = false;",
           "free_intercept");
    target("quantity = \"initial_coulombic_efficiency\"; unit = \"%\"; value = 1; protocol = \"gcd\"; cycle = 1;",
           "cycle");
}

/* What is stated per gram needs a loading: silently it would be no current at all, or an end at once. */
static void test_steps(void)
{
    static const char *const bad[] = {
        "steps = (\n{ do = \"cc\"; direction = \"discharge\"; rate = \"85 mA/g\"; });",
        "steps = (\n{ do = \"cc\"; direction = \"discharge\"; rate = \"1C\"; until_capacity_mAh_g = 5; });",
        "steps = (\n{ do = \"cv_hold\"; until_current_below = \"1 mA/g\"; });"};
    Card *card = NULL;
    Protocol p;
    Error e;
    REQUIRE(card_read(SOURCE_ROOT "/cells/xu2019.cfg", CONFIGS, 0, NULL, &card, NULL) == CELLSIM_OK);
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        const Status status = protocol_read(fixture_write(bad[k], strlen(bad[k])), CONFIGS, card, NULL, &p, &e);
        CHECK(status == CELLSIM_BAD_CARD && e.line == 2 && strstr(e.text, "how much active material"));
        protocol_free(&p);
    }
    remove(fixture_path());
    CHECK(protocol_read("discharge", CONFIGS, card, "85 mA/g", &p, &e) == CELLSIM_BAD_CARD);
    protocol_free(&p);
    card_free(card);
}

static const char *note_of(const char *old, const char *new, const char *path)
{
    static char note[sizeof((Provenance *)0)->note];
    int line;
    Card *card = NULL;
    const Provenance *p;
    Error e;
    note[0] = '\0';
    const Status status = card_read(fixture_replace(old, new, &line), CONFIGS, 0, NULL, &card, &e);
    if (status) fprintf(stderr, "%s:%d: %s\n", e.file, e.line, e.text);
    CHECK(status == CELLSIM_OK);
    const int n = status ? 0 : card_provenance(card, &p);
    for (int k = 0; k < n; k++)
        if (!strcmp(p[k].path, path)) snprintf(note, sizeof note, "%s", p[k].note);
    card_free(card);
    remove(fixture_path());
    return note;
}

static void noted(const char *old, const char *new, const char *path, const char *words)
{
    const char *note = note_of(old, new, path);
    const int ok = words ? strstr(note, words) != NULL : note[0] == '\0';
    if (!ok) fprintf(stderr, "%s: note '%s', expected '%s'\n", path, note, words ? words : "");
    CHECK(ok);
}

static void test_facts_and_defaults_are_noted(void)
{
    noted("foil = { material = \"lithium\"; i0_A_m2 = 20.0; };", "foil = { material = \"lithium\"; ion = \"Li\"; };",
          "foil.ion", "single cation");
    noted("x", "x", "positive.BET_m2_g", NULL);
    noted("x", "x", "positive.initial_V", NULL);
    noted("x", "x", "mesh.radial", NULL);
    noted("area_basis = \"BET\"", "area_basis = \"sphere\"", "positive.BET_m2_g", "no effect: no area");
    noted("radius_nm = 80;", "radius_nm = 80; x0 = 0.5;", "positive.initial_V", "no effect: every phase");
    noted("radius_nm = 80;", "radius_nm = 80; radial = 5;", "mesh.radial", "no effect: every phase");
    noted("capacity_mAh_g = 165; radius_nm = 80; D_Li_cm2_s = 1e-14;\n      i0_A_m2 = 0.02; area_basis = \"BET\"",
          "c_max_mol_m3 = 2e4; density_g_cm3 = 3; radius_nm = 80; D_Li_cm2_s = 1e-14; i0_A_m2 = 0.02; "
          "area_basis = \"sphere\"",
          "positive.phases[0].density_g_cm3", "no effect: nothing refers");
}

TEST_MAIN("cards/idle", TEST(test_phases), TEST(test_sites), TEST(test_cells), TEST(test_targets), TEST(test_steps),
          TEST(test_facts_and_defaults_are_noted))
