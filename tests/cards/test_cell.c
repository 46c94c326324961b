/* Numbers of the CellSpec that a card amounts to, against hand calculations. */
#include "fixture.h"

#include "../../model/constants.h"

static const double pi = 3.14159265358979323846;

static CellSpec read_shipped(const char *file, double loading)
{
    Error e;
    Card *card = NULL;
    CellSpec spec = {0};
    Status status = card_read(file, CONFIGS, 0, NULL, &card, &e);
    if (status == CELLSIM_OK) status = card_cell(card, loading, &spec, &e);
    if (status != CELLSIM_OK) fprintf(stderr, "%s:%d: %s\n", e.file, e.line, e.text);
    CHECK(status == CELLSIM_OK);
    card_free(card);
    return spec;
}

static void test_example_geometry(void)
{
    CellSpec s = {0};
    REQUIRE(fixture_cell("LFP", "LFP", &s));
    const Phase *p = &s.electrode[POSITIVE].phase[0];
    /* 5 mg/cm2 = 0.05 kg/m2 active, 0.9 of the solids; volumes per kg: 0.9/3600 + 0.05/1950 + 0.05/1780 */
    const double solids = 0.05 / 0.9 * (0.9 / 3600 + 0.05 / 1950 + 0.05 / 1780), L = solids / 0.55;
    CHECK_NEAR(s.region[POSITIVE].thickness, L, 1e-12);
    CHECK_NEAR(p->volume_fraction, 0.05 / 3600 / L, 1e-12);
    CHECK_NEAR(p->area_per_volume, 3 * p->volume_fraction / 80e-9, 1e-3);
    CHECK_NEAR(p->c_max, 165 * 3.6 * 3600 * 1000 / FARADAY, 1e-6);
    CHECK_NEAR(s.region[POSITIVE].transport, pow(0.45, 1.5), 1e-15);
    CHECK_NEAR(s.region[SEPARATOR].transport, 1.0 / 7, 1e-15);
    CHECK_NEAR(s.area, pi * 0.006 * 0.006, 1e-15);
    CHECK_NEAR(s.one_C, 170 * 0.05, 1e-12);
    CHECK_NEAR(s.temperature, 298.15, 1e-12);
    CHECK_NEAR(p->D, 1e-18, 1e-30);
    CHECK_NEAR(electrolyte_c0(s.electrolyte), 1200, 0);
    CHECK(s.half_cell == 1 && s.region[NEGATIVE].thickness == 0);
    CHECK(s.radial_scheme == RADIAL_SPECTRAL && p->radial == 6 && s.region[POSITIVE].elements == 3);
    /* 0.02 A/m2 BET at x = 0.5; 12 m2/g * 3600 kg/m3 of BET surface against 3/R of sphere surface; g(0.5) = 1/2 */
    CHECK_NEAR(p->i0, 2 * 0.02 * 12000 * 3600 * 80e-9 / 3, 1e-12);
    CHECK_NEAR(s.foil.i0, 20, 0);
    cell_spec_free(&s);
}

static double i0_with(const char *kinetics)
{
    CellSpec s = {0};
    REQUIRE(fixture_cell("i0_A_m2 = 0.02; area_basis = \"BET\";", kinetics, &s));
    const double i0 = s.electrode[POSITIVE].phase[0].i0;
    cell_spec_free(&s);
    return i0;
}

static void test_exchange_current_forms(void)
{
    const double c_max = 165 * 3.6 * 3600 * 1000 / FARADAY;
    const double solids = 0.05 / 0.9 * (0.9 / 3600 + 0.05 / 1950 + 0.05 / 1780), L = solids / 0.55;
    CHECK_NEAR(i0_with("i0_A_m2 = 3; area_basis = \"sphere\";"), 6, 1e-12);
    CHECK_NEAR(i0_with("i0_A_m2 = 3; area_basis = \"geometric\";"), 6 / (3 * 0.05 / 3600 / L / 80e-9 * L), 1e-12);
    CHECK_NEAR(i0_with("m_A_m25_mol15 = 1e-6;"), 1e-6 * sqrt(1000) * c_max, 1e-9);
    CHECK_NEAR(i0_with("k_m25_mol05_s = 1e-11;"), FARADAY * 1e-11 * sqrt(1000) * c_max, 1e-9);
    CHECK_NEAR(i0_with("k0_m_s = 1e-10;"), FARADAY * 1e-10 * c_max, 1e-9);
    CHECK_NEAR(i0_with("i0_A_m2 = 3; area_basis = \"sphere\"; i0_shape = \"x*(1-x)\";"), 12, 1e-12);
}

