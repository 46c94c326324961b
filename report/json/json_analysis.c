#include "json_analysis.h"

#include "../json_build.h"
#include "../names.h"
#include "../tables/csv_analysis.h"

static json_t *one_rate(const Analysis *a, int k)
{
    const CvRate *r = &a->cv.at[k];
    const double share = a->cv.rates > 1 ? 100 * dunn_share(&a->cv, k, a->window[0], a->window[1], CV_GRID, 1) : NAN;
    json_t *o = json_object();
    json_put(&o, "scan_rate_mV_s", number_json(r->rate * MV_PER_V));
    json_put(&o, "cycle", json_integer(r->cycle));
    json_put(&o, "anodic_peak_V", number_json(r->peak[ANODIC].V));
    json_put(&o, "anodic_peak_mA", number_json(r->peak[ANODIC].I * 1e3));
    json_put(&o, "cathodic_peak_V", number_json(r->peak[CATHODIC].V));
    json_put(&o, "cathodic_peak_mA", number_json(r->peak[CATHODIC].I * 1e3));
    json_put(&o, "capacitive_share_percent", number_json(share));
    return o;
}

static json_t *voltammetry(const Analysis *a)
{
    if (a->cv.rates == 0) return json_null();
    json_t *o = json_object(), *rates = json_array();
    for (int k = 0; k < a->cv.rates; k++) json_append(&rates, one_rate(a, k));
    json_put(&o, "rates", rates);
    json_put(&o, "share_from_V", number_json(a->window[0]));
    json_put(&o, "share_to_V", number_json(a->window[1]));
    json_put(&o, "b_anodic_peak", number_json(cv_b_of_peaks(&a->cv, PEAK_ANODIC).slope));
    json_put(&o, "b_cathodic_peak", number_json(cv_b_of_peaks(&a->cv, PEAK_CATHODIC).slope));
    json_put(&o, "D_app_cm2_s", number_json(a->randles_sevcik.D * 1e4));
    json_put(&o, "D_app_r2", number_json(a->randles_sevcik.line.r2));
    json_put(&o, "D_app_convention", json_string("mean of both peaks, free intercept, geometric area"));
    json_put(&o, "concentration_mol_cm3", number_json(a->choice.concentration * 1e-6));
    return o;
}

static json_t *cycling(const Analysis *a, int cycles)
{
    if (a->rows == 0) return json_null();
    json_t *o = json_object();
    json_put(&o, "cycles", json_integer(cycles));
    json_put(&o, "initial_coulombic_efficiency_percent", number_json(100 * a->row[0].efficiency));
    json_put(&o, "retention_percent", number_json(100 * cycling_retention(a->rows, a->row, a->row[0].cycle, 0)));
    return o;
}

static json_t *titration(const Analysis *a)
{
    if (a->pulses == 0) return json_null();
    int sound = 0;
    json_t *o = json_object();
    for (int k = 0; k < a->pulses; k++) sound += a->pulse[k].flags == 0;
    json_put(&o, "pulses", json_integer(a->pulses));
    json_put(&o, "without_warning", json_integer(sound));
    return o;
}

json_t *pulses_json(const Analysis *a)
{
    if (a->tests == 0) return json_null();
    json_t *list = json_array();
    for (int k = 0; k < a->tests; k++) {
        const PulseTest *p = &a->test[k];
        json_t *o = json_object();
        json_put(&o, "start_s", number_json(p->t));
        json_put(&o, "length_s", number_json(p->duration));
        json_put(&o, "current_mA", number_json(1e3 * p->current));
        json_put(&o, "voltage_before_V", number_json(p->E_before));
        json_put(&o, "first_sample_s", number_json(p->first));
        json_put(&o, "R_first_sample_ohm", number_json(p->R_first));
        json_put(&o, "R_10s_ohm", number_json(p->R[2]));
        json_put(&o, "R_end_ohm", number_json(p->R_end));
        json_put(&o, "relaxation_mV", number_json(MV_PER_V * p->back));
        json_put(&o, "half_time_s", number_json(p->half));
        json_append(&list, o);
    }
    return list;
}

json_t *analysis_json(const Analysis *a, int cycles)
{
    json_t *o = json_object();
    json_put(&o, "voltammetry", voltammetry(a));
    json_put(&o, "cycling", cycling(a, cycles));
    json_put(&o, "titration", titration(a));
    return o;
}
