/* Impedance spectra of a run: tables. Ohm of the whole cell. */
#ifndef CELLSIM_SPECTRA_H
#define CELLSIM_SPECTRA_H

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

#endif
