/* The split of a current into a capacitive part and the rest (Dunn), at the highest scan rate. */
#include "../../run_analysis.h"
#include "kinds.h"

#include <math.h>

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

void script_dunn(Figure *f, Text *out)
{
    const Analysis *a = f->analysis;
    char stem[STEM_SIZE], rate[NUMBER_SIZE], share[NUMBER_SIZE];
    const int top = a->cv.rates - 1, first = top * 2 * CV_GRID, last = first + 2 * CV_GRID - 1;
    const int known = a->series.mass > 0;
    const double middle = 0.5 * (a->window[0] + a->window[1]);
    double low, high;
    current_range(a, top, &low, &high);
    script_begin(f, out);
    script_voltage_axis(f, a->window[0], a->window[1], out);
    current_axis(a, out);
    script_range(out, "y", low, high);
    text_addf(out, "set xzeroaxis dashtype 3 linecolor '#888888'\nset key top %s Left reverse\n",
              a->cv.at[top].peak[ANODIC].V > middle ? "left" : "right");
    script_key_title(f, "", out);
    script_formats(out);
    figure_data_stem(f, stem);
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
