/* Figures of a set of voltammograms: the split of Dunn, b-values, Randles-Sevcik. */
#include "../../tables/csv_analysis.h"
#include "../analysis.h"

#include <math.h>
#include <stdio.h>

static const char *data_stem(const Figure *f, char stem[STEM_SIZE])
{
    run_stem(f->report->run, f->run[0], f->report->runs, stem);
    return stem;
}

static void current_axis(const Analysis *a, Text *out)
{
    text_addf(out, "set ylabel 'Current (%s)'\n", a->series.mass > 0 ? "A g^{−1}" : "mA");
}

/* Range of the current of one rate on the axis of the figure. */
static void current_range(const Analysis *a, int rate, double *low, double *high)
{
    const double factor = a->series.mass > 0 ? A_G_PER_A_KG / a->series.mass : 1e3;
    const CvRate *r = &a->cv.at[rate];
    *low = fmin(0, factor * r->peak[CATHODIC].I);
    *high = fmax(0, factor * r->peak[ANODIC].I);
    range_widen(low, high, 0.06);
}

static void voltage_axis(const Analysis *a, Text *out)
{
    double low = a->window[0], high = a->window[1];
    range_widen(&low, &high, 0.04);
    text_add(out, "set xlabel 'Voltage (V)'\n");
    script_range(out, "x", low, high);
}

/* The loading over the legend. */
static void key_title(const Figure *f, Text *out)
{
    char loading[LABEL_SIZE];
    run_label(&f->report->run[f->run[0]], loading);
    if (*loading) text_addf(out, "set key title '%s' left font ',18'\n", loading);
}

void script_dunn(const Figure *f, const Analysis *a, Text *out)
{
    char stem[STEM_SIZE], rate[NUMBER_SIZE], share[NUMBER_SIZE];
    const int top = a->cv.rates - 1, first = top * 2 * CV_GRID, last = first + 2 * CV_GRID - 1;
    const int known = a->series.mass > 0;
    const double middle = 0.5 * (a->window[0] + a->window[1]);
    double low, high;
    current_range(a, top, &low, &high);
    script_begin(f, "capacitive part of the current (Dunn)", out);
    voltage_axis(a, out);
    current_axis(a, out);
    script_range(out, "y", low, high);
    text_addf(out, "set xzeroaxis dashtype 3 linecolor '#888888'\nset key top %s Left reverse\n",
              a->cv.at[top].peak[ANODIC].V > middle ? "left" : "right");
    key_title(f, out);
    script_formats(out);
    data_stem(f, stem);
    number_text(a->cv.at[top].rate * MV_PER_V, 3, rate);
    number_text(round(1e3 * dunn_share(&a->cv, top, a->window[0], a->window[1], CV_GRID, 1)) / 10, 3, share);
    text_addf(out,
              "    plot \\\n        '%s_dunn.csv' skip 1 every ::%d::%d using 3:%d with filledcurves closed "
              "linecolor '%s' fillstyle solid 0.5 noborder title 'k_1v: %s %%', \\\n",
              stem, first, last, known ? 7 : 5, figure_colours[4], share);
    text_addf(out,
              "        '' skip 1 every ::%d::%d using 3:%d with lines linewidth 2.5 linecolor '%s' title "
              "'total, %s mV s^{−1}'\n",
              first, last, known ? 6 : 4, figure_colours[0], rate);
    script_end(out);
}

static void b_of_peaks(const Analysis *a, PeakChoice peak, char out[NUMBER_SIZE])
{
    number_text(round(1e3 * cv_b_of_peaks(&a->cv, peak).slope) / 1e3, 3, out);
}

