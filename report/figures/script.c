/* The text of a figure's script: common parts, and the figures against capacity and potential. */
#include "analysis.h"
#include "../tables/shares.h"
#include "../tables/uptake_map.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Okabe & Ito's palette without its yellow: told apart with any colour vision. */
const char *const figure_colours[COLOURS] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                             "#56B4E9", "#E69F00", "#000000"};

void script_quoted(Text *out, const char *s)
{
    text_add(out, "'");
    for (; *s; s++) {
        const unsigned char c = (unsigned char)*s;
        if (c < 32 || c == 127) text_add(out, " ");
        else if (c == '\'') text_add(out, "''");
        else {
            if (strchr("{}^_@&~\\", c)) text_add(out, "\\");
            text_bytes(out, s, 1);
        }
    }
    text_add(out, "'");
}

static void comment(Text *out, const char *s)
{
    for (; *s; s++) text_bytes(out, (unsigned char)*s < 32 || *s == 127 ? " " : s, 1);
}

void loading_label(const Run *r, char out[LABEL_SIZE])
{
    char number[NUMBER_SIZE];
    out[0] = '\0';
    if (r->loading > 0)
        snprintf(out, LABEL_SIZE, "%s mg cm^{−2}", number_text(r->loading * MG_CM2_PER_KG_M2, 3, number));
}

void run_label(const Run *r, char out[LABEL_SIZE])
{
    char name[2 * sizeof r->varies], number[NUMBER_SIZE];
    size_t n = 0;
    if (!*r->varies) {
        loading_label(r, out);
        return;
    }
    for (const char *p = r->varies; *p; p++) {
        if (*p == '_') name[n++] = '\\';
        name[n++] = *p;
    }
    name[n] = '\0';
    snprintf(out, LABEL_SIZE, "%.90s = %s", name, number_text(r->varied, 6, number));
}

int figure_is_varied(const Figure *f)
{
    int varied = 0;
    for (int k = 0; k < f->runs; k++) varied |= *f->report->run[f->run[k]].varies != '\0';
    return varied && f->runs > 1;
}

void script_begin(const Figure *f, const char *what, Text *out)
{
    text_add(out, "# ");
    comment(out, report_title(f->report));
    text_addf(out, ": %s\n# Edit, then run `gnuplot %s.gp` in this directory to draw it again.\n", what, f->stem);
    text_addf(out, "if (!exists('stem')) stem = '%s'\n", f->stem);
    text_add(out, "set encoding utf8\n"
                  "set datafile separator comma\n"
                  "set border linewidth 1.5\n"
                  "set tics scale 0.8 nomirror\n"
                  "set minussign\n"
                  "set mxtics 2\n"
                  "set mytics 2\n"
                  "set key samplen 2 spacing 1.2 font ',18'\n");
}

/* Formats in turn, so that the script draws both from one description. */
void script_formats_of(int width, int height, Text *out)
{
    text_addf(out,
              "do for [format in 'svg png'] {\n"
              "    if (format eq 'svg') {\n"
              "        set terminal svg size %d,%d enhanced font 'Arial,22' background '#ffffff'; points = 0.8\n"
              "    } else {\n"
              "        set terminal pngcairo size %d,%d enhanced font 'Arial,22' fontscale 1.7 linewidth 2; "
              "points = 2.4\n"
              "    }\n"
              "    set output stem.'.'.format\n",
              width, height, 2 * width, 2 * height);
}

void script_formats(Text *out)
{
    script_formats_of(800, 600, out);
}

void script_end(Text *out)
{
    text_add(out, "}\nunset output\n");
}

void script_range(Text *out, const char *axis, double from, double to)
{
    text_addf(out, "set %srange [", axis);
    text_number(out, from, 5);
    text_add(out, ":");
    text_number(out, to, 5);
    text_add(out, "]\n");
}

