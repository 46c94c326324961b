/* What temperature and porosity do to a card's values. */
#include "../../model/constants.h"
#include "fixture.h"

#define PHASE "name = \"LFP\"; "
#define SIGMA "sigma_S_m = 0.5;"

static double factor(double Ea, double T, double T_ref)
{
    return exp(-Ea / GAS_CONSTANT * (1 / T - 1 / T_ref));
}

static CellSpec cell_with(const char *old, const char *new)
{
    CellSpec cell = {0};
    REQUIRE(fixture_cell(old, new, &cell));
    return cell;
}

/* The example at 40 degC: `new` in the place of `old`, which stands behind the temperature. */
static CellSpec warm_cell(const char *old, const char *new)
{
    static char text[4000], changed[4000];
    char *card = fixture_read(EXAMPLE), *from = strstr(card, "temperature_C = 25;"), *to = strstr(card, old);
    REQUIRE(from && to && to > from);
    snprintf(changed, sizeof changed, "%.*s%s", (int)(to - from), from, new);
    memcpy(changed, "temperature_C = 40;", 19);
    snprintf(text, sizeof text, "%.*s%s", (int)(to - from + (long)strlen(old)), from, "");
    free(card);
    return cell_with(text, changed);
}

static double U_half(const CellSpec *cell)
{
    IsothermPoint p;
    const Isotherm *iso = cell->electrode[POSITIVE].phase[0].isotherm;
    isotherm_eval(iso, isotherm_z_of_theta(iso, 0.5), &p);
    return p.U;
}

static void test_sigma(void)
{
    CellSpec cell = warm_cell(SIGMA, "sigma_S_m = 0.5; sigma_Ea_kJ_mol = 20;");
    CHECK_NEAR(cell.electrode[POSITIVE].sigma[0], 0.5 * factor(20e3, 313.15, 298.15), 1e-9);
    cell_spec_free(&cell);
    cell = warm_cell(SIGMA, "sigma_S_m = 0.5; sigma_Ea_kJ_mol = 20; reference_temperature_C = 40;");
    CHECK_NEAR(cell.electrode[POSITIVE].sigma[0], 0.5, 1e-12);
    cell_spec_free(&cell);
    cell = warm_cell(
        SIGMA,
        "networks = ({ name = \"a\"; sigma_S_m = 2; }, { name = \"b\"; sigma_S_m = 4; }); sigma_Ea_kJ_mol = 20;");
    CHECK_NEAR(cell.electrode[POSITIVE].sigma[1], 4 * factor(20e3, 313.15, 298.15), 1e-8);
    cell_spec_free(&cell);
}

static void test_reference_temperature(void)
{
    CellSpec cell = warm_cell(PHASE, PHASE "D_Ea_kJ_mol = 30; i0_Ea_kJ_mol = 50; reference_temperature_K = 303.15; ");
    CellSpec plain = warm_cell(PHASE, PHASE);
    const Phase *p = &cell.electrode[POSITIVE].phase[0], *q = &plain.electrode[POSITIVE].phase[0];
    CHECK_NEAR(p->D / q->D, factor(30e3, 313.15, 303.15), 1e-9);
    CHECK_NEAR(p->i0 / q->i0, factor(50e3, 313.15, 303.15), 1e-9);
    cell_spec_free(&cell);
    cell = warm_cell("i0_A_m2 = 20.0;", "i0_A_m2 = 20.0; i0_Ea_kJ_mol = 40; reference_temperature_C = 20;");
    CHECK_NEAR(cell.foil.i0, 20 * factor(40e3, 313.15, 293.15), 1e-9);
    cell_spec_free(&cell);
    ElectrolytePoint a, b;
    cell = warm_cell("c0_M = 1.2;", "c0_M = 1.2; kappa_Ea_kJ_mol = 15; reference_temperature_C = 20;");
    electrolyte_eval(cell.electrolyte, 1200, &a);
    electrolyte_eval(plain.electrolyte, 1200, &b);
    CHECK_NEAR(a.kappa / b.kappa, factor(15e3, 313.15, 293.15), 1e-6);
    cell_spec_free(&cell);
    cell_spec_free(&plain);
}

