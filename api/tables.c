/* Runs as columns: contiguous, in the units that their names say. */
#include "columns.h"

#include "../model/constants.h"
#include "../report/names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A column of one row of a run: samples, records, cycles. */
typedef struct RowColumn {
    const char *name;
    double (*of)(const Run *r, int k);
} RowColumn;

static void fill(const Run *r, int columns, const RowColumn *column, Columns *t)
{
    for (int j = 0; j < columns; j++) {
        double *value = columns_add(t, column[j].name);
        for (size_t k = 0; k < t->rows; k++) value[k] = column[j].of(r, (int)k);
    }
}

#define COLUMN(name, array, expression)                                                                                \
    static double name(const Run *r, int k)                                                                            \
    {                                                                                                                  \
        (void)r;                                                                                                       \
        const __typeof__(*r->array) *s = &r->array[k];                                                                 \
        return expression;                                                                                             \
    }

/* --- samples --------------------------------------------------------------------------------------------------------- */

COLUMN(sample_time, sample, s->t)
COLUMN(sample_voltage, sample, s->voltage)
COLUMN(sample_current, sample, s->current * r->area)
COLUMN(sample_charge, sample, s->charge * r->area)
COLUMN(sample_cycle, sample, s->cycle)
COLUMN(sample_step, sample, s->step + 1)
COLUMN(sample_cell_voltage, sample, s->cell_voltage)

static const RowColumn of_samples[] = {{"time_s", sample_time},
                                       {"voltage_V", sample_voltage},
                                       {"current_A", sample_current},
                                       {"charge_C", sample_charge},
                                       {"cycle", sample_cycle},
                                       {"step", sample_step},
                                       {"cell_voltage_V", sample_cell_voltage}};
enum { OF_SAMPLES = sizeof of_samples / sizeof *of_samples };

/* Passed since the step began. */
static void fill_capacity(const Run *r, Columns *t)
{
    double *specific = columns_add(t, "capacity_mAh_g"), *areal = columns_add(t, "capacity_mAh_cm2"), start = 0;
    for (int k = 0; k < r->samples; k++) {
        const Sample *s = &r->sample[k];
        if (k == 0 || s->step != s[-1].step) start = s->charge;
        const double q = fabs(s->charge - start) / SECONDS_PER_HOUR; /* Ah/m2 */
        specific[k] = r->loading > 0 ? q / r->loading : NAN;
        areal[k] = q * MAH_CM2_PER_AH_M2;
    }
}

static Status series(const Run *r, Columns *t, Error *e)
{
    const Status s = columns_create((size_t)r->samples, OF_SAMPLES + 2, t, e);
    if (s) return s;
    fill(r, OF_SAMPLES, of_samples, t);
    fill_capacity(r, t);
    return CELLSIM_OK;
}

/* --- steps ----------------------------------------------------------------------------------------------------------- */

COLUMN(step_number, record, s->step + 1)
COLUMN(step_cycle, record, s->cycle)
COLUMN(step_cycle_at_rate, record, s->cycle_at_rate)
COLUMN(step_current, record, s->current * r->area)
COLUMN(step_c_rate, record, s->c_rate)
COLUMN(step_scan_rate, record, s->scan_rate *MV_PER_V)
COLUMN(step_start, record, s->t_start)
COLUMN(step_finish, record, s->t_end)
COLUMN(step_charge, record, s->charge * r->area)
COLUMN(step_specific, record, record_capacity_mAh_g(r, s))
COLUMN(step_areal, record, fabs(s->charge) / SECONDS_PER_HOUR * MAH_CM2_PER_AH_M2)
COLUMN(step_energy, record, r->loading > 0 ? fabs(s->energy) / SECONDS_PER_HOUR / r->loading : NAN)
COLUMN(step_areal_energy, record, fabs(s->energy) / SECONDS_PER_HOUR * MWH_CM2_PER_WH_M2)
COLUMN(step_mean_voltage, record, s->mean_voltage)
COLUMN(step_v_start, record, s->v_start)
COLUMN(step_v_end, record, s->v_end)
COLUMN(step_salt, record, s->c_e_min)
COLUMN(step_salt_x, record, s->c_e_min_x *UM_PER_M)
COLUMN(step_depleted, record, s->depleted_from)
COLUMN(step_limit, record, s->limit)
COLUMN(step_beyond, record, s->beyond)
COLUMN(step_first, record, s->first_sample)
COLUMN(step_samples, record, record_samples(r, s))

