/* Spectra as lines of a figure. */
#ifndef CELLSIM_SPECTRA_LINES_H
#define CELLSIM_SPECTRA_LINES_H

#include "figure.h"

enum { MOST_LINES = 14 };

/* One spectrum of the figure. */
typedef struct SpectrumLine {
    const Run *run;
    int index; /* of the run among those of the figure; -1: laid over it */
    int spectrum;
} SpectrumLine;

/* The lines drawn; spectra beyond MOST_LINES are in the tables only. Returns how many. */
int spectra_lines(const Figure *f, SpectrumLine line[MOST_LINES]);

/* "1.8 V, 1 mg/cm2, cycle 2": the loading if the figure has several runs, the cycle if the run has spectra of several. */
void spectrum_label(const Figure *f, const SpectrumLine *l, char out[LABEL_SIZE]);

/* Its colour: of one cell each has its hue, of several each cell, and its spectra go from light to dark. */
void spectrum_colour(const Figure *f, const SpectrumLine *line, int n, int k, char out[COLOUR_SIZE]);

/* The file of a line, with another ending. */
void spectrum_file(const Figure *f, const SpectrumLine *l, const char *type, char out[TABLES_SIZE + NUMBER_SIZE]);

/* "plot" lines of one panel; measured points over simulated lines are black and open. `fit`: columns of the fit of a
 * measured spectrum, NULL: it is not drawn. */
void spectra_panel(const Figure *f, const char *columns, const char *fit, int titled, Text *out);

/* 1: its runs have spectra. */
Status figure_has_spectra(const Figure *f, int *yes, Error *e);

#endif
