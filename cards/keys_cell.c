#include "keys.h"

#include <math.h>

/* Columns: name, slot, type, factor to SI, default, smallest, largest, unit, help. */
#define TEXT 1, NAN, 0, 0, "text"
#define GROUP 1, NAN, 0, 0, "group"
#define LIST 1, NAN, 0, 0, "list"
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static const Key card_keys[] = {
    {"name", CARD_NAME, AS_TEXT, TEXT, "short name of the cell, used for files"},
    {"title", CARD_TITLE, AS_TEXT, TEXT, "name for figures; default: name"},
    {"temperature_C", CARD_TEMPERATURE, AS_NUMBER, 1, 25, -60, 150, "degC", "temperature of the cell (isothermal)"},
    {"temperature_K", CARD_TEMPERATURE, AS_NUMBER, 1, NAN, 213.15, 423.15, "K", "temperature of the cell"},
    {"disc_diameter_mm", CARD_AREA, AS_NUMBER, 1e-3, NAN, 0.1, 1000, "mm", "diameter of a round electrode"},
    {"area_cm2", CARD_AREA, AS_NUMBER, 1e-4, NAN, 1e-4, 1e6, "cm2", "geometric electrode area; default: 1 cm2"},
    {"area_m2", CARD_AREA, AS_NUMBER, 1, NAN, 1e-8, 100, "m2", "geometric electrode area"},
    {"one_C_mA_g", CARD_ONE_C, AS_NUMBER, 1, NAN, 1e-3, 1e6, "mA/g",
     "what 1C means, per gram of active material of the working (positive) electrode"},
    {"one_C_mA_cm2", CARD_ONE_C, AS_NUMBER, 10, NAN, 1e-6, 1e5, "mA/cm2", "what 1C means, per electrode area"},
    {"one_C_A_m2", CARD_ONE_C, AS_NUMBER, 1, NAN, 1e-6, 1e6, "A/m2", "what 1C means, per electrode area"},
    {"one_C_A", CARD_ONE_C, AS_NUMBER, 1, NAN, 1e-9, 1e6, "A", "what 1C means, for the whole cell"},
    {"contact_resistance_ohm_cm2", CARD_CONTACT, AS_NUMBER, 1e-4, 0, 0, 1e6, "ohm cm2",
     "resistance between positive collector and terminal"},
    {"contact_resistance_ohm_m2", CARD_CONTACT, AS_NUMBER, 1, NAN, 0, 100, "ohm m2", "the same"},
    {"window", CARD_WINDOW, AS_GROUP, GROUP, "{ lower_V; upper_V; }: cut-off voltages that protocols use"},
    {"cv_window", CARD_CV_WINDOW, AS_GROUP, GROUP, "{ lower_V; upper_V; } of voltammetry; default: window"},
    {"electrolyte", CARD_ELECTROLYTE, AS_ENTRY, GROUP, "name in electrolytes.cfg, or a group with its keys"},
    {"separator", CARD_SEPARATOR, AS_ENTRY, GROUP, "name in separators.cfg, or a group with its keys"},
    {"foil", CARD_FOIL, AS_ENTRY, GROUP,
     "metal counter electrode of a half cell: name in materials.cfg, or a group with its keys"},
    {"negative", CARD_NEGATIVE, AS_GROUP, GROUP, "porous negative electrode of a full cell"},
    {"positive", CARD_POSITIVE, AS_GROUP, GROUP, "porous positive electrode; the working electrode of a half cell"},
    {"reservoir", CARD_RESERVOIR, AS_GROUP, GROUP,
     "well-mixed electrolyte beside the separator, which exchanges with it at the foil's side"},
    {"reference", CARD_REFERENCE, AS_GROUP, GROUP,
     "reference electrode in the separator: windows, limits and voltages are then those of the positive electrode "
     "against it"},
    {"mesh", CARD_MESH, AS_GROUP, GROUP, "numerical resolution"},
    {"experiments", CARD_EXPERIMENTS, AS_LIST, LIST, "protocols run by default: [\"gcd\", \"cv\"]"},
    {"targets", CARD_TARGETS, AS_LIST, LIST, "published numbers to compare with: ( { … }, { … } )"},
};
const Section section_card = {"card", "top level", CARD_SLOTS, COUNT(card_keys), card_keys};

