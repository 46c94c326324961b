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

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Decades around the median of all D: a pulse across a jump of the voltage gives one that is off by more, which would press
 * the others together. It is in the table. */
static void diffusivity_range(const Analysis *a, double card, Text *out)
{
    static const double DECADES = 2.5;
    double *lg = malloc(3 * (size_t)a->pulses * sizeof *lg), low = INFINITY, high = -INFINITY;
    int n = 0;
    if (!lg) return;
    for (int k = 0; k < a->pulses; k++) {
        const double D[] = {a->pulse[k].D_geometric, a->pulse[k].D_particle, a->pulse[k].D_relaxation};
        for (int j = 0; j < 3; j++)
            if (D[j] > 0 && isfinite(D[j])) lg[n++] = log10(1e4 * D[j]);
    }
    qsort(lg, (size_t)n, sizeof *lg, by_size);
    for (int k = 0; k < n; k++) {
        if (fabs(lg[k] - lg[n / 2]) > DECADES) continue;
        low = fmin(low, lg[k]);
        high = fmax(high, lg[k]);
    }
    if (card > 0) low = fmin(low, log10(card)), high = fmax(high, log10(card));
    if (n > 0) script_range(out, "y", pow(10, floor(low)), pow(10, ceil(high)));
    free(lg);
}

/* Open symbols: pulses with a warning. */
void script_diffusivity(Figure *f, Text *out)
{
    const Analysis *a = f->analysis;
    char stem[STEM_SIZE];
    const int geometric = a->choice.gitt.thickness > 0, particle = a->choice.gitt.radius > 0;
    figure_data_stem(f, stem);
    script_begin(f, out);
    text_add(out, "set xlabel 'Rest voltage after the pulse (V)'\nset ylabel 'D (cm^2 s^{−1})'\nset logscale y\n"
                  "set format y '10^{%T}'\n"
                  "set key above left vertical maxrows 3 Left reverse font ',14' title 'open symbols: with a warning' "
                  "left font ',14'\n");
    diffusivity_range(a, 1e4 * f->report->run[f->run[0]].diffusivity, out);
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
