#include "csv.h"

#include "../../model/constants.h"
#include "../names.h"

#include <math.h>

enum { DIGITS = 10 };

void csv_number(Text *out, double x, int digits)
{
    text_bytes(out, ",", 1);
    text_number(out, x, digits);
}

void csv_field(Text *out, double x)
{
    csv_number(out, x, DIGITS);
}

void csv_analysed(Text *out, double x)
{
    csv_number(out, x, CSV_ANALYSED_DIGITS);
}

static void integer(Text *out, int k)
{
    text_bytes(out, ",", 1);
    text_integer(out, k);
}

void csv_bdf_head(const Run *r, Text *out)
{
    text_add(out, "Test Time / s,Voltage / V,Current / A,Cycle Count / 1,Step Count / 1,Step ID");
    text_add(out, r->reference ? ",Cell Voltage / V\n" : "\n");
}

void csv_bdf_row(const Run *r, const Sample *s, Text *out)
{
    text_number(out, s->t, 15); /* a late, short step must not lose its times */
    csv_field(out, s->voltage);
    csv_field(out, s->current * r->area);
    integer(out, s->cycle);
    integer(out, s->step + 1);
    integer(out, s->step + 1);
    if (r->reference) csv_field(out, s->cell_voltage);
    text_add(out, "\n");
}

void csv_bdf(const Run *r, Text *out)
{
    csv_bdf_head(r, out);
    for (int k = 0; k < r->samples; k++) csv_bdf_row(r, &r->sample[k], out);
}

/* Where no current was asked for (a sweep turns within its step), the sign of the present one decides. */
static const char *sample_direction(const StepRecord *record, const Sample *s)
{
    if (record->current != 0.0 || record->kind == STEP_REST || record->kind == STEP_EIS)
        return record_direction(record);
    return s->current > 0 ? "charge" : s->current < 0 ? "discharge" : "none";
}

void csv_capacity_head(Text *out)
{
    text_add(out, "Capacity / mAh g-1,Capacity / mAh cm-2,Voltage / V,Current / A g-1,Current / mA cm-2,"
                  "Cycle Count / 1,Step Count / 1,Direction\n");
}

void csv_capacity_row(const Run *r, const StepRecord *record, const Sample *s, double start, Text *out)
{
    const double q = fabs(s->charge - start) / SECONDS_PER_HOUR; /* Ah/m2 */
    text_number(out, r->loading > 0 ? q / r->loading : NAN, DIGITS);
    csv_field(out, q * MAH_CM2_PER_AH_M2);
    csv_field(out, s->voltage);
    csv_field(out, r->loading > 0 ? s->current / r->loading * A_G_PER_A_KG : NAN);
    csv_field(out, s->current * MA_CM2_PER_A_M2);
    integer(out, s->cycle);
    integer(out, s->step + 1);
    text_bytes(out, ",", 1);
    text_add(out, record ? sample_direction(record, s) : "none");
    text_bytes(out, "\n", 1);
}

void csv_capacity(const Run *r, Text *out)
{
    double start = 0;
    csv_capacity_head(out);
    for (int k = 0; k < r->samples; k++) {
        const Sample *s = &r->sample[k];
        if (k == 0 || s->step != s[-1].step) start = s->charge;
        csv_capacity_row(r, run_record(r, s->step), s, start, out);
    }
}

static void step_rates(const Run *r, const StepRecord *s, Text *out)
{
    csv_field(out, s->c_rate);
    csv_field(out, r->loading > 0 ? s->current / r->loading : NAN); /* A/kg = mA/g */
    csv_field(out, s->current * MA_CM2_PER_A_M2);
    csv_field(out, s->scan_rate * MV_PER_V);
    csv_field(out, s->t_start);
    csv_field(out, s->t_end);
}

static void step_yield(const Run *r, const StepRecord *s, Text *out)
{
    const double energy = fabs(s->energy) / SECONDS_PER_HOUR; /* Wh/m2 */
    csv_field(out, record_capacity_mAh_g(r, s));
    csv_field(out, fabs(s->charge) / SECONDS_PER_HOUR * MAH_CM2_PER_AH_M2);
    csv_field(out, s->mean_voltage);
    csv_field(out, r->loading > 0 ? energy / r->loading : NAN); /* Wh/kg = mWh/g */
    csv_field(out, energy * MWH_CM2_PER_WH_M2);
    csv_field(out, s->v_start);
    csv_field(out, s->v_end);
}

