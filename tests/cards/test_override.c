/* --set: what it changes, adds, replaces and refuses. */
#include "fixture.h"

static Status read_with(const char *file, int n, const Override *o, Card **card, Error *e)
{
    return card_read(file, CONFIGS, n, o, card, e);
}

/* The cell of the example with `old` replaced, under one --set. */
static CellSpec cell_with(const char *old, const char *new, const char *path, const char *value)
{
    int line;
    Error e;
    Card *card = NULL;
    CellSpec s = {0};
    const Override o = {path, value};
    Status status = read_with(fixture_replace(old, new, &line), 1, &o, &card, &e);
    if (!status) status = card_cell(card, NAN, &s, &e);
    if (status) fprintf(stderr, "%s=%s: %s:%d: %s (%s)\n", path, value, e.file, e.line, e.text, e.hint);
    REQUIRE(!status);
    card_free(card);
    remove(fixture_path());
    return s;
}

static const Provenance *find(const Card *card, const char *path)
{
    const Provenance *all;
    const int n = card_provenance(card, &all);
    for (int k = 0; k < n; k++)
        if (!strcmp(all[k].path, path)) return &all[k];
    return NULL;
}

/* 72 letters: shortened for a line, and there as a whole. */
static void test_long_values(void)
{
    static const char formula[] = "1e-14*(1 + 0.1*x)*(1 + 0.1*x)*(1 + 0.1*x)*(1 + 0.1*x)*(1 + 0.1*x) + 1e-15";
    Card *card = NULL;
    const Override o = {"positive.phases[0].D_cm2_s", formula};
    REQUIRE(card_read(EXAMPLE, CONFIGS, 1, &o, &card, NULL) == CELLSIM_OK);
    const Provenance *p = find(card, o.path), *loading = find(card, "positive.loading_mg_cm2");
    REQUIRE(p != NULL && loading != NULL);
    CHECK(strlen(p->value) == 63 && !strncmp(p->value, formula, 60) && !strcmp(p->value + 60, "..."));
    CHECK(!strcmp(provenance_value(p), formula));
    CHECK(!loading->whole && provenance_value(loading) == loading->value);
    card_free(card);
}

static void test_single_values(void)
{
    Card *card = NULL;
    CellSpec s;
    const Override o[] = {{"positive.loading_mg_cm2", "2.5"},
                          {"positive.porosity", "0.6"},
                          {"positive.phases[0].radius_nm", "\"20*2\""},
                          {"positive.composition[1].density_g_cm3", "2"},
                          {"electrolyte.kappa_S_m", "0.5*c"},
                          {"positive.phases[0].thermodynamic_factor", "true"},
                          {"separator.thickness_um", "670"}, /* the card only names its separator */
                          {"positive.phases[0].sites[1][1]", "3.4"}};
    REQUIRE(read_with(EXAMPLE, 8, o, &card, NULL) == CELLSIM_OK);
    REQUIRE(card_cell(card, NAN, &s, NULL) == CELLSIM_OK);
    ElectrolytePoint p;
    electrolyte_eval(s.electrolyte, 1000, &p);
    CHECK_NEAR(re(p.kappa), 0.5, 1e-6);
    CHECK_NEAR(s.electrode[POSITIVE].mass_loading, 0.025, 1e-15);
    CHECK_NEAR(s.region[POSITIVE].porosity, 0.6, 0);
    CHECK_NEAR(s.region[SEPARATOR].thickness, 670e-6, 1e-18);
    CHECK_NEAR(s.region[SEPARATOR].porosity, 0.39, 0);
    CHECK_NEAR(s.electrode[POSITIVE].phase[0].radius, 40e-9, 1e-20);
    cell_spec_free(&s);
    card_free(card);
}

/* Values from --set say so; what the card says of the old value, or of its group, does not hold for them. */
static void test_provenance(void)
{
    const Override o[] = {{"positive.porosity", "0.6"}}, inside[] = {{"positive.porosity.value", "0.6"}},
                   group[] = {{"positive.sigma_S_m", "5"}};
    Card *card = NULL;
    for (int k = 0; k < 2; k++) {
        REQUIRE(read_with(EXAMPLE, 1, k ? inside : o, &card, NULL) == CELLSIM_OK);
        const Provenance *p = find(card, "positive.porosity");
        REQUIRE(p != NULL);
        CHECK(p->line == 0 && !strcmp(p->source, "--set") && p->kind == KIND_UNSTATED && !strcmp(p->value, "0.6"));
        card_free(card);
    }
    REQUIRE(read_with(SOURCE_ROOT "/cells/chen2020.cfg", 1, group, &card, NULL) == CELLSIM_OK);
    const Provenance *p = find(card, "positive.sigma_S_m");
    REQUIRE(p != NULL);
    CHECK(!strcmp(p->source, "--set") && p->kind == KIND_UNSTATED);
    card_free(card);
}

