#include "answers.h"

#include "../analysis/differential.h"
#include "../model/constants.h"
#include "answers_analysis.h"
#include "names.h"
#include "run_analysis.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef double (*Measure)(const Run *run, const StepRecord *s);

static double capacity_mAh_cm2(const Run *run, const StepRecord *s)
{
    (void)run;
    return fabs(s->charge) / SECONDS_PER_HOUR * MAH_CM2_PER_AH_M2;
}

static double capacity_Ah(const Run *run, const StepRecord *s)
{
    return fabs(s->charge) / SECONDS_PER_HOUR * run->area;
}

static double duration_s(const Run *run, const StepRecord *s)
{
    (void)run;
    return s->t_end - s->t_start;
}

static double mean_voltage_V(const Run *run, const StepRecord *s)
{
    (void)run;
    return s->mean_voltage;
}

typedef struct Quantity {
    const char *name, *unit;
    const char *direction;
    Measure measure;
    double factor; /* of the unit */
} Quantity;

static const Quantity quantities[] = {
    {"discharge_capacity", "mAh/g", "discharge", record_capacity_mAh_g, 1.0},
    {"discharge_capacity", "mAh/cm2", "discharge", capacity_mAh_cm2, 1.0},
    {"discharge_capacity", "mAh", "discharge", capacity_Ah, 1e3},
    {"discharge_capacity", "Ah", "discharge", capacity_Ah, 1.0},
    {"charge_capacity", "mAh/g", "charge", record_capacity_mAh_g, 1.0},
    {"charge_capacity", "mAh/cm2", "charge", capacity_mAh_cm2, 1.0},
    {"charge_capacity", "mAh", "charge", capacity_Ah, 1e3},
    {"charge_capacity", "Ah", "charge", capacity_Ah, 1.0},
    {"cutoff_time", "s", "discharge", duration_s, 1.0},
    {"cutoff_time", "min", "discharge", duration_s, 1.0 / 60.0},
    {"cutoff_time", "h", "discharge", duration_s, 1.0 / SECONDS_PER_HOUR},
    {"mean_voltage", "V", "discharge", mean_voltage_V, 1.0},
    {"mean_voltage", "mV", "discharge", mean_voltage_V, 1e3},
    {"mean_charge_voltage", "V", "charge", mean_voltage_V, 1.0},
    {"mean_charge_voltage", "mV", "charge", mean_voltage_V, 1e3},
};

static const Quantity *find_quantity(const Target *t)
{
    for (size_t k = 0; k < sizeof quantities / sizeof *quantities; k++)
        if (!strcmp(t->quantity, quantities[k].name) && !strcmp(t->unit, quantities[k].unit)) return &quantities[k];
    return NULL;
}

int answer_needs_samples(const Target *t)
{
    const Quantity *q = find_quantity(t);
    return !q || q->measure == mean_voltage_V;
}

/* Within 1 %; a target of NaN takes anything. */
static int agrees(double value, double wanted)
{
    return isnan(wanted) || fabs(value - wanted) <= 0.01 * fabs(wanted);
}

int answer_is_of_run(const Target *t, const Run *run)
{
    return !strcmp(run->protocol, t->protocol) && agrees(run->loading, t->loading) && agrees(run->varied, t->varied);
}

static const Run *find_run(const Target *t, int runs, const Run *run)
{
    for (int k = 0; k < runs; k++)
        if (answer_is_of_run(t, &run[k])) return &run[k];
    return NULL;
}

static int matches(const Target *t, const StepRecord *s, const char *direction)
{
    return (s->kind == STEP_CC || s->kind == STEP_CCCV) && !strcmp(record_direction(s), direction) &&
           agrees(s->c_rate, t->c_rate) && (t->cycle == 0 || s->cycle_at_rate == t->cycle);
}

static const StepRecord *find_record(const Target *t, const Run *run, const char *direction)
{
    const StepRecord *found = NULL;
    for (int k = 0; k < run->records && (t->cycle == 0 || !found); k++)
        if (matches(t, &run->record[k], direction)) found = &run->record[k];
    return found;
}

/* --- quantities of an impedance spectrum ------------------------------------------------------------------------- */

static double arc_width(const EisFit *fit)
{
    return fit->R_ct;
}

static double ohmic(const EisFit *fit)
{
    return fit->R_ohm;
}

typedef struct SpectrumQuantity {
    const char *name;
    double (*measure)(const EisFit *fit); /* ohm of the cell */
} SpectrumQuantity;

static const SpectrumQuantity spectrum_quantities[] = {{"R_ct", arc_width}, {"R_ohmic", ohmic}};

/* Factor from ohm of the cell to the target's unit; 0: unknown. */
static double resistance_factor(const Target *t, const Run *run)
{
    if (!strcmp(t->unit, "ohm")) return 1;
    return !strcmp(t->unit, "ohm cm2") ? run->area * 1e4 : 0;
}

/* From the last spectrum of the target's cycle (0: of the run); NaN if there is none, or the quantity is not of a
 * spectrum. */