static const Key window_keys[] = {
    {"lower_V", WINDOW_LOWER, AS_NUMBER, 1, NAN, -10, 10, "V", "lower cut-off voltage"},
    {"upper_V", WINDOW_UPPER, AS_NUMBER, 1, NAN, -10, 10, "V", "upper cut-off voltage"},
};
const Section section_window = {"window", "window, cv_window", WINDOW_SLOTS, COUNT(window_keys), window_keys};

static const Key electrolyte_keys[] = {
    {"material", ELY_MATERIAL, AS_TEXT, TEXT, "entry of electrolytes.cfg that supplies what is not given here"},
    {"c0_M", ELY_C0, AS_NUMBER, 1e3, NAN, 1e-4, 20, "mol/L", "initial salt concentration"},
    {"c0_mol_m3", ELY_C0, AS_NUMBER, 1, NAN, 0.1, 2e4, "mol/m3", "initial salt concentration"},
    {"kappa_S_m", ELY_KAPPA, AS_LAW, 1, NAN, 0, 0, "S/m",
     "ionic conductivity; number, formula or table in c [mol/L], T [K]"},
    {"kappa_mS_cm", ELY_KAPPA, AS_LAW, 0.1, NAN, 0, 0, "mS/cm", "the same"},
    {"kappa_S_cm", ELY_KAPPA, AS_LAW, 100, NAN, 0, 0, "S/cm", "the same"},
    {"D_m2_s", ELY_D, AS_LAW, 1, NAN, 0, 0, "m2/s", "salt diffusivity; number, formula or table in c [mol/L], T [K]"},
    {"D_cm2_s", ELY_D, AS_LAW, 1e-4, NAN, 0, 0, "cm2/s", "the same"},
    {"t_plus", ELY_T_PLUS, AS_LAW, 1, NAN, 0, 0, "1", "transference number of the cation; as above"},
    {"thermodynamic_factor", ELY_CHI, AS_LAW, 1, 1, 0, 0, "1", "1 + dln f/dln c; as above"},
    {"kappa_Ea_kJ_mol", ELY_EA_KAPPA, AS_NUMBER, 1e3, 0, 0, 200, "kJ/mol",
     "activation energy of kappa about the reference temperature, on top of what the formula says"},
    {"D_Ea_kJ_mol", ELY_EA_D, AS_NUMBER, 1e3, 0, 0, 200, "kJ/mol", "activation energy of D, likewise"},
    {"reference_temperature_C", ELY_T_REF, AS_NUMBER, 1, 25, -100, 300, "degC",
     "temperature at which kappa and D are stated"},
    {"reference_temperature_K", ELY_T_REF, AS_NUMBER, 1, NAN, 173.15, 573.15, "K", "the same"},
    {"theory", ELY_THEORY, AS_TEXT, TEXT,
     "\"concentrated\" (default): a binary salt; \"dilute\": ions; \"single_ion\": a solid of which only cations move"},
    {"ions", ELY_IONS, AS_LIST, LIST,
     "dilute: 2 to 6 ions, the first cation being what reactions exchange that name none"},
    {"salts", ELY_SALTS, AS_LIST, LIST,
     "dilute: salts that bring ions; each makes a key NAME_M here, its concentration in mol/L (default 0)"},
    {"follows", ELY_FOLLOWS, AS_TEXT, TEXT,
     "dilute: ion that electroneutrality gives; default: the most concentrated one that no reaction exchanges"},
};
const Section section_electrolyte = {"electrolyte", "electrolyte", ELY_SLOTS, COUNT(electrolyte_keys),
                                     electrolyte_keys};

static const Key ion_keys[] = {
    {"name", ION_NAMED, AS_TEXT, TEXT, "name in tables, and in `ion` of phases and foil: \"Li\""},
    {"charge", ION_CHARGE, AS_INTEGER, 1, NAN, -4, 4, "1", "charge number"},
    {"c_M", ION_C, AS_NUMBER, 1e3, 0, 0, 20, "mol/L", "initial concentration, beside what salts bring"},
    {"c_mol_m3", ION_C, AS_NUMBER, 1, NAN, 0, 2e4, "mol/m3", "the same"},
    {"D_m2_s", ION_D, AS_NUMBER, 1, NAN, 1e-16, 1e-5, "m2/s", "diffusivity"},
    {"D_cm2_s", ION_D, AS_NUMBER, 1e-4, NAN, 1e-12, 1e-1, "cm2/s", "the same"},
    {"D_Ea_kJ_mol", ION_EA_D, AS_NUMBER, 1e3, 0, 0, 200, "kJ/mol", "activation energy of D about 298.15 K"},
};
const Section section_ion = {"ion", "electrolyte.ions[k]", ION_SLOTS, COUNT(ion_keys), ion_keys};