void script_b_values(const Figure *f, const Analysis *a, Text *out)
{
    char stem[STEM_SIZE], anodic[NUMBER_SIZE], cathodic[NUMBER_SIZE];
    b_of_peaks(a, PEAK_ANODIC, anodic);
    b_of_peaks(a, PEAK_CATHODIC, cathodic);
    script_begin(f, "b-values, i = a v^b", out);
    voltage_axis(a, out);
    text_add(out, "set ylabel 'b'\nset yrange [0:1.5]\n"
                  "set arrow from graph 0,first 0.5 to graph 1,first 0.5 nohead dashtype 3 linecolor '#888888'\n"
                  "set arrow from graph 0,first 1 to graph 1,first 1 nohead dashtype 3 linecolor '#888888'\n"
                  "set key above\n");
    script_formats(out);
    data_stem(f, stem);
    text_addf(out,
              "    plot \\\n        '%s_b_values.csv' skip 1 using 1:2 with lines linewidth 2.5 linecolor '%s' title "
              "'anodic (peak: %s)', \\\n",
              stem, figure_colours[1], anodic);
    text_addf(out, "        '' skip 1 using 1:4 with lines linewidth 2.5 linecolor '%s' title 'cathodic (peak: %s)'\n",
              figure_colours[0], cathodic);
    script_end(out);
}

/* "3.2×10^{−9}". */
static void power_of_ten(double x, char out[LABEL_SIZE])
{
    char number[NUMBER_SIZE];
    const double power = x > 0 ? floor(log10(x)) : 0;
    number_text(x / pow(10, power), 3, number);
    snprintf(out, LABEL_SIZE, "%s×10^{%s%.0f}", number, power < 0 ? "−" : "", fabs(power));
}

static void randles_sevcik_title(const Analysis *a, Text *out)
{
    char D[LABEL_SIZE], number[NUMBER_SIZE];
    if (!isfinite(a->randles_sevcik.D)) return;
    power_of_ten(a->randles_sevcik.D * 1e4, D);
    number_text(a->choice.concentration * 1e-3, 4, number);
    text_addf(out, "set key title \"D_{app} = %s cm^2 s^{−1}\\nC = %s mmol cm^{−3}\" left font ',18'\n", D, number);
}

static void peak_points(int column, int type, const char *colour, const char *title, Text *out)
{
    text_addf(out,
              "using 10:(abs($%d)) with points pointtype %d pointsize points linewidth 1.5 linecolor '%s' title '%s'",
              column, type, colour, title);
}

void script_randles_sevcik(const Figure *f, const Analysis *a, Text *out)
{
    char stem[STEM_SIZE], r2[NUMBER_SIZE];
    const CvRate *top = &a->cv.at[a->cv.rates - 1];
    const Line *line = &a->randles_sevcik.line; /* A, (V/s)^1/2 */
    const double high = fmax(cv_peak_current(top, PEAK_ANODIC), cv_peak_current(top, PEAK_CATHODIC));
    script_begin(f, "peak currents against the root of the scan rate (Randles-Sevcik)", out);
    text_add(out, "set xlabel 'Scan rate^{1/2} (mV^{1/2} s^{−1/2})'\nset ylabel 'Peak current (mA)'\n");
    script_range(out, "x", 0, 1.1 * sqrt(top->rate * MV_PER_V));
    script_range(out, "y", 0, 1.3 * high * 1e3);
    text_add(out, "slope = ");
    text_number(out, line->slope * 1e3 * sqrt(1e-3), 8);
    text_add(out, " # mA s1/2 mV-1/2\nintercept = ");
    text_number(out, line->intercept * 1e3, 8);
    text_add(out, " # mA\nset key top left Left reverse\n");
    randles_sevcik_title(a, out);
    script_formats(out);
    data_stem(f, stem);
    number_text(line->r2, 5, r2);
    text_addf(out, "    plot \\\n        '%s_peaks.csv' skip 1 ", stem);
    peak_points(6, 7, figure_colours[1], "anodic", out);
    text_add(out, ", \\\n        '' skip 1 ");
    peak_points(4, 5, figure_colours[0], "cathodic", out);
    text_add(out, ", \\\n        '' skip 1 ");
    peak_points(9, 8, figure_colours[6], "mean", out);
    text_addf(
        out,
        ", \\\n        intercept + slope*x with lines linewidth 2 linecolor '%s' title 'fit of the mean, r^2 = %s'\n",
        figure_colours[6], r2);
    script_end(out);
}
