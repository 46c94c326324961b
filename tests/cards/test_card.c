/* What a card carries besides the cell: overrides, provenance, targets, experiments; and every shipped file. */
#include "fixture.h"

#include <dirent.h>

static Status read_with(int n, const Override *o, Card **card, Error *e)
{
    return card_read(EXAMPLE, CONFIGS, n, o, card, e);
}

static const Provenance *find(const Card *card, const char *path)
{
    const Provenance *all;
    const int n = card_provenance(card, &all);
    for (int k = 0; k < n; k++)
        if (!strcmp(all[k].path, path)) return &all[k];
    fprintf(stderr, "no provenance of %s\n", path);
    return NULL;
}

static void test_names_targets_experiments(void)
{
    Card *card = NULL;
    const Target *t;
    const char *const *names;
    REQUIRE(read_with(0, NULL, &card, NULL) == CELLSIM_OK);
    CHECK(!strcmp(card_name(card), "lfp_li") && !strcmp(card_title(card), "LiFePO4 | Li"));
    REQUIRE(card_experiments(card, &names) == 1);
    CHECK(!strcmp(names[0], "gcd"));
    REQUIRE(card_targets(card, &t) == 1);
    CHECK(!strcmp(t->id, "cap") && !strcmp(t->quantity, "discharge_capacity") && !strcmp(t->unit, "mAh/g"));
    CHECK_NEAR(t->value, 160, 0);
    CHECK_NEAR(t->tolerance_percent, 5, 0); /* the default */
    CHECK(isnan(t->loading) && isnan(t->c_rate) && t->cycle == 3 && t->line > 20);
    card_free(card);
}

/* What a number of a voltammogram depends on, in SI; defaults where nothing is said. */
static void test_conventions_of_targets(void)
{
    int line;
    Card *card = NULL;
    const Target *t;
    const char *file =
        fixture_replace("cycle = 3; }",
                        "cycle = 3; }, { id = \"b\"; quantity = \"D_app\"; unit = \"cm2/s\"; value = 1; "
                        "protocol = \"cv\"; peak = \"anodic\"; free_intercept = false; "
                        "concentration_mol_cm3 = 0.0487; }, { id = \"c\"; quantity = \"capacitive_share\"; "
                        "unit = \"%\"; value = 1; protocol = \"cv\"; scan_rate_mV_s = 0.2; from_V = 0.25; to_V = 2.95; "
                        "}, { id = \"d\"; quantity = \"retention\"; unit = \"%\"; value = 1; protocol = \"gcd\"; "
                        "from_cycle = 21; to_cycle = 5000; }",
                        &line);
    REQUIRE(card_read(file, CONFIGS, 0, NULL, &card, NULL) == CELLSIM_OK);
    REQUIRE(card_targets(card, &t) == 4);
    CHECK(isnan(t[0].scan_rate) && isnan(t[0].concentration) && isnan(t[0].from_V) && isnan(t[0].to_V));
    CHECK(t[0].peak == TARGET_PEAK_MEAN && !t[0].through_origin && t[0].from_cycle == 1 && t[0].to_cycle == 0);
    CHECK_NEAR(t[1].concentration, 48700, 1e-9);
    CHECK(t[1].peak == TARGET_PEAK_ANODIC && t[1].through_origin);
    CHECK_NEAR(t[2].scan_rate, 2e-4, 1e-18);
    CHECK_NEAR(t[2].from_V, 0.25, 0);
    CHECK_NEAR(t[2].to_V, 2.95, 0);
    CHECK(t[3].from_cycle == 21 && t[3].to_cycle == 5000);
    card_free(card);
    remove(file);
    const char *quantity =
        "quantity = \"discharge_capacity\"; unit = \"mAh/g\"; value = 160.0; protocol = \"gcd\"; cycle = 3; }";
    fixture_refused(quantity,
                    "quantity = \"D_app\"; unit = \"cm2/s\"; value = 1; protocol = \"cv\"; peak = \"cathodick\"; }",
                    "unknown peak", "'cathodic'");
    fixture_refused(
        quantity,
        "quantity = \"capacitive_share\"; unit = \"%\"; value = 1; protocol = \"cv\"; from_V = 3; to_V = 2; }",
        "window", "below");
    fixture_refused(quantity,
                    "quantity = \"capacitive_share\"; unit = \"%\"; value = 1; protocol = \"cv\"; to_V = 2; }",
                    "window", "both");
}

