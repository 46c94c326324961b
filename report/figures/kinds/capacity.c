/* Voltage against capacity: the last cycle at each rate, or a few cycles if there is one rate only. */
#include "kinds.h"

#include "../../../model/constants.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static int is_cycling(const StepRecord *s)
{
    return step_is_curve(s->kind) && strcmp(record_direction(s), "none") != 0;
}

static int is_discharge(const StepRecord *s)
{
    return is_cycling(s) && !strcmp(record_direction(s), "discharge");
}

/* The last record of every round cycle number and of the last cycle. */
static int some_cycles(const Run *r, int (*wanted)(const StepRecord *), Shown shown[MAX_SHOWN])
{
    int n = 0, last = 0;
    for (int k = 0; k < r->records; k++)
        if (wanted(&r->record[k]) && record_samples(r, &r->record[k])) last = r->record[k].cycle;
    for (int k = 0; k < r->records; k++) {
        const StepRecord *s = &r->record[k];
        if (!wanted(s) || record_samples(r, s) == 0 || !(last <= 5 || cycle_is_round(s->cycle) || s->cycle == last))
            continue;
        if (n > 0 && (n == MAX_SHOWN || r->record[shown[n - 1].record].cycle == s->cycle)) n--;
        shown[n++] = (Shown){k, s->c_rate};
    }
    return n;
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
    curve_add(f, run, &r->record[record], colour, dash, label);
    if (other >= 0 && record_samples(r, &r->record[other])) curve_add(f, run, &r->record[other], colour, dash, "");
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

static void curves_of_cycles(Figure *f, int discharge_only)
{
    int colour = 0;
    f->curves = 0;
    for (int k = 0; k < f->runs; k++) add_run(f, k, discharge_only, &colour);
}

static void choose(Figure *f)
{
    curves_of_cycles(f, 0);
}

static void choose_discharges(Figure *f)
{
    curves_of_cycles(f, 1);
}

static int shows(const StepRecord *s)
{
    return s->kind == STEP_CC || s->kind == STEP_CCCV;
}

static int shows_discharge(const StepRecord *s)
{
    return shows(s) && !strcmp(record_direction(s), "discharge");
}

/* mAh/g, or mAh/cm2. */
static double capacity(const Run *r, const Sample *s, double start, int known)
{
    const double q = fabs(s->charge - start) / SECONDS_PER_HOUR;
    return known ? q / r->loading : q * MAH_CM2_PER_AH_M2;
}

static double voltage(const Run *r, const Sample *s, double start, int known)
{
    (void)r, (void)start, (void)known;
    return s->voltage;
}

/* One loading: a second axis in mAh/cm2; several: each legend entry names its own. At unknown loading: mAh/cm2 and,
 * times the area, Ah. */
static void axes(const Figure *f, double end, Text *out)
{
    const int known = figure_knows_loading(f);
    const double area_cm2 = f->report->run[f->run[0]].area * 1e4;
    text_add(out, "set ylabel 'Voltage (V)'\n");
    text_addf(out, "set xlabel '%s'\n", known ? "Specific capacity (mAh g^{−1})" : "Areal capacity (mAh cm^{−2})");
    if (!figure_has_one_loading(f)) return;
    if (known) script_areal_axis(f, "x", end, out);
    else if (area_cm2 > 0) script_second_axis("x", "area", area_cm2, "cm2", "Capacity (Ah)", end, out);
}

const Curves cycle_curves = {choose, shows, {"2:3", "1:3"}, capacity, voltage, 1, axes};
const Curves discharge_curves = {choose_discharges, shows_discharge, {"2:3", "1:3"}, capacity, voltage, 1, axes};
