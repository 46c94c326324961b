/* Which records a figure shows. */
#include "figure.h"

#include "../../model/constants.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MAX_SHOWN = 12, MANY_SWEEPS = 20 };

/* What is drawn of a run: a record, and what belongs to it. */
typedef struct Shown {
    int record;  /* index into Run.record */
    double rate; /* C-rate, or scan rate [V/s] in a voltammogram */
} Shown;

static int same_rate(double a, double b)
{
    return fabs(a - b) <= 0.01 * fabs(b);
}

static int is_cycling(const StepRecord *s)
{
    return step_is_curve(s->kind) && strcmp(record_direction(s), "none") != 0;
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

/* The last record at each rate, in the order in which the rates first appear. */
static int last_at_each_rate(const Run *r, int (*wanted)(const StepRecord *), Shown shown[MAX_SHOWN])
{
    int n = 0;
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        int j = 0;
        if (!wanted(s) || record_samples(r, s) == 0) continue;
        while (j < n && !same_rate(record_rate(s), shown[j].rate)) j++;
        if (j == MAX_SHOWN) continue;
        shown[j] = (Shown){k, record_rate(s)};
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

/* The last record of every round cycle number and of the last cycle. */
static int some_cycles(const Run *r, int (*wanted)(const StepRecord *), Shown shown[MAX_SHOWN])
{
    int n = 0, last = 0;
    for (int k = 0; k < r->records; k++)
        if (wanted(&r->record[k]) && record_samples(r, &r->record[k])) last = r->record[k].cycle;
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        if (!wanted(s) || record_samples(r, s) == 0 || !(last <= 5 || is_round(s->cycle) || s->cycle == last)) continue;
        if (n > 0 && (n == MAX_SHOWN || r->record[shown[n - 1].record].cycle == s->cycle)) n--;
        shown[n++] = (Shown){k, s->c_rate};
    }
    return n;
}

static void add_curve(Figure *f, int run, const StepRecord *s, int colour, int dash, const char *label)
{
    if (f->curves == MAX_CURVES) return;
    Curve *c = &f->curve[f->curves++];
    *c = (Curve){.run = run, .first = s->first_sample, .samples = s->samples, .colour = colour, .dash = dash};
    snprintf(c->label, sizeof c->label, "%s", label);
}

/* The charge that goes with a discharge (or the other way round): the next record of the cycle in the other
 * direction, else the one before; -1: there is none. */
static int companion(const Run *r, int record)
{
    const StepRecord *s = &r->record[record];
    for (int way = 1; way >= -1; way -= 2)
        for (int k = record + way; k >= 0 && k < r->records && r->record[k].cycle == s->cycle; k += way) {
            if (!is_cycling(&r->record[k])) continue;
            if (is_discharge(&r->record[k]) == is_discharge(s)) break;
            return k;
        }
    return -1;
}

static void add_cycle(Figure *f, int run, int record, int alone, int colour, int dash, const char *label)
{
    const Run *r = &f->report->run[run];
    const int other = alone ? -1 : companion(r, record);
    add_curve(f, run, &r->record[record], colour, dash, label);
    if (other >= 0 && record_samples(r, &r->record[other])) add_curve(f, run, &r->record[other], colour, dash, "");
}

/* The legs of a voltammogram: the records of the cycle at the scan rate. */
static void add_sweeps(Figure *f, int run, const Shown *shown, int colour, int dash, const char *label)
{
    const Run *r = &f->report->run[run];
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        if (!is_sweep(s) || s->cycle != r->record[shown->record].cycle || !same_rate(s->scan_rate, shown->rate))
            continue;
        if (record_samples(r, s) == 0) continue;
        add_curve(f, run, s, colour, dash, label);
        label = "";
    }
}

/* "c0_M = 0.5, 0.5C". */
static void varied_label(const Run *r, const Shown *s, char out[LABEL_SIZE])
{
    char rate[NUMBER_SIZE], value[LABEL_SIZE];
    rate_label(s->rate, rate);
    run_label(r, value);
    snprintf(out, LABEL_SIZE, "%.90s%s%s", value, *rate ? ", " : "", rate);
}

