/* Electrolytes of cards: salts and ions, solids, what reactions exchange. */
#include "fixture.h"

static const char *const PLAIN = "electrolyte = { material = \"LiPF6_EC_DMC_EMC\"; c0_M = 1.2; };";

static double c_of(const CellSpec *s, const char *ion)
{
    const int k = electrolyte_find(s->electrolyte, ion);
    return k < 0 ? NAN : electrolyte_ion(s->electrolyte, k)->c0;
}

static CellSpec cell_of(const char *electrolyte)
{
    CellSpec s = {0};
    REQUIRE(fixture_cell(PLAIN, electrolyte, &s));
    return s;
}

/* Salts make ions; the one that follows is the most concentrated that nothing exchanges. */
static void test_salts(void)
{
    CellSpec s = cell_of("electrolyte = { material = \"APC_LiCl_THF\"; LiCl_M = 0.05; };");
    const Electrolyte *el = s.electrolyte;
    CHECK(electrolyte_ions(el) == 4 && electrolyte_carried(el) == 3);
    CHECK_NEAR(c_of(&s, "Li"), 50, 0);
    CHECK_NEAR(c_of(&s, "Cl"), 50, 0);
    CHECK_NEAR(c_of(&s, "Mg2Cl3"), 200, 0);
    CHECK(!strcmp(electrolyte_ion(el, 3)->name, "AlPh2Cl2") && electrolyte_ion(el, 3)->charge == -1);
    CHECK(!strcmp(electrolyte_ion(el, electrolyte_find(el, ""))->name, "Mg2Cl3"));
    cell_spec_free(&s);
    s = cell_of("electrolyte = { material = \"APC_LiCl_THF\"; LiCl_M = 0; };");
    CHECK_NEAR(c_of(&s, "Li"), 0, 0);
    CHECK_NEAR(electrolyte_transport(s.electrolyte).kappa, 0.25, 0.005); /* as the entry says of 0.2 M APC */
    CHECK_NEAR(electrolyte_scale(s.electrolyte, electrolyte_find(s.electrolyte, "Li")), 200, 1e-12);
    cell_spec_free(&s);
}

/* Two of a monovalent ion balance one of a divalent one; concentrations of ions stand beside those of salts. */
static void test_ions(void)
{
    CellSpec s =
        cell_of("electrolyte = { theory = \"dilute\"; CaTFSI_M = 0.3; follows = \"TFSI\";"
                "  ions = ( { name = \"Ca\"; charge = 2; D_cm2_s = 1e-6; }, { name = \"Li\"; charge = 1; D_m2_s = "
                "2e-10; c_M = 0.1; },"
                "           { name = \"TFSI\"; charge = -1; D_m2_s = 1e-10; D_Ea_kJ_mol = 20; c_mol_m3 = 100; } );"
                "  salts = ( { name = \"CaTFSI\"; cation = \"Ca\"; anion = \"TFSI\"; } ); };");
    CHECK_NEAR(c_of(&s, "Ca"), 300, 0);
    CHECK_NEAR(c_of(&s, "TFSI"), 700, 1e-12);
    CHECK_NEAR(electrolyte_ion(s.electrolyte, 0)->D, 1e-10, 1e-24);
    cell_spec_free(&s);
}

static void test_reservoir(void)
{
    CellSpec s = cell_of("electrolyte = \"APC_LiCl_THF\"; reservoir = { volume_uL_cm2 = 280; exchange_m_s = 2e-7; };");
    CHECK_NEAR(s.reservoir.volume, 2.8e-3, 1e-15);
    CHECK_NEAR(s.reservoir.exchange, 2e-7, 1e-20);
    cell_spec_free(&s);
    fixture_refused(PLAIN, "electrolyte = \"LLZO\"; reservoir = { volume_uL_cm2 = 280; exchange_m_s = 2e-7; };",
                    "no reservoir", "");
    fixture_refused(PLAIN, "electrolyte = \"LLZO\"; reservoir = { volume_uL_cm2 = 280; };", "exchange_m_s is missing",
                    "");
}