static const Key salt_keys[] = {
    {"name", SALT_NAME, AS_TEXT, TEXT, "name in the key of its concentration: \"LiCl\" makes LiCl_M"},
    {"cation", SALT_CATION, AS_TEXT, TEXT, "ion it brings"},
    {"anion", SALT_ANION, AS_TEXT, TEXT, "the other one, as many of each as make it neutral"},
};
const Section section_salt = {"salt", "electrolyte.salts[k]", SALT_SLOTS, COUNT(salt_keys), salt_keys};

static const Key separator_keys[] = {
    {"material", SEP_MATERIAL, AS_TEXT, TEXT, "entry of separators.cfg that supplies what is not given here"},
    {"thickness_um", SEP_THICKNESS, AS_NUMBER, 1e-6, NAN, 0.01, 1e5, "um", "thickness"},
    {"thickness_m", SEP_THICKNESS, AS_NUMBER, 1, NAN, 1e-8, 0.1, "m", "thickness"},
    {"porosity", SEP_POROSITY, AS_NUMBER, 1, NAN, 0.01, 1, "1",
     "volume fraction of electrolyte; 1: nothing but electrolyte"},
    {"bruggeman", SEP_TRANSPORT, AS_EFFECTIVE, 1, 1.5, 0, 10, "1", "effective transport = porosity^bruggeman"},
    {"macmullin", SEP_TRANSPORT, AS_EFFECTIVE, 1, NAN, 1, 1e4, "1", "effective transport = 1/macmullin"},
};
const Section section_separator = {"separator", "separator", SEP_SLOTS, COUNT(separator_keys), separator_keys};

static const Key reservoir_keys[] = {
    {"volume_uL_cm2", RESERVOIR_VOLUME, AS_NUMBER, 1e-5, NAN, 0, 1e5, "uL/cm2", "volume per electrode area; 0 = none"},
    {"volume_m3_m2", RESERVOIR_VOLUME, AS_NUMBER, 1, NAN, 0, 1, "m3/m2", "the same"},
    {"exchange_m_s", RESERVOIR_EXCHANGE, AS_NUMBER, 1, NAN, 0, 1, "m/s",
     "exchange velocity: flux per difference of concentrations"},
};
const Section section_reservoir = {"reservoir", "reservoir", RESERVOIR_SLOTS, COUNT(reservoir_keys), reservoir_keys};

static const Key reference_keys[] = {
    {"place", REFERENCE_PLACE, AS_NUMBER, 1, 0.5, 0, 1, "1",
     "share of the separator, from the foil or the negative electrode on"},
    {"potential_V", REFERENCE_U, AS_NUMBER, 1, 0, -10, 10, "V",
     "standard potential of its metal on the scale of the phases' potentials"},
    {"ion", REFERENCE_ION, AS_TEXT, TEXT,
     "ion of a dilute electrolyte that it is in equilibrium with; default: the first cation"},
    {"c_ref_M", REFERENCE_C, AS_NUMBER, 1e3, 1, 1e-4, 20, "mol/L",
     "concentration of that ion at which the potential is stated"},
};
const Section section_reference = {"reference", "reference", REFERENCE_SLOTS, COUNT(reference_keys), reference_keys};