/* One loading: "0.5C" or "cycle 3". Several: "10 mg cm-2, 0.5C: 2.8 mAh cm-2", for there is no common areal axis. */
static void cycle_label(const Figure *f, const Run *r, const Shown *s, int by_cycle, char out[LABEL_SIZE])
{
    char rate[NUMBER_SIZE], areal[NUMBER_SIZE], loading[LABEL_SIZE];
    if (figure_is_varied(f)) {
        varied_label(r, s, out);
        return;
    }
    rate_label(s->rate, rate);
    if (figure_has_one_loading(f)) {
        if (by_cycle || !(s->rate > 0)) snprintf(out, LABEL_SIZE, "cycle %d", r->record[s->record].cycle);
        else snprintf(out, LABEL_SIZE, "%s", rate);
        return;
    }
    loading_label(r, loading);
    number_text(fabs(r->record[s->record].charge) / SECONDS_PER_HOUR * MAH_CM2_PER_AH_M2, 3, areal);
    snprintf(out, LABEL_SIZE, "%.40s%s%s%s%s%s", loading, *loading ? ", " : "", rate, *areal ? ": " : "", areal,
             *areal ? " mAh cm^{−2}" : "");
}

/* Several loadings or values: a colour each, and a dash type for each rate. One loading: a colour for each rate or cycle. */
static void add_run(Figure *f, int k, int discharge_only, int *colour)
{
    Shown shown[MAX_SHOWN];
    char label[LABEL_SIZE];
    const int by_loading = !figure_has_one_loading(f) || figure_is_varied(f);
    const Run *r = &f->report->run[f->run[k]];
    int (*wanted)(const StepRecord *) = is_discharge;
    int n = last_at_each_rate(r, wanted, shown);
    if (n == 0) n = last_at_each_rate(r, wanted = is_cycling, shown);
    const int one_rate = n == 1;
    if (one_rate && f->runs == 1) n = some_cycles(r, wanted, shown);
    for (int j = 0; j < n; j++) {
        cycle_label(f, r, &shown[j], one_rate && n > 1, label);
        add_cycle(f, f->run[k], shown[j].record, discharge_only, by_loading ? k : (*colour)++, by_loading ? j : 0,
                  label);
    }
}

void curves_of_cycles(Figure *f, int discharge_only)
{
    int colour = 0;
    f->curves = 0;
    for (int k = 0; k < f->runs; k++) add_run(f, k, discharge_only, &colour);
}

/* 1, 3, 10, 20, then 50, 100, 200, … and `last`: as papers show what changes over voltammograms. */
static int is_shown_sweep(int cycle, int last)
{
    return cycle == 1 || cycle == 3 || cycle == 10 || cycle == 20 || cycle == last || (cycle > 20 && is_round(cycle));
}

/* The last leg of each cycle to be shown of many at one scan rate; 0: there are not many, or several rates. */
static int sweeps_of_many(const Run *r, Shown shown[MAX_SHOWN])
{
    Shown of_rate[MAX_SHOWN];
    int n = 0;
    if (last_at_each_rate(r, is_sweep, of_rate) != 1) return 0;
    const int last = r->record[of_rate[0].record].cycle_at_rate;
    for (int k = 0; last >= MANY_SWEEPS && k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        if (!is_sweep(s) || record_samples(r, s) == 0 || !is_shown_sweep(s->cycle_at_rate, last)) continue;
        if (n > 0 && (n == MAX_SHOWN || r->record[shown[n - 1].record].cycle == s->cycle)) n--;
        shown[n++] = (Shown){k, s->scan_rate};
    }
    return n;
}

static int add_many_sweeps(Figure *f, int run)
{
    Shown shown[MAX_SHOWN];
    char label[LABEL_SIZE];
    const Run *r = &f->report->run[run];
    const int n = sweeps_of_many(r, shown);
    for (int j = 0; j < n; j++) {
        snprintf(label, sizeof label, "cycle %d", r->record[shown[j].record].cycle_at_rate);
        add_sweeps(f, run, &shown[j], j, j / COLOURS, label);
    }
    return n;
}

void curves_of_sweeps(Figure *f)
{
    const int varied = figure_is_varied(f);
    f->curves = 0;
    if (f->runs == 1 && add_many_sweeps(f, f->run[0]) > 0) return;
    for (int k = 0; k < f->runs; k++) {
        Shown shown[MAX_SHOWN];
        char rate[NUMBER_SIZE], loading[LABEL_SIZE] = "", label[LABEL_SIZE];
        const Run *r = &f->report->run[f->run[k]];
        const int n = last_at_each_rate(r, is_sweep, shown);
        if (f->runs > 1) run_label(r, loading);
        for (int j = 0; j < n; j++) {
            snprintf(label, sizeof label, "%.60s%s%s mV s^{−1}", loading, *loading ? ", " : "",
                     number_text(shown[j].rate * MV_PER_V, 3, rate));
            add_sweeps(f, f->run[k], &shown[j], varied ? k : j, varied ? j : k, label);
        }
    }
}