/* The same quantity under another key: the one set counts. */
static void test_other_keys(void)
{
    CellSpec s = cell_with("x", "x", "temperature_K", "300");
    CHECK_NEAR(s.temperature, 300, 0);
    cell_spec_free(&s);
    s = cell_with("x", "x", "area_cm2", "2");
    CHECK_NEAR(s.area, 2e-4, 1e-18);
    cell_spec_free(&s);
    s = cell_with("x", "x", "one_C_mA_cm2", "3");
    CHECK_NEAR(s.one_C, 30, 1e-12);
    cell_spec_free(&s);
    s = cell_with("x", "x", "electrolyte.c0_mol_m3", "700");
    CHECK_NEAR(electrolyte_c0(s.electrolyte), 700, 0);
    cell_spec_free(&s);
    s = cell_with("x", "x", "separator.bruggeman", "2");
    CHECK_NEAR(s.region[SEPARATOR].transport, 0.39 * 0.39, 1e-15);
    cell_spec_free(&s);
    s = cell_with("x", "x", "positive.sigma_S_cm", "2");
    CHECK_NEAR(s.electrode[POSITIVE].sigma[0], 200, 1e-12);
    cell_spec_free(&s);
}

static void test_other_keys_of_a_phase(void)
{
    const char *phase = "capacity_mAh_g = 165;", *path = "positive.phases[0].";
    static const struct {
        const char *given, *key, *value;
        double expected;
    } cases[] = {{"x0 = 0.5;", "x0", "0.25", 0.25},
                 {"x0 = 0.5;", "c0_mol_m3", "5541", 0.25},
                 {"c0_mol_m3 = 900;", "x0", "0.25", 0.25},
                 {"initial_V = 3.5;", "x0", "0.25", 0.25},
                 {"", "x0", "0.25", 0.25}}; /* the electrode has an initial_V */
    char text[100], key[80];
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        snprintf(text, sizeof text, "%s %s", phase, cases[k].given);
        snprintf(key, sizeof key, "%s%s", path, cases[k].key);
        CellSpec s = cell_with(phase, text, key, cases[k].value);
        CHECK_NEAR(s.electrode[POSITIVE].phase[0].theta0, cases[k].expected, 1e-4);
        cell_spec_free(&s);
    }
    CellSpec s = cell_with("x", "x", "positive.phases[0].R2_over_D_s", "100");
    CHECK_NEAR(s.electrode[POSITIVE].phase[0].D, 80e-9 * 80e-9 / 100, 1e-30);
    cell_spec_free(&s);
    s = cell_with("x", "x", "positive.phases[0].radius_um", "0.1");
    CHECK_NEAR(s.electrode[POSITIVE].phase[0].radius, 1e-7, 1e-20);
    cell_spec_free(&s);
    s = cell_with("x", "x", "positive.phases[0].molar_mass_g_mol", "158"); /* instead of the capacity */
    CHECK_NEAR(s.electrode[POSITIVE].phase[0].c_max, 3600 / 0.158, 1e-6);
    cell_spec_free(&s);
    s = cell_with("x", "x", "positive.phases[0].k0_m_s", "1e-10"); /* the card's area_basis goes with its i0 */
    CHECK_NEAR(s.electrode[POSITIVE].phase[0].i0 / s.electrode[POSITIVE].phase[0].c_max, 96485.33212e-10, 1e-12);
    cell_spec_free(&s);
    s = cell_with("x", "x", "positive.phases[0].surface_class", "true"); /* and its D with the diffusion */
    CHECK(s.electrode[POSITIVE].phase[0].surface_class && s.electrode[POSITIVE].phase[0].radial == 1);
    cell_spec_free(&s);
}