static const char a_capacity[] =
    "quantity = \"discharge_capacity\"; unit = \"mAh/g\"; value = 160.0; protocol = \"gcd\"; cycle = 3; }";

/* What they need, and words that do not exist. */
static void test_words_of_targets(void)
{
    fixture_refused(a_capacity, "quantity = \"current_ratio\"; unit = \"1\"; value = 1; protocol = \"cv\"; }", "at_V",
                    "");
    fixture_refused(a_capacity, "quantity = \"share\"; unit = \"%\"; value = 1; protocol = \"gcd\"; }", "of", "");
    fixture_refused(a_capacity,
                    "quantity = \"share\"; unit = \"%\"; value = 1; protocol = \"gcd\"; of = \"rocksalt\"; }",
                    "no host of this cell reports 'rocksalt'", "this cell has none");
    fixture_refused(a_capacity,
                    "quantity = \"plateau_voltage\"; unit = \"V\"; value = 1; protocol = \"gcd\"; at = \"dischrge\"; }",
                    "unknown at 'dischrge'", "'discharge'");
    fixture_refused(a_capacity,
                    "quantity = \"D_gitt\"; unit = \"cm2/s\"; value = 1; protocol = \"gitt\"; which = \"mean\"; }",
                    "unknown which 'mean'", "median, min, max");
    fixture_refused(a_capacity, "quantity = \"D_gitt\"; unit = \"cm2/s\"; value = 1; protocol = \"gitt\"; at_V = 1; }",
                    "at_V has no effect", "");
}

/* A cell that evolves, with one target more. */
static Status read_evolving(const char *of, Card **card, Error *e)
{
    const char *file = SOURCE_ROOT "/cells/tio2_anatase_na.cfg";
    char *text = fixture_read(file), target[300];
    REQUIRE(text != NULL && strlen(text) + sizeof target < 1 << 16);
    char *own = strstr(text, "\ntargets");
    if (own) *own = '\0';
    snprintf(target, sizeof target,
             "\ntargets = ( { id = \"a\"; quantity = \"share\"; unit = \"%%\"; value = 77; protocol = \"cv_life\"; "
             "at = \"charge\"; varied = 0.5; of = \"%s\"; } );\n",
             of);
    strcat(text, target);
    const Status s = card_parse(file, text, NULL, 0, NULL, card, e);
    free(text);
    return s;
}

static void test_targets_of_hosts(void)
{
    Card *card = NULL;
    const Target *t;
    Error e;
    REQUIRE(read_evolving("rocksalt", &card, &e) == CELLSIM_OK);
    REQUIRE(card_targets(card, &t) == 1);
    CHECK(!strcmp(t[0].of, "rocksalt") && t[0].at == TARGET_AT_CHARGE);
    CHECK_NEAR(t[0].varied, 0.5, 0);
    card_free(card);
    CHECK(read_evolving("rocksatl", &card, &e) == CELLSIM_BAD_CARD && strstr(e.hint, "'rocksalt'") && e.line > 20);
    CHECK(read_evolving("chalk", &card, &e) == CELLSIM_BAD_CARD &&
          strstr(e.text, "no host of this cell reports 'chalk'"));
}

/* Experiments, and the protocols, quantities and units of targets, exist, or it is said where not and what was meant. */
static void test_names_that_do_not_exist(void)
{
    fixture_refused("experiments = [\"gcd\"]", "experiments = [\"gcd\", \"rate_capabilty\"]",
                    "there is no protocol 'rate_capabilty'", "'rate_capability'");
    fixture_refused("experiments = [\"gcd\"]", "experiments = [\"qqqqqqqqqq\"]", "there is no protocol",
                    "a configs folder: ");
    fixture_refused("experiments = [\"gcd\"]", "experiments = [\"./none.cfg\"]", "cannot be opened", "path");
    fixture_refused("protocol = \"gcd\"", "protocol = \"gdc\"", "there is no protocol 'gdc'", "'gcd'");
    fixture_refused("protocol = \"gcd\"", "protocol = \"gcd.cfg\"", "is a file, not a name", "without .cfg");
    fixture_refused("quantity = \"discharge_capacity\"", "quantity = \"discharge_capcity\"", "unknown quantity",
                    "'discharge_capacity'");
    fixture_refused("quantity = \"discharge_capacity\"", "quantity = \"colour\"", "unknown quantity", "cutoff_time");
    fixture_refused("unit = \"mAh/g\"", "unit = \"Ah/g\"", "discharge_capacity is not given in 'Ah/g'", "\"mAh/g\"");
}

