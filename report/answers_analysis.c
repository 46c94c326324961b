#include "answers_analysis.h"

#include "names.h"
#include "run_analysis.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef double (*Reading)(const Target *t, const Analysis *a);

static PeakChoice peak_of(const Target *t)
{
    static const PeakChoice choice[] = {
        [TARGET_PEAK_MEAN] = PEAK_MEAN, [TARGET_PEAK_ANODIC] = PEAK_ANODIC, [TARGET_PEAK_CATHODIC] = PEAK_CATHODIC};
    return choice[t->peak];
}

/* Index of the target's scan rate, within 2 %; -1: it was not run. */
static int rate_of(const Target *t, const Analysis *a)
{
    for (int k = 0; t->scan_rate > 0 && k < a->cv.rates; k++)
        if (fabs(a->cv.at[k].rate - t->scan_rate) <= 0.02 * t->scan_rate) return k;
    return t->scan_rate > 0 ? -1 : a->cv.rates - 1;
}

static double diffusivity(const Target *t, const Analysis *a)
{
    RandlesSevcikChoice c = a->randles_sevcik.choice;
    c.peak = peak_of(t);
    c.free_intercept = !t->through_origin;
    return randles_sevcik(&a->cv, &c).D;
}

static double b_value(const Target *t, const Analysis *a)
{
    return cv_b_of_peaks(&a->cv, peak_of(t)).slope;
}

static double share(const Target *t, const Analysis *a)
{
    const int k = rate_of(t, a);
    return k >= 0 && a->cv.rates > 1 ? dunn_share(&a->cv, k, a->window[0], a->window[1], CV_GRID, 1) : NAN;
}

static double peak_voltage(const Target *t, const Analysis *a)
{
    const int k = rate_of(t, a);
    if (k < 0) return NAN;
    const CvRate *r = &a->cv.at[k];
    return t->peak == TARGET_PEAK_MEAN ? r->half_wave : r->peak[t->peak == TARGET_PEAK_ANODIC ? ANODIC : CATHODIC].V;
}

static double current_ratio(const Target *t, const Analysis *a)
{
    const int k = rate_of(t, a);
    return k >= 0 ? cv_current_ratio(&a->cv.at[k], peak_of(t), t->at_V) : NAN;
}

/* The target's titration. */
static int sequence(const Target *t, const Analysis *a, const GittPulse **pulse)
{
    int first = 0;
    const int n = gitt_sequence(a->pulses, a->pulse, t->at == TARGET_AT_CHARGE ? 1 : -1, t->cycle, &first);
    *pulse = a->pulse + first;
    return n;
}

/* The formula gives a number, as papers have it also of plateaus, where it is no diffusivity (GITT_FLAT). */
static int is_sound(const GittPulse *p)
{
    return isfinite(p->D_geometric) && !(p->flags & GITT_AGAINST);
}

/* D of the pulse that `rank` sound ones lie below. */
static double ranked(int pulses, const GittPulse *pulse, int rank)
{
    for (int k = 0; k < pulses; k++) {
        int below = 0, same = 0;
        for (int j = 0; j < pulses; j++) {
            below += is_sound(&pulse[j]) && pulse[j].D_geometric < pulse[k].D_geometric;
            same += is_sound(&pulse[j]) && !(pulse[j].D_geometric < pulse[k].D_geometric) &&
                    !(pulse[j].D_geometric > pulse[k].D_geometric);
        }
        if (is_sound(&pulse[k]) && below <= rank && rank < below + same) return pulse[k].D_geometric;
    }
    return NAN;
}

static double titrated(const Target *t, const Analysis *a)
{
    const GittPulse *pulse;
    const int pulses = sequence(t, a, &pulse);
    int n = 0;
    for (int k = 0; k < pulses; k++) n += is_sound(&pulse[k]);
    if (t->which == TARGET_LEAST) return ranked(pulses, pulse, 0);
    if (t->which == TARGET_MOST) return ranked(pulses, pulse, n - 1);
    return 0.5 * (ranked(pulses, pulse, (n - 1) / 2) + ranked(pulses, pulse, n / 2));
}

static double overpotential(const Target *t, const Analysis *a)
{
    const GittPulse *pulse;
    const int pulses = sequence(t, a, &pulse), windowed = t->from_V < t->to_V;
    double sum = 0;
    int n = 0;
    for (int k = 0; k < pulses; k++) {
        if (windowed && !(pulse[k].E_after >= t->from_V && pulse[k].E_after <= t->to_V)) continue;
        sum += gitt_overpotential(&pulse[k]);
        n++;
    }
    return n > 0 ? sum / n : NAN;
}

static double first_efficiency(const Target *t, const Analysis *a)
{
    (void)t;
    return a->rows > 0 ? a->row[0].efficiency : NAN;
}

static double efficiency(const Target *t, const Analysis *a)
{
    for (int k = 0; t->cycle > 0 && k < a->rows; k++)
        if (a->row[k].cycle == t->cycle) return a->row[k].efficiency;
    return t->cycle == 0 && a->rows > 0 ? a->row[a->rows - 1].efficiency : NAN;
}

static double retention(const Target *t, const Analysis *a)
{
    return cycling_retention(a->rows, a->row, t->from_cycle, t->to_cycle);
}