void range_widen(double *low, double *high, double air)
{
    const double largest = fmax(fabs(*low), fabs(*high)), least = largest > 0 ? 0.01 * largest : 1.0;
    const double middle = 0.5 * (*low + *high), span = fmax(*high - *low, least);
    *low = middle - (0.5 + air) * span;
    *high = middle + (0.5 + air) * span;
}

/* Capacity starts at zero. */
static Extent axes_of(const Figure *f)
{
    Extent e = figure_extent(f);
    if (isnan(e.x0)) return (Extent){0, 1, 0, 1};
    measured_extent(f, &e);
    range_widen(&e.y0, &e.y1, 0.06);
    if (figure_is_cv(f)) range_widen(&e.x0, &e.x1, 0.04);
    else {
        e.x0 = 0.0;
        e.x1 = e.x1 > 0 ? 1.04 * e.x1 : 1.0;
    }
    return e;
}

/* The second axis in other units: name = factor, a comment on it, the label, and the end of the first axis. */
static void second_axis(const char *axis, const char *name, double factor, const char *unit, const char *label,
                        double end, Text *out)
{
    text_addf(out, "%s = ", name);
    text_number(out, factor, 6);
    text_addf(out, " # %s\nset %s2label '%s'\nset %s2range [0:", unit, axis, label, axis);
    text_number(out, end, 5);
    text_addf(out, "*%s/1000.0]\nset %s2tics\nset m%s2tics 2\n", name, axis, axis);
}

void script_areal_axis(const Figure *f, const char *axis, double end, Text *out)
{
    const double loading = f->report->run[f->run[0]].loading * MG_CM2_PER_KG_M2;
    second_axis(axis, "loading", loading, "mg/cm2", "Areal capacity (mAh cm^{−2})", end, out);
    if (*axis == 'x') text_add(out, "set tmargin 3.4\n"); /* the superscript of its label needs room */
}

/* One loading: a second axis in mAh/cm2; several: each legend entry names its own. At unknown loading: mAh/cm2 and,
 * times the area, Ah. */
static void capacity_axes(const Figure *f, double end, Text *out)
{
    const int known = figure_knows_loading(f);
    const double area_cm2 = f->report->run[f->run[0]].area * 1e4;
    text_add(out, "set ylabel 'Voltage (V)'\n");
    text_addf(out, "set xlabel '%s'\n", known ? "Specific capacity (mAh g^{−1})" : "Areal capacity (mAh cm^{−2})");
    if (!figure_has_one_loading(f)) return;
    if (known) script_areal_axis(f, "x", end, out);
    else if (area_cm2 > 0) second_axis("x", "area", area_cm2, "cm2", "Capacity (Ah)", end, out);
}

static void cv_axes(const Figure *f, Text *out)
{
    text_addf(out,
              "set xlabel 'Voltage (V)'\nset ylabel 'Current (%s)'\nset xzeroaxis dashtype 3 linecolor '#888888'\n",
              figure_knows_loading(f) ? "A g^{−1}" : "mA cm^{−2}");
}

/* "0.5C", "0.2 mV s-1", or "". */
static void record_rate(const StepRecord *s, char out[NUMBER_SIZE])
{
    char number[NUMBER_SIZE];
    if (s->c_rate > 0) rate_label(s->c_rate, out);
    else if (s->scan_rate > 0)
        snprintf(out, NUMBER_SIZE, "%.12s mV s^{−1}", number_text(s->scan_rate * MV_PER_V, 3, number));
}

/* What all entries share: the loading and, if there is only one, the rate. */
static void legend_title(const Figure *f, char out[LABEL_SIZE])
{
    char loading[LABEL_SIZE], rate[NUMBER_SIZE] = "";
    const Run *r = &f->report->run[f->run[0]];
    out[0] = '\0';
    if (!figure_has_one_loading(f)) return;
    if (f->runs == 1) run_label(r, loading);
    else loading_label(r, loading);
    if (f->curves > 0 && !strncmp(f->curve[0].label, "cycle", 5))
        for (int k = 0; k < r->records && !*rate; k++)
            if (r->record[k].first_sample == f->curve[0].first) record_rate(&r->record[k], rate);
    snprintf(out, LABEL_SIZE, "%.60s%s%s", loading, *loading && *rate ? ", " : "", rate);
}

