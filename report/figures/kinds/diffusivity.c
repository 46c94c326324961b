/* Diffusivities from titrations: of one by all formulas against the voltage, of several by one formula over each other. */
#include "kinds.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

Status has_titration(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = f->analysis->pulses > 0;
    return CELLSIM_OK;
}

static void diffusivity_points(const char *stem, int column, int colour, const char *title, Text *out)
{
    text_addf(
        out,
        "        '%s_pulses.csv' skip 1 using 8:(strcol(16) eq 'none' ? $%d : NaN) with points pointtype 7 pointsize "
        "points linecolor '%s' title '%s', \\\n",
        stem, column, figure_colours[colour], title);
    text_addf(out,
              "        '' skip 1 using 8:(strcol(16) eq 'none' ? NaN : $%d) with points pointtype 6 pointsize points "
              "linewidth 1.5 linecolor '%s' notitle",
              column, figure_colours[colour]);
}

/* D of a pulse by its three formulas, m2/s. */
static const double *values(const GittPulse *p, double D[3])
{
    D[0] = p->D_geometric;
    D[1] = p->D_particle;
    D[2] = p->D_relaxation;
    return D;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median of log10 of the diffusivities by a formula [cm2/s]; NaN: there are none. */
static double median(const Analysis *a, int formula)
{
    double *lg = malloc((size_t)a->pulses * sizeof *lg), D[3], middle = NAN;
    int n = 0;
    for (int k = 0; lg && k < a->pulses; k++) {
        const double x = values(&a->pulse[k], D)[formula];
        if (x > 0 && isfinite(x)) lg[n++] = log10(1e4 * x);
    }
    if (n > 0) {
        qsort(lg, (size_t)n, sizeof *lg, by_size);
        middle = lg[n / 2];
    }
    free(lg);
    return middle;
}

/* Of spheres, of slabs or from relaxations where there are no others. */
static double any_median(const Analysis *a)
{
    const double particle = median(a, 1), geometric = median(a, 0);
    return !isnan(particle) ? particle : !isnan(geometric) ? geometric : median(a, 2);
}

/* The decades of D, log10(cm2/s): of what lies within a few of the median, for a pulse across a jump of the voltage, or a
 * relaxation that hardly ends, gives one that is off by many and would press the others together; and of the card.
 * `beyond`: how many points lie outside. */
static Extent diffusivity_extent(const Analysis *a, double card, int *beyond)
{
    static const double BELOW = 1.5, ABOVE = 3.7; /* decades */
    Extent e = {0, 0, NAN, NAN};
    double D[3];
    const double middle = any_median(a);
    for (int k = 0; k < a->pulses; k++)
        for (int j = 0; j < 3; j++) {
            const double x = log10(1e4 * values(&a->pulse[k], D)[j]);
            if (!(x >= middle - BELOW && x <= middle + ABOVE)) continue;
            e.y0 = fmin(e.y0, x);
            e.y1 = fmax(e.y1, x);
        }
    if (card > 0) e.y0 = fmin(e.y0, log10(card)), e.y1 = fmax(e.y1, log10(card));
    e.y0 = floor(e.y0);
    e.y1 = fmax(ceil(e.y1), e.y0 + 1);
    *beyond = 0;
    for (int k = 0; k < a->pulses; k++)
        for (int j = 0; j < 3; j++) {
            const double x = log10(1e4 * values(&a->pulse[k], D)[j]);
            *beyond += isfinite(x) && (x < e.y0 || x > e.y1);
        }
    return e;
}

static void diffusivity_axis(const Figure *f, Text *out)
{
    int beyond;
    const Extent e = diffusivity_extent(f->analysis, 1e4 * f->report->run[f->run[0]].diffusivity, &beyond);
    if (!isnan(e.y0)) script_range(out, "y", pow(10, e.y0), pow(10, e.y1));
    text_add(out, "set key above left vertical maxrows 3 Left reverse font ',14' title 'open symbols: with a warning");
    if (beyond) text_addf(out, "; %d beyond the axis, in the table", beyond);
    text_add(out, "' left font ',14'\n");
}

/* --- several titrations ---------------------------------------------------------------------------------------------- */

/* Pulses first .. first + pulses - 1. */
typedef struct Titration {
    int first, pulses;
} Titration;

static int by_first(const void *a, const void *b)
{
    return ((const Titration *)a)->first - ((const Titration *)b)->first;
}

/* Those of both directions in their order, the first COLOURS of each; returns how many. A charge between two rests is none. */
static int titrations(const Analysis *a, Titration out[2 * COLOURS])
{
    int n = 0;
    for (int way = -1; way <= 1; way += 2)
        for (int nth = 1; nth <= COLOURS; nth++) {
            Titration t;
            t.pulses = gitt_sequence(a->pulses, a->pulse, way, nth, &t.first);
            if (t.pulses == 0) break;
            if (t.pulses > 1) out[n++] = t;
        }
    qsort(out, (size_t)n, sizeof *out, by_first);
    return n < COLOURS ? n : COLOURS;
}

/* "discharge, cycle 20" */
static void titration_label(const Run *r, const GittPulse *p, char out[LABEL_SIZE])
{
    int cycle = 0;
    for (int k = 0; k < r->records; k++)
        if (r->record[k].t_start <= p->t + 0.5 * p->duration) cycle = r->record[k].cycle;
    snprintf(out, LABEL_SIZE, "%s%s%.0d", p->current > 0 ? "charge" : "discharge", cycle ? ", cycle " : "", cycle);
}

static double one_D(const GittPulse *p, int geometric)
{
    return geometric ? p->D_geometric : p->D_particle;
}

/* The decades of it, but for what lies further from the median than a plateau can; returns how many points lie beyond. */
static int decades(const Analysis *a, int geometric, Text *out)
{
    static const double BELOW = 8, ABOVE = 3;
    const double middle = median(a, geometric ? 0 : 1);
    double low = INFINITY, high = -INFINITY;
    int beyond = 0;
    for (int k = 0; k < a->pulses; k++) {
        const double x = log10(1e4 * one_D(&a->pulse[k], geometric));
        const int shown = x >= middle - BELOW && x <= middle + ABOVE;
        beyond += isfinite(x) && !shown;
        if (!shown) continue;
        low = fmin(low, x);
        high = fmax(high, x);
    }
    if (low <= high) script_range(out, "y", pow(10, floor(low)), pow(10, fmax(ceil(high), floor(low) + 1)));
    return beyond;
}

/* Against the charge since each began: on a plateau all have one voltage. */
static void script_titrations(Figure *f, int n, const Titration *t, Text *out)
{
    const Analysis *a = f->analysis;
    const int geometric = a->choice.gitt.thickness > 0, column = a->series.mass > 0 ? 5 : 6;
    char stem[STEM_SIZE], label[LABEL_SIZE];
    figure_data_stem(f, stem);
    script_begin(f, out);
    text_addf(
        out,
        "set xlabel 'Capacity since the titration began (mAh%s)'\nset ylabel 'D (cm^{2} s^{−1})'\nset logscale y\n"
        "set mytics 10\nset format y '10^{%%T}'\n",
        column == 5 ? " g^{−1}" : "");
    const int beyond = decades(a, geometric, out);
    text_addf(out, "set key above left Left reverse maxcols 3 font ',16' title '%s; open symbols: with a warning",
              geometric ? "slab of loading / density" : "spheres");
    if (beyond) text_addf(out, "; %d beyond the axis", beyond);
    text_add(out, "' left font ',16'\n");
    script_formats(out);
    text_add(out, "    plot \\\n");
    for (int k = 0; k < n; k++) {
        titration_label(&f->report->run[f->run[0]], &a->pulse[t[k].first], label);
        for (int open = 0; open < 2; open++)
            text_addf(
                out,
                "%s        '%s_pulses.csv' skip 1 every ::%d::%d using ($0 == 0 ? q = $%d : 0, abs($%d - q)):"
                "((strcol(16) eq 'none') == %d ? NaN : $%d) with points pointtype %d pointsize points linewidth 1.5 "
                "linecolor '%s' %s%s%s",
                k + open ? ", \\\n" : "", stem, t[k].first, t[k].first + t[k].pulses - 1, column, column, open,
                geometric ? 13 : 14, open ? 6 : 7, figure_colours[k], open ? "notitle" : "title '", open ? "" : label,
                open ? "" : "'");
    }
    text_add(out, "\n");
    script_end(out);
}

/* --- the drawing ----------------------------------------------------------------------------------------------------- */

/* Open symbols: pulses with a warning. */
void script_diffusivity(Figure *f, Text *out)
{
    const Analysis *a = f->analysis;
    char stem[STEM_SIZE], label[LABEL_SIZE];
    const int geometric = a->choice.gitt.thickness > 0, particle = a->choice.gitt.radius > 0;
    Titration several[2 * COLOURS];
    const int n = titrations(a, several);
    if (n > 1 && (geometric || particle)) {
        script_titrations(f, n, several, out);
        return;
    }
    figure_data_stem(f, stem);
    script_begin(f, out);
    voltage_label(f, label);
    text_addf(out, "set xlabel '%s at rest after the pulse'\nset ylabel 'D (cm^{2} s^{−1})'\nset logscale y\nset mytics 10\n"
                   "set format y '10^{%%T}'\nset offsets graph 0.04, graph 0.04, 0, 0\nset xtics font ',19'\n", label);
    diffusivity_axis(f, out);
    script_formats(out);
    text_add(out, "    plot \\\n");
    if (geometric) diffusivity_points(stem, 13, 0, "slab of loading / density", out);
    if (geometric && particle) text_add(out, ", \\\n");
    if (particle) diffusivity_points(stem, 14, 1, "spheres", out);
    if (particle) text_add(out, ", \\\n");
    if (particle) diffusivity_points(stem, 15, 2, "spheres, relaxation", out);
    if (!geometric && !particle) text_add(out, "        NaN notitle");
    if (f->report->run[f->run[0]].diffusivity > 0) {
        text_add(out, ", \\\n        ");
        text_number(out, 1e4 * f->report->run[f->run[0]].diffusivity, 5);
        text_addf(out, " with lines linewidth 2 linecolor '%s' dashtype 2 title 'D of the card'", figure_colours[6]);
    }
    text_add(out, "\n");
    script_end(out);
}
