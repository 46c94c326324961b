/* The figures that there are, in their order in the page. */
#include "kinds/kinds.h"

#include "spectra_lines.h"

/* Figures that have discharges. */
static const char CAPACITIES[] = "gcd thin_thick discharge rate_capability";

static const char CURVES[] = "voltage against capacity", TIME[] = "voltage and current against time",
                  SHARES[] = "what the hosts report, at the end of every cycle";

const FigureKind figure_kinds[] = {
    /* of, asked for by, ending of its files, what it shows */
    {OF_PROTOCOL, "gcd", "", CURVES, .applies = figure_has_curves, .compares = 1, .curves = &cycle_curves, .script = script_curves},
    {OF_PROTOCOL, "thin_thick", "", CURVES, .applies = figure_has_curves, .compares = 1, .curves = &cycle_curves,
     .script = script_curves},
    {OF_PROTOCOL, "discharge", "", CURVES, .applies = figure_has_curves, .compares = 1, .curves = &discharge_curves,
     .script = script_curves},
    {OF_PROTOCOL, "cv", "", "cyclic voltammograms", .applies = figure_has_curves, .compares = 1, .curves = &sweep_curves,
     .script = script_curves},
    {OF_PROTOCOL, "rate_capability", "", "rate capability", .compares = 1, .script = script_rate_capability},
    {OF_PROTOCOL, "rate_capability", "_ragone", "energy and power (Ragone)", .compares = 1, .applies = has_ragone,
     .script = script_ragone},
    {OF_PROTOCOL, CAPACITIES, "_rates", "capacity against rate", .compares = 1, .applies = has_rates, .script = script_rates},
    {OF_PROTOCOL, CAPACITIES, "_loadings", "capacity against loading", .applies = has_loadings, .script = script_loadings},
    {OF_PROTOCOL, "eis", "", "impedance, -Z'' against Z'", .compares = 1, .applies = figure_has_spectra,
     .script = script_nyquist},
    {OF_PROTOCOL, "eis", "_bode", "impedance, modulus and phase against frequency", .compares = 1, .applies = figure_has_spectra,
     .script = script_bode},
    {OF_PROTOCOL, "eis", "_kk", "residuals of the linear Kramers-Kronig test", .applies = has_measured_spectra,
     .script = script_kk},
    {OF_PROTOCOL, "shares", "", SHARES, .applies = has_shares, .script = script_shares},
    {OF_PROTOCOL, "pulse", "", "pulses: voltage, and resistances from the rest before", .reads = 1,
     .applies = has_samples, .script = script_pulse},
    {OF_PROTOCOL, "cycling", "", "capacity and coulombic efficiency", .compares = 1, .script = script_cycling},
    {OF_PROTOCOL, NULL, "_time", TIME, .compares = 1, .on_request = 1, .applies = has_time, .script = script_time},
    {OF_PROTOCOL, NULL, "", TIME, .compares = 1, .script = script_time},

    {BESIDE_PROTOCOL, NULL, "_losses", "where the voltage goes along a discharge",
     .applies = has_discharge_inside, .script = script_losses},
    {BESIDE_PROTOCOL, "gcd", "_dqdv", "differential capacity", .applies = has_varied_cycles,
     .script = script_varied_dqdv},
    {BESIDE_PROTOCOL, NULL, "_contents", "what the hosts report, along a discharge", .applies = has_contents,
     .script = script_contents},
    {BESIDE_PROTOCOL, NULL, "_profiles", "through the cell, at several times of a discharge",
     .applies = has_profiles, .script = script_profiles},

    {OF_RUN, NULL, "_shares", SHARES, .applies = has_shares_beside, .script = script_shares},
    {OF_RUN, "cv", "_dunn", "capacitive part of the current (Dunn)", .reads = 1, .applies = figure_has_scan_rates,
     .script = script_dunn},
    {OF_RUN, "cv", "_b_values", "b-values, i = a v^b", .reads = 1, .applies = figure_has_scan_rates,
     .script = script_b_values},
    {OF_RUN, "cv", "_randles_sevcik", "peak currents against the root of the scan rate (Randles-Sevcik)", .reads = 1,
     .applies = figure_has_scan_rates, .script = script_randles_sevcik},
    {OF_RUN, "gcd", "_dqdv", "differential capacity", .reads = 1, .applies = has_cycles_alone, .script = script_dqdv},
    {OF_RUN, "gitt", "_diffusivity", "diffusivities from the titration (Weppner and Huggins)", .reads = 1,
     .applies = has_titration, .script = script_diffusivity},

    {OF_REPORT, NULL, "_uptake_map", "what the host takes up at equilibrium with two ions",
     .caption = "uptake at equilibrium with both ions", .applies = has_uptake_map, .script = script_uptake_map},
};
const int figure_kinds_count = sizeof figure_kinds / sizeof *figure_kinds;
