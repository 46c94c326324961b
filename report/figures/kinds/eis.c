/* Impedance: Nyquist's plot with equal axes, and Bode's. */
#include "../figure.h"
#include "../../tables/spectra.h"

#include <math.h>
#include <stdio.h>

enum { MOST_LINES = 14 };

/* One spectrum of the figure. */
typedef struct Line {
    const Run *run;
    int index; /* of the run among those of the figure; -1: laid over it */
    int spectrum;
} Line;

/* The lines drawn; spectra beyond MOST_LINES are in the tables only. */
static int lines_of(const Figure *f, Line line[MOST_LINES])
{
    int n = 0;
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        for (int j = 0; j < r->spectra && n < MOST_LINES; j++) line[n++] = (Line){r, k, j};
    }
    const Run *over = f->report->measured;
    for (int j = 0; over && j < over->spectra && n < MOST_LINES; j++) line[n++] = (Line){over, -1, j};
    return n;
}

/* "1.8 V, 1 mg/cm2, cycle 2": the loading if the figure has several runs, the cycle if the run has spectra of several. */
static void line_label(const Figure *f, const Line *l, char out[LABEL_SIZE])
{
    char number[NUMBER_SIZE], loading[LABEL_SIZE] = "", cycle[32] = "";
    const Spectrum *s = &l->run->spectrum[l->spectrum];
    if (isnan(s->voltage)) {
        snprintf(out, LABEL_SIZE, "spectrum %d", s->number);
        return;
    }
    if (f->runs > 1 && l->index >= 0) run_label(l->run, loading);
    if (l->run->spectrum[l->run->spectra - 1].cycle > l->run->spectrum[0].cycle)
        snprintf(cycle, sizeof cycle, ", cycle %d", s->cycle);
    snprintf(out, LABEL_SIZE, "%s V%s%.60s%s", number_text(s->voltage, 3, number), *loading ? ", " : "", loading,
             cycle);
}

/* The file of a line, with another ending. */
static void line_file(const Figure *f, const Line *l, const char *type, char out[STEM_SIZE + NUMBER_SIZE])
{
    char stem[STEM_SIZE] = "measured", ending[NUMBER_SIZE];
    if (l->index >= 0) run_stem(f->report->run, f->run[l->index], f->report->runs, stem);
    spectrum_ending(&l->run->spectrum[l->spectrum], type, ending);
    snprintf(out, STEM_SIZE + NUMBER_SIZE, "%s%s", stem, ending);
}

/* "plot" lines of one panel; measured points over simulated lines are black and open. `fit`: columns of the fit of a
 * measured spectrum, NULL: it is not drawn. */
static void panel(const Figure *f, const char *columns, const char *fit, int titled, Text *out)
{
    char file[STEM_SIZE + NUMBER_SIZE], label[LABEL_SIZE];
    Line line[MOST_LINES];
    const int n = lines_of(f, line);
    text_add(out, "    plot \\\n");
    for (int k = 0; k < n; k++) {
        const int over = line[k].index < 0, fitted = fit && f->report->is_measured;
        line_file(f, &line[k], ".csv", file);
        text_addf(out, "        '%s' using %s with %s pointtype %d pointsize 0.5*points linewidth 1.5 ", file, columns,
                  over || fitted ? "points" : "linespoints", over ? 6 : 7);
        text_addf(out, "linecolor '%s' ", over ? "#000000" : figure_colours[k % COLOURS]);
        line_label(f, &line[k], label);
        if (titled) text_addf(out, "title '%s%s'", over ? "measured, " : "", label);
        else text_add(out, "notitle");
        if (fitted) {
            line_file(f, &line[k], "_kk.csv", file);
            text_addf(out, ", \\\n        '%s' skip 1 using %s with lines linewidth 1.5 linecolor '%s' %s", file, fit,
                      figure_colours[k % COLOURS], k + 1 < n ? "notitle" : "title 'fit'");
        }
        text_add(out, k + 1 < n ? ", \\\n" : "\n");
    }
}

static Extent nyquist_extent(const Figure *f)
{
    Extent e = {0, 0, 0, 0};
    Line line[MOST_LINES];
    const int n = lines_of(f, line);
    for (int k = 0; k < n; k++) {
        const Spectrum *s = &line[k].run->spectrum[line[k].spectrum];
        for (int j = 0; j < s->points; j++) {
            e.x0 = fmin(e.x0, s->point[j].re / line[k].run->area);
            e.x1 = fmax(e.x1, s->point[j].re / line[k].run->area);
            e.y0 = fmin(e.y0, -s->point[j].im / line[k].run->area);
            e.y1 = fmax(e.y1, -s->point[j].im / line[k].run->area);
        }
    }
    return e;
}

/* 1, 2 or 5 times a power of ten, so that about 5 tics fit. */
static double tic_step(double span)
{
    const double raw = span / 5, power = pow(10, floor(log10(raw))), m = raw / power;
    return power * (m < 1.5 ? 1 : m < 3.5 ? 2 : m < 7.5 ? 5 : 10);
}

