/* Made-up runs with round numbers, so that a test can work out by hand what a file must hold. */
#ifndef CELLSIM_TEST_REPORT_FIXTURE_H
#define CELLSIM_TEST_REPORT_FIXTURE_H

#include "../../experiments/result.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* 0.1 kg/m2 = 10 mg/cm2; 1C = 17 A/m2 = 170 mA/g; 1e-4 m2 = 1 cm2. */
static inline Run fixture_run(const char *protocol, const char *figure, double loading)
{
    Run r = {.loading = loading, .area = 1e-4, .one_C = 170.0 * loading, .half_cell = 1, .status = CELLSIM_OK};
    snprintf(r.cell, sizeof r.cell, "made-up cell");
    snprintf(r.protocol, sizeof r.protocol, "%s", protocol);
    snprintf(r.title, sizeof r.title, "%s of a made-up cell", protocol);
    snprintf(r.figure, sizeof r.figure, "%s", figure);
    r.trust = (RunTrust){.lithium_balance = 1e-9,
                         .salt_balance = 2e-9,
                         .charge_balance = 3e-9,
                         .mesh_error_mV = 0.25,
                         .time_error_mV = NAN,
                         .mesh_error = 0.01,
                         .time_error = NAN,
                         .steps = 100,
                         .residuals = 300,
                         .jacobians = 40,
                         .error_test_failures = 5,
                         .newton_failures = 1};
    r.solve_s = 0.002;
    return r;
}

static inline void fixture_sample(Run *r, double t, double voltage, double current, double charge, int cycle, int step)
{
    r->sample = realloc(r->sample, (size_t)(r->samples + 1) * sizeof *r->sample);
    if (!r->sample) abort();
    r->sample[r->samples++] = (Sample){t, voltage, current, charge, cycle, step, voltage};
}

static inline StepRecord *fixture_record(Run *r)
{
    r->record = realloc(r->record, (size_t)(r->records + 1) * sizeof *r->record);
    if (!r->record) abort();
    StepRecord *s = &r->record[r->records++];
    memset(s, 0, sizeof *s);
    s->step = r->executed++;
    s->first_sample = r->samples;
    s->mean_voltage = s->c_e_min = s->c_e_min_x = s->depleted_from = s->limit = s->beyond = NAN;
    return s;
}

/* Fills the rows of the cycles from the records. */
static inline void fixture_cycles(Run *r)
{
    free(r->cycle);
    r->cycle = calloc((size_t)r->records + 1, sizeof *r->cycle);
    if (!r->cycle) abort();
    r->cycles = 0;
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        if (s->kind != STEP_CC || !(fabs(s->charge) > 0) || !record_is_whole(s)) continue;
        if (r->cycles == 0 || r->cycle[r->cycles - 1].cycle != s->cycle)
            r->cycle[r->cycles++] = (CycleRow){.cycle = s->cycle};
        cycle_row_add(&r->cycle[r->cycles - 1], s->charge * r->area);
    }
}

/* A constant-current step of `samples` >= 2 samples: C-rate (charge > 0), capacity in mAh per g, or per 1e-4 m2 times
 * the loading of 1 kg/m2 if that is unknown; the voltage falls (rises) from `from` to `to` along a gentle S. */
static inline void fixture_cc(Run *r, double rate, double capacity, double from, double to, int cycle,
                              int cycle_at_rate, int samples)
{
    const double loading = r->loading > 0 ? r->loading : 1.0;
    const double one_C = r->one_C > 0 ? r->one_C : 170.0;
    const double t0 = r->samples ? r->sample[r->samples - 1].t : 0,
                 q0 = r->samples ? r->sample[r->samples - 1].charge : 0;
    const double charge = copysign(capacity * 3600.0 * loading, rate), current = rate * one_C;
    StepRecord *s = fixture_record(r);
    s->kind = STEP_CC;
    s->cycle = cycle;
    s->cycle_at_rate = cycle_at_rate;
    s->current = current;
    s->c_rate = fabs(rate);
    s->t_start = t0;
    s->t_end = t0 + charge / current;
    s->charge = charge;
    s->v_start = from;
    s->v_end = to;
    s->mean_voltage = 0.5 * (from + to);
    s->energy = charge * s->mean_voltage;
    s->samples = samples;
    for (int k = 0; k < samples; k++) {
        const double w = k / (samples - 1.0), bend = w + 0.11 * sin(6.283185307179586 * w);
        fixture_sample(r, t0 + w * (s->t_end - t0), from + bend * (to - from), current, q0 + w * charge, cycle,
                       r->records - 1);
    }
    fixture_cycles(r);
}

/* A cyclic sweep between 1 and 3 V at `rate` V/s with a peak each way. */
static inline void fixture_sweep(Run *r, double rate, int cycle, int cycle_at_rate, int samples)
{
    const double t0 = r->samples ? r->sample[r->samples - 1].t : 0, t1 = 4.0 / rate;
    double charge = r->samples ? r->sample[r->samples - 1].charge : 0, last = 0;
    StepRecord *s = fixture_record(r);
    s->kind = STEP_CV_SWEEP;
    s->cycle = cycle;
    s->cycle_at_rate = cycle_at_rate;
    s->scan_rate = rate;
    s->t_start = t0;
    s->t_end = t0 + t1;
    s->samples = samples;
    s->end = END_SWEEP;
    for (int k = 0; k < samples; k++) {
        const int down = 2 * k < samples - 1;
        const double w = k / (samples - 1.0), v = down ? 3 - 4 * w : 1 + 4 * (w - 0.5);
        const double shift = 0.08 * sqrt(rate / 2e-4), z = (v - (down ? 1.75 - shift : 1.95 + shift)) / 0.09;
        const double current = (down ? -1 : 1) * 9.0 * sqrt(rate / 2e-4) * (0.04 + exp(-z * z));
        charge += k ? 0.5 * (current + last) * t1 / (samples - 1) : 0;
        last = current;
        fixture_sample(r, t0 + w * t1, v, current, charge, cycle, r->records - 1);
    }
}

/* A new empty directory under /tmp; the caller passes it to fixture_remove. */
static inline char *fixture_directory(void)
{
    char *dir = strdup("/tmp/cellsim_report_XXXXXX");
    if (!dir || !mkdtemp(dir)) abort();
    return dir;
}

static inline int fixture_entries(const char *dir)
{
    int n = 0;
    DIR *d = opendir(dir);
    for (struct dirent *entry = d ? readdir(d) : NULL; entry; entry = readdir(d))
        n += strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
    if (d) closedir(d);
    return n;
}

/* Removes the directory with the files in it (and empty directories) and frees its name. */
static inline void fixture_remove(char *dir)
{
    DIR *d = opendir(dir);
    for (struct dirent *entry = d ? readdir(d) : NULL; entry; entry = readdir(d)) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..") && remove(path)) rmdir(path);
    }
    if (d) closedir(d);
    rmdir(dir);
    free(dir);
}

#endif
