/* Impedance: Nyquist's plot with equal axes. */
#include "kinds.h"

#include "../spectra_lines.h"

#include <math.h>
#include <stdio.h>

static Extent nyquist_extent(const Figure *f)
{
    Extent e = {0, 0, 0, 0};
    SpectrumLine line[MOST_LINES];
    const int n = spectra_lines(f, line);
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

/* One scale on both axes, in ohm or milliohm; a square from the origin that holds the spectra. */
void script_nyquist(Figure *f, Text *out)
{
    char columns[64], number[NUMBER_SIZE];
    const Extent e = nyquist_extent(f);
    const double end = 1.05 * fmax(fmax(e.x1, e.y1), 1e-9), unit = end < 0.5 ? 1e-3 : 1;
    script_begin(f, out);
    text_addf(out, "set size ratio -1\nset xlabel 'Z′ (%s)'\nset ylabel '−Z″ (%s)'\n", unit < 1 ? "mΩ" : "Ω",
              unit < 1 ? "mΩ" : "Ω");
    script_range(out, "x", 1.05 * e.x0 / unit, end / unit);
    script_range(out, "y", 1.05 * e.y0 / unit, (1.05 * e.y0 + end) / unit);
    text_addf(out, "set xtics %s\nset ytics %s\nset key top left Left reverse\n",
              number_text(tic_step(end / unit, 5), 3, number), number);
    script_formats(out);
    snprintf(columns, sizeof columns, "%s", unit < 1 ? "($2*1000):(-$3*1000)" : "2:(-$3)");
    spectra_panel(f, columns, unit < 1 ? "($4*1000):(-$5*1000)" : "4:(-$5)", 1, out);
    script_end(out);
}
