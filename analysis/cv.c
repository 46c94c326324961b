#include "cv.h"

#include "../model/constants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double COMPLETE = 0.9; /* of the span of an earlier branch: this one is not cut short */

static int same_rate(double a, double b)
{
    return fabs(a - b) <= 0.02 * b;
}

int branches_of_segments(const Series *s, int segments, const Segment *segment, int most, Branch *out)
{
    int n = 0;
    for (int k = 0; k < segments && n < most; k++) {
        const Segment *g = &segment[k];
        if (g->kind != SEGMENT_SWEEP || g->n < 3) continue;
        Branch b = {.rate = fabs(g->scan_rate),
                    .cycle = 1,
                    .way = g->scan_rate > 0 ? ANODIC : CATHODIC,
                    .n = g->n,
                    .V = s->V + g->first,
                    .I = s->I + g->first};
        if (g->sweep > 0) b.cycle = g->sweep;
        for (int j = 0; g->sweep == 0 && j < n; j++) b.cycle += out[j].way == b.way && same_rate(b.rate, out[j].rate);
        out[n++] = b;
    }
    return n;
}

/* The parabola through the top and its neighbours; it rises above evenly spaced points by an eighth of their difference at
 * most. What goes further is an artefact of the spacing: then the point itself. */
static void refine(const double V[3], const double I[3], CvPeak *p)
{
    double at = p->V, value = p->I;
    const double spread = fmax(fabs(I[1] - I[0]), fabs(I[1] - I[2]));
    if (!parabola_extremum(V, I, &at, &value) || fabs(value - I[1]) > 0.126 * spread) return;
    p->V = at;
    p->I = value;
}

CvPeak cv_peak(const Branch *b)
{
    const double sign = b->way == ANODIC ? 1 : -1;
    int top = 0;
    for (int k = 1; k < b->n; k++)
        if (sign * b->I[k] > sign * b->I[top]) top = k;
    CvPeak p = {b->V[top], b->I[top], 0};
    if (top == 0 || top == b->n - 1) return p;
    p.inside = 1;
    refine(b->V + top - 1, b->I + top - 1, &p);
    return p;
}

/* Place of a rate in a study; -1: it is new and there is room for no more. */
static int place_of_rate(CvStudy *s, double rate)
{
    int k = 0;
    while (k < s->rates && !same_rate(rate, s->at[k].rate)) k++;
    if (k == CV_RATES) return -1;
    if (k == s->rates) s->at[s->rates++] = (CvRate){.rate = rate};
    return k;
}

static void sort_by_rate(CvStudy *s)
{
    for (int k = 1; k < s->rates; k++)
        for (int j = k; j > 0 && s->at[j].rate < s->at[j - 1].rate; j--) {
            const CvRate swap = s->at[j];
            s->at[j] = s->at[j - 1];
            s->at[j - 1] = swap;
        }
}

static void measure(CvRate *r)
{
    r->cycle = r->branch[CATHODIC].cycle;
    for (int way = 0; way < 2; way++) r->peak[way] = cv_peak(&r->branch[way]);
    r->half_wave = 0.5 * (r->peak[ANODIC].V + r->peak[CATHODIC].V);
    r->separation = r->peak[ANODIC].V - r->peak[CATHODIC].V;
}

static double span(const Branch *b)
{
    return b->n ? fabs(b->V[b->n - 1] - b->V[0]) : 0;
}

/* 1: it takes the place of the branch before: of all cycles the last one stays that is not cut short. */
static int replaces(const Branch *b, const Branch *before)
{
    return span(b) >= COMPLETE * span(before);
}

void cv_study(int branches, const Branch *branch, int cycle, CvStudy *s)
{
    memset(s, 0, sizeof *s);
    for (int k = 0; k < branches; k++) {
        if (cycle > 0 && branch[k].cycle != cycle) continue;
        const int at = place_of_rate(s, branch[k].rate);
        if (at < 0) continue;
        Branch *now = &s->at[at].branch[branch[k].way];
        if (replaces(&branch[k], now)) *now = branch[k];
    }
    int complete = 0;
    for (int k = 0; k < s->rates; k++)
        if (s->at[k].branch[CATHODIC].n && s->at[k].branch[ANODIC].n) s->at[complete++] = s->at[k];
    s->rates = complete;
    sort_by_rate(s);
    for (int k = 0; k < s->rates; k++) measure(&s->at[k]);
}

Status cv_study_of_series(const Series *s, int segments, const Segment *segment, int cycle, CvStudy *out, Error *e)
{
    Branch *branch = malloc((size_t)(segments + 1) * sizeof *branch);
    memset(out, 0, sizeof *out);
    if (!branch) return error_memory(e);
    cv_study(branches_of_segments(s, segments, segment, segments, branch), branch, cycle, out);
    free(branch);
    return CELLSIM_OK;
}

