/* The files of a potentiostat: EC-Lab's ASCII text (.mpt), for programs that read BioLogic data. ASCII only, lines end
 * in CR LF, columns are separated by tabs; the header says that the data were computed. */
#ifndef CELLSIM_MPT_H
#define CELLSIM_MPT_H

#include "names.h"

/* One row per sample, as csv_bdf; current in mA, oxidation of the working electrode (charge) positive. */
void mpt_series(const Run *r, Text *out);

/* Spectrum k of a run, from the highest frequency to the lowest; ohm of the whole cell. */
void mpt_spectrum(const Run *r, int k, Text *out);

/* <stem>.mpt of run k of a report, and one file per spectrum: <stem>_eis.mpt, <stem>_eis2.mpt, … */
Status mpt_write(const Report *r, int k, const char *dir, Error *e);

/* Adds the names of these files to a JSON array. */
void mpt_files(const Report *r, int k, json_t **files);

#endif