static const Key foil_keys[] = {
    {"material", FOIL_MATERIAL, AS_TEXT, TEXT, "entry of materials.cfg that supplies what is not given here"},
    {"i0_A_m2", FOIL_I0, AS_NUMBER, 1, NAN, 1e-6, 1e6, "A/m2", "exchange current density per geometric area at c_ref"},
    {"i0_Ea_kJ_mol", FOIL_EA, AS_NUMBER, 1e3, 0, 0, 200, "kJ/mol",
     "activation energy of i0 about the reference temperature"},
    {"reference_temperature_C", FOIL_T_REF, AS_NUMBER, 1, 25, -100, 300, "degC", "temperature at which i0 is stated"},
    {"reference_temperature_K", FOIL_T_REF, AS_NUMBER, 1, NAN, 173.15, 573.15, "K", "the same"},
    {"c_ref_M", FOIL_C_REF, AS_NUMBER, 1e3, 1, 1e-4, 20, "mol/L", "concentration at which i0 is stated"},
    {"c_e_exponent", FOIL_EXPONENT, AS_NUMBER, 1, 0.5, 0, 2, "1", "i0 ~ (c_e/c_ref)^exponent"},
    {"alpha", FOIL_ALPHA, AS_NUMBER, 1, 0.5, 0.05, 0.95, "1", "anodic transfer coefficient; cathodic: 1 - alpha"},
    {"double_layer_F_m2", FOIL_DL, AS_NUMBER, 1, 0, 0, 100, "F/m2", "double layer per geometric area; 0 = none"},
    {"film_resistance_ohm_cm2", FOIL_FILM, AS_NUMBER, 1e-4, 0, 0, 1e5, "ohm cm2", "resistance of the surface film"},
    {"film_resistance_ohm_m2", FOIL_FILM, AS_NUMBER, 1, NAN, 0, 10, "ohm m2", "the same"},
    {"potential_V", FOIL_U, AS_NUMBER, 1, 0, -10, 10, "V",
     "standard potential of the metal on the scale of the phases' potentials; 0: they are stated against it"},
    {"ion", FOIL_ION, AS_TEXT, TEXT, "ion of a dilute electrolyte that it exchanges; default: the first cation"},
    {"kinetics", FOIL_KINETICS, AS_TEXT, TEXT,
     "of a dilute electrolyte: \"mass_action\" (default) or \"butler_volmer\""},
};
const Section section_foil = {"foil", "foil", FOIL_SLOTS, COUNT(foil_keys), foil_keys};

static const Key mesh_keys[] = {
    {"separator", MESH_SEPARATOR, AS_INTEGER, 1, 1, 1, 1000, "1", "elements in the separator"},
    {"electrode", MESH_ELECTRODE, AS_INTEGER, 1, 2, 1, 1000, "1", "elements in each electrode"},
    {"negative", MESH_NEGATIVE, AS_INTEGER, 1, NAN, 1, 1000, "1", "in the negative electrode; default: electrode"},
    {"positive", MESH_POSITIVE, AS_INTEGER, 1, NAN, 1, 1000, "1", "in the positive electrode; default: electrode"},
    {"degree", MESH_DEGREE, AS_INTEGER, 1, 4, 1, MAX_DEGREE, "1",
     "of the polynomials on each element of an electrode; 1 = straight lines, with more elements where fronts move"},
    {"separator_degree", MESH_SEPARATOR_DEGREE, AS_INTEGER, 1, 2, 1, MAX_DEGREE, "1", "the same in the separator"},
    {"radial", MESH_RADIAL, AS_INTEGER, 1, NAN, 2, 64, "1",
     "unknowns along a particle's radius; default 16, or 6 of at most 16 (spectral)"},
    {"scheme", MESH_SCHEME, AS_TEXT, TEXT,
     "\"volumes\" (shells, default) or \"spectral\" (4 to 8 radial unknowns suffice)"},
    {"grading", MESH_GRADING, AS_NUMBER, 1, 1, 0.001, 1, "1",
     "shortest element of an electrode, next to the separator, relative to its longest"},
    {"separator_grading", MESH_SEPARATOR_GRADING, AS_NUMBER, 1, 1, 0.001, 1, "1",
     "the same in the separator, at both ends"},
    {"accuracy_mV", MESH_ACCURACY, AS_NUMBER, 1e-3, NAN, 1e-3, 100, "mV",
     "error of mesh and time steps together that both are chosen for, beginning with those given; default: they stay"},
};
const Section section_mesh = {"mesh", "mesh", MESH_SLOTS, COUNT(mesh_keys), mesh_keys};

