/* A line of headings: which column is what, and in which unit. */
#ifndef CELLSIM_MEASURED_HEADING_H
#define CELLSIM_MEASURED_HEADING_H

#include "fields.h"
#include "vocabulary.h"

/* Where a unit came from. */
typedef enum { UNIT_MISSING, UNIT_HEADING, UNIT_ROW, UNIT_FORMAT, UNIT_STAMPS, UNIT_OPTION } UnitSource;

enum { HEADING_SIZE = 48 };

typedef struct ColumnFound {
    int at;      /* index of the field, -1: there is no such column */
    int doubt;   /* the smaller, the better the heading fits */
    int negated; /* the heading has a minus: -Im(Z) */
    int others;  /* columns that fit as well */
    Unit unit;
    UnitSource source;
    char heading[HEADING_SIZE]; /* as it stands in the file */
    char said[UNIT_NAME];       /* a unit that the heading names and that is not known; "" */
} ColumnFound;

typedef struct Columns {
    char separator;
    int fields; /* of the heading */
    int lead;   /* empty fields before the first heading: a nested export */
    ColumnFound column[COLUMN_KINDS];
} Columns;

/* What a heading is good for. */
typedef enum { HEADING_NONE, HEADING_CURVE, HEADING_OPEN, HEADING_SWEEP, HEADING_SERIES, HEADING_SPECTRUM } HeadingUse;

/* Reads a line of headings at a separator (the line is destroyed); `own` are names of the format (may be NULL). */
void heading_read(char *line, char separator, const OwnName *own, Columns *out);

/* The best of all separators. NULL copies: no memory. */
int heading_find(const char *line, const OwnName *own, Columns *out);

/* What its columns allow: time, voltage and current; frequency and impedance; voltage and current (the time follows from
 * the scan rate); time and voltage (open circuit); capacity and voltage. */
HeadingUse heading_use(const Columns *c);
/* The same without impedance. */
HeadingUse heading_series(const Columns *c);

/* Takes a row of units ("s,V,mA") for columns that have none yet; 0: it is none. The line is destroyed. */
int heading_take_units(char *line, Columns *c);

int has_column(const Columns *c, ColumnKind kind);

#endif