static void test_reference(void)
{
    CellSpec s = cell_of("electrolyte = \"APC_LiCl_THF\"; reference = { place = 0.3; ion = \"Li\"; potential_V = "
                         "-0.74; c_ref_M = 0.2; };");
    CHECK(s.reference.present && !strcmp(s.reference.ion, "Li"));
    CHECK_NEAR(s.reference.place, 0.3, 0);
    CHECK_NEAR(s.reference.U, -0.74, 0);
    CHECK_NEAR(s.reference.c_ref, 200, 1e-12);
    cell_spec_free(&s);
    fixture_refused(PLAIN, "electrolyte = \"APC_LiCl_THF\"; reference = { ion = \"K\"; };", "no cation 'K'",
                    "its cations: Mg2Cl3, Li");
    fixture_refused(PLAIN, "electrolyte = \"APC_LiCl_THF\"; reference = { ion = \"Cl\"; };", "no cation 'Cl'", "");
    fixture_refused(PLAIN, "electrolyte = \"APC_LiCl_THF\"; reference = { place = 1.5; };",
                    "place = 1.5 is out of range", "");
}

static void test_solid(void)
{
    CellSpec s = cell_of("electrolyte = \"LLZO\";");
    CHECK(electrolyte_carried(s.electrolyte) == 0 && electrolyte_ions(s.electrolyte) == 0);
    CHECK_NEAR(electrolyte_transport(s.electrolyte).kappa, 0.03, 1e-12);
    cell_spec_free(&s);
}

#define TWO                                                                                                            \
    "ions = ( { name = \"Li\"; charge = 1; D_m2_s = 2e-10; c_M = 1.0; }, { name = \"A\"; charge = -1; D_m2_s = "       \
    "2e-10; c_M = %s; } );"

static void refused(const char *electrolyte, const char *words, const char *hint)
{
    fixture_refused(PLAIN, electrolyte, words, hint);
}

static void test_refusals(void)
{
    char text[512];
    refused("electrolyte = { material = \"APC_LiCl_THF\"; LiBr_M = 0.1; };", "unknown key 'LiBr_M'", "LiCl_M");
    refused("electrolyte = { material = \"APC_LiCl_THF\"; LiCl_M = 30; };", "LiCl_M = 30 is out of range", "");
    refused("electrolyte = { material = \"APC_LiCl_THF\"; follows = \"Al\"; };", "no ion 'Al'", "did you mean");
    int line; /* said of the reaction: the foil, two lines below */
    const char *file =
        fixture_replace(PLAIN, "electrolyte = { material = \"APC_LiCl_THF\"; follows = \"Mg2Cl3\"; };", &line);
    fixture_refused_file(file, line + 2, "'Mg2Cl3' is exchanged", "follows");
    refused("electrolyte = { material = \"APC_LiCl_THF\"; kappa_S_m = 1; };", "kappa_S_m has no effect", "");
    refused("electrolyte = { material = \"LLZO\"; t_plus = 0.3; };", "t_plus has no effect", "");
    refused("electrolyte = { theory = \"dilate\"; };", "unknown theory 'dilate'", "dilute");
    refused("electrolyte = { theory = \"dilute\"; };", "ions is missing", "");
    snprintf(text, sizeof text, "electrolyte = { theory = \"dilute\"; " TWO " };", "0.9");
    refused(text, "carry 100 mol/m3 of charge", "must be 0");
    snprintf(text, sizeof text, "electrolyte = { " TWO " };", "1.0");
    refused(text, "ions has no effect", "");
}

static void test_reactions(void)
{
    CellSpec s = cell_of("electrolyte = \"APC_LiCl_THF\";");
    CHECK(s.foil.kinetics == KINETICS_DEFAULT && s.foil.ion[0] == '\0');
    cell_spec_free(&s);
    REQUIRE(fixture_cell(
        "foil = { material = \"lithium\"; i0_A_m2 = 20.0; };",
        "foil = { material = \"lithium\"; ion = \"Li\"; potential_V = 0.1; kinetics = \"butler_volmer\"; };", &s));
    CHECK(!strcmp(s.foil.ion, "Li") && s.foil.kinetics == KINETICS_BUTLER_VOLMER && fabs(s.foil.U - 0.1) < 1e-15);
    cell_spec_free(&s);
    fixture_refused("foil = { material = \"lithium\"; i0_A_m2 = 20.0; };",
                    "foil = { material = \"lithium\"; kinetics = \"mass_action\"; };", "needs a dilute electrolyte",
                    "c_e_exponent");
    fixture_refused("foil = { material = \"lithium\"; i0_A_m2 = 20.0; };",
                    "foil = { material = \"lithium\"; kinetics = \"mass\"; };", "unknown kinetics 'mass'",
                    "mass_action");
}

TEST_MAIN("cards/electrolytes", TEST(test_salts), TEST(test_ions), TEST(test_solid), TEST(test_reservoir),
          TEST(test_reference), TEST(test_refusals), TEST(test_reactions))
