/* Residuals of the Kramers-Kronig test of measured spectra. */
#include "kinds.h"

#include "../spectra_lines.h"

Status has_measured_spectra(const Figure *f, int *yes, Error *e)
{
    const Status s = figure_has_spectra(f, yes, e);
    *yes &= f->report->is_measured;
    return s;
}

/* Residuals of the Kramers-Kronig test: what a valid spectrum leaves is noise about nothing. */
void script_kk(Figure *f, Text *out)
{
    char file[TABLES_SIZE + NUMBER_SIZE], label[LABEL_SIZE], colour[COLOUR_SIZE];
    SpectrumLine line[MOST_LINES];
    const int n = spectra_lines(f, line);
    script_begin(f, out);
    text_add(out, "set logscale x\nset mxtics 10\nset format x '10^{%T}'\nset xlabel 'Frequency (Hz)'\n"
                  "set ylabel 'Kramers–Kronig residual (%)'\nset key above left Left reverse maxcols 4\nset xzeroaxis\n");
    script_formats(out);
    text_add(out, "    plot \\\n");
    for (int k = 0; k < n; k++) {
        spectrum_file(f, &line[k], "_kk.csv", file);
        spectrum_label(f, &line[k], label);
        spectrum_colour(f, line, n, k, colour);
        for (int part = 0; part < 2; part++) {
            text_addf(out, "        '%s' skip 1 using 1:%d with linespoints pointtype %d pointsize 0.5*points ", file,
                      6 + part, part ? 6 : 7);
            text_addf(out, "linecolor '%s' title '%s, %s'%s", colour, label, part ? "imaginary" : "real",
                      k + 1 < n || !part ? ", \\\n" : "\n");
        }
    }
    script_end(out);
}