/* What is stated for all goes, with --set, before what the card says of one. */
static void test_defaults_that_are_set(void)
{
    CellSpec s = cell_with("electrode = 3;", "electrode = 3; positive = 7;", "mesh.electrode", "80");
    CHECK(s.region[POSITIVE].elements == 80);
    cell_spec_free(&s);
    s = cell_with("electrode = 3;", "positive = 7;", "mesh.separator", "9");
    CHECK(s.region[POSITIVE].elements == 7 && s.region[SEPARATOR].elements == 9);
    cell_spec_free(&s);
    s = cell_with("radius_nm = 80;", "radius_nm = 80; radial = 4;", "mesh.radial", "8");
    CHECK(s.electrode[POSITIVE].phase[0].radial == 8);
    cell_spec_free(&s);
    s = cell_with("radius_nm = 80;", "radius_nm = 80; radial = 4;", "positive.phases[0].radial", "5");
    CHECK(s.electrode[POSITIVE].phase[0].radial == 5);
    cell_spec_free(&s);
    s = cell_with("radius_nm = 80;", "radius_nm = 80; x0 = 0.99;", "positive.initial_V", "3.8");
    CHECK(s.electrode[POSITIVE].phase[0].theta0 < 0.1);
    cell_spec_free(&s);
}

/* Two of loading, porosity and thickness give the third: the one that is set stays, the card's other follows. */
static void test_geometry(void)
{
    const double solids = 0.05 / 0.9 * (0.9 / 3600 + 0.05 / 1950 + 0.05 / 1780);
    CellSpec s = cell_with("x", "x", "positive.thickness_um", "25");
    CHECK_NEAR(s.region[POSITIVE].thickness, 25e-6, 1e-18);
    CHECK_NEAR(s.region[POSITIVE].porosity, 1 - solids / 25e-6, 1e-12);
    cell_spec_free(&s);
    const char *porosity = "porosity = { value = 0.45; source = \"thickness gauge\"; kind = \"assumed\"; };";
    s = cell_with(porosity, "thickness_um = 30;", "positive.porosity", "0.3");
    CHECK_NEAR(s.region[POSITIVE].thickness, solids / 0.7, 1e-12);
    cell_spec_free(&s);
    s = cell_with(porosity, "thickness_um = 30.6; porosity = 0.45;", "positive.loading_mg_cm2", "10");
    CHECK_NEAR(s.region[POSITIVE].thickness, 2 * solids / 0.55, 1e-12);
    cell_spec_free(&s);
}

static void test_missing_groups_are_made(void)
{
    CellSpec s =
        cell_with("mesh = { electrode = 3; scheme = \"spectral\"; radial = 6; };", "", "mesh.electrode", "80");
    CHECK(s.region[POSITIVE].elements == 80 && s.region[SEPARATOR].elements == 1);
    cell_spec_free(&s);
    int line;
    Card *card = NULL;
    Error e;
    const Override o[] = {{"cv_window.lower_V", "2"}, {"cv_window.upper_V", "4"}};
    Protocol p;
    REQUIRE(read_with(fixture_replace("x", "x", &line), 2, o, &card, &e) == CELLSIM_OK);
    REQUIRE(protocol_read("cv", CONFIGS, card, NULL, &p, &e) == CELLSIM_OK);
    CHECK_NEAR(p.step[0].step[0].vertex[0], 2, 0);
    protocol_free(&p);
    card_free(card);
    remove(fixture_path());
}

static void refused(int n, const Override *o, const char *words, const char *hint)
{
    Error e;
    Card *card = NULL;
    const Status status = read_with(EXAMPLE, n, o, &card, &e);
    const int ok = status == CELLSIM_BAD_CARD && strstr(e.text, words) && strstr(e.hint, hint) && e.file[0];
    if (!ok)
        fprintf(stderr, "%s=%s: %d %s:%d: %s (%s)\n", o->path, o->value, (int)status, e.file, e.line, e.text, e.hint);
    CHECK(ok);
    card_free(card);
}

static void override_refused(const char *path, const char *value, const char *words, const char *hint)
{
    const Override o = {path, value};
    refused(1, &o, words, hint);
}