void csv_reported_head(const Run *r, Text *out)
{
    for (int k = 0; k < r->reports; k++) text_addf(out, ",%s / %s", r->reported[k].name, r->reported[k].unit);
}

void csv_reported(const Run *r, const double *value, Text *out)
{
    for (int k = 0; k < r->reports; k++) csv_field(out, value[k]);
}

void csv_steps_head(const Run *r, Text *out)
{
    text_add(out, "Step Count / 1,Type,Direction,Cycle Count / 1,Cycle at Rate / 1,C-rate / 1,Current / mA g-1,"
                  "Current / mA cm-2,Scan Rate / mV s-1,Start / s,End / s,Capacity / mAh g-1,Capacity / mAh cm-2,"
                  "Mean Voltage / V,Energy / mWh g-1,Energy / mWh cm-2,Start Voltage / V,End Voltage / V,End Reason,"
                  "Lowest Salt Concentration / mol m-3,Its Position / um,Depleted From / s,Limit / V,Beyond Limit / V");
    csv_reported_head(r, out);
    text_add(out, "\n");
}

void csv_steps_row(const Run *r, const StepRecord *s, Text *out)
{
    text_addf(out, "%d,%s,%s", s->step + 1, step_kind_name(s->kind), record_direction(s));
    integer(out, s->cycle);
    integer(out, s->cycle_at_rate);
    step_rates(r, s, out);
    step_yield(r, s, out);
    text_addf(out, ",%s", end_name(s->end));
    csv_field(out, s->c_e_min);
    csv_field(out, s->c_e_min_x * UM_PER_M);
    csv_field(out, s->depleted_from);
    csv_field(out, s->limit);
    csv_field(out, s->beyond);
    csv_reported(r, s->reported, out);
    text_add(out, "\n");
}

void csv_steps(const Run *r, Text *out)
{
    csv_steps_head(r, out);
    for (int k = 0; k < r->records; k++) csv_steps_row(r, &r->record[k], out);
}

static void profile_header(const Run *r, int networks, int phases, Text *out)
{
    text_add(out, "Test Time / s,Step Count / 1,Share of Step / 1,Position / um");
    for (int k = 0; k < r->ions; k++) text_addf(out, ",%s Concentration / mol m-3", r->ion[k][0] ? r->ion[k] : "Salt");
    text_add(out, ",Electrolyte Potential / V");
    for (int k = 1; k <= networks; k++) text_addf(out, ",Solid Potential %d / V", k);
    for (int k = 1; k <= phases; k++)
        text_addf(out, ",Surface Stoichiometry %d / 1,Mean Stoichiometry %d / 1,Reaction Current Density %d / A m-2", k,
                  k, k);
    for (int k = 0; k < r->ions && r->reservoir; k++)
        text_addf(out, ",%s Reservoir Concentration / mol m-3", r->ion[k][0] ? r->ion[k] : "Salt");
    text_add(out, "\n");
}

static double value(const double *v, int present, int i)
{
    return v && present ? v[i] : NAN;
}

static void profile_row(const Run *r, const Profile *p, int i, int networks, int phases, Text *out)
{
    text_number(out, p->t, 15);
    integer(out, p->step + 1);
    csv_field(out, p->share);
    csv_field(out, value(p->x, 1, i) * UM_PER_M);
    for (int k = 0; k < p->ions; k++) csv_field(out, value(p->c_e, 1, i * p->ions + k));
    csv_field(out, value(p->phi_e, 1, i));
    for (int k = 0; k < networks; k++) csv_field(out, value(p->phi_s, k < p->networks, i * p->networks + k));
    for (int k = 0; k < phases; k++) {
        const int present = k < p->phases, j = i * p->phases + k;
        csv_field(out, value(p->theta_surface, present, j));
        csv_field(out, value(p->theta_mean, present, j));
        csv_field(out, value(p->current_density, present, j));
    }
    for (int k = 0; k < p->ions && r->reservoir; k++) csv_field(out, value(p->c_r, 1, k));
    text_add(out, "\n");
}

void csv_profiles(const Run *r, Text *out)
{
    int networks = 0, phases = 0;
    for (int k = 0; k < r->profiles; k++) {
        if (r->profile[k].networks > networks) networks = r->profile[k].networks;
        if (r->profile[k].phases > phases) phases = r->profile[k].phases;
    }
    profile_header(r, networks, phases, out);
    for (int k = 0; k < r->profiles; k++)
        for (int i = 0; i < r->profile[k].nodes; i++) profile_row(r, &r->profile[k], i, networks, phases, out);
}
