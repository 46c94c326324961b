#include "keys.h"

#include <math.h>

/* Columns: name, slot, type, factor to SI, default, smallest, largest, unit, help. */
#define TEXT 1, NAN, 0, 0, "text"
#define LIST 1, NAN, 0, 0, "list"
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static const Key electrode_keys[] = {
    {"loading_mg_cm2", EL_LOADING, AS_NUMBER, 0.01, NAN, 1e-3, 1e3, "mg/cm2",
     "mass of active material per electrode area"},
    {"composition", EL_COMPOSITION, AS_LIST, LIST,
     "solids: ( { name = \"active\"; wt_percent = 80; density_g_cm3 = 3.9; }, … ); one of them is named \"active\""},
    {"thickness_um", EL_THICKNESS, AS_NUMBER, 1e-6, NAN, 0.01, 1e4, "um",
     "thickness; or computed from loading, composition, porosity"},
    {"thickness_m", EL_THICKNESS, AS_NUMBER, 1, NAN, 1e-8, 0.01, "m", "the same"},
    {"porosity", EL_POROSITY, AS_NUMBER, 1, NAN, 0.01, 0.99, "1", "volume fraction of electrolyte"},
    {"active_fraction", EL_ACTIVE, AS_NUMBER, 1, NAN, 1e-3, 0.99, "1",
     "volume fraction of active material; or computed from the composition"},
    {"bruggeman", EL_TRANSPORT, AS_EFFECTIVE, 1, 1.5, 0, 10, "1",
     "effective electrolyte transport = porosity^bruggeman"},
    {"macmullin", EL_TRANSPORT, AS_EFFECTIVE, 1, NAN, 1, 1e4, "1", "effective electrolyte transport = 1/macmullin"},
    {"sigma_S_m", EL_SIGMA, AS_EFFECTIVE, 1, NAN, 1e-10, 1e8, "S/m",
     "effective electronic conductivity of the composite"},
    {"sigma_S_cm", EL_SIGMA, AS_EFFECTIVE, 100, NAN, 1e-12, 1e6, "S/cm", "the same"},
    {"networks", EL_NETWORKS, AS_LIST, LIST,
     "electronic networks instead of sigma: ( { name; sigma_S_m; exchange_S_m3; }, … )"},
    {"phases", EL_PHASES, AS_LIST, LIST, "active phases: ( { … }, { … } ), at most 8"},
    {"connected_fraction", EL_CONNECTED, AS_LAW, 1, 1, 1e-3, 1, "1",
     "share of the active material that takes part; number, or formula of the loading m [mg/cm2]"},
    {"BET_m2_g", EL_BET, AS_NUMBER, 1e3, NAN, 1e-3, 5000, "m2/g", "specific surface of the active material"},
    {"double_layer_BET_F_m2", EL_DL_BET, AS_NUMBER, 1, NAN, 0, 10, "F/m2",
     "double layer per BET area, shared among the phases"},
    {"initial_V", EL_INITIAL_V, AS_NUMBER, 1, NAN, -10, 10, "V",
     "open-circuit potential at the start, for phases without their own"},
    {"sigma_Ea_kJ_mol", EL_EA_SIGMA, AS_NUMBER, 1e3, 0, 0, 300, "kJ/mol",
     "activation energy of sigma (of every network) about the reference temperature"},
    {"reference_temperature_C", EL_T_REF, AS_NUMBER, 1, 25, -100, 300, "degC", "temperature at which sigma is stated"},
    {"reference_temperature_K", EL_T_REF, AS_NUMBER, 1, NAN, 173.15, 573.15, "K", "the same"},
};
const Section section_electrode = {"electrode", "positive, negative", EL_SLOTS, COUNT(electrode_keys), electrode_keys};

static const Key component_keys[] = {
    {"name", COMP_NAME, AS_TEXT, TEXT, "\"active\", \"carbon\", \"binder\", …"},
    {"wt_percent", COMP_WEIGHT, AS_NUMBER, 0.01, NAN, 0, 100, "%", "weight share; all shares add up to 100"},
    {"density_g_cm3", COMP_DENSITY, AS_NUMBER, 1e3, NAN, 0.05, 25, "g/cm3", "crystal or skeletal density"},
};
const Section section_component = {"component", "composition[k]", COMP_SLOTS, COUNT(component_keys), component_keys};

