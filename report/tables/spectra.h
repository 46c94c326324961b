/* Impedance spectra of a run: tables, JSON, and what they say in a few numbers. Ohm of the whole cell. */
#ifndef CELLSIM_SPECTRA_H
#define CELLSIM_SPECTRA_H

#include "../../analysis/eis_fit.h"
#include "../names.h"

/* Ending of the file of a spectrum: "_eis.csv", "_eis2.csv", … of type ".csv". */
void spectrum_ending(const Spectrum *s, const char *type, char out[NUMBER_SIZE]);

/* Frequency, Z', Z'' of one spectrum: three columns, '#' before everything that is not a number, so that
 * impedance.preprocessing.readCSV of impedance.py and numpy.genfromtxt open it as it stands. */
void csv_spectrum(const Run *r, int k, Text *out);

/* All spectra of a run in one table, with the state each belongs to, |Z|, the phase, and ohm cm2. */
void csv_spectra_head(Text *out);
void csv_spectra_rows(const Run *r, const Spectrum *s, Text *out);
void csv_spectra(const Run *r, Text *out);

/* One file per spectrum that the run holds. */
Status spectra_write(const Report *r, int k, const char *dir, Error *e);

/* Array with an object per spectrum: its state and its fit. */
json_t *spectra_json(const Report *r, int k);

/* The fit of spectrum k of a run, resistances in ohm of the cell. CELLSIM_USAGE: it cannot be fitted; CELLSIM_IO:
 * no memory. */
Status spectrum_fit(const Run *r, int k, EisFit *out);

#endif
