/* What a measured spectrum is held against: its fit, and the relations of Kramers and Kronig. */
#ifndef CELLSIM_CSV_KK_H
#define CELLSIM_CSV_KK_H

#include "../../analysis/kk.h"
#include "../names.h"

/* Frequency, Z, the fitted arcs (empty where they do not reach), residuals of the test in %. CELLSIM_OK also if there is
 * no fit or no test: their columns are empty. */
Status csv_kk(const Run *r, int k, Text *out, Error *e);

/* One file per spectrum that run k of a report holds: <stem>_eis_kk.csv, … */
Status kk_write(const Report *r, int k, const char *dir, Error *e);

/* A row per spectrum: ohmic resistance, arcs, residuals of fit and test. */
Status csv_impedance(const Run *r, Text *out, Error *e);

#endif