/* E-card-7 */
static void test_entropy(void)
{
    CellSpec plain = warm_cell(PHASE, PHASE), cell = warm_cell(PHASE, PHASE "dU_dT_mV_K = -0.2; ");
    CHECK_NEAR(U_half(&cell) - U_half(&plain), -0.2e-3 * 15, 1e-6);
    cell_spec_free(&cell);
    cell_spec_free(&plain);
    const char *sites = "sites = ((0.03, 3.50, 2.0), (0.94, 3.425, 0.08), (0.03, 3.30, 2.0))";
    cell = warm_cell(sites, "U_V = \"3.6 - 0.3*x\"; dU_dT_mV_K = \"0.4*x\"; reference_temperature_C = 20");
    CHECK_NEAR(U_half(&cell), 3.45 + 0.2e-3 * 20, 1e-5);
    cell_spec_free(&cell);
    fixture_refused(PHASE, PHASE "dU_dT_mV_K = \"0.4*x\"; ", "of sites is a number", "U_table_V");
}

static void test_T_in_numbers(void)
{
    CellSpec cell = warm_cell(SIGMA, "sigma_S_m = \"0.5*T/298.15\";");
    CHECK_NEAR(cell.electrode[POSITIVE].sigma[0], 0.5 * 313.15 / 298.15, 1e-9);
    cell_spec_free(&cell);
    cell = warm_cell("i0_A_m2 = 0.02;", "i0_A_m2 = \"0.02*exp(-3000*(1/T - 1/298.15))\";");
    CellSpec plain = warm_cell("i0_A_m2 = 0.02;", "i0_A_m2 = 0.02;");
    CHECK_NEAR(cell.electrode[POSITIVE].phase[0].i0 / plain.electrode[POSITIVE].phase[0].i0,
               factor(3000 * GAS_CONSTANT, 313.15, 298.15), 1e-9);
    cell_spec_free(&cell);
    cell_spec_free(&plain);
    cell = warm_cell(SIGMA, SIGMA " connected_fraction = \"min(1, T/400 + 0*m)\";");
    CHECK_NEAR(cell.electrode[POSITIVE].phase[0].volume_fraction /
                   (plain = warm_cell(SIGMA, SIGMA)).electrode[POSITIVE].phase[0].volume_fraction,
               313.15 / 400, 1e-9);
    cell_spec_free(&cell);
    cell_spec_free(&plain);
    fixture_refused("temperature_C = 25;", "temperature_C = \"T - 273.15\";", "T", "");
}

static void test_porosity_in_effective_properties(void)
{
    CellSpec cell = cell_with(SIGMA, "sigma_S_m = \"10*(1 - porosity)^1.5\"; macmullin = \"1.2/porosity\";");
    CHECK_NEAR(cell.electrode[POSITIVE].sigma[0], 10 * pow(0.55, 1.5), 1e-9);
    CHECK_NEAR(cell.region[POSITIVE].transport, 0.45 / 1.2, 1e-9);
    cell_spec_free(&cell);
    cell = cell_with("porosity = { value = 0.45; source = \"thickness gauge\"; kind = \"assumed\"; };\n  " SIGMA,
                     "thickness_um = 30; sigma_S_m = \"10*porosity\";"); /* it follows from the thickness */
    CHECK_NEAR(cell.electrode[POSITIVE].sigma[0], 10 * cell.region[POSITIVE].porosity, 1e-9);
    cell_spec_free(&cell);
    cell = cell_with("separator = \"Celgard_2325\"",
                     "separator = { thickness_um = 100; porosity = 1; macmullin = \"1/porosity\"; }");
    CHECK(cell.region[SEPARATOR].porosity == 1 && cell.region[SEPARATOR].transport == 1);
    cell_spec_free(&cell);
    fixture_refused(SIGMA, "sigma_S_m = \"1e12*porosity\";", "out of range", "effective");
    fixture_refused(SIGMA, SIGMA " thickness_um = \"100*porosity\";", "porosity", "");
}

TEST_MAIN("cards/temperature", TEST(test_sigma), TEST(test_reference_temperature), TEST(test_entropy),
          TEST(test_T_in_numbers), TEST(test_porosity_in_effective_properties))