typedef struct AnalysisQuantity {
    const char *name, *unit;
    Reading read;
    double factor; /* to the unit */
    int of_sweeps;
} AnalysisQuantity;

static const AnalysisQuantity quantities[] = {
    {"D_app", "cm2/s", diffusivity, 1e4, 1},
    {"D_app", "m2/s", diffusivity, 1, 1},
    {"b_value", "1", b_value, 1, 1},
    {"capacitive_share", "%", share, 100, 1},
    {"peak_voltage", "V", peak_voltage, 1, 1},
    {"peak_voltage", "mV", peak_voltage, 1e3, 1},
    {"current_ratio", "1", current_ratio, 1, 1},
    {"D_gitt", "cm2/s", titrated, 1e4, 0},
    {"D_gitt", "m2/s", titrated, 1, 0},
    {"gitt_overpotential", "V", overpotential, 1, 0},
    {"gitt_overpotential", "mV", overpotential, 1e3, 0},
    {"initial_coulombic_efficiency", "%", first_efficiency, 100, 0},
    {"coulombic_efficiency", "%", efficiency, 100, 0},
    {"retention", "%", retention, 100, 0},
};

static const AnalysisQuantity *find(const Target *t)
{
    for (size_t k = 0; k < sizeof quantities / sizeof *quantities; k++)
        if (!strcmp(t->quantity, quantities[k].name) && !strcmp(t->unit, quantities[k].unit)) return &quantities[k];
    return NULL;
}

int answer_is_of_analysis(const Target *t)
{
    return find(t) != NULL;
}

Status answer_of_analysis(const Target *t, const Run *r, double *value)
{
    const AnalysisQuantity *q = find(t);
    AnalysisChoice c = run_analysis_choice(r);
    Analysis a = {0};
    *value = NAN;
    if (!q) return CELLSIM_OK;
    if (q->of_sweeps) c.cv_cycle = t->cycle;
    if (t->concentration > 0) c.concentration = t->concentration;
    if (t->from_V < t->to_V) {
        c.cv_window[0] = t->from_V;
        c.cv_window[1] = t->to_V;
    }
    const Status s = run_analysis(r, &c, &a, NULL);
    if (s == CELLSIM_OK) *value = q->read(t, &a) * q->factor;
    analysis_free(&a);
    return s;
}

/* --- in words ---------------------------------------------------------------------------------------------------- */

static const char *peak_words(const Target *t)
{
    return t->peak == TARGET_PEAK_ANODIC     ? "anodic peak"
           : t->peak == TARGET_PEAK_CATHODIC ? "cathodic peak"
                                             : "mean of both peaks";
}

static void window_words(const Target *t, char out[LABEL_SIZE])
{
    char from[NUMBER_SIZE], to[NUMBER_SIZE];
    if (t->from_V < t->to_V)
        snprintf(out, LABEL_SIZE, "%s to %s V", number_text(t->from_V, 4, from), number_text(t->to_V, 4, to));
    else snprintf(out, LABEL_SIZE, "all but 50 mV (at most 5 %%) at each end");
}

/* 1: a quantity of titrations. */
static int titration_convention(const AnalysisQuantity *q, const Target *t, char out[2 * LABEL_SIZE])
{
    static const char *const which[] = {"median", "least", "largest"};
    char nth[32] = "last", window[LABEL_SIZE] = "all pulses";
    if (q->read != titrated && q->read != overpotential) return 0;
    if (t->cycle > 0) snprintf(nth, sizeof nth, "number %d", t->cycle);
    if (t->from_V < t->to_V) window_words(t, window);
    const char *way = t->at == TARGET_AT_CHARGE ? "charge" : "discharge";
    if (q->read == titrated)
        snprintf(out, 2 * LABEL_SIZE, "%s of the %s titration, %s, on loading / density",
                 which[t->which], way, nth);
    else
        snprintf(out, 2 * LABEL_SIZE, "end of pulse against its rest, mean of the %s titration, %s, %s", way, nth,
                 window);
    return 1;
}

void target_convention(const Target *t, char out[2 * LABEL_SIZE])
{
    const AnalysisQuantity *q = find(t);
    char cycle[32] = "last cycle", window[LABEL_SIZE], number[NUMBER_SIZE];
    out[0] = '\0';
    if (!q) return;
    if (t->cycle > 0) snprintf(cycle, sizeof cycle, "cycle %d", t->cycle);
    if (titration_convention(q, t, out)) return;
    window_words(t, window);
    number_text(t->concentration * 1e-3, 4, number);
    const int given = t->concentration > 0;
    if (q->read == diffusivity)
        snprintf(out, 2 * LABEL_SIZE, "%s, %s, %s, C = %s%s, geometric area", peak_words(t), cycle,
                 t->through_origin ? "line through the origin" : "free intercept", given ? number : "the cell's sites",
                 given ? " mmol/cm3" : "");
    else if (q->read == share)
        snprintf(out, 2 * LABEL_SIZE, "area of |k1 v|, clipped to 0..i, both branches, %s, %s", window, cycle);
    else if (q->of_sweeps) snprintf(out, 2 * LABEL_SIZE, "%s, %s", peak_words(t), cycle);
    else if (q->read == retention) snprintf(out, 2 * LABEL_SIZE, "discharge capacities, cycles of the run");
    else snprintf(out, 2 * LABEL_SIZE, "later direction of the cycle over the earlier one");
}