void cv_common_window(const CvStudy *s, double *low, double *high)
{
    *low = s->rates ? -INFINITY : NAN;
    *high = s->rates ? INFINITY : NAN;
    for (int k = 0; k < s->rates; k++)
        for (int way = 0; way < 2; way++) {
            const Branch *b = &s->at[k].branch[way];
            const double a = b->V[0], z = b->V[b->n - 1];
            *low = fmax(*low, fmin(a, z));
            *high = fmin(*high, fmax(a, z));
        }
    const double inset = fmin(0.05, 0.05 * (*high - *low));
    *low += inset;
    *high -= inset;
}

double cv_peak_current(const CvRate *r, PeakChoice peak)
{
    const double c = fabs(r->peak[CATHODIC].I), a = fabs(r->peak[ANODIC].I);
    return peak == PEAK_CATHODIC ? c : peak == PEAK_ANODIC ? a : 0.5 * (a + c);
}

static double ratio_of(const CvRate *r, int way, double V)
{
    const Branch *b = &r->branch[way];
    return fabs(r->peak[way].I / interpolate(b->n, b->V, b->I, V));
}

double cv_current_ratio(const CvRate *r, PeakChoice peak, double V)
{
    if (peak != PEAK_MEAN) return ratio_of(r, peak == PEAK_ANODIC ? ANODIC : CATHODIC, V);
    return 0.5 * (ratio_of(r, ANODIC, V) + ratio_of(r, CATHODIC, V));
}

Line cv_b_of_peaks(const CvStudy *s, PeakChoice peak)
{
    double x[CV_RATES], y[CV_RATES];
    for (int k = 0; k < s->rates; k++) {
        x[k] = log10(s->at[k].rate);
        y[k] = log10(cv_peak_current(&s->at[k], peak));
    }
    return line_fit(s->rates, x, y, 1);
}

static double current_at(const CvRate *r, int way, double V)
{
    const Branch *b = &r->branch[way];
    return interpolate(b->n, b->V, b->I, V);
}

/* A current that changes its sign with the rate has no power law. */
Line cv_b_at(const CvStudy *s, int way, double V)
{
    double x[CV_RATES], y[CV_RATES];
    const double first = s->rates ? current_at(&s->at[0], way, V) : NAN;
    for (int k = 0; k < s->rates; k++) {
        const double i = current_at(&s->at[k], way, V);
        x[k] = log10(s->at[k].rate);
        y[k] = i * first > 0 ? log10(fabs(i)) : NAN;
    }
    const Line line = line_fit(s->rates, x, y, 1);
    return line.n == s->rates ? line : (Line){NAN, NAN, NAN, line.n};
}

DunnPoint dunn_at(const CvStudy *s, int way, double V)
{
    double x[CV_RATES], y[CV_RATES];
    for (int k = 0; k < s->rates; k++) {
        x[k] = sqrt(s->at[k].rate);
        y[k] = current_at(&s->at[k], way, V) / x[k];
    }
    const Line line = line_fit(s->rates, x, y, 1);
    return (DunnPoint){line.slope, line.intercept, line.r2};
}

double dunn_capacitive(const DunnPoint *d, double rate, double i, int clip)
{
    const double c = d->k1 * rate;
    if (!clip) return c;
    return i >= 0 ? fmin(fmax(c, 0), i) : fmax(fmin(c, 0), i);
}

double dunn_share(const CvStudy *s, int rate, double low, double high, int points, int clip)
{
    const CvRate *r = &s->at[rate];
    double part = 0, whole = 0;
    for (int k = 0; k < points; k++) {
        const double V = low + (high - low) * k / (points - 1), weight = k && k < points - 1 ? 1 : 0.5;
        for (int way = 0; way < 2; way++) {
            const DunnPoint d = dunn_at(s, way, V);
            const double i = current_at(r, way, V);
            part += weight * fabs(dunn_capacitive(&d, r->rate, i, clip));
            whole += weight * fabs(i);
        }
    }
    return part / whole;
}

RandlesSevcik randles_sevcik(const CvStudy *s, const RandlesSevcikChoice *c)
{
    double x[CV_RATES], y[CV_RATES];
    RandlesSevcik result = {.choice = *c};
    for (int k = 0; k < s->rates; k++) {
        x[k] = sqrt(s->at[k].rate);
        y[k] = cv_peak_current(&s->at[k], c->peak);
    }
    result.line = line_fit(s->rates, x, y, c->free_intercept);
    const double nF = c->electrons * FARADAY;
    const double root = result.line.slope / (RANDLES_SEVCIK * nF * c->area * c->concentration);
    result.D = root * root * GAS_CONSTANT * c->temperature / nF;
    return result;
}
