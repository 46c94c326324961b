#include "keys.h"

#include <math.h>

/* Columns: name, slot, type, factor to SI, default, smallest, largest, unit, help. */
#define TEXT 1, NAN, 0, 0, "text"
#define GROUP 1, NAN, 0, 0, "group"
#define LIST 1, NAN, 0, 0, "list"
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static const Key protocol_keys[] = {
    {"title", PROTO_TITLE, AS_TEXT, TEXT, "title of its figure"},
    {"figure", PROTO_FIGURE, AS_TEXT, TEXT,
     "\"gcd\", \"rate_capability\", \"cv\", \"eis\", \"thin_thick\", \"discharge\", \"gitt\", \"pulse\", \"cycling\", "
     "\"shares\" (of phases that evolve), \"profile\" (against time) or \"none\" (default)"},
    {"loadings_mg_cm2", PROTO_LOADINGS, AS_LIST, LIST, "[1, 10]: run once at each loading; default: the card's own"},
    {"vary", PROTO_VARY, AS_GROUP, GROUP, "{ path; values; }: run once at each value of a number of the card"},
    {"safety", PROTO_SAFETY, AS_GROUP, GROUP,
     "limits that stop the run; default: 1 V beyond the window, 1000 h per step"},
    {"from_soc", PROTO_FROM_SOC, AS_NUMBER, 1, NAN, 0, 1, "1",
     "state of charge at which it begins, at rest; default: the card's own start"},
    {"steps", PROTO_STEPS, AS_LIST, LIST, "( { do = \"cc\"; … }, … )"},
};
const Section section_protocol = {"protocol", "top level of a protocol", PROTO_SLOTS, COUNT(protocol_keys),
                                  protocol_keys};

static const Key vary_keys[] = {
    {"path", VARY_PATH, AS_TEXT, TEXT, "the number, as --set names it: \"electrolyte.c0_M\""},
    {"values", VARY_VALUES, AS_LIST, LIST,
     "[0.5, 1.0]: at most 16, in the unit of the key; the card's own value is not among them by itself"},
};
const Section section_vary = {"vary", "vary", VARY_SLOTS, COUNT(vary_keys), vary_keys};

static const Key safety_keys[] = {
    {"voltage_min_V", SAFE_MIN, AS_NUMBER, 1, NAN, -20, 20, "V", "stop below this voltage"},
    {"voltage_max_V", SAFE_MAX, AS_NUMBER, 1, NAN, -20, 20, "V", "stop above this voltage"},
    {"step_time_h", SAFE_TIME, AS_NUMBER, 3600, 1000, 1e-6, 1e6, "h", "stop if a step takes longer"},
};
const Section section_safety = {"safety", "safety", SAFE_SLOTS, COUNT(safety_keys), safety_keys};

