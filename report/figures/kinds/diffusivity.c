/* Diffusivities from a titration. */
#include "kinds.h"

#include <math.h>
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

/* Median of log10 of the diffusivities of spheres [cm2/s], of slabs or from relaxations where there are no others; NaN: none. */
static double median(const Analysis *a)
{
    static const int order[] = {1, 0, 2};
    double *lg = malloc((size_t)a->pulses * sizeof *lg), D[3], middle = NAN;
    int n = 0;
    for (int j = 0; lg && j < 3 && n == 0; j++)
        for (int k = 0; k < a->pulses; k++) {
            const double x = values(&a->pulse[k], D)[order[j]];
            if (x > 0 && isfinite(x)) lg[n++] = log10(1e4 * x);
        }
    if (n > 0) {
        qsort(lg, (size_t)n, sizeof *lg, by_size);
        middle = lg[n / 2];
    }
    free(lg);
    return middle;
}

/* The decades of D, log10(cm2/s): of what lies within a few of the median, for a pulse across a jump of the voltage, or a
 * relaxation that hardly ends, gives one that is off by many and would press the others together; and of the card.
 * `beyond`: how many points lie outside. */
static Extent diffusivity_extent(const Analysis *a, double card, int *beyond)
{
    static const double BELOW = 1.5, ABOVE = 3.7; /* decades */
    Extent e = {0, 0, NAN, NAN};
    double D[3];
    const double middle = median(a);
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

/* Open symbols: pulses with a warning. */
void script_diffusivity(Figure *f, Text *out)
{
    const Analysis *a = f->analysis;
    char stem[STEM_SIZE], label[LABEL_SIZE];
    const int geometric = a->choice.gitt.thickness > 0, particle = a->choice.gitt.radius > 0;
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
