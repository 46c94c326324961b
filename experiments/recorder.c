#include "recorder.h"

#include <math.h>
#include <stdlib.h>

/* Makes room for one more element of `size` bytes; doubles. */
static Status grow(void **array, int count, int *space, size_t size, Error *e)
{
    if (count < *space) return CELLSIM_OK;
    const int larger = *space ? 2 * *space : 64;
    void *bigger = realloc(*array, (size_t)larger * size);
    if (!bigger) return error_memory(e);
    *array = bigger;
    *space = larger;
    return CELLSIM_OK;
}

static StepRecord *current(Recorder *r)
{
    return &r->run->record[r->run->records - 1];
}

static Status store_sample(Recorder *r, double t, double V, double I, double Q, Error *e)
{
    Run *run = r->run;
    StepRecord *step = current(r);
    void *array = run->sample;
    const Status status = grow(&array, run->samples, &r->sample_space, sizeof *run->sample, e);
    run->sample = array;
    if (status) return status;
    if (step->samples) { /* trapezoid of V I */
        const Sample *before = &run->sample[run->samples - 1];
        step->energy += 0.5 * (V + before->voltage) * (Q - before->charge);
    }
    run->sample[run->samples++] = (Sample){t, V, I, Q, step->cycle, run->records - 1};
    step->samples++;
    r->last_sample = t;
    return CELLSIM_OK;
}

Status recorder_begin_step(Recorder *r, Simulation *s, const StepRecord *step, Error *e)
{
    Run *run = r->run;
    void *array = run->record;
    const Status status = grow(&array, run->records, &r->record_space, sizeof *run->record, e);
    run->record = array;
    if (status) return status;
    const double *y = simulation_state(s);
    const Model *m = simulation_model(s);
    StepRecord *record = &run->record[run->records++];
    *record = *step;
    record->first_sample = run->samples;
    record->t_start = r->t_start = simulation_time(s);
    record->v_start = y[m->V]; /* until the control takes hold: recorder_sample corrects it */
    r->charge_start = y[m->Q];
    return CELLSIM_OK;
}

Status recorder_sample(Recorder *r, Simulation *s, double period, Error *e)
{
    const double *y = simulation_state(s), t = simulation_time(s);
    const Model *m = simulation_model(s);
    if (!current(r)->samples) { /* the first instant under the new control */
        current(r)->v_start = y[m->V];
        return store_sample(r, t, y[m->V], y[m->I], y[m->Q], e);
    }
    while (period > 0 && t - r->last_sample > period) {
        double V, I, Q;
        const double at = r->last_sample + period;
        if (simulation_interpolate(s, at, &V, &I, &Q, NULL)) break;
        const Status status = store_sample(r, at, V, I, Q, e);
        if (status) return status;
    }
    if (period > 0) return CELLSIM_OK;
    return store_sample(r, t, y[m->V], y[m->I], y[m->Q], e);
}

static void find_lowest_salt(const Model *m, const double *y, StepRecord *step)
{
    step->c_e_min = INFINITY;
    for (int k = 0; k < m->volumes; k++) {
        const Volume *v = &m->volume[k];
        if (y[v->c_e] >= step->c_e_min) continue;
        step->c_e_min = y[v->c_e];
        step->c_e_min_x = v->x;
    }
}

Status recorder_end_step(Recorder *r, Simulation *s, EndReason why, Error *e)
{
    const double *y = simulation_state(s), t = simulation_time(s);
    const Model *m = simulation_model(s);
    if (t > r->last_sample) {
        const Status status = store_sample(r, t, y[m->V], y[m->I], y[m->Q], e);
        if (status) return status;
    }
    StepRecord *step = current(r);
    step->t_end = t;
    step->v_end = y[m->V];
    step->charge = y[m->Q] - r->charge_start;
    step->mean_voltage = step->charge != 0 ? step->energy / step->charge : NAN;
    step->end = why;
    find_lowest_salt(m, y, step);
    return CELLSIM_OK;
}

Status recorder_spectrum(Recorder *r, Simulation *s, int points, Spectrum **out, Error *e)
{
    Run *run = r->run;
    const Model *m = simulation_model(s);
    const double *y = simulation_state(s);
    void *array = run->spectrum;
    const Status status = grow(&array, run->spectra, &r->spectrum_space, sizeof *run->spectrum, e);
    run->spectrum = array;
    if (status) return status;
    SpectrumPoint *point = calloc((size_t)points, sizeof *point);
    if (!point) return error_memory(e);
    *out = &run->spectrum[run->spectra++];
    **out = (Spectrum){.step = run->records - 1,
                       .cycle = current(r)->cycle,
                       .t = simulation_time(s),
                       .voltage = y[m->V],
                       .current = y[m->I],
                       .points = points,
                       .point = point};
    return CELLSIM_OK;
}

/* --- profiles ---------------------------------------------------------------------------------------------------- */

static double *filled(size_t n)
{
    double *a = malloc(n * sizeof *a);
    for (size_t k = 0; a && k < n; k++) a[k] = NAN;
    return a;
}

static Status allocate_profile(Profile *p, Error *e)
{
    const size_t n = (size_t)p->volumes, networks = (size_t)p->networks, phases = (size_t)p->phases;
    p->x = filled(n);
    p->c_e = filled(n);
    p->phi_e = filled(n);
    p->phi_s = filled(n * networks);
    p->theta_surface = filled(n * phases);
    p->theta_mean = filled(n * phases);
    p->current_density = filled(n * phases);
    const int ok = p->x && p->c_e && p->phi_e && p->phi_s && p->theta_surface && p->theta_mean && p->current_density;
    return ok ? CELLSIM_OK : error_memory(e);
}

static void fill_profile(const Model *m, const double *y, Profile *p)
{
    for (int k = 0; k < m->volumes; k++) {
        const Volume *v = &m->volume[k];
        p->x[k] = v->x;
        p->c_e[k] = y[v->c_e];
        p->phi_e[k] = y[v->phi_e];
        for (int n = 0; n < v->networks; n++) p->phi_s[k * p->networks + n] = y[v->phi_s + n];
    }
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *pocket = &m->pocket[k];
        const int at = pocket->volume * p->phases + pocket->phase_index, n = pocket->radial->n;
        double mean = 0;
        for (int j = 0; j < n; j++) mean += pocket->radial->w[j] * y[pocket->theta + j];
        p->theta_surface[at] = y[pocket->theta + n - 1];
        p->theta_mean[at] = mean;
        p->current_density[at] = y[pocket->i];
    }
}

Status recorder_profile(Recorder *r, Simulation *s, Error *e)
{
    Run *run = r->run;
    const Model *m = simulation_model(s);
    void *array = run->profile;
    Status status = grow(&array, run->profiles, &r->profile_space, sizeof *run->profile, e);
    run->profile = array;
    if (status) return status;
    Profile *p = &run->profile[run->profiles++];
    *p =
        (Profile){.t = simulation_time(s), .step = run->records - 1, .volumes = m->volumes, .networks = 1, .phases = 1};
    for (RegionId region = NEGATIVE; region < REGIONS; region++) {
        const Electrode *el = &m->spec->electrode[region];
        if (el->networks > p->networks) p->networks = el->networks;
        if (el->phases > p->phases) p->phases = el->phases;
    }
    status = allocate_profile(p, e);
    if (!status) fill_profile(m, simulation_state(s), p);
    return status;
}
