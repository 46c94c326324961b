/* Voltammograms: the last cycle at each scan rate; of one run of twenty cycles and more at one rate cycles 1, 3, 10, 20, 50,
 * 100, … and the last. */
#include "kinds.h"

#include <stdio.h>

enum { MANY_SWEEPS = 20 };

static int is_sweep(const StepRecord *s)
{
    return s->kind == STEP_CV_SWEEP;
}

/* The legs of a voltammogram: the records of the cycle at the scan rate. */
static void add_sweeps(Figure *f, int run, const Shown *shown, const char *colour, int dash, const char *label)
{
    const Run *r = &f->report->run[run];
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        if (!is_sweep(s) || s->cycle != r->record[shown->record].cycle || !rates_agree(s->scan_rate, shown->rate))
            continue;
        if (record_samples(r, s) == 0) continue;
        curve_add(f, run, s, colour, dash, label);
        label = "";
    }
}

/* 1, 3, 10, 20, then 50, 100, 200, … and `last`: as papers show what changes over voltammograms. */
static int is_shown_sweep(int cycle, int last)
{
    return cycle == 1 || cycle == 3 || cycle == 10 || cycle == 20 || cycle == last ||
           (cycle > 20 && cycle_is_round(cycle));
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
    char label[LABEL_SIZE], colour[COLOUR_SIZE];
    const Run *r = &f->report->run[run];
    const int n = sweeps_of_many(r, shown);
    for (int j = 0; j < n; j++) {
        snprintf(label, sizeof label, "cycle %d", r->record[shown[j].record].cycle_at_rate);
        colour_of(j, n, colour);
        add_sweeps(f, run, &shown[j], colour, 0, label);
    }
    return n;
}

/* Cells, values, or more loadings than there are dash types: a colour each, and a dash type for each scan rate. Else a colour for
 * each scan rate, and a dash type for each loading. */
static void choose(Figure *f)
{
    const int by_run = figure_is_varied(f) || f->runs > DASHES;
    f->curves = 0;
    if (f->runs == 1 && add_many_sweeps(f, f->run[0]) > 0) return;
    for (int k = 0; k < f->runs; k++) {
        Shown shown[MAX_SHOWN];
        char rate[NUMBER_SIZE], loading[LABEL_SIZE] = "", label[LABEL_SIZE], colour[COLOUR_SIZE];
        const Run *r = &f->report->run[f->run[k]];
        int n = last_at_each_rate(r, is_sweep, shown);
        if (by_run) n = thin_out(f, shown, n, f->report->card_of ? 2 : DASHES);
        if (f->runs > 1) run_label(f, k, loading);
        for (int j = 0; j < n; j++) {
            snprintf(label, sizeof label, "%.60s%s%s mV s^{−1}", loading, *loading ? ", " : "",
                     number_text(shown[j].rate * MV_PER_V, 3, rate));
            if (by_run) run_colour(f, k, colour);
            else colour_of(j, n, colour);
            add_sweeps(f, f->run[k], &shown[j], colour, by_run ? j : k, label);
        }
    }
}

static double voltage(const Run *r, const Sample *s, double start, int known)
{
    (void)r, (void)start, (void)known;
    return s->voltage;
}

/* A/g, or mA/cm2. */
static double current(const Run *r, const Sample *s, double start, int known)
{
    (void)start;
    return known ? s->current / r->loading * A_G_PER_A_KG : s->current * MA_CM2_PER_A_M2;
}

static void axes(const Figure *f, double x_end, Text *out)
{
    (void)x_end;
    script_voltage_label(f, "x", out);
    text_addf(out,
              "set ylabel 'Current (%s)'\nset xzeroaxis dashtype 3 linecolor '#888888'\n",
              figure_knows_loading(f) ? "A g^{−1}" : "mA cm^{−2}");
}

const Curves sweep_curves = {choose, is_sweep, {"3:5", "3:4"}, voltage, current, 0, axes};