/* One scale on both axes, in ohm or milliohm; a square from the origin that holds the spectra. */
void script_nyquist(const Figure *f, Text *out)
{
    char columns[64], number[NUMBER_SIZE];
    const Extent e = nyquist_extent(f);
    const double end = 1.05 * fmax(fmax(e.x1, e.y1), 1e-9), unit = end < 0.5 ? 1e-3 : 1;
    script_begin(f, "impedance, -Z'' against Z'", out);
    text_addf(out, "set size ratio -1\nset xlabel 'Z′ (%s)'\nset ylabel '−Z″ (%s)'\n", unit < 1 ? "mΩ" : "Ω",
              unit < 1 ? "mΩ" : "Ω");
    script_range(out, "x", 1.05 * e.x0 / unit, end / unit);
    script_range(out, "y", 1.05 * e.y0 / unit, (1.05 * e.y0 + end) / unit);
    text_addf(out, "set xtics %s\nset ytics %s\nset key top left Left reverse\n",
              number_text(tic_step(end / unit), 3, number), number);
    script_formats(out);
    snprintf(columns, sizeof columns, "%s", unit < 1 ? "($2*1000):(-$3*1000)" : "2:(-$3)");
    panel(f, columns, unit < 1 ? "($4*1000):(-$5*1000)" : "4:(-$5)", 1, out);
    script_end(out);
}

/* Where the phase's axis begins: 0, or below it if a spectrum has an inductive part. */
static double lowest_phase(const Figure *f)
{
    double low = 0;
    Line line[MOST_LINES];
    const int n = lines_of(f, line);
    for (int k = 0; k < n; k++) {
        const Spectrum *s = &line[k].run->spectrum[line[k].spectrum];
        for (int j = 0; j < s->points; j++) low = fmin(low, atan2(-s->point[j].im, s->point[j].re));
    }
    return low < 0 ? -30 * ceil(-low * 57.29578 / 30) : 0;
}

void script_bode(const Figure *f, Text *out)
{
    script_begin(f, "impedance, modulus and phase against frequency", out);
    text_add(out, "set logscale x\nset mxtics 10\nset xtics 10\n"
                  "set lmargin at screen 0.17\nset rmargin at screen 0.96\n");
    script_formats(out);
    text_add(out, "    set multiplot\n"
                  "    set tmargin at screen 0.95\n"
                  "    set bmargin at screen 0.58\n"
                  "    set yrange [*:*]\n"
                  "    set ytics autofreq\n"
                  "    set logscale y\n"
                  "    set mytics 10\n"
                  "    set format x ''\n"
                  "    set format y '%g'\n"
                  "    set xlabel ''\n"
                  "    set ylabel '|Z| (Ω)' offset screen 0.01,0\n"
                  "    set key top right\n");
    panel(f, "1:(sqrt($2**2+$3**2))", NULL, 1, out);
    text_add(out, "    set tmargin at screen 0.53\n"
                  "    set bmargin at screen 0.16\n"
                  "    unset logscale y\n"
                  "    set mytics 3\n"
                  "    set ytics 30\n"
                  "    set format x '10^{%T}'\n"
                  "    set xlabel 'Frequency (Hz)'\n"
                  "    set ylabel '−Phase (°)' offset screen -0.01,0\n    ");
    script_range(out, "y", lowest_phase(f), 90);
    panel(f, "1:(-atan2($3,$2)*57.29578)", NULL, 0, out);
    text_add(out, "    unset multiplot\n");
    script_end(out);
}

/* Residuals of the Kramers-Kronig test: what a valid spectrum leaves is noise about nothing. */
void script_kk(const Figure *f, Text *out)
{
    char file[STEM_SIZE + NUMBER_SIZE], label[LABEL_SIZE];
    Line line[MOST_LINES];
    const int n = lines_of(f, line);
    script_begin(f, "residuals of the linear Kramers-Kronig test", out);
    text_add(out, "set logscale x\nset mxtics 10\nset format x '10^{%T}'\nset xlabel 'Frequency (Hz)'\n"
                  "set ylabel 'Kramers–Kronig residual (%)'\nset key top right\nset xzeroaxis\n");
    script_formats(out);
    text_add(out, "    plot \\\n");
    for (int k = 0; k < n; k++) {
        line_file(f, &line[k], "_kk.csv", file);
        line_label(f, &line[k], label);
        for (int part = 0; part < 2; part++) {
            text_addf(out, "        '%s' skip 1 using 1:%d with linespoints pointtype %d pointsize 0.5*points ", file,
                      6 + part, part ? 6 : 7);
            text_addf(out, "linecolor '%s' title '%s, %s'%s", figure_colours[k % COLOURS], label,
                      part ? "imaginary" : "real", k + 1 < n || !part ? ", \\\n" : "\n");
        }
    }
    script_end(out);
}
