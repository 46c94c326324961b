#include "spectra_lines.h"

#include "../tables/spectra.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

int spectra_lines(const Figure *f, SpectrumLine line[MOST_LINES])
{
    int n = 0;
    for (int k = 0; k < f->runs; k++) {
        const Run *r = &f->report->run[f->run[k]];
        for (int j = 0; j < r->spectra && n < MOST_LINES; j++) line[n++] = (SpectrumLine){r, k, j};
    }
    const Run *over = f->report->measured;
    for (int j = 0; over && j < over->spectra && n < MOST_LINES; j++) line[n++] = (SpectrumLine){over, -1, j};
    return n;
}

void spectrum_label(const Figure *f, const SpectrumLine *l, char out[LABEL_SIZE])
{
    char number[NUMBER_SIZE], loading[LABEL_SIZE] = "", cycle[32] = "";
    const Spectrum *s = &l->run->spectrum[l->spectrum];
    if (isnan(s->voltage)) {
        snprintf(out, LABEL_SIZE, "spectrum %d", s->number);
        return;
    }
    if (f->runs > 1 && l->index >= 0) run_label(f, l->index, loading);
    if (l->run->spectrum[l->run->spectra - 1].cycle > l->run->spectrum[0].cycle)
        snprintf(cycle, sizeof cycle, ", cycle %d", s->cycle);
    snprintf(out, LABEL_SIZE, "%s V%s%.60s%s", number_text(s->voltage, 3, number), *loading ? ", " : "", loading,
             cycle);
}

static int of_cell(const Figure *f, const SpectrumLine *a, const SpectrumLine *b)
{
    return a->index >= 0 && b->index >= 0 &&
           !strcmp(f->report->run[f->run[a->index]].cell, f->report->run[f->run[b->index]].cell);
}

void spectrum_colour(const Figure *f, const SpectrumLine *line, int n, int k, char out[COLOUR_SIZE])
{
    int before = 0, all = 0;
    if (!f->report->card_of || line[k].index < 0) {
        colour_of(k, n, out);
        return;
    }
    for (int j = 0; j < n; j++) {
        before += j < k && of_cell(f, &line[j], &line[k]);
        all += of_cell(f, &line[j], &line[k]);
    }
    cell_colour(f, line[k].index, out);
    colour_shade(before, all, out);
}

void spectrum_file(const Figure *f, const SpectrumLine *l, const char *type, char out[TABLES_SIZE + NUMBER_SIZE])
{
    char stem[TABLES_SIZE] = "measured", ending[NUMBER_SIZE];
    if (l->index >= 0) run_tables(f->report, f->run[l->index], 0, stem);
    spectrum_ending(&l->run->spectrum[l->spectrum], type, ending);
    snprintf(out, TABLES_SIZE + NUMBER_SIZE, "%s%s", stem, ending);
}

void spectra_panel(const Figure *f, const char *columns, const char *fit, int titled, Text *out)
{
    char file[TABLES_SIZE + NUMBER_SIZE], label[LABEL_SIZE], colour[COLOUR_SIZE];
    SpectrumLine line[MOST_LINES];
    const int n = spectra_lines(f, line);
    text_add(out, "    plot \\\n");
    for (int k = 0; k < n; k++) {
        const int over = line[k].index < 0, fitted = fit && f->report->is_measured;
        spectrum_file(f, &line[k], ".csv", file);
        spectrum_colour(f, line, n, k, colour);
        text_addf(out, "        '%s' using %s with %s pointtype %d pointsize 0.5*points linewidth 1.5 ", file, columns,
                  over || fitted ? "points" : "linespoints", over ? 6 : 7);
        text_addf(out, "linecolor '%s' ", over ? "#000000" : colour);
        spectrum_label(f, &line[k], label);
        if (titled) text_addf(out, "title '%s%s'", over ? "measured, " : "", label);
        else text_add(out, "notitle");
        if (fitted) {
            spectrum_file(f, &line[k], "_kk.csv", file);
            text_addf(out, ", \\\n        '%s' skip 1 using %s with lines linewidth 1.5 linecolor '%s' %s", file, fit,
                      colour, k + 1 < n ? "notitle" : "title 'fit'");
        }
        text_add(out, k + 1 < n ? ", \\\n" : "\n");
    }
}

Status figure_has_spectra(const Figure *f, int *yes, Error *e)
{
    (void)e;
    *yes = 0;
    for (int k = 0; k < f->runs; k++) *yes |= f->report->run[f->run[k]].spectra > 0;
    return CELLSIM_OK;
}