static void test_arrhenius(void)
{
    CellSpec s = {0};
    REQUIRE(fixture_cell("D_Li_cm2_s = 1e-14;", "D_Li_cm2_s = 1e-14; D_Ea_kJ_mol = 40; i0_Ea_kJ_mol = 50;", &s));
    CHECK_NEAR(s.electrode[POSITIVE].phase[0].D, 1e-18, 1e-30); /* 25 degC: as stated */
    cell_spec_free(&s);
    int line;
    Card *card = NULL;
    const Override hot[] = {{"temperature_C", "45"}, {"positive.phases[0].D_Ea_kJ_mol", "40"}};
    REQUIRE(card_read(fixture_replace("LFP", "LFP", &line), CONFIGS, 2, hot, &card, NULL) == CELLSIM_OK);
    REQUIRE(card_cell(card, NAN, &s, NULL) == CELLSIM_OK);
    CHECK_NEAR(s.electrode[POSITIVE].phase[0].D / 1e-18, exp(-40000 / GAS_CONSTANT * (1 / 318.15 - 1 / 298.15)), 1e-10);
    cell_spec_free(&s);
    card_free(card);
    remove(fixture_path());
}

static double D_with(const char *D)
{
    CellSpec s = {0};
    REQUIRE(fixture_cell("D_Li_cm2_s = 1e-14;", D, &s));
    const double value = s.electrode[POSITIVE].phase[0].D;
    cell_spec_free(&s);
    return value;
}

static void test_alternative_units(void)
{
    CHECK_NEAR(D_with("D_m2_s = 1e-18;"), 1e-18, 1e-30);
    CHECK_NEAR(D_with("D_cm2_s = \"1e-14*(0.5 + x)\";"), 1e-18, 1e-30); /* D_ref is D at x = 0.5 */
    CHECK_NEAR(D_with("R2_over_D_s = 6400;"), 80e-9 * 80e-9 / 6400, 1e-30);
    CHECK_NEAR(D_with("D_cm2_s = ((0, 1e-14), (1, 3e-14));"), 2e-18, 1e-27);
}

static void test_geometry_from_thickness(void)
{
    CellSpec s = {0};
    REQUIRE(fixture_cell("porosity = { value = 0.45; source = \"thickness gauge\"; kind = \"assumed\"; };",
                         "thickness_um = 40;", &s));
    const double solids = 0.05 / 0.9 * (0.9 / 3600 + 0.05 / 1950 + 0.05 / 1780);
    CHECK_NEAR(s.region[POSITIVE].porosity, 1 - solids / 40e-6, 1e-12);
    cell_spec_free(&s);
    fixture_refused("sigma_S_m = 0.5;", "thickness_um = 60; sigma_S_m = 0.5;", "",
                    "leave thickness_um or porosity out");
}

/* Another loading: thickness and one_C grow with it, fractions stay; a connected fraction leaves the loading alone. */
static void test_loading(void)
{
    CellSpec thin = read_shipped(SOURCE_ROOT "/cells/r175_li.cfg", NAN),
             thick = read_shipped(SOURCE_ROOT "/cells/r175_li.cfg", 0.1);
    CHECK_NEAR(thick.region[POSITIVE].thickness / thin.region[POSITIVE].thickness, 10, 1e-12);
    CHECK_NEAR(thick.one_C, 17, 1e-12);
    CHECK_NEAR(thick.electrode[POSITIVE].mass_loading, 0.1, 0);
    CHECK_NEAR(thick.electrode[POSITIVE].phase[0].volume_fraction / thin.electrode[POSITIVE].phase[0].volume_fraction,
               1 - 0.03644, 1e-9);
    cell_spec_free(&thin);
    cell_spec_free(&thick);
}

/* Capacity between two open-circuit potentials per gram of active material [mAh/g]. */
static double capacity(const CellSpec *s, double low_V, double high_V)
{
    const Electrode *el = &s->electrode[POSITIVE];
    double charge = 0;
    for (int k = 0; k < el->phases; k++) {
        IsothermPoint full, empty;
        const Phase *p = &el->phase[k];
        isotherm_eval(p->isotherm, isotherm_z_of_potential(p->isotherm, low_V), &full);
        isotherm_eval(p->isotherm, isotherm_z_of_potential(p->isotherm, high_V), &empty);
        charge += p->volume_fraction * p->c_max * (re(full.theta) - re(empty.theta));
    }
    return charge * FARADAY * s->region[POSITIVE].thickness / el->mass_loading / 3600;
}

/* sum over the site classes by hand: 335.6 mAh/g per X, x = X/(1 + exp(f (U - U0)/omega)) */
static double site_capacity(int n, const double (*site)[3], double low_V, double high_V)
{
    const double f = FARADAY / (GAS_CONSTANT * 298.15);
    double sum = 0;
    for (int k = 0; k < n; k++)
        sum += site[k][0] * (1 / (1 + exp(f * (low_V - site[k][1]) / site[k][2])) -
                             1 / (1 + exp(f * (high_V - site[k][1]) / site[k][2])));
    return sum * 48740 * FARADAY / 3893 / 3600;
}

