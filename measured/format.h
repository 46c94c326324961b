/* The formats that are known: one table, one place to add one. */
#ifndef CELLSIM_MEASURED_FORMAT_H
#define CELLSIM_MEASURED_FORMAT_H

#include "heading.h"

/* What the format's definition says of the sign of the current. */
typedef enum { SIGN_UNDEFINED, SIGN_CHARGE_POSITIVE, SIGN_DISCHARGE_POSITIVE } SignRule;

typedef struct Format {
    const char *name;
    const char *marks;  /* texts of the first lines: "a&b|c": a and b, or c; NULL: not known by marks */
    const OwnName *own; /* names and units that only this format defines; NULL */
    SignRule sign;
    const char *scan_rate; /* what stands before the scan rate in V/s in the lines above; NULL */
    int time_of_stamps;    /* 1: a time without a unit is measured against the column of dates */
    int impedance_only;    /* 1: without headings the columns are `columns` */
    const char *columns;
} Format;

/* The format of these first lines (joined by line ends); always one. */
const Format *format_find(const char *first_lines);

/* The one that everything is which has columns named by headings; impedance and capacity files without a name. */
extern const Format format_plain;

/* All of them, for tests: each has a sample, and a row in docs/measured.md. Returns how many. */
int formats_all(const Format **out);

#endif