static const Key network_keys[] = {
    {"name", NET_NAME, AS_TEXT, TEXT, "name that phases refer to"},
    {"sigma_S_m", NET_SIGMA, AS_EFFECTIVE, 1, NAN, 1e-10, 1e8, "S/m", "effective electronic conductivity"},
    {"sigma_S_cm", NET_SIGMA, AS_EFFECTIVE, 100, NAN, 1e-12, 1e6, "S/cm", "the same"},
    {"exchange_S_m3", NET_EXCHANGE, AS_EFFECTIVE, 1, 0, 0, 1e15, "S/m3", "conductance to the first network per volume"},
};
const Section section_network = {"network", "networks[k]", NET_SLOTS, COUNT(network_keys), network_keys};

static const Key phase_keys[] = {
    {"material", PH_MATERIAL, AS_TEXT, TEXT, "entry of materials.cfg that supplies what is not given here"},
    {"name", PH_NAME, AS_TEXT, TEXT, "name in outputs"},
    {"volume_share", PH_SHARE, AS_NUMBER, 1, NAN, 1e-6, 1, "1",
     "share of the active material's volume; default 1 for a single phase. Shares add up to at most 1, or are all 1: "
     "then the phases are site classes of one material that share its volume"},
    {"radius_um", PH_RADIUS, AS_NUMBER, 1e-6, NAN, 1e-4, 1e3, "um", "radius of the spheres"},
    {"radius_nm", PH_RADIUS, AS_NUMBER, 1e-9, NAN, 0.1, 1e6, "nm", "radius of the spheres"},
    {"c_max_mol_m3", PH_CAPACITY, AS_NUMBER, 1, NAN, 1, 1e6, "mol/m3", "guest concentration at theta = 1"},
    {"host_mol_m3", PH_CAPACITY, AS_NUMBER, 1, NAN, 1, 1e6, "mol/m3",
     "formula units of host per volume of material; c_max = sum X * host_mol_m3 (with sites)"},
    {"capacity_mAh_g", PH_CAPACITY, AS_NUMBER, 1, NAN, 0.1, 1e5, "mAh/g", "capacity at theta = 1, with density_g_cm3"},
    {"molar_mass_g_mol", PH_CAPACITY, AS_NUMBER, 1e-3, NAN, 1, 1e5, "g/mol",
     "of a formula unit of host: with density_g_cm3 instead of host_mol_m3"},
    {"density_g_cm3", PH_DENSITY, AS_NUMBER, 1e3, NAN, 0.05, 25, "g/cm3",
     "crystal density; default: that of \"active\" in composition"},
    {"sites", PH_ISOTHERM, AS_LIST, LIST,
     "site classes ( (X, U_V, omega), … ), optionally with a relative mobility as fourth number"},
    {"U_V", PH_ISOTHERM, AS_TEXT, 1, NAN, 0, 0, "V",
     "open-circuit potential as a formula in x (= theta = sto) and T [K]"},
    {"U_table_V", PH_ISOTHERM, AS_TABLE, 1, NAN, 0, 0, "V",
     "open-circuit potential as points ( (x, U), … ), falling with x, or the name of a file that holds them"},
    {"x_range", PH_X_RANGE, AS_LIST, LIST, "[lowest, highest] x of U_V; default [0, 1], or the table's ends"},
    {"sites_scale", PH_SITES_SCALE, AS_NUMBER, 1, 1, 1e-3, 1000, "1", "factor on every X of sites"},
    {"x0", PH_INITIAL, AS_NUMBER, 1, NAN, 0, 1, "1", "stoichiometry theta at the start"},
    {"c0_mol_m3", PH_INITIAL, AS_NUMBER, 1, NAN, 0, 1e6, "mol/m3", "guest concentration at the start"},
    {"initial_V", PH_INITIAL, AS_NUMBER, 1, NAN, -10, 10, "V", "open-circuit potential at the start"},
    {"D_cm2_s", PH_D, AS_LAW, 1e-4, NAN, 0, 0, "cm2/s",
     "solid diffusivity in the sphere of that radius; number, formula or table in x"},
    {"D_m2_s", PH_D, AS_LAW, 1, NAN, 0, 0, "m2/s", "the same"},
    {"D_Li_cm2_s", PH_D, AS_LAW, 1e-4, NAN, 0, 0, "cm2/s", "the same"},
    {"D_Na_cm2_s", PH_D, AS_LAW, 1e-4, NAN, 0, 0, "cm2/s", "the same"},
    {"R2_over_D_s", PH_D, AS_NUMBER, 1, NAN, 1e-9, 1e15, "s", "diffusion time; D = radius^2 / R2_over_D"},
    {"D_Ea_kJ_mol", PH_EA_D, AS_NUMBER, 1e3, 0, 0, 300, "kJ/mol",
     "activation energy of D about the reference temperature"},
    {"thermodynamic_factor", PH_THERMO, AS_BOOL, 1, 0, 0, 1, "bool",
     "true: D is a tracer diffusivity, multiplied by -(F/RT) x (1-x) dU/dx"},
    {"i0_A_m2", PH_I0, AS_NUMBER, 1, NAN, 1e-9, 1e7, "A/m2",
     "exchange current density at x = 0.5 and c_ref, on the area of area_basis"},
    {"m_A_m25_mol15", PH_I0, AS_NUMBER, 1, NAN, 1e-20, 1e3, "A m^2.5 mol^-1.5",
     "m in i0 = m sqrt(c_e c_s (c_max - c_s))"},
    {"k_m25_mol05_s", PH_I0, AS_NUMBER, 1, NAN, 1e-25, 1, "m^2.5 mol^-0.5 s^-1",
     "k in i0 = F k sqrt(c_e c_s (c_max - c_s))"},
    {"k0_m_s", PH_I0, AS_NUMBER, 1, NAN, 1e-20, 1, "m/s", "k0 in i0 = F k0 c_max sqrt(x (1-x)) sqrt(c_e/c_ref)"},
    {"area_basis", PH_BASIS, AS_TEXT, TEXT, "\"sphere\" (3/radius), \"BET\" or \"geometric\": required with i0_A_m2"},
    {"i0_Ea_kJ_mol", PH_EA_I0, AS_NUMBER, 1e3, 0, 0, 300, "kJ/mol",
     "activation energy of i0 about the reference temperature"},
    {"c_ref_M", PH_C_REF, AS_NUMBER, 1e3, 1, 1e-4, 20, "mol/L", "electrolyte concentration at which i0 is stated"},
    {"c_e_exponent", PH_EXPONENT, AS_NUMBER, 1, 0.5, 0, 2, "1", "i0 ~ (c_e/c_ref)^exponent"},
    {"alpha", PH_ALPHA, AS_NUMBER, 1, 0.5, 0.05, 0.95, "1", "anodic transfer coefficient; cathodic: 1 - alpha"},
    {"i0_shape", PH_SHAPE, AS_LAW, 1, NAN, 0, 0, "1", "shape of i0 as a formula or table in x; default sqrt(x*(1-x))"},
    {"film_resistance_ohm_cm2", PH_FILM, AS_NUMBER, 1e-4, 0, 0, 1e6, "ohm cm2", "film resistance on the spheres' area"},
    {"film_resistance_ohm_m2", PH_FILM, AS_NUMBER, 1, NAN, 0, 100, "ohm m2", "the same"},
    {"double_layer_F_m2", PH_DL, AS_NUMBER, 1, 0, 0, 1000, "F/m2", "double layer on the spheres' area; 0 = none (where ions compete 1e-5)"},
    {"hysteresis_mV", PH_HYSTERESIS, AS_NUMBER, 1e-3, 0, 0, 1000, "mV",
     "gap between the branches of insertion and extraction"},
    {"hysteresis_current_A_m2", PH_HYSTERESIS_I, AS_NUMBER, 1, 1e-3, 1e-9, 1e3, "A/m2",
     "current density of the spheres' area at which the branch has switched by tanh(1)"},
    {"network", PH_NETWORK, AS_TEXT, TEXT, "name of the electronic network it is wired to; default: the first"},
    {"surface_class", PH_SURFACE, AS_BOOL, 1, 0, 0, 1, "bool",
     "true: no diffusion length, one stoichiometry; radius sets the area"},
    {"side_reaction", PH_SIDE, AS_GROUP, 1, NAN, 0, 0, "group",
     "{ capacity_mAh_g; U_V; i0_A_m2; alpha; }: what the first insertion loses; default: none"},
    {"oxygen_loss", PH_OXYGEN, AS_GROUP, 1, NAN, 0, 0, "group",
     "{ U_V; i0_A_m2; delta_max; molar_mass_g_mol; … }: oxygen that leaves with its cations above a potential; "
     "default: none"},
    {"evolves", PH_EVOLVES, AS_GROUP, 1, NAN, 0, 0, "group",
     "{ crystal; rocksalt; conversion; ripening; fade; }: the phase is the amorphous form of a host whose forms turn "
     "into each "
     "other; default: it stays what it is"},
    {"competes", PH_COMPETES, AS_GROUP, 1, NAN, 0, 0, "group",
     "{ classes; electrons; first; second; }: a host that two cations of a dilute electrolyte compete for; it has no "
     "isotherm; default: it takes one"},
    {"dU_dT_mV_K", PH_DU_DT, AS_LAW, 1e-3, 0, 0, 0, "mV/K",
     "change of U (of all U_V of sites: a number) with temperature; number, formula or table in x"},
    {"reference_temperature_C", PH_T_REF, AS_NUMBER, 1, 25, -100, 300, "degC",
     "temperature at which D, i0 and, with dU_dT, U are stated"},
    {"reference_temperature_K", PH_T_REF, AS_NUMBER, 1, NAN, 173.15, 573.15, "K", "the same"},
    {"radial", PH_RADIAL, AS_INTEGER, 1, NAN, 2, 64, "1", "unknowns along the radius; default: mesh.radial"},
    {"ion", PH_ION, AS_TEXT, TEXT, "ion of a dilute electrolyte that it exchanges; default: the first cation"},
    {"kinetics", PH_KINETICS, AS_TEXT, TEXT, "of a dilute electrolyte: \"mass_action\" (default) or \"butler_volmer\""},
};
const Section section_phase = {"phase", "positive.phases[k], negative.phases[k]", PH_SLOTS, COUNT(phase_keys),
                               phase_keys};