static void test_bad_overrides(void)
{
    override_refused("positive.thicknes_um", "5", "unknown key 'thicknes_um'", "thickness_um");
    override_refused("positiv.porosity", "0.5", "unknown key 'positiv'", "positive");
    override_refused("positive.phases[7].radius_um", "5", "no such place", "[7]");
    override_refused("positive.phases[-1].radius_um", "5", "no such place", "[-1]");
    override_refused("positive.phases.radius_um", "5", "no such place", "phases[0]");
    override_refused("positive.porosity", "1.2", "out of range", "porosity");
    override_refused("positive.porosity", "", "column 1", "");
    override_refused("positive.porosity", "inf", "unknown name", "known here");
    override_refused("positive.porosity", "true", "must be a number, not true/false", "");
    override_refused("positive.phases[0].surface_class", "1", "true or false", "");
    override_refused("mesh", "5", "must be a group", "resolution");
    override_refused("name", "5", "must be a text", "short name");
    override_refused("mesh.electrode", "15.5", "whole number", "elements");
    override_refused("negative.porosity", "0.5", "foil and negative", "half cell");
    override_refused("mesh.negative", "5", "no effect", "remove");
    override_refused("", "1", "malformed", "write");
    override_refused("positive..porosity", "1", "malformed", "write");
    override_refused("positive.phases[0", "1", "malformed", "write");
    override_refused("name.x", "1", "no such place", "");
    override_refused("electrolyte.ions[1].charge", "1", "no such place", "copied into the card");
    override_refused("positive.phases[99999999999999999999]", "1", "no such place", "");
}

/* Nothing that is set is without effect: not twice, not one quantity by two keys, not a fact that nothing asks for. */
static void test_contradictions(void)
{
    const Override twice[] = {{"positive.porosity", "0.5"}, {"positive.porosity", "0.6"}},
                   both[] = {{"temperature_C", "30"}, {"temperature_K", "300"}},
                   BET[] = {{"positive.phases[0].area_basis", "sphere"}, {"positive.BET_m2_g", "5"}},
                   start[] = {{"positive.phases[0].x0", "0.5"}, {"positive.initial_V", "3.5"}},
                   radial[] = {{"positive.phases[0].surface_class", "true"}, {"mesh.radial", "8"}};
    refused(2, twice, "set twice", "once");
    refused(2, both, "given together", "keep one");
    refused(2, BET, "no effect", "remove");
    refused(2, start, "no effect", "remove");
    refused(2, radial, "no effect", "remove");
}

/* Where thickness and fractions are given, a loading is what they hold: --set changes both, or adds it. */
static void test_loading_of_a_stated_thickness(void)
{
    static const char card_text[] =
        "name = \"c\"; foil = \"lithium\"; separator = \"Celgard_2325\"; electrolyte = \"LiPF6_EC_DMC_EMC\";\n"
        "one_C_mA_g = 170; positive = { loading_mg_cm2 = 5; thickness_um = 28; porosity = 0.45; active_fraction = "
        "0.5;\n"
        "  sigma_S_m = 1; phases = ({ sites = ((1, 3.4, 1)); x0 = 0.1; radius_nm = 80; D_cm2_s = 1e-14;\n"
        "  c_max_mol_m3 = 2e4; i0_A_m2 = 1; area_basis = \"sphere\"; }); };\n";
    static const Override sets[][2] = {{{"positive.loading_mg_cm2", "10"}, {"positive.thickness_um", "56"}},
                                       {{"positive.thickness_um", "56"}, {NULL, NULL}},
                                       {{"positive.loading_mg_cm2", "10"}, {NULL, NULL}},
                                       {{"positive.active_fraction", "0.4"}, {NULL, NULL}}};
    Card *card = NULL;
    Error e;
    for (int k = 0; k < 4; k++) {
        const char *file = fixture_write(card_text, sizeof card_text - 1);
        const Status status = read_with(file, k == 0 ? 2 : 1, sets[k], &card, &e);
        CHECK(k == 0 ? status == CELLSIM_OK : status == CELLSIM_BAD_CARD && strstr(e.text, "--set changes"));
        card_free(card);
    }
    remove(fixture_path());
    CHECK(read_with(SOURCE_ROOT "/cells/xu2019.cfg", 1, sets[2], &card, &e) == CELLSIM_OK); /* which had none */
    card_free(card);
}

TEST_MAIN("cards/override", TEST(test_long_values), TEST(test_single_values), TEST(test_provenance), TEST(test_other_keys),
          TEST(test_other_keys_of_a_phase), TEST(test_defaults_that_are_set), TEST(test_geometry),
          TEST(test_missing_groups_are_made), TEST(test_bad_overrides), TEST(test_contradictions),
          TEST(test_loading_of_a_stated_thickness))