static const RowColumn of_steps[] = {{"step", step_number},
                                     {"cycle", step_cycle},
                                     {"cycle_at_rate", step_cycle_at_rate},
                                     {"current_A", step_current},
                                     {"c_rate", step_c_rate},
                                     {"scan_rate_mV_s", step_scan_rate},
                                     {"start_s", step_start},
                                     {"end_s", step_finish},
                                     {"charge_C", step_charge},
                                     {"capacity_mAh_g", step_specific},
                                     {"capacity_mAh_cm2", step_areal},
                                     {"energy_mWh_g", step_energy},
                                     {"energy_mWh_cm2", step_areal_energy},
                                     {"mean_voltage_V", step_mean_voltage},
                                     {"start_voltage_V", step_v_start},
                                     {"end_voltage_V", step_v_end},
                                     {"salt_min_mol_m3", step_salt},
                                     {"salt_min_x_um", step_salt_x},
                                     {"depleted_from_s", step_depleted},
                                     {"limit_V", step_limit},
                                     {"beyond_V", step_beyond},
                                     {"first_sample", step_first},
                                     {"samples", step_samples}};
enum { OF_STEPS = sizeof of_steps / sizeof *of_steps };

static Status steps(const Run *r, Columns *t, Error *e)
{
    const Status s = columns_create((size_t)r->records, OF_STEPS + r->reports, t, e);
    if (s) return s;
    fill(r, OF_STEPS, of_steps, t);
    for (int j = 0; j < r->reports; j++) {
        double *value = columns_add(t, r->reported[j].name);
        for (int k = 0; k < r->records; k++) value[k] = r->record[k].reported[j];
    }
    return CELLSIM_OK;
}

/* --- cycles ---------------------------------------------------------------------------------------------------------- */

/* mAh/g of a charge [C] */
static double specific(const Run *r, double charge)
{
    return r->loading > 0 ? charge / SECONDS_PER_HOUR / (r->loading * r->area) : NAN;
}

static double retention(const Run *r, const CycleRow *s)
{
    return r->cycle[0].discharge > 0 ? 100 * (s->discharge / r->cycle[0].discharge) : NAN;
}

COLUMN(cycle_number, cycle, s->cycle)
COLUMN(cycle_discharge, cycle, specific(r, s->discharge))
COLUMN(cycle_charge, cycle, specific(r, s->charge))
COLUMN(cycle_discharge_mAh, cycle, s->discharge / SECONDS_PER_HOUR * 1e3)
COLUMN(cycle_charge_mAh, cycle, s->charge / SECONDS_PER_HOUR * 1e3)
COLUMN(cycle_efficiency, cycle, 100 * s->efficiency)
COLUMN(cycle_retention, cycle, retention(r, s))

static const RowColumn of_cycles[] = {{"cycle", cycle_number},
                                      {"discharge_mAh_g", cycle_discharge},
                                      {"charge_mAh_g", cycle_charge},
                                      {"discharge_mAh", cycle_discharge_mAh},
                                      {"charge_mAh", cycle_charge_mAh},
                                      {"efficiency_percent", cycle_efficiency},
                                      {"retention_percent", cycle_retention}};
enum { OF_CYCLES = sizeof of_cycles / sizeof *of_cycles };

static Status cycles(const Run *r, Columns *t, Error *e)
{
    const Status s = columns_create((size_t)r->cycles, OF_CYCLES + r->reports, t, e);
    if (s) return s;
    fill(r, OF_CYCLES, of_cycles, t);
    for (int j = 0; j < r->reports; j++) {
        double *value = columns_add(t, r->reported[j].name);
        for (int k = 0; k < r->cycles; k++) value[k] = r->cycle[k].reported[j];
    }
    return CELLSIM_OK;
}