static void test_provenance(void)
{
    Card *card = NULL;
    REQUIRE(read_with(0, NULL, &card, NULL) == CELLSIM_OK);
    const Provenance *p = find(card, "positive.porosity");
    REQUIRE(p != NULL);
    CHECK(!strcmp(p->value, "0.45") && !strcmp(p->source, "thickness gauge") && p->kind == KIND_ASSUMED &&
          p->line == 18);
    REQUIRE((p = find(card, "positive.phases[0].D_Li_cm2_s")) != NULL);
    CHECK(!strcmp(p->value, "1e-14") && p->source[0] == '\0' && p->kind == KIND_UNSTATED);
    REQUIRE((p = find(card, "separator.macmullin")) != NULL); /* from the library, which is named */
    CHECK(!strncmp(p->source, "separators.cfg:", 15) && p->kind == KIND_ASSUMED);
    REQUIRE((p = find(card, "foil.i0_A_m2")) != NULL); /* the card's own value, not the library's */
    CHECK(!strcmp(p->value, "20"));
    REQUIRE((p = find(card, "electrolyte.c0_M")) != NULL);
    CHECK(!strcmp(p->value, "1.2"));
    REQUIRE((p = find(card, "positive.phases[0].sites")) != NULL);
    CHECK(!strncmp(p->value, "((0.03, 3.5, 2), ", 17));
    card_free(card);
}

static void test_group_source_holds_for_its_values(void)
{
    Card *card = NULL;
    REQUIRE(card_read(SOURCE_ROOT "/cells/xu2019.cfg", CONFIGS, 0, NULL, &card, NULL) == CELLSIM_OK);
    const Provenance *p = find(card, "positive.porosity");
    REQUIRE(p != NULL);
    CHECK(strstr(p->source, "A3456") && p->kind == KIND_LITERATURE);
    card_free(card);
}

static void test_loading_of_the_caller(void)
{
    Card *card = NULL;
    CellSpec s;
    Error e;
    REQUIRE(read_with(0, NULL, &card, NULL) == CELLSIM_OK);
    CHECK(card_cell(card, -1, &s, &e) == CELLSIM_BAD_CARD && e.hint[0]);
    CHECK(card_cell(card, INFINITY, &s, &e) == CELLSIM_BAD_CARD);
    CHECK(card_cell(card, 0, &s, &e) == CELLSIM_BAD_CARD);
    card_free(card);
    REQUIRE(card_read(SOURCE_ROOT "/cells/chen2020.cfg", CONFIGS, 0, NULL, &card, NULL) == CELLSIM_OK);
    CHECK(card_cell(card, 0.1, &s, &e) == CELLSIM_BAD_CARD && strstr(e.hint, "loading_mg_cm2"));
    card_free(card);
}

/* Every shipped cell loads, from anywhere, and so do the protocols that it asks for. */
static void test_shipped_cells(void)
{
    DIR *folder = opendir(SOURCE_ROOT "/cells");
    struct dirent *entry;
    int count = 0;
    REQUIRE(folder != NULL);
    while ((entry = readdir(folder)) != NULL) {
        char path[600];
        Error e;
        Card *card = NULL;
        const Target *target;
        const char *const *names;
        if (!strstr(entry->d_name, ".cfg")) continue;
        snprintf(path, sizeof path, SOURCE_ROOT "/cells/%s", entry->d_name);
        const Status status = card_read(path, NULL, 0, NULL, &card, &e);
        if (status != CELLSIM_OK) fprintf(stderr, "%s:%d: %s (%s)\n", e.file, e.line, e.text, e.hint);
        CHECK(status == CELLSIM_OK);
        if (status != CELLSIM_OK) continue;
        count++;
        CHECK(!strncmp(card_name(card), entry->d_name, strlen(card_name(card))));
        const int n = card_experiments(card, &names), m = card_targets(card, &target);
        CHECK(n > 0 && m > 0);
        for (int k = 0; k < n; k++) {
            Protocol p;
            CHECK(protocol_read(names[k], NULL, card, NULL, &p, &e) == CELLSIM_OK);
            protocol_free(&p);
        }
        for (int j = 0; j < m; j++) { /* each target names a protocol that can be run (`cellsim targets` does) */
            Protocol p;
            CHECK(protocol_read(target[j].protocol, NULL, card, NULL, &p, &e) == CELLSIM_OK);
            CHECK(target[j].how[0] != '\0');
            protocol_free(&p);
        }
        card_free(card);
    }
    closedir(folder);
    CHECK(count >= 5);
}