static void test_tio2_capacity(void)
{
    const double r175[4][3] = {{0.07, 2.05, 3.5}, {0.46, 1.80, 1.17}, {0.12, 1.58, 2.5}, {0.2363, 1.45, 2.0}};
    const double p25[4][3] = {{0.024, 1.95, 2.5}, {0.27, 1.795, 0.08}, {0.018, 1.62, 2.0}, {0.0735, 1.8, 15.0}};
    const double proposed[4][3] = {{0.07, 2.05, 3.5}, {0.46, 1.80, 0.60}, {0.12, 1.58, 2.5}, {0.22, 1.45, 2.0}};
    CHECK_NEAR(site_capacity(4, proposed, 1.1, 3.0), 291.9, 0.2); /* the unfitted isotherm's known capacity */
    CellSpec s = read_shipped(SOURCE_ROOT "/cells/r175_li.cfg", NAN);
    const double Q = capacity(&s, 1.1, 3.0);
    CHECK_NEAR(Q, site_capacity(4, r175, 1.1, 3.0), 0.01);
    CHECK(Q > 290 && Q < 300);
    CHECK_NEAR(s.electrode[POSITIVE].phase[0].c_max, 0.53 * 48740, 1e-9);
    cell_spec_free(&s);
    s = read_shipped(SOURCE_ROOT "/cells/p25_li.cfg", NAN);
    CHECK_NEAR(capacity(&s, 1.1, 3.0), site_capacity(4, p25, 1.1, 3.0), 0.01);
    CHECK(s.electrode[POSITIVE].networks == 2 && s.electrode[POSITIVE].phase[0].network == 1 &&
          s.electrode[POSITIVE].phase[1].network == 0);
    CHECK(s.electrode[POSITIVE].phase[1].surface_class == 1 && s.electrode[POSITIVE].phase[1].radial == 1);
    cell_spec_free(&s);
}

/* 0.1 F/m2 of 33.2 m2/g: 3.32 F/g, wherever it sits. */
static void test_double_layer_on_BET(void)
{
    CellSpec s = read_shipped(SOURCE_ROOT "/cells/r175_li.cfg", NAN);
    double per_area = 0;
    for (int k = 0; k < s.electrode[POSITIVE].phases; k++)
        per_area += s.electrode[POSITIVE].phase[k].double_layer * s.electrode[POSITIVE].phase[k].area_per_volume *
                    s.region[POSITIVE].thickness;
    CHECK_NEAR(per_area, 3320 * 0.01, 1e-9); /* F/kg * kg/m2 */
    cell_spec_free(&s);
}

static void test_phases_and_networks(void)
{
    const char *one = "{ name = \"LFP\";";
    fixture_refused(one, "{ name = \"LFP\"; network = \"carbon\";", "no network named", "did you mean");
    CellSpec s = {0};
    REQUIRE(fixture_cell(one, "{ name = \"LFP\"; volume_share = 0.5;", &s));
    CHECK_NEAR(s.electrode[POSITIVE].phase[0].volume_fraction * s.region[POSITIVE].thickness, 0.5 * 0.05 / 3600, 1e-15);
    cell_spec_free(&s);
}

/* 16 mAh/g of the phase are 57600 C/kg; on spheres of R = 80 nm and 3600 kg/m3 that is 57600 * 3600 * R/3 per m2. */
static void test_side_reaction(void)
{
    const char *phase = "{ name = \"LFP\";";
    CellSpec s = {0};
    REQUIRE(fixture_cell(phase, "{ name = \"LFP\"; side_reaction = { capacity_mAh_g = 16; U_V = 1.7; i0_A_m2 = 0.1; };",
                         &s));
    const Phase *p = &s.electrode[POSITIVE].phase[0];
    CHECK_NEAR(p->side.charge, 57600.0 * 3600 * 80e-9 / 3, 1e-9);
    CHECK_NEAR(p->side.charge * p->area_per_volume * s.region[POSITIVE].thickness, 57600 * 0.05,
               1e-6); /* per cell area */
    CHECK(p->side.U == 1.7 && p->side.i0 == 0.1 && p->side.alpha == 0.5);
    cell_spec_free(&s);
    REQUIRE(fixture_cell(phase, phase, &s));
    CHECK(s.electrode[POSITIVE].phase[0].side.charge == 0);
    cell_spec_free(&s);
    fixture_refused(phase, "{ name = \"LFP\"; side_reaction = { U_V = 1.7; i0_A_m2 = 0.1; };",
                    "positive.phases[0].side_reaction: capacity_mAh_g is missing", "per gram of the phase");
    fixture_refused(phase, "{ name = \"LFP\"; side_reaction = { capacity_mAh_g = 1; U_V = 1; i0_A_m = 1; };",
                    "unknown key 'i0_A_m' in side reaction", "i0_A_m2");
}

