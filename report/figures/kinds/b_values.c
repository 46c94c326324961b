/* Exponents b of i = a v^b against the potential, where currents follow such a law; all are in the table. */
#include "kinds.h"

#include <math.h>

static void b_of_peaks(const Analysis *a, PeakChoice peak, char out[NUMBER_SIZE])
{
    number_text(round(1e3 * cv_b_of_peaks(&a->cv, peak).slope) / 1e3, 3, out);
}

void script_b_values(Figure *f, Text *out)
{
    const Analysis *a = f->analysis;
    char stem[STEM_SIZE], anodic[NUMBER_SIZE], cathodic[NUMBER_SIZE];
    b_of_peaks(a, PEAK_ANODIC, anodic);
    b_of_peaks(a, PEAK_CATHODIC, cathodic);
    script_begin(f, out);
    script_voltage_axis(f, a->window[0], a->window[1], out);
    text_add(out, "set ylabel 'b'\nset yrange [0:1.5]\n"
                  "set arrow from graph 0,first 0.5 to graph 1,first 0.5 nohead dashtype 3 linecolor '#888888'\n"
                  "set arrow from graph 0,first 1 to graph 1,first 1 nohead dashtype 3 linecolor '#888888'\n"
                  "set key above left Left reverse maxcols 2 title 'where i = a v^b holds with r^2 of 0.9 and more' left font ',18'\n");
    script_formats(out);
    figure_data_stem(f, stem);
    text_addf(out,
              "    plot \\\n        '%s_b_values.csv' skip 1 using 1:($3 >= 0.9 ? $2 : NaN) with lines linewidth 2.5 linecolor '%s' title "
              "'anodic (peak: %s)', \\\n",
              stem, figure_colours[1], anodic);
    text_addf(out, "        '' skip 1 using 1:($5 >= 0.9 ? $4 : NaN) with lines linewidth 2.5 linecolor '%s' title 'cathodic (peak: %s)'\n",
              figure_colours[0], cathodic);
    script_end(out);
}