static const Key target_keys[] = {
    {"id", TARGET_ID, AS_TEXT, TEXT, "short identifier: \"000-09\""},
    {"quantity", TARGET_QUANTITY, AS_TEXT, TEXT,
     "discharge_capacity, charge_capacity (mAh/g, mAh/cm2, mAh, Ah), cutoff_time (s, min, h), mean_voltage, "
     "mean_charge_voltage (V, mV), R_ct, R_ohmic (ohm, ohm cm2), D_app (cm2/s, m2/s), b_value (1), capacitive_share "
     "(%), peak_voltage (V, mV), current_ratio (1), coulombic_efficiency, initial_coulombic_efficiency, retention (%), "
     "plateau_voltage (V, mV), D_gitt (cm2/s, m2/s), gitt_overpotential (V, mV), share (%, 1), content (1)"},
    {"unit", TARGET_UNIT, AS_TEXT, TEXT, "unit of the value: \"mAh/g\""},
    {"value", TARGET_VALUE, AS_NUMBER, 1, NAN, -1e30, 1e30, "unit", "the published number"},
    {"tolerance_percent", TARGET_TOLERANCE, AS_NUMBER, 1, 5, 1e-6, 1000, "%", "largest deviation that counts as met"},
    {"protocol", TARGET_PROTOCOL, AS_TEXT, TEXT, "protocol that measures it: \"gcd\""},
    {"loading_mg_cm2", TARGET_LOADING, AS_NUMBER, 0.01, NAN, 1e-4, 1e4, "mg/cm2",
     "loading it was measured at; default: the card's"},
    {"varied", TARGET_VARIED, AS_NUMBER, 1, NAN, -1e30, 1e30, "unit",
     "value that the protocol's vary gave the run, in its unit; default: the first"},
    {"c_rate", TARGET_RATE, AS_NUMBER, 1, NAN, 1e-6, 1e6, "1", "C-rate it was measured at; default: any"},
    {"cycle", TARGET_CYCLE, AS_INTEGER, 1, 0, 0, 1000000, "1",
     "cycle at that rate or scan rate, counted from 1; 0: the last; of a share or content: cycle of the run; D_gitt, "
     "gitt_overpotential: titration in that direction"},
    {"scan_rate_mV_s", TARGET_SCAN, AS_NUMBER, 1e-3, NAN, 1e-6, 1e6, "mV/s",
     "scan rate of a capacitive share or a peak; default: the highest"},
    {"peak", TARGET_PEAK, AS_TEXT, TEXT, "\"mean\" of both peaks (default), \"anodic\" or \"cathodic\""},
    {"free_intercept", TARGET_INTERCEPT, AS_BOOL, 1, 1, 0, 1, "bool",
     "D_app: the line of peak currents has an intercept; false: it goes through the origin"},
    {"concentration_mol_cm3", TARGET_CONCENTRATION, AS_NUMBER, 1e6, NAN, 1e-9, 1, "mol/cm3",
     "D_app: concentration that the source put in; default: the cell's sites"},
    {"from_V", TARGET_FROM_V, AS_NUMBER, 1, NAN, -10, 10, "V",
     "capacitive_share: areas from here; default: 50 mV (at most 5 % of the range) within the vertices; "
     "gitt_overpotential: pulses with rest voltages from here; default: all"},
    {"to_V", TARGET_TO_V, AS_NUMBER, 1, NAN, -10, 10, "V", "to here"},
    {"at_V", TARGET_AT_V, AS_NUMBER, 1, NAN, -10, 10, "V",
     "current_ratio: voltage on the same sweep of the current that the peak's is divided by"},
    {"at", TARGET_AT, AS_TEXT, TEXT,
     "\"discharge\" or \"charge\": which of both; default: discharge; of a share or content: the end of the cycle"},
    {"of", TARGET_OF, AS_TEXT, TEXT,
     "share, content: what a host reports, \"rocksalt\", or \"positive.anatase.rocksalt\" where several do"},
    {"which", TARGET_WHICH, AS_TEXT, TEXT,
     "D_gitt: \"median\" (default), \"min\" or \"max\" of the titration's pulses"},
    {"from_cycle", TARGET_FROM, AS_INTEGER, 1, 1, 1, 1000000, "1", "retention: cycle of the run that counts as 100 %"},
    {"to_cycle", TARGET_TO, AS_INTEGER, 1, 0, 0, 1000000, "1", "retention: cycle of the run; 0: the last"},
    {"fitted", TARGET_FITTED, AS_LIST, LIST,
     "paths of the card's numbers that were fitted to it, as of --set; several: one number that stands in all these places"},
    {"how", TARGET_HOW, AS_TEXT, TEXT, "where it is published and whether a fitted value enters"},
};
const Section section_target = {"target", "targets[k]", TARGET_SLOTS, COUNT(target_keys), target_keys};

int card_sections(const Section *const **out)
{
    static const Section *const all[] = {
        &section_card,        &section_window,        &section_electrode,   &section_component, &section_network,
        &section_phase,       &section_side_reaction, &section_oxygen_loss, &section_evolves,   &section_form,
        &section_conversion,  &section_ripening,      &section_competes,    &section_class,     &section_competitor,
        &section_electrolyte, &section_ion,           &section_salt,        &section_reservoir, &section_reference,
        &section_separator,   &section_foil,          &section_mesh,        &section_target,    &section_protocol,
        &section_vary,        &section_step,          &section_safety,
    };
    *out = all;
    return COUNT(all);
}