static void loads(const char *old, const char *name, const char *format)
{
    char text[300];
    CellSpec s = {0};
    snprintf(text, sizeof text, format, name);
    CHECK(fixture_cell(old, text, &s));
    cell_spec_free(&s);
}

/* Every shipped material, separator and foil can be put into the example cell. */
static void test_shipped_libraries(void)
{
    static const char *const bare[] = {"anatase_Li", "TiO2x_fast_Li", "TiO2x_slow_Li",   "TiO2_P25_Li",
                                       "TiO2x_Na",   "TiO2_P25_Na",   "TiO2_surface_Li", "Li4Ti5O12"};
    static const char *const whole[] = {"graphite_SiOx_Chen2020", "NMC811_Chen2020",    "NMC532_Xu2019",
                                        "LCO_LIONSIMBA",          "graphite_LIONSIMBA", "Na3V2_PO4_3"};
    static const char *const foils[] = {"lithium", "lithium_Xu2019", "sodium_diglyme"};
    static const char *const separators[] = {"Celgard_2325", "Whatman_GFD", "Whatman_GFA"};
    const char *phase = "name = \"LFP\"; sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0));\n"
                        "      capacity_mAh_g = 165; radius_nm = 80; D_Li_cm2_s = 1e-14;\n"
                        "      i0_A_m2 = 0.02; area_basis = \"BET\";";
    for (int k = 0; k < 8; k++)
        loads(phase, bare[k],
              "material = \"%s\"; x0 = 0.5; radius_um = 1; D_cm2_s = 1e-12; i0_A_m2 = 1; area_basis = \"sphere\";");
    for (int k = 0; k < 6; k++) loads(phase, whole[k], "material = \"%s\"; x0 = 0.6;");
    for (int k = 0; k < 3; k++) {
        loads("{ material = \"lithium\"; i0_A_m2 = 20.0; }", foils[k], "\"%s\"");
        loads("Celgard_2325", separators[k], "%s");
    }
}

/* A stoichiometry at which the phase has no potential is refused at its line: nothing could start there. */
static void test_start_within_the_isotherm(void)
{
    const char *sites = "sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0));";
    const char *table = "U_table_V = ((0.3, 3.9), (0.5, 3.4), (0.98, 3.0));";
    char text[200];
    CellSpec s = {0};
    static const double outside[] = {0.05, 0.3, 0.98, 0.99};
    for (int k = 0; k < 4; k++) {
        snprintf(text, sizeof text, "%s x0 = %g;", table, outside[k]);
        fixture_refused(sites, text, "the initial stoichiometry is", "inside 0.3 to 0.98");
    }
    snprintf(text, sizeof text, "%s x0 = 0.301;", table);
    REQUIRE(fixture_cell(sites, text, &s));
    CHECK_NEAR(s.electrode[POSITIVE].phase[0].theta0, 0.301, 1e-15);
    cell_spec_free(&s);
    fixture_refused("capacity_mAh_g = 165;", "capacity_mAh_g = 165; x0 = 0;", "the initial stoichiometry is 0",
                    "inside 0 to 1");
}

TEST_MAIN("cards/card", TEST(test_names_targets_experiments), TEST(test_conventions_of_targets),
          TEST(test_words_of_targets), TEST(test_targets_of_hosts), TEST(test_names_that_do_not_exist),
          TEST(test_provenance), TEST(test_group_source_holds_for_its_values), TEST(test_loading_of_the_caller),
          TEST(test_shipped_cells), TEST(test_shipped_libraries), TEST(test_start_within_the_isotherm))
