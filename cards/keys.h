/* The keys of cards and protocols: slots of each section. The tables are in keys_cell.c, keys_electrode.c and
 * keys_protocol.c. */
#ifndef CELLSIM_KEYS_H
#define CELLSIM_KEYS_H

#include "section.h"

enum {
    CARD_NAME,
    CARD_TITLE,
    CARD_TEMPERATURE,
    CARD_AREA,
    CARD_ONE_C,
    CARD_CONTACT,
    CARD_WINDOW,
    CARD_CV_WINDOW,
    CARD_ELECTROLYTE,
    CARD_SEPARATOR,
    CARD_FOIL,
    CARD_NEGATIVE,
    CARD_POSITIVE,
    CARD_MESH,
    CARD_RESERVOIR,
    CARD_REFERENCE,
    CARD_EXPERIMENTS,
    CARD_TARGETS,
    CARD_SLOTS
};
enum { WINDOW_LOWER, WINDOW_UPPER, WINDOW_SLOTS };
enum {
    ELY_MATERIAL,
    ELY_C0,
    ELY_KAPPA,
    ELY_D,
    ELY_T_PLUS,
    ELY_CHI,
    ELY_EA_KAPPA,
    ELY_EA_D,
    ELY_T_REF,
    ELY_THEORY,
    ELY_IONS,
    ELY_SALTS,
    ELY_FOLLOWS,
    ELY_SLOTS
};
enum { ION_NAMED, ION_CHARGE, ION_C, ION_D, ION_EA_D, ION_SLOTS };
enum { SALT_NAME, SALT_CATION, SALT_ANION, SALT_SLOTS };
enum { MOST_SALTS = 8, MOST_ELY_KEYS = 32 };
enum { SEP_MATERIAL, SEP_THICKNESS, SEP_POROSITY, SEP_TRANSPORT, SEP_SLOTS };
enum { RESERVOIR_VOLUME, RESERVOIR_EXCHANGE, RESERVOIR_SLOTS };
enum { REFERENCE_PLACE, REFERENCE_U, REFERENCE_ION, REFERENCE_C, REFERENCE_SLOTS };
enum {
    FOIL_MATERIAL,
    FOIL_I0,
    FOIL_EA,
    FOIL_T_REF,
    FOIL_C_REF,
    FOIL_EXPONENT,
    FOIL_ALPHA,
    FOIL_DL,
    FOIL_FILM,
    FOIL_U,
    FOIL_ION,
    FOIL_KINETICS,
    FOIL_SLOTS
};
enum {
    MESH_SEPARATOR,
    MESH_ELECTRODE,
    MESH_NEGATIVE,
    MESH_POSITIVE,
    MESH_DEGREE,
    MESH_SEPARATOR_DEGREE,
    MESH_RADIAL,
    MESH_SCHEME,
    MESH_GRADING,
    MESH_SEPARATOR_GRADING,
    MESH_ACCURACY,
    MESH_SLOTS
};
enum {
    TARGET_ID,
    TARGET_QUANTITY,
    TARGET_UNIT,
    TARGET_VALUE,
    TARGET_TOLERANCE,
    TARGET_PROTOCOL,
    TARGET_LOADING,
    TARGET_VARIED,
    TARGET_RATE,
    TARGET_CYCLE,
    TARGET_SCAN,
    TARGET_PEAK,
    TARGET_INTERCEPT,
    TARGET_CONCENTRATION,
    TARGET_FROM_V,
    TARGET_TO_V,
    TARGET_AT_V,
    TARGET_AT,
    TARGET_OF,
    TARGET_WHICH,
    TARGET_FROM,
    TARGET_TO,
    TARGET_HOW,
    TARGET_SLOTS
};
enum {
    EL_LOADING,
    EL_COMPOSITION,
    EL_THICKNESS,
    EL_POROSITY,
    EL_ACTIVE,
    EL_TRANSPORT,
    EL_SIGMA,
    EL_NETWORKS,
    EL_PHASES,
    EL_CONNECTED,
    EL_BET,
    EL_DL_BET,
    EL_INITIAL_V,
    EL_EA_SIGMA,
    EL_T_REF,
    EL_SLOTS
};
enum { COMP_NAME, COMP_WEIGHT, COMP_DENSITY, COMP_SLOTS };
enum { NET_NAME, NET_SIGMA, NET_EXCHANGE, NET_SLOTS };
enum {
    PH_MATERIAL,
    PH_NAME,
    PH_SHARE,
    PH_RADIUS,
    PH_CAPACITY,
    PH_DENSITY,
    PH_ISOTHERM,
    PH_X_RANGE,
    PH_SITES_SCALE,
    PH_INITIAL,
    PH_D,
    PH_EA_D,
    PH_THERMO,
    PH_I0,
    PH_BASIS,
    PH_EA_I0,
    PH_C_REF,
    PH_EXPONENT,
    PH_ALPHA,
    PH_SHAPE,
    PH_FILM,
    PH_DL,
    PH_HYSTERESIS,
    PH_HYSTERESIS_I,
    PH_NETWORK,
    PH_SURFACE,
    PH_RADIAL,
    PH_SIDE,
    PH_OXYGEN,
    PH_EVOLVES,
    PH_ION,
    PH_KINETICS,
    PH_DU_DT,
    PH_T_REF,
    PH_SLOTS
};
enum { OXY_U, OXY_I0, OXY_ALPHA, OXY_DELTA, OXY_ORDERED, OXY_MOLAR, OXY_SLOTS };
enum { EVO_CRYSTAL, EVO_ROCKSALT, EVO_CONVERSION, EVO_RIPENING, EVO_FADE, EVO_TRAP, EVO_REMAINDER, EVO_SLOTS };
enum { FORM_SITES, FORM_I0, FORM_SHARE, FORM_FADE, FORM_SLOTS };
enum { CONV_RATE, CONV_U, CONV_SPREAD, CONV_ALPHA, CONV_DEPTH, CONV_X, CONV_ROCKSALT, CONV_SLOTS };
enum { RIPE_RATE, RIPE_X, RIPE_WIDTH, RIPE_REMAINDER, RIPE_BOUND, RIPE_SLOTS };
enum { SIDE_CAPACITY, SIDE_U, SIDE_I0, SIDE_ALPHA, SIDE_SLOTS };
enum { PROTO_TITLE, PROTO_FIGURE, PROTO_LOADINGS, PROTO_VARY, PROTO_SAFETY, PROTO_FROM_SOC, PROTO_STEPS, PROTO_SLOTS };
enum { VARY_PATH, VARY_VALUES, VARY_SLOTS };
enum { SAFE_MIN, SAFE_MAX, SAFE_TIME, SAFE_SLOTS };
enum {
    STEP_DO,
    STEP_DIRECTION,
    STEP_RATE,
    STEP_VOLTAGE,
    STEP_SCAN,
    STEP_VERTICES,
    STEP_BELOW,
    STEP_ABOVE,
    STEP_CURRENT,
    STEP_TIME,
    STEP_CAPACITY,
    STEP_TO_SOC,
    STEP_F_MAX,
    STEP_F_MIN,
    STEP_POINTS,
    STEP_COUNT,
    STEP_ADVANCES,
    STEP_STEPS,
    STEP_PULSE,
    STEP_PAUSE,
    STEP_PULSES,
    STEP_WATTS,
    STEP_OHMS,
    STEP_FILE,
    STEP_DRIVEN,
    STEP_HELD,
    STEP_SAMPLE,
    STEP_EARLY,
    STEP_SLOTS
};

extern const Section section_card, section_window, section_electrolyte, section_ion, section_salt, section_reservoir,
    section_reference, section_separator, section_foil, section_mesh, section_target, section_electrode,
    section_component, section_network, section_phase, section_side_reaction, section_oxygen_loss, section_evolves,
    section_form, section_conversion, section_ripening, section_protocol, section_vary, section_safety, section_step;

/* All sections, for the documentation's key list. */
int card_sections(const Section *const **out);

#endif
