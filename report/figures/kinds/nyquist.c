/* Impedance: Nyquist's plot with equal axes. */
#include "kinds.h"

#include "../spectra_lines.h"

#include <math.h>
#include <stdio.h>

/* Of all points; Z in ohm. */
static Extent nyquist_extent(const Figure *f)
{
    Extent e = {NAN, NAN, 0, 0}; /* the real axis belongs to it */
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
    return isnan(e.x0) ? (Extent){0, 1, 0, 1} : e;
}

/* Cropped to the data with a little air; a direction of almost no extent, such as the real part where an electrode is blocked,
 * gets a third of the other. From 0 where that is near. */
static Extent crop(Extent e)
{
    static const double NARROWEST = 1.0 / 3, NEAR = 0.25, AIR = 0.05;
    const double most = fmax(fmax(e.x1 - e.x0, e.y1 - e.y0), 1e-9);
    if (e.x0 > 0 && e.x0 < NEAR * most) e.x0 = 0;
    e.x1 = fmax(e.x1, e.x0 + NARROWEST * most);
    e.y1 = fmax(e.y1, e.y0 + NARROWEST * most);
    e.x1 += AIR * most;
    e.y1 += AIR * most;
    if (e.x0 != 0) e.x0 -= AIR * most;
    if (e.y0 < 0) e.y0 -= AIR * most;
    return e;
}

/* One scale on both axes, in ohm or milliohm. The height of the figure follows the data: the frame is about 640 wide. */
void script_nyquist(Figure *f, Text *out)
{
    char columns[64], number[NUMBER_SIZE];
    const Extent e = crop(nyquist_extent(f));
    const double width = e.x1 - e.x0, height = e.y1 - e.y0, unit = fmax(width, height) < 0.5 ? 1e-3 : 1;
    script_begin(f, out);
    text_addf(out, "set size ratio -1\nset xlabel 'Z′ (%s)'\nset ylabel '−Z″ (%s)'\n", unit < 1 ? "mΩ" : "Ω",
              unit < 1 ? "mΩ" : "Ω");
    script_range(out, "x", e.x0 / unit, e.x1 / unit);
    script_range(out, "y", e.y0 / unit, e.y1 / unit);
    number_text(tic_step(fmax(width, height) / unit, 5), 3, number);
    text_addf(out, "set xtics %s\nset ytics %s\nset key above left Left reverse maxcols 3\n", number, number);
    script_formats_of(800, (int)fmin(180 + 640 * height / width, 800), out);
    snprintf(columns, sizeof columns, "%s", unit < 1 ? "($2*1000):(-$3*1000)" : "2:(-$3)");
    spectra_panel(f, columns, unit < 1 ? "($4*1000):(-$5*1000)" : "4:(-$5)", 1, out);
    script_end(out);
}