static void legend(const Figure *f, const Legend *l, const char *title, Text *out)
{
    text_addf(out, "set key %s Left reverse%s", l->place, f->report->measured ? " opaque" : "");
    if (l->rows > 0) text_addf(out, " vertical maxrows %d", l->rows + (*title != '\0'));
    text_add(out, "\n");
    if (*title) text_addf(out, "set key title '%s' left font ',18'\n", title); /* of numbers and units only */
}

static void curve_line(const Figure *f, const Curve *c, Text *out)
{
    char stem[STEM_SIZE];
    const int known = figure_knows_loading(f);
    const char *columns = figure_is_cv(f) ? (known ? "3:4" : "3:5") : known ? "1:3" : "2:3";
    run_shown_stem(f->report->run, c->run, f->report->runs, stem);
    text_addf(out, "        '%s_mAh_g.csv' skip 1 every ::%d::%d using %s with lines ", stem, c->first,
              c->first + c->samples - 1, columns);
    text_addf(out, "linewidth 2.5 linecolor '%s' dashtype %d ", figure_colours[c->colour % COLOURS],
              c->dash % DASHES + 1);
    if (*c->label) text_addf(out, "title '%s'", c->label);
    else text_add(out, "notitle");
}

static void script_curves(Figure *f, const char *what, Text *out)
{
    char title[LABEL_SIZE];
    Extent axes = axes_of(f);
    legend_title(f, title);
    const Legend place = legend_find(f, &axes, printed_letters(title));
    axes.y1 += place.headroom * (axes.y1 - axes.y0);
    script_begin(f, what, out);
    script_range(out, "x", axes.x0, axes.x1);
    script_range(out, "y", axes.y0, axes.y1);
    if (figure_is_cv(f)) cv_axes(f, out);
    else capacity_axes(f, axes.x1, out);
    legend(f, &place, title, out);
    script_formats(out);
    text_add(out, "    plot \\\n");
    for (int k = 0; k < f->curves; k++) {
        curve_line(f, &f->curve[k], out);
        if (k + 1 < f->curves) text_add(out, ", \\\n");
    }
    measured_lines(f, out);
    text_add(out, "\n");
    script_end(out);
}

void figure_script(Figure *f, Text *out)
{
    const int discharge = !strcmp(f->kind, "discharge"),
              cycles = !strcmp(f->kind, "gcd") || !strcmp(f->kind, "thin_thick");
    f->curves = 0;
    if (f->of_cell) {
        script_uptake_map(f, out);
        return;
    }
    if (script_analysis(f, out)) return;
    if (cycles || discharge) curves_of_cycles(f, discharge);
    if (figure_is_cv(f)) curves_of_sweeps(f);
    int spectra = 0;
    for (int k = 0; k < f->runs; k++) spectra += f->report->run[f->run[k]].spectra;
    if (f->curves > 0) script_curves(f, figure_is_cv(f) ? "cyclic voltammograms" : "voltage against capacity", out);
    else if (!strcmp(f->kind, "rate_capability")) script_rate_capability(f, out);
    else if (!strcmp(f->kind, "eis") && spectra > 0 && f->part == 0) script_nyquist(f, out);
    else if (!strcmp(f->kind, "eis") && spectra > 0 && f->part == 1) script_bode(f, out);
    else if (!strcmp(f->kind, "eis") && spectra > 0) script_kk(f, out);
    else if (!strcmp(f->kind, "shares") && run_has_shares(&f->report->run[f->run[0]])) script_shares(f, out);
    else script_time(f, out);
}
