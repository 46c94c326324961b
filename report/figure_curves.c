/* Which records a figure shows. */
#include "figure.h"

#include "../model/constants.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MAX_SHOWN = 12 };

/* A cycle of a run that is drawn, at a C-rate (or, in a voltammogram, at a scan rate). */
typedef struct Shown {
    int cycle;
    double rate;
} Shown;

static int same_rate(double a, double b)
{
    return fabs(a - b) <= 0.01 * fabs(b);
}

static int is_cycling(const StepRecord *s)
{
    return (s->kind == STEP_CC || s->kind == STEP_CCCV) && strcmp(record_direction(s), "none") != 0;
}

static int is_discharge(const StepRecord *s)
{
    return is_cycling(s) && !strcmp(record_direction(s), "discharge");
}

static int is_sweep(const StepRecord *s)
{
    return s->kind == STEP_CV_SWEEP;
}

static double record_rate(const StepRecord *s)
{
    return is_sweep(s) ? s->scan_rate : s->c_rate;
}

/* The last cycle at each rate, in the order in which the rates first appear. */
static int last_at_each_rate(const Run *r, int (*wanted)(const StepRecord *), Shown shown[MAX_SHOWN])
{
    int n = 0;
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        int j = 0;
        if (!wanted(s) || record_samples(r, s) == 0) continue;
        while (j < n && !same_rate(record_rate(s), shown[j].rate)) j++;
        if (j == MAX_SHOWN) continue;
        shown[j] = (Shown){s->cycle, record_rate(s)};
        if (j == n) n++;
    }
    return n;
}

/* 1, 2, 5, 10, 20, 50, … */
static int is_round(int cycle)
{
    while (cycle > 0 && cycle % 10 == 0) cycle /= 10;
    return cycle == 1 || cycle == 2 || cycle == 5;
}

static int last_cycle(const Run *r)
{
    int last = 0;
    for (int k = 0; k < r->records; k++)
        if (is_cycling(&r->record[k]) && record_samples(r, &r->record[k])) last = r->record[k].cycle;
    return last;
}

/* Round cycle numbers and the last one. */
static int some_cycles(const Run *r, double rate, Shown shown[MAX_SHOWN])
{
    int n = 0;
    const int last = last_cycle(r);
    for (int cycle = 1; cycle <= last && n < MAX_SHOWN - 1; cycle++)
        if (last <= 5 || is_round(cycle) || cycle == last) shown[n++] = (Shown){cycle, rate};
    if (n > 0) shown[n - 1].cycle = last;
    return n;
}

static void add_curve(Figure *f, int run, const StepRecord *s, int colour, int dash, const char *label)
{
    if (f->curves == MAX_CURVES) return;
    Curve *c = &f->curve[f->curves++];
    *c = (Curve){.run = run, .first = s->first_sample, .samples = s->samples, .colour = colour, .dash = dash};
    snprintf(c->label, sizeof c->label, "%s", label);
}

/* The records of one cycle, the first of which carries the label. */
static void add_cycle(Figure *f, int run, int cycle, int (*wanted)(const StepRecord *), int colour, int dash,
                      const char *label)
{
    const Run *r = &f->report->run[run];
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        if (s->cycle != cycle || !wanted(s) || record_samples(r, s) == 0) continue;
        add_curve(f, run, s, colour, dash, label);
        label = "";
    }
}

static double discharge_mAh_cm2(const Run *r, int cycle)
{
    for (int k = 0; k < r->records; k++)
        if (r->record[k].cycle == cycle && is_discharge(&r->record[k]))
            return fabs(r->record[k].charge) / SECONDS_PER_HOUR * MAH_CM2_PER_AH_M2;
    return NAN;
}

/* One run: "0.5C" or "cycle 3". Several: "10 mg cm-2, 0.5C: 2.8 mAh cm-2", for there is no common areal axis. */
static void cycle_label(const Figure *f, const Run *r, const Shown *s, int one_rate, char out[LABEL_SIZE])
{
    char rate[NUMBER_SIZE], areal[NUMBER_SIZE], loading[LABEL_SIZE];
    rate_label(s->rate, rate);
    if (f->runs == 1) {
        if (one_rate) snprintf(out, LABEL_SIZE, "cycle %d", s->cycle);
        else snprintf(out, LABEL_SIZE, "%s", rate);
        return;
    }
    loading_label(r, loading);
    number_text(discharge_mAh_cm2(r, s->cycle), 3, areal);
    snprintf(out, LABEL_SIZE, "%.40s%s%s%s%s%s", loading, *loading ? ", " : "", rate, *areal ? ": " : "", areal,
             *areal ? " mAh cm^{−2}" : "");
}

void curves_of_cycles(Figure *f, int discharge_only)
{
    f->curves = 0;
    for (int k = 0; k < f->runs; k++) {
        Shown shown[MAX_SHOWN];
        char label[LABEL_SIZE];
        const Run *r = &f->report->run[f->run[k]];
        int n = last_at_each_rate(r, is_discharge, shown);
        if (n == 0) n = last_at_each_rate(r, is_cycling, shown);
        const int one_rate = n == 1;
        if (one_rate && f->runs == 1) n = some_cycles(r, shown[0].rate, shown);
        for (int j = 0; j < n; j++) {
            cycle_label(f, r, &shown[j], one_rate, label);
            add_cycle(f, f->run[k], shown[j].cycle, discharge_only ? is_discharge : is_cycling, f->runs > 1 ? k : j,
                      f->runs > 1 ? j : 0, label);
        }
    }
}

void curves_of_sweeps(Figure *f)
{
    f->curves = 0;
    for (int k = 0; k < f->runs; k++) {
        Shown shown[MAX_SHOWN];
        char rate[NUMBER_SIZE], loading[LABEL_SIZE] = "", label[LABEL_SIZE];
        const Run *r = &f->report->run[f->run[k]];
        const int n = last_at_each_rate(r, is_sweep, shown);
        if (f->runs > 1) loading_label(r, loading);
        for (int j = 0; j < n; j++) {
            snprintf(label, sizeof label, "%.60s%s%s mV s^{−1}", loading, *loading ? ", " : "",
                     number_text(shown[j].rate * MV_PER_V, 3, rate));
            add_cycle(f, f->run[k], shown[j].cycle, is_sweep, j, k, label);
        }
    }
}