static const Key side_reaction_keys[] = {
    {"capacity_mAh_g", SIDE_CAPACITY, AS_NUMBER, 1, NAN, 0, 1e4, "mAh/g",
     "charge lost in all, per gram of the phase; 0 = none"},
    {"U_V", SIDE_U, AS_NUMBER, 1, NAN, -10, 10, "V", "potential below which it sets in"},
    {"i0_A_m2", SIDE_I0, AS_NUMBER, 1, NAN, 1e-20, 1e7, "A/m2", "current density of the spheres' area at U_V, fresh"},
    {"alpha", SIDE_ALPHA, AS_NUMBER, 1, 0.5, 0.01, 2, "1", "cathodic transfer coefficient"},
};
const Section section_side_reaction = {"side reaction", "side_reaction of a phase", SIDE_SLOTS,
                                       COUNT(side_reaction_keys), side_reaction_keys};

static const Key oxygen_loss_keys[] = {
    {"U_V", OXY_U, AS_NUMBER, 1, NAN, -10, 10, "V", "potential above which it sets in"},
    {"i0_A_m2", OXY_I0, AS_NUMBER, 1, NAN, 1e-20, 1e7, "A/m2", "its rate constant on the spheres' area"},
    {"alpha", OXY_ALPHA, AS_NUMBER, 1, 1, 0.01, 2, "1", "anodic transfer coefficient"},
    {"delta_max", OXY_DELTA, AS_NUMBER, 1, NAN, 1e-6, 10, "1", "oxygen per formula unit that can leave"},
    {"ordered_at", OXY_ORDERED, AS_NUMBER, 1, 10, 0, 10, "1", "delta beyond which the vacancies count as ordered"},
    {"molar_mass_g_mol", OXY_MOLAR, AS_NUMBER, 1e-3, NAN, 1, 1e5, "g/mol", "of that formula unit"},
};
const Section section_oxygen_loss = {"oxygen loss", "oxygen_loss of a phase", OXY_SLOTS, COUNT(oxygen_loss_keys),
                                     oxygen_loss_keys};
