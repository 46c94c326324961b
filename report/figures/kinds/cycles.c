/* Figures of cycles and titrations: dQ/dV, diffusivities, capacity and efficiency. */
#include "../../tables/csv_analysis.h"
#include "../analysis.h"

#include "../../../model/constants.h"

#include <math.h>
#include <stdlib.h>
#include <stdio.h>

static void key_title(const Figure *f, const char *more, Text *out)
{
    char loading[LABEL_SIZE];
    run_label(&f->report->run[f->run[0]], loading);
    if (*loading || *more)
        text_addf(out, "set key title '%s%s%s' left font ',18'\n", loading, *loading && *more ? ", " : "", more);
}

static int is_shown(const Analysis *a, const Segment *g)
{
    return g->kind == SEGMENT_CURRENT && (g->cycle == a->row[0].cycle || g->cycle == a->row[a->rows - 1].cycle);
}

/* Each shown segment is a block of DQDV_GRID rows; a colour for each cycle. */
void script_dqdv(const Figure *f, const Analysis *a, Text *out)
{
    char stem[STEM_SIZE], number[NUMBER_SIZE], width[LABEL_SIZE];
    int block = 0, labelled = 0;
    run_stem(f->report->run, f->run[0], f->report->runs, stem);
    snprintf(width, sizeof width, "over %s mV", number_text(DQDV_WIDTH * MV_PER_V, 3, number));
    script_begin(f, "differential capacity", out);
    text_addf(out,
              "set xlabel 'Voltage (V)'\nset ylabel 'dQ/dV (mAh %sV^{−1})'\n"
              "set xzeroaxis dashtype 3 linecolor '#888888'\nset key top right Left reverse\n",
              a->series.mass > 0 ? "g^{−1} " : "");
    key_title(f, width, out);
    script_formats(out);
    text_add(out, "    plot \\\n");
    for (int k = 0; k < a->segments; k++) {
        const Segment *g = &a->segment[k];
        if (!is_shown(a, g)) continue;
        text_addf(out,
                  "%s        '%s_dqdv.csv' skip 1 every ::%d::%d using 3:%d with lines linewidth 2.5 linecolor '%s' ",
                  block ? ", \\\n" : "", stem, block * DQDV_GRID, (block + 1) * DQDV_GRID - 1,
                  a->series.mass > 0 ? 4 : 5, figure_colours[g->cycle != a->row[0].cycle]);
        block++;
        if (labelled == g->cycle) text_add(out, "notitle");
        else text_addf(out, "title 'cycle %d'", g->cycle);
        labelled = g->cycle;
    }
    text_add(out, "\n");
    script_end(out);
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
void script_diffusivity(const Figure *f, const Analysis *a, Text *out)
{
    char stem[STEM_SIZE];
    const int geometric = a->choice.gitt.thickness > 0, particle = a->choice.gitt.radius > 0;
    run_stem(f->report->run, f->run[0], f->report->runs, stem);
    script_begin(f, "diffusivities from the titration (Weppner and Huggins)", out);
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

static double least_efficiency(const Analysis *a)
{
    double least = 100;
    for (int k = 0; k < a->rows; k++) least = fmin(least, 100 * a->row[k].efficiency);
    return least;
}

static double largest_capacity(const Analysis *a)
{
    double top = 0;
    for (int k = 0; k < a->rows; k++) top = fmax(top, fmax(a->row[k].discharge, a->row[k].charge));
    return a->series.mass > 0 ? series_mAh_g(&a->series, top) : top / SECONDS_PER_HOUR * 1e3;
}

void script_cycling(const Figure *f, const Analysis *a, Text *out)
{
    char stem[STEM_SIZE];
    const int known = a->series.mass > 0;
    const double least = least_efficiency(a), floor_percent = least > 90 ? 90 : least > 50 ? 50 : 0;
    run_stem(f->report->run, f->run[0], f->report->runs, stem);
    script_begin(f, "capacity and coulombic efficiency", out);
    text_addf(out, "set xlabel 'Cycle number'\nset xrange [0:%d]\n", a->rows > 0 ? a->row[a->rows - 1].cycle + 1 : 1);
    text_addf(out, "set ylabel '%s'\n", known ? "Specific capacity (mAh g^{−1})" : "Capacity (mAh)");
    script_range(out, "y", 0, 1.25 * fmax(largest_capacity(a), measured_cycles_most(f, known)));
    text_add(out, "set y2label 'Coulombic efficiency (%)'\nset y2tics\n");
    script_range(out, "y2", floor_percent, 100 + 0.05 * (100 - floor_percent));
    text_add(out, "set key bottom left Left reverse\n");
    key_title(f, "", out);
    script_formats(out);
    text_addf(
        out,
        "    plot \\\n        '%s_cycles.csv' skip 1 using 1:%d with points pointtype 7 pointsize points linecolor "
        "'%s' title 'discharge', \\\n",
        stem, known ? 2 : 4, figure_colours[0]);
    text_addf(out,
              "        '' skip 1 using 1:%d with points pointtype 6 pointsize points linewidth 1.5 linecolor '%s' "
              "title 'charge', \\\n",
              known ? 3 : 5, figure_colours[1]);
    text_addf(out,
              "        '' skip 1 using 1:6 axes x1y2 with points pointtype 4 pointsize points linewidth 1.5 linecolor "
              "'%s' title 'efficiency (right)'",
              figure_colours[2]);
    measured_cycles_points(f, known, out);
    text_add(out, "\n");
    script_end(out);
}
