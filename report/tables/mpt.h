/* The files of a potentiostat: EC-Lab's ASCII text (.mpt), for programs that read BioLogic data. ASCII only, lines end
 * in CR LF, columns are separated by tabs; the header says that the data were computed. */
#ifndef CELLSIM_MPT_H
#define CELLSIM_MPT_H

#include "../names.h"

/* One row per sample, as csv_bdf; current in mA, oxidation of the working electrode (charge) positive. */
void mpt_series(const Run *r, Text *out);

/* The same row by row; `kinds` is the set of step kinds (1 << StepKind) of the protocol. */
typedef struct MptRows {
    int started, mode; /* of the row before */
    double start;      /* charge of the first sample, C/m2 */
    Sample before;
} MptRows;
void mpt_head(const Run *r, int kinds, Text *out);
void mpt_row(MptRows *m, const Run *r, const StepRecord *record, const Sample *s, Text *out);

/* Spectrum k of a run, from the highest frequency to the lowest; ohm of the whole cell. */
void mpt_spectrum(const Run *r, int k, Text *out);

/* One file per spectrum that run k of a report holds: <stem>_eis.mpt, <stem>_eis2.mpt, … */
Status mpt_write_spectra(const Report *r, int k, const char *dir, Error *e);

/* Adds the names of these files, and of <stem>.mpt, to a JSON array. */
void mpt_files(const Report *r, int k, json_t **files);

#endif
