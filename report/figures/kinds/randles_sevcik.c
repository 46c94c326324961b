/* Peak currents against the root of the scan rate. */
#include "kinds.h"

#include <math.h>
#include <stdio.h>

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

void script_randles_sevcik(Figure *f, Text *out)
{
    const Analysis *a = f->analysis;
    char stem[STEM_SIZE], r2[NUMBER_SIZE];
    const CvRate *top = &a->cv.at[a->cv.rates - 1];
    const Line *line = &a->randles_sevcik.line; /* A, (V/s)^1/2 */
    const double high = fmax(cv_peak_current(top, PEAK_ANODIC), cv_peak_current(top, PEAK_CATHODIC));
    script_begin(f, out);
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
    figure_data_stem(f, stem);
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