/* --- profiles and spectra --------------------------------------------------------------------------------------------- */

COLUMN(profile_step, profile, s->step + 1)
COLUMN(profile_time, profile, s->t)
COLUMN(spectrum_step, spectrum, s->step + 1)
COLUMN(spectrum_cycle, spectrum, s->cycle)
COLUMN(spectrum_time, spectrum, s->t)
COLUMN(spectrum_voltage, spectrum, s->voltage)
COLUMN(spectrum_current, spectrum, s->current * r->area)

static const RowColumn of_profiles[] = {{"step", profile_step}, {"time_s", profile_time}};
static const RowColumn of_spectra[] = {{"step", spectrum_step},
                                       {"cycle", spectrum_cycle},
                                       {"time_s", spectrum_time},
                                       {"voltage_V", spectrum_voltage},
                                       {"current_A", spectrum_current}};
enum { OF_PROFILES = sizeof of_profiles / sizeof *of_profiles, OF_SPECTRA = sizeof of_spectra / sizeof *of_spectra };

static Status profiles(const Run *r, Columns *t, Error *e)
{
    const int ions = r->reservoir ? r->ions : 0;
    const Status s = columns_create((size_t)r->profiles, OF_PROFILES + ions, t, e);
    if (s) return s;
    fill(r, OF_PROFILES, of_profiles, t);
    for (int j = 0; j < ions; j++) {
        double *value = columns_add_of(t, "reservoir_", r->ion[j][0] ? r->ion[j] : "salt", "_mol_m3");
        for (int k = 0; k < r->profiles; k++) value[k] = r->profile[k].c_r[j];
    }
    return CELLSIM_OK;
}

/* --- a run ------------------------------------------------------------------------------------------------------------ */

Status tables_create(const Run *r, RunTables *out, Error *e)
{
    out->profile = calloc((size_t)r->profiles + 1, sizeof *out->profile);
    out->spectrum = calloc((size_t)r->spectra + 1, sizeof *out->spectrum);
    Status s = out->profile && out->spectrum ? CELLSIM_OK : error_memory(e);
    if (!s) s = series(r, &out->one[CELLSIM_SERIES], e);
    if (!s) s = steps(r, &out->one[CELLSIM_STEPS], e);
    if (!s) s = cycles(r, &out->one[CELLSIM_CYCLES], e);
    if (!s) s = profiles(r, &out->one[CELLSIM_PROFILES], e);
    if (!s) s = columns_create((size_t)r->spectra, OF_SPECTRA, &out->one[CELLSIM_SPECTRA], e);
    if (!s) fill(r, OF_SPECTRA, of_spectra, &out->one[CELLSIM_SPECTRA]);
    for (int k = 0; k < r->profiles && !s; k++) s = profile_columns(r, &r->profile[k], &out->profile[k], e);
    for (int k = 0; k < r->spectra && !s; k++) s = spectrum_columns(r, &r->spectrum[k], &out->spectrum[k], e);
    return s;
}

void tables_free(const Run *r, RunTables *t)
{
    for (int k = 0; k <= CELLSIM_SPECTRA; k++) columns_free(&t->one[k]);
    for (int k = 0; t->profile && k < r->profiles; k++) columns_free(&t->profile[k]);
    for (int k = 0; t->spectrum && k < r->spectra; k++) columns_free(&t->spectrum[k]);
    free(t->profile);
    free(t->spectrum);
}

const Columns *tables_find(const Run *r, const RunTables *t, cellsim_table table, int which)
{
    const int kind = (int)table;
    if (kind == CELLSIM_PROFILE) return which >= 0 && which < r->profiles ? &t->profile[which] : NULL;
    if (kind == CELLSIM_SPECTRUM) return which >= 0 && which < r->spectra ? &t->spectrum[which] : NULL;
    return which == 0 && kind >= 0 && kind <= CELLSIM_SPECTRA ? &t->one[kind] : NULL;
}
