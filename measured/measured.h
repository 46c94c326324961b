/* Measured data: text of cyclers and potentiostats. Read right or refused: a number is taken only if its unit is known,
 * and every row that is not used is counted. docs/measured.md is the description for users. */
#ifndef CELLSIM_MEASURED_H
#define CELLSIM_MEASURED_H

#include "../analysis/series.h"
#include "../experiments/result.h"
#include "heading.h"

/* What a file is a measurement of. */
typedef enum {
    MEASURED_AUTO,
    MEASURED_CYCLING,
    MEASURED_CV,
    MEASURED_LSV,
    MEASURED_GITT,
    MEASURED_PULSE,
    MEASURED_EIS,
    MEASURED_OCV,
    MEASURED_CURVE, /* capacity against voltage, without time: charge and discharge curves */
    MEASURED_KINDS
} MeasuredKind;

/* "cycling", "cv", …; NULL beyond the last. */
const char *measured_kind_name(MeasuredKind k);
/* The kind of that name; MEASURED_KINDS: there is none, MEASURED_AUTO: "auto". */
MeasuredKind measured_kind_of(const char *name);

/* What the data cannot know. */
typedef struct MeasuredCell {
    double area;                           /* m2; NaN: 1 cm2 is assumed */
    double mass;                           /* kg of active material; NaN: unknown */
    double density, radius, concentration; /* kg/m3, m, mol/m3, of the active material; NaN: unknown */
} MeasuredCell;

enum { MOST_UNITS = 16 };
typedef struct UnitGiven {
    ColumnKind column;
    Unit unit;
} UnitGiven;

typedef struct MeasuredChoice {
    MeasuredCell cell;
    MeasuredKind as;
    int lenient; /* more than 1 % of the rows may be unusable */
    int units;
    UnitGiven unit[MOST_UNITS];
    char decimal;    /* '.' or ','; 0: found out */
    DateOrder order; /* DATE_UNKNOWN: found out */
} MeasuredChoice;

/* All unknown, nothing given. */
MeasuredChoice measured_defaults(void);

/* "current=mA" of the command line; CELLSIM_USAGE with the choices. */
Status measured_take_unit(MeasuredChoice *c, const char *text, Error *e);

enum { SKIPS_KEPT = 4, REASON_SIZE = 96, NOTES = 24, NOTE_LENGTH = 240 };

/* A row that was not used. */
typedef struct Skip {
    int line;
    char reason[REASON_SIZE];
} Skip;

/* What was taken of a file. */
typedef struct Measured {
    char format[48], encoding[32];
    Columns columns;
    ColumnKind time;  /* the column that time was read from */
    char written[24]; /* how, if it is no number in a unit: "h:min:s", "a date" */
    char decimal;
    long rows, skipped; /* of numbers; of them not used */
    Skip skip[SKIPS_KEPT];
    long other;             /* lines of text, repeated headings, other levels of a nested export */
    int has_zero_current;   /* no column: an open circuit */
    char sign[NOTE_LENGTH]; /* convention of the current, and where it came from */
    int notes;
    char note[NOTES][NOTE_LENGTH]; /* what else a reader should know */
    double capacity_off;           /* relative, of the instrument's capacity; NaN: no such column */
    MeasuredKind kind;
    char why[NOTE_LENGTH]; /* this kind */
    Series series;         /* owned; empty for a spectrum */
    int segments;
    Segment *segment; /* owned */
    int spectra;
    Spectrum *spectrum; /* owned; ohm (area 1): measured_run turns them into ohm m2 */
} Measured;

/* Reads a file. CELLSIM_IO: it cannot be read; CELLSIM_BAD_CARD: a unit is not known, too many rows cannot be used, …;
 * *out is owned by the caller (measured_free) after CELLSIM_OK. */
Status measured_read(const char *file, const MeasuredChoice *c, Measured *out, Error *e);
void measured_free(Measured *m);

/* Finds segments and kind of m->series (again, after it was changed). */
Status measured_judge(Measured *m, MeasuredKind as, Error *e);

/* The measurement as a run named `name`: a record for every segment. Owned by the caller (run_free). */
Status measured_run(const Measured *m, const char *name, const MeasuredCell *cell, Run *out, Error *e);

/* Printable name of a file: without folder and known endings, with the dots in it. */
void measured_name(const char *file, char *out, int size);

#endif
