/* Profiles: what drives a cell over time, from a file. docs/measured.md is the description for users. */
#ifndef CELLSIM_MEASURED_PROFILE_H
#define CELLSIM_MEASURED_PROFILE_H

#include "../experiments/protocol.h"
#include "measured.h"

enum { PROFILE_UNSAID = -1, PROFILE_POINTS = 1000000 };

/* Reads a table of two columns whose headings name quantity and unit (time; current, C-rate, power or voltage), or any file
 * that measured_read takes, of which `kind` (a DriveKind) says what drives. A table's values hold, if `held`, or lie on
 * straight lines; `kind` and what the table says must agree. *out is the caller's (drive_free). CELLSIM_BAD_CARD with line and
 * hint for whatever is not right. */
Status profile_read(const char *file, int kind, int held, Drive **out, Error *e);

/* What a cycler measured as a drive (drive_series.c). Currents and powers hold, at means over spans in which they change by
 * less than 1 %: their charge is that of the file to round-off. Voltages lie on lines, 0.1 mV or less from the file's. */
Status drive_of_measured(const Measured *m, DriveKind kind, Drive **out, Error *e);

/* Room for n points. */
Status drive_create(int n, Drive **out, Error *e);

#endif