static Status simulate_spectrum(const Target *t, int runs, const Run *run, double *value)
{
    const Run *r = find_run(t, runs, run);
    EisFit fit;
    *value = NAN;
    for (size_t q = 0; q < sizeof spectrum_quantities / sizeof *spectrum_quantities; q++) {
        if (strcmp(t->quantity, spectrum_quantities[q].name) != 0) continue;
        for (int k = r ? r->spectra - 1 : -1; k >= 0; k--) {
            if (t->cycle != 0 && r->spectrum[k].cycle != t->cycle) continue;
            const double factor = resistance_factor(t, r);
            const Status status = factor > 0 ? spectrum_fit(r, k, &fit) : CELLSIM_USAGE;
            if (!status) *value = spectrum_quantities[q].measure(&fit) * factor;
            return status == CELLSIM_IO ? CELLSIM_IO : CELLSIM_OK;
        }
    }
    return CELLSIM_OK;
}

/* --- quantities of a curve and of hosts -------------------------------------------------------------------------- */

/* The voltage where |dQ/dV| of a record is largest, V. */
static Status plateau(const Run *r, const StepRecord *s, double *V)
{
    const int n = record_samples(r, s);
    double *room = malloc(((size_t)n * 2 + DQDV_GRID) * sizeof *room);
    if (!room) return CELLSIM_IO;
    for (int k = 0; k < n; k++) {
        room[k] = r->sample[s->first_sample + k].voltage;
        room[n + k] = r->sample[s->first_sample + k].charge;
    }
    *V = dQdV_peak(n, room, room + n, DQDV_WIDTH, DQDV_GRID, room + 2 * n);
    free(room);
    return CELLSIM_OK;
}

static Status simulate_plateau(const Target *t, const Run *r, double *value)
{
    const StepRecord *s = find_record(t, r, t->at == TARGET_AT_CHARGE ? "charge" : "discharge");
    *value = NAN;
    if (!s || !record_is_whole(s)) return CELLSIM_OK;
    const Status status = plateau(r, s, value);
    *value *= strcmp(t->unit, "mV") ? 1 : MV_PER_V;
    return status;
}

/* 1: the step ends in the target's cycle (0: any) as the target says. */
static int is_asked(const Target *t, const StepRecord *s)
{
    const char *way = t->at == TARGET_AT_CHARGE ? "charge" : "discharge";
    return (t->cycle == 0 || s->cycle == t->cycle) && (isnan(t->c_rate) || agrees(s->c_rate, t->c_rate)) &&
           (t->at == TARGET_AT_UNSTATED || !strcmp(record_direction(s), way));
}

/* At the end of the last such step. */
static double simulate_reported(const Target *t, const Run *r)
{
    const int which = reported_find(r->reports, r->reported, t->of);
    for (int k = r->records - 1; k >= 0 && which >= 0; k--)
        if (is_asked(t, &r->record[k])) return r->record[k].reported[which] * (strcmp(t->unit, "%") ? 1 : 100);
    return NAN;
}

static int is_reported(const Target *t)
{
    return !strcmp(t->quantity, "share") || !strcmp(t->quantity, "content");
}

static Status simulate(const Target *t, int runs, const Run *run, double *value)
{
    const Quantity *q = find_quantity(t);
    const Run *r = find_run(t, runs, run);
    if (r && !strcmp(t->quantity, "plateau_voltage")) return simulate_plateau(t, r, value);
    if (r && is_reported(t)) return *value = simulate_reported(t, r), CELLSIM_OK;
    if (!q && r && answer_is_of_analysis(t)) return answer_of_analysis(t, r, value);
    const StepRecord *s = q && r ? find_record(t, r, q->direction) : NULL;
    if (!q) return simulate_spectrum(t, runs, run, value);
    if (!s || s->end == END_IMPOSSIBLE || s->end == END_SAFETY || s->end == END_COUNTER || s->end == END_FAILURE) *value = NAN;
    else *value = q->measure(r, s) * q->factor;
    return CELLSIM_OK;
}

/* Of a record the first that is asked for counts, of an efficiency the cycle once the next one has begun; the rest may look
 * at all of the run. */
int answer_is_settled(const Target *t, const Run *run)
{
    const Quantity *q = find_quantity(t);
    const int first = !strcmp(t->quantity, "initial_coulombic_efficiency");
    if (q) return t->cycle > 0 && find_record(t, run, q->direction) != NULL;
    if (!first && (t->cycle == 0 || strcmp(t->quantity, "coulombic_efficiency") != 0)) return 0;
    return run->cycles > 1 && run->cycle[run->cycles - 1].cycle > (first ? run->cycle[0].cycle : t->cycle);
}

Status answers_evaluate(int targets, const Target *t, int runs, const Run *run, Answer *out)
{
    if (targets < 0 || runs < 0 || (targets > 0 && (!t || !out)) || (runs > 0 && !run)) return CELLSIM_USAGE;
    for (int k = 0; k < targets; k++) {
        double simulated;
        const Status s = simulate(&t[k], runs, run, &simulated);
        if (s != CELLSIM_OK) return s;
        const double error = t[k].value != 0.0 ? 100.0 * (simulated - t[k].value) / fabs(t[k].value) : NAN;
        out[k] = (Answer){&t[k], simulated, error, fabs(error) <= t[k].tolerance_percent};
    }
    return CELLSIM_OK;
}
