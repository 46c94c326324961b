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

/* The next record of the cycle in the other direction, on one side; -1: there is none, or one of the same comes first. */
static int opposite(const Run *r, int record, int way)
{
    const StepRecord *s = &r->record[record];
    for (int k = record + way; k >= 0 && k < r->records && r->record[k].cycle == s->cycle; k += way)
        if (is_cycling(&r->record[k])) return is_discharge(&r->record[k]) == is_discharge(s) ? -1 : k;
    return -1;
}

/* The charge that goes with a discharge (or the other way round): that which follows it in the cycle, else the one before,
 * unless that follows another: the charge of a formation is none of the discharge at 1C after it. -1: there is none. */
static int companion(const Run *r, int record)
{
    const int next = opposite(r, record, 1), before = opposite(r, record, -1);
    if (next >= 0 || before < 0) return next;
    return opposite(r, before, -1) < 0 ? before : -1;
}

static void add_cycle(Figure *f, int run, int record, int other, const char *colour, int dash, const char *label)
{
    const Run *r = &f->report->run[run];
    curve_add(f, run, &r->record[record], colour, dash, label);
    if (other >= 0 && record_samples(r, &r->record[other])) curve_add(f, run, &r->record[other], colour, dash, "");
}

/* "1C", or "1C, charge 0.1C" of a cycle whose other half is at another rate. */
static void rates_label(const Run *r, const Shown *s, int other, char out[LABEL_SIZE])
{
    char rate[NUMBER_SIZE], second[NUMBER_SIZE];
    const StepRecord *o = other < 0 ? NULL : &r->record[other];
    rate_label(s->rate, rate);
    snprintf(out, LABEL_SIZE, "%s", rate);
    if (!o || !(s->rate > 0) || !(o->c_rate > 0) || rates_agree(o->c_rate, s->rate)) return;
    rate_label(o->c_rate, second);
    snprintf(out, LABEL_SIZE, "%s, %s %s", rate, record_direction(o), second);
}

/* One loading: "0.5C" or "cycle 3". Values or cells: "c0_M = 0.5, 0.5C". Loadings: "10 mg cm-2, 0.5C: 2.8 mAh cm-2", for there is
 * no common areal axis. */
static void cycle_label(const Figure *f, int k, const Shown *s, int other, int by_cycle, char out[LABEL_SIZE])
{
    char rates[LABEL_SIZE], areal[NUMBER_SIZE], run[LABEL_SIZE];
    const Run *r = &f->report->run[f->run[k]];
    rates_label(r, s, other, rates);
    run_label(f, k, run);
    if (figure_is_varied(f)) snprintf(out, LABEL_SIZE, "%.80s%s%.40s", run, *rates ? ", " : "", rates);
    else if (!figure_has_one_loading(f)) {
        number_text(fabs(r->record[s->record].charge) / SECONDS_PER_HOUR * MAH_CM2_PER_AH_M2, 3, areal);
        snprintf(out, LABEL_SIZE, "%.36s%s%.36s%s%.12s%s", run, *run ? ", " : "", rates, *areal ? ": " : "", areal,
                 *areal ? " mAh cm^{−2}" : "");
    } else if (by_cycle || !(s->rate > 0)) snprintf(out, LABEL_SIZE, "cycle %d", r->record[s->record].cycle);
    else snprintf(out, LABEL_SIZE, "%s", rates);
}

/* The discharges that a run is drawn by, the last at each rate in their order; where there are none, whatever passes a current. */
static int drawn_rates(const Run *r, int (**wanted)(const StepRecord *), Shown shown[MAX_SHOWN])
{
    const int n = last_at_each_rate(r, *wanted = is_discharge, shown);
    return n > 0 ? n : last_at_each_rate(r, *wanted = is_cycling, shown);
}

/* Several loadings, values or cells: a colour each, and a dash type for each rate. One loading: a colour for each rate or cycle;
 * lines: how many there are so far. */
static void add_run(Figure *f, int k, int discharge_only, int *lines)
{
    Shown shown[MAX_SHOWN];
    char label[LABEL_SIZE], colour[COLOUR_SIZE];
    const int by_run = !figure_has_one_loading(f) || figure_is_varied(f);
    const Run *r = &f->report->run[f->run[k]];
    int (*wanted)(const StepRecord *);
    int n = drawn_rates(r, &wanted, shown);
    const int one_rate = n == 1;
    if (one_rate && f->runs == 1) n = some_cycles(r, wanted, shown);
    if (by_run) n = thin_out(f, shown, n, DASHES);
    for (int j = 0; j < n; j++) {
        const int other = discharge_only ? -1 : companion(r, shown[j].record);
        cycle_label(f, k, &shown[j], other, one_rate && n > 1, label);
        if (by_run) run_colour(f, k, colour);
        else colour_of(*lines % COLOURS, COLOURS, colour);
        add_cycle(f, f->run[k], shown[j].record, other, colour, by_run ? j : *lines / COLOURS, label);
        (*lines)++;
    }
    if (one_rate && n > 1) curves_merge(f);
}

/* The lowest C-rate that a run is drawn at; 0: it is drawn by cycles. */
static double first_rate(const Figure *f, int k)
{
    Shown shown[MAX_SHOWN];
    int (*wanted)(const StepRecord *);
    return drawn_rates(&f->report->run[f->run[k]], &wanted, shown) > 0 ? shown[0].rate : 0;
}

/* Runs that differ in nothing but the rate (one protocol each) in the order of their rates, others as they were run. */
static void order_of_runs(const Figure *f, int order[MAX_FIGURE_RUNS])
{
    double rate[MAX_FIGURE_RUNS];
    const int sorted = figure_has_one_loading(f) && !figure_is_varied(f);
    for (int k = 0; k < f->runs; k++) {
        int place = k;
        rate[k] = sorted ? first_rate(f, k) : 0;
        for (; place > 0 && rate[order[place - 1]] > rate[k]; place--) order[place] = order[place - 1];
        order[place] = k;
    }
}

static void curves_of_cycles(Figure *f, int discharge_only)
{
    int lines = 0, order[MAX_FIGURE_RUNS];
    order_of_runs(f, order);
    f->curves = 0;
    for (int k = 0; k < f->runs; k++) add_run(f, order[k], discharge_only, &lines);
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
 * times the area, Ah or mAh. */
static void axes(const Figure *f, double end, Text *out)
{
    const int known = figure_knows_loading(f);
    const double area_cm2 = f->report->run[f->run[0]].area * 1e4;
    script_voltage_label(f, "y", out);
    text_addf(out, "set xlabel '%s'\n", known ? "Specific capacity (mAh g^{−1})" : "Areal capacity (mAh cm^{−2})");
    if (!figure_has_one_loading(f)) return;
    if (known) script_areal_axis(f, "x", end, out);
    else if (area_cm2 * end > 100) script_second_axis("x", "area", area_cm2, "cm2", "Capacity (Ah)", end, out);
    else if (area_cm2 > 0) script_second_axis("x", "area", 1e3 * area_cm2, "0.001 cm2", "Capacity (mAh)", end, out);
}

const Curves cycle_curves = {choose, shows, {"2:3", "1:3"}, capacity, voltage, 1, axes};
const Curves discharge_curves = {choose_discharges, shows_discharge, {"2:3", "1:3"}, capacity, voltage, 1, axes};