static const Key step_keys[] = {
    {"do", STEP_DO, AS_TEXT, TEXT,
     "\"cc\", \"cccv\", \"cv_hold\", \"rest\", \"cv_sweep\", \"gitt\", \"eis\", \"power\", \"resistance\", \"profile\" "
     "or \"repeat\""},
    {"direction", STEP_DIRECTION, AS_TEXT, TEXT,
     "\"charge\" or \"discharge\" (cc, cccv, gitt, power); in a half cell discharge inserts"},
    {"rate", STEP_RATE, AS_TEXT, TEXT,
     "\"0.5C\", \"C/5\", \"85 mA/g\", \"0.1 A/g\", \"1 mA/cm2\", \"5 A\", or \"given\" (command line)"},
    {"voltage_V", STEP_VOLTAGE, AS_BOUND, 1, NAN, -10, 10, "V",
     "cccv: voltage to reach and hold, default the window's; cv_hold: default the present voltage"},
    {"scan_rate_mV_s", STEP_SCAN, AS_NUMBER, 1e-3, NAN, 1e-6, 1e6, "mV/s", "cv_sweep: scan rate"},
    {"scan_rate_V_s", STEP_SCAN, AS_NUMBER, 1, NAN, 1e-9, 1e3, "V/s", "cv_sweep: scan rate"},
    {"vertices_V", STEP_VERTICES, AS_LIST, 1, NAN, 0, 0, "V", "cv_sweep: voltages to sweep to in turn, at most 8"},
    {"until_voltage_below_V", STEP_BELOW, AS_BOUND, 1, NAN, -10, 10, "V",
     "ends the step; discharges of cc, gitt, power, resistance: default the window's lower"},
    {"until_voltage_above_V", STEP_ABOVE, AS_BOUND, 1, NAN, -10, 10, "V",
     "ends the step; charges of cc, gitt, power: default the window's upper"},
    {"until_current_below", STEP_CURRENT, AS_TEXT, TEXT, "ends a cccv or cv_hold step: a rate such as \"C/50\""},
    {"until_time_s", STEP_TIME, AS_NUMBER, 1, NAN, 1e-6, 1e9, "s", "ends the step"},
    {"until_time_min", STEP_TIME, AS_NUMBER, 60, NAN, 1e-6, 1e7, "min", "ends the step"},
    {"until_time_h", STEP_TIME, AS_NUMBER, 3600, NAN, 1e-6, 1e6, "h", "ends the step"},
    {"until_capacity_mAh_g", STEP_CAPACITY, AS_NUMBER, 1, NAN, 1e-6, 1e6, "mAh/g",
     "ends the step: charge passed in it"},
    {"until_soc", STEP_TO_SOC, AS_NUMBER, 1, NAN, 0, 1, "1",
     "ends the step: state of charge, 0 at rest at the window's lower voltage, 1 at its upper one"},
    {"f_max_Hz", STEP_F_MAX, AS_NUMBER, 1, 200e3, 1e-9, 1e9, "Hz", "eis: highest frequency, where the spectrum begins"},
    {"f_min_Hz", STEP_F_MIN, AS_NUMBER, 1, 0.01, 1e-9, 1e9, "Hz", "eis: lowest frequency"},
    {"points_per_decade", STEP_POINTS, AS_NUMBER, 1, 10, 0.1, 1000, "1", "eis: frequencies per decade"},
    {"count", STEP_COUNT, AS_INTEGER, 1, NAN, 1, 100000, "1", "repeat: number of passes"},
    {"advances_cycle", STEP_ADVANCES, AS_BOOL, 1, 1, 0, 1, "bool", "repeat: each pass is a cycle (default true)"},
    {"steps", STEP_STEPS, AS_LIST, LIST, "repeat: the steps to repeat"},
    {"pulse_s", STEP_PULSE, AS_NUMBER, 1, NAN, 1e-3, 1e8, "s", "gitt: length of a pulse"},
    {"pulse_min", STEP_PULSE, AS_NUMBER, 60, NAN, 1e-4, 1e6, "min", "gitt: length of a pulse"},
    {"pulse_h", STEP_PULSE, AS_NUMBER, 3600, NAN, 1e-6, 1e5, "h", "gitt: length of a pulse"},
    {"rest_s", STEP_PAUSE, AS_NUMBER, 1, NAN, 1e-3, 1e8, "s", "gitt: length of the rest after each pulse"},
    {"rest_min", STEP_PAUSE, AS_NUMBER, 60, NAN, 1e-4, 1e6, "min", "gitt: length of the rest after each pulse"},
    {"rest_h", STEP_PAUSE, AS_NUMBER, 3600, NAN, 1e-6, 1e5, "h", "gitt: length of the rest after each pulse"},
    {"max_pulses", STEP_PULSES, AS_INTEGER, 1, 1000, 1, 100000, "1",
     "gitt: most pulses; it ends before with the pulse that meets the voltage"},
    {"power", STEP_WATTS, AS_TEXT, TEXT,
     "power: \"5 W\", \"20 mW\", \"3 mW/cm2\", \"30 W/m2\", \"200 mW/g\" or \"200 W/kg\""},
    {"resistance_ohm", STEP_OHMS, AS_NUMBER, 1, NAN, 1e-9, 1e12, "ohm",
     "resistance: resistor across the terminals of the cell"},
    {"resistance_ohm_cm2", STEP_OHMS, AS_NUMBER, 1e-4, NAN, 1e-6, 1e12, "ohm cm2",
     "resistance: times the electrode area"},
    {"file", STEP_FILE, AS_TEXT, TEXT,
     "profile: table of time and current, C-rate, power or voltage; its path begins beside the protocol"},
    {"drive", STEP_DRIVEN, AS_TEXT, TEXT,
     "profile: \"current\", \"power\" or \"voltage\" of a file that a cycler wrote; a table of two columns says it "
     "itself"},
    {"hold", STEP_HELD, AS_BOOL, 1, 0, 0, 1, "bool",
     "profile: true: a value holds until the next; false (default): straight lines between them"},
    {"sample_period_s", STEP_SAMPLE, AS_NUMBER, 1, NAN, 1e-6, 1e6, "s",
     "time between stored samples; default: as many as straight lines between them need"},
    {"may_end_early", STEP_EARLY, AS_BOOL, 1, 0, 0, 1, "bool",
     "true: a step that is not possible (its limit lies behind the cell already) is an expected result"},
};
const Section section_step = {"step", "steps[k]", STEP_SLOTS, COUNT(step_keys), step_keys};
