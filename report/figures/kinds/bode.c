/* Impedance: Bode's plot. */
#include "kinds.h"

#include "../spectra_lines.h"

#include <math.h>

/* Where the phase's axis begins: 0, or below it if a spectrum has an inductive part. */
static double lowest_phase(const Figure *f)
{
    double low = 0;
    SpectrumLine line[MOST_LINES];
    const int n = spectra_lines(f, line);
    for (int k = 0; k < n; k++) {
        const Spectrum *s = &line[k].run->spectrum[line[k].spectrum];
        for (int j = 0; j < s->points; j++) low = fmin(low, atan2(-s->point[j].im, s->point[j].re));
    }
    return low < 0 ? -30 * ceil(-low * 57.29578 / 30) : 0;
}

void script_bode(Figure *f, Text *out)
{
    script_begin(f, out);
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
    spectra_panel(f, "1:(sqrt($2**2+$3**2))", NULL, 1, out);
    text_add(out, "    set tmargin at screen 0.53\n"
                  "    set bmargin at screen 0.18\n"
                  "    unset logscale y\n"
                  "    set mytics 3\n"
                  "    set ytics 30\n"
                  "    set format x '10^{%T}'\n"
                  "    set xlabel 'Frequency (Hz)'\n"
                  "    set ylabel '−Phase (°)' offset screen -0.01,0\n    ");
    script_range(out, "y", lowest_phase(f), 90);
    spectra_panel(f, "1:(-atan2($3,$2)*57.29578)", NULL, 0, out);
    text_add(out, "    unset multiplot\n");
    script_end(out);
}
