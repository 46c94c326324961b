/* Hosts that two cations compete for, from cards. */
#include "../../model/constants.h"
#include "../../model/model.h"
#include "fixture.h"

static void test_shipped(void)
{
    CellSpec s = {0};
    Card *card = NULL;
    REQUIRE(card_read(SOURCE_ROOT "/cells/ti078_mg_li.cfg", CONFIGS, 0, NULL, &card, NULL) == CELLSIM_OK);
    REQUIRE(card_cell(card, NAN, &s, NULL) == CELLSIM_OK);
    const Phase *p = &s.electrode[POSITIVE].phase[0];
    const Competing *e = p->competing;
    REQUIRE(e != NULL);
    CHECK(e->classes == 2 && e->places == 3 && e->ion[SECOND_ION].electrons == 2 && !e->class[0].takes[SECOND_ION]);
    CHECK_NEAR(p->c_max * FARADAY / 3.6 / 3449e3, 294.35, 0.1); /* Ti4+ to Ti3+, mAh/g */
    CHECK_NEAR(e->ion[SECOND_ION].c_ref, 200, 1e-9);
    const double V[COMPETITORS] = {2.3, 2.3};
    CHECK_NEAR(p->theta0, competing_uptake(e, V).nu, 1e-15);
    CHECK(p->isotherm == NULL && electrolyte_carried(s.electrolyte) == 3);
    CHECK(!strcmp(electrolyte_ion(s.electrolyte, 3)->name, "AlPh2Cl2")); /* neither competitor follows */
    CHECK(!strcmp(phase_output(p, 0).name, "Li") && !strcmp(phase_output(p, 1).name, "Mg")); /* of Mg2Cl3 */
    strcpy(s.electrode[POSITIVE].phase[0].competing->ion[FIRST_ION].name, "Na");
    CHECK(!strcmp(phase_output(p, 2).name, "Na_1") && !strcmp(phase_output(p, phase_outputs(p) - 1).name, "nu"));
    card_free(card);
    cell_spec_free(&s);
}

/* One class, one ion, the rest as `more` says. */
static void refused(const char *class, const char *more, const char *words, const char *hint)
{
    char phase[512];
    snprintf(phase, sizeof phase,
             "{ capacity_mAh_g = 165; radius_nm = 80; %s competes = { electrons = 1; classes = ( { sites = 1; %s } );"
             " first = { rate_1_s = 1e-4; R2_over_D_s = 100; }; }; }",
             more, class);
    fixture_refused(FIXTURE_PHASE, phase, words, hint);
}

static void test_refusals(void)
{
    refused("first_U_V = 3.4;", "", "the electrolyte has one salt", "dilute");
    refused("first_U_V = 3.4;", "D_Li_cm2_s = 1e-14;", "D_Li_cm2_s has no effect", "");
    refused("first_U_V = 3.4; second_U_V = 3.3;", "", "and none is given", "competes.second");
    refused("", "", "classes[0] takes no ion", "first_U_V");
    refused("first_U_V = 30;", "", "first_U_V = 30 is out of range", "");
    refused("U_V = 3;", "", "unknown key 'U_V'", "");
}

static void test_no_ion_beside_itself(void)
{
    const Override o[] = {{"positive.phases[0].competes.second.ion", "Li"}};
    CellSpec s = {0};
    Card *card = NULL;
    Error e;
    Status status = card_read(SOURCE_ROOT "/cells/ti078_mg_li.cfg", CONFIGS, 1, o, &card, &e);
    if (!status) status = card_cell(card, NAN, &s, &e);
    CHECK(status == CELLSIM_BAD_CARD && strstr(e.text, "'Li' competes with itself") && e.line > 0);
    card_free(card);
    cell_spec_free(&s);
}

/* A guest of one electron is no divalent ion: each in turn. */
static void test_whole_ions(void)
{
    static const struct {
        const char *first, *second, *electrons;
        Status status;
    } of[] = {{"1", "2", "2", CELLSIM_OK},
              {"1", "1", "1", CELLSIM_OK},
              {"2", "1", "2", CELLSIM_BAD_CARD},
              {"1", "2", "1", CELLSIM_BAD_CARD}};
    for (int k = 0; k < 4; k++) {
        const Override o[] = {{"electrolyte.ions[0].charge", of[k].first},
                              {"electrolyte.ions[1].charge", of[k].second},
                              {"positive.phases[0].competes.second.electrons", of[k].electrons}};
        CellSpec s = {0};
        Card *card = NULL;
        Error e;
        Status status = card_read(SOURCE_ROOT "/tests/cards/competing.cfg", CONFIGS, 3, o, &card, &e);
        if (!status) status = card_cell(card, NAN, &s, &e);
        CHECK(status == of[k].status);
        if (of[k].status) CHECK(strstr(e.text, "a fraction of an ion") && strstr(e.hint, "electrons") && e.line > 0);
        card_free(card);
        cell_spec_free(&s);
    }
}

/* A surface that all rates vanish at has the potential of its double layer: one without does not exist. */
static void test_layer(void)
{
    static const struct {
        const char *given;
        double is;
    } of[] = {{NULL, 0.0115}, {"0", LEAST_LAYER}, {"0.02", 0.02}}; /* the material's, none, another */
    for (int k = 0; k < 3; k++) {
        const Override o = {"positive.phases[0].double_layer_F_m2", of[k].given};
        CellSpec s = {0};
        Card *card = NULL;
        REQUIRE(!card_read(SOURCE_ROOT "/tests/cards/competing.cfg", CONFIGS, of[k].given != NULL, &o, &card, NULL));
        REQUIRE(card_cell(card, NAN, &s, NULL) == CELLSIM_OK);
        CHECK(s.electrode[POSITIVE].phase[0].double_layer == of[k].is);
        card_free(card);
        cell_spec_free(&s);
    }
}

/* Half of the electrons have no site to come with: no state uses more. A full host starts where its card says, though its nu is 1
 * to round-off anywhere there. */
static void test_start(void)
{
    static const struct {
        const char *key, *value, *words;
        double U;
    } of[] = {
        {"x0", "0.8", "the initial stoichiometry is 0.8", 0}, {"x0", "0.3", "", NAN}, {"initial_V", "1.3", "", 1.3}};
    for (int k = 0; k < 3; k++) {
        char start[64];
        snprintf(start, sizeof start, "positive.phases[0].%s", of[k].key);
        const Override o[] = {{start, of[k].value}, {"positive.phases[0].competes.electrons", k < 2 ? "2" : "0.5"}};
        CellSpec s = {0};
        Card *card = NULL;
        Error e;
        Status status = card_read(SOURCE_ROOT "/tests/cards/competing.cfg", CONFIGS, 2, o, &card, &e);
        if (!status) status = card_cell(card, NAN, &s, &e);
        CHECK(status == (of[k].words[0] ? CELLSIM_BAD_CARD : CELLSIM_OK));
        if (status) {
            CHECK(strstr(e.text, of[k].words) && strstr(e.hint, "inside 0 to 0."));
        } else if (of[k].U > 0) {
            CHECK_NEAR(phase_rest_potential(&s.electrode[POSITIVE].phase[0]), of[k].U, 1e-12);
        }
        card_free(card);
        cell_spec_free(&s);
    }
}

TEST_MAIN("cards/competing", TEST(test_shipped), TEST(test_refusals), TEST(test_no_ion_beside_itself),
          TEST(test_whole_ions), TEST(test_layer), TEST(test_start))
