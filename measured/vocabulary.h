/* The words of measured files: what headings name, in the languages that cyclers are sold in, and what steps are called. */
#ifndef CELLSIM_MEASURED_VOCABULARY_H
#define CELLSIM_MEASURED_VOCABULARY_H

#include "units.h"

typedef enum {
    COLUMN_TIME,
    COLUMN_STEP_TIME,
    COLUMN_DATE,
    COLUMN_VOLTAGE,
    COLUMN_CURRENT,
    COLUMN_CYCLE,
    COLUMN_STEP,
    COLUMN_STATE,      /* words: charge, discharge, rest */
    COLUMN_CHARGE,     /* the instrument's capacity, of a step or signed since the start */
    COLUMN_CHARGE_IN,  /* of charging alone */
    COLUMN_CHARGE_OUT, /* of discharging alone */
    COLUMN_FREQUENCY,
    COLUMN_Z_REAL,
    COLUMN_Z_IMAGINARY,
    COLUMN_Z_MODULUS,
    COLUMN_Z_PHASE,
    COLUMN_CELL, /* a name or a number: which of several cells a row is of */
    COLUMN_KINDS
} ColumnKind;

/* A name of a format of its own, with the unit that its definition gives. NULL ends a list. */
typedef struct OwnName {
    const char *name;
    ColumnKind kind;
    const char *unit; /* NULL: none is defined */
} OwnName;

enum { NAME_SIZE = 64 };

/* Letters and digits in lower case, primes as ', bars kept, a leading minus as *negative; what else there is goes. */
void name_plain(const char *heading, const char *end, char out[NAME_SIZE], int *negative);

/* How well a plain name fits a kind of column: 0 best, -1: it names another. *unit: what the name itself says ("amps"), or NULL. */
int name_rank(ColumnKind q, const char *plain, const char **unit);

const char *column_name(ColumnKind q);
Dimension column_dimension(ColumnKind q);

/* What a step's name says of the current: 1 charge, -1 discharge, 0 none, STATE_UNKNOWN. */
enum { STATE_UNKNOWN = 2 };
int state_of_word(const char *word);

#endif