static void test_literature_cells(void)
{
    CellSpec s = read_shipped(SOURCE_ROOT "/cells/chen2020.cfg", NAN);
    CHECK_NEAR(s.one_C, 5 / 0.1027, 1e-9);
    CHECK_NEAR(s.electrode[NEGATIVE].phase[0].i0, 6.48e-7 * sqrt(1000) * 33133, 1e-9);
    CHECK_NEAR(s.electrode[NEGATIVE].phase[0].theta0, 29866.0 / 33133, 1e-15);
    cell_spec_free(&s);
    s = read_shipped(SOURCE_ROOT "/cells/xu2019.cfg", NAN);
    CHECK_NEAR(s.foil.i0, 3.5e-8 * FARADAY * pow(1 / 1.3e-5, 0.7) * pow(1000, 0.3), 1e-9);
    CHECK_NEAR(s.electrode[POSITIVE].sigma[0], 100 * pow(0.669, 1.5), 1e-9);
    cell_spec_free(&s);
    s = read_shipped(SOURCE_ROOT "/cells/lco_graphite.cfg", NAN);
    /* 1C from the graphite that limits: F/3600 eps_s L c_max dx */
    CHECK_NEAR(s.one_C, FARADAY / 3600 * 0.4824 * 88e-6 * 30555 * (0.85510 - 0.01429), 1e-6);
    cell_spec_free(&s);
}

/* Values of the electrolyte laws as published, at 1 M and 298.15 K. */
static void test_electrolyte_laws(void)
{
    static const struct {
        const char *name;
        double kappa, D, t_plus;
    } law[] = {{"LiPF6_EC_EMC_Nyman2008", 0.949, 1.77e-10, 0.2594},
               {"LiPF6_PC_EC_DMC_Valoen2005", 1.194, 3.22e-10, 0.38},
               {"LiPF6_EC_EMC_Landesfeind2019", 0.913, 2.89e-10, 0.221},
               {"LiPF6_EC_DMC_Landesfeind2019", 1.182, 2.91e-10, 0.325},
               {"LiPF6_EC_DMC_EMC", 1.0475, 2.90e-10, 0.27},
               {"NaPF6_diglyme", 0.80, 2.0e-10, 0.45}};
    for (size_t k = 0; k < sizeof law / sizeof law[0]; k++) {
        char text[128];
        CellSpec s = {0};
        ElectrolytePoint p;
        snprintf(text, sizeof text, "electrolyte = \"%s\";", law[k].name);
        REQUIRE(fixture_cell("electrolyte = { material = \"LiPF6_EC_DMC_EMC\"; c0_M = 1.2; };", text, &s));
        electrolyte_eval(s.electrolyte, 1000, &p);
        CHECK_NEAR(re(p.kappa), law[k].kappa, 6e-4);
        CHECK_NEAR(re(p.D) * 1e10, law[k].D * 1e10, 6e-3);
        CHECK_NEAR(re(p.t_plus), law[k].t_plus, 6e-4);
        cell_spec_free(&s);
    }
}

/* D(x) may jump anywhere, by any factor: D on either side is the card's, also far from x = 0.5 (no floor acts). */
static void test_jumps_of_D(void)
{
    static const char *const D[] = {"\"1e-14+1e-6*max(0,tanh(1e6*(x-0.3)))\"",
                                    "((0, 1e-14), (0.3, 1e-14), (0.3000000001, 1.00000001e-6), (1, 1.00000001e-6))"};
    for (int k = 0; k < 2; k++) {
        char text[200];
        double Phi, slope;
        CellSpec s = {0};
        snprintf(text, sizeof text, "D_Li_cm2_s = %s", D[k]);
        REQUIRE(fixture_cell("D_Li_cm2_s = 1e-14", text, &s));
        const Phase *p = &s.electrode[POSITIVE].phase[0];
        isotherm_diffusion(p->isotherm, 0.2, &Phi, &slope);
        CHECK_NEAR(p->D * slope, 1e-18, 1e-22);
        isotherm_diffusion(p->isotherm, 0.6, &Phi, &slope);
        CHECK_NEAR(p->D * slope, 1.00000001e-10, 1e-15);
        cell_spec_free(&s);
    }
}

TEST_MAIN("cards/cell", TEST(test_jumps_of_D), TEST(test_example_geometry), TEST(test_exchange_current_forms),
          TEST(test_arrhenius), TEST(test_alternative_units), TEST(test_geometry_from_thickness), TEST(test_loading),
          TEST(test_tio2_capacity), TEST(test_double_layer_on_BET), TEST(test_phases_and_networks),
          TEST(test_side_reaction), TEST(test_literature_cells), TEST(test_electrolyte_laws))
