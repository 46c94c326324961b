/* The state table: every unknown declared once. Differential/algebraic flags, absolute tolerances, names in error
 * messages, output columns and documentation come from here. */
#ifndef CELLSIM_STATE_H
#define CELLSIM_STATE_H

#include "status.h"

/* A kind of unknown. */
typedef struct StateField {
    const char *name; /* the field's symbol, as docs/symbols.md */
    const char *unit;
    const char *equation; /* number in docs/equations.md */
    int differential;
    double tolerance; /* absolute tolerance / (scale * relative tolerance) */
    int steers;       /* its error estimate limits the step; else only Newton's method heeds its tolerance */
} StateField;

typedef enum {
    FIELD_C_E,
    FIELD_PHI_E,
    FIELD_PHI_S,
    FIELD_I,
    FIELD_V,
    FIELD_Q,
    FIELD_THETA,
    FIELD_Z,
    FIELD_CURRENT_DENSITY,
    FIELD_SIDE,
    FIELD_CONTENT,
    FIELD_SHARE,
    FIELD_RATE,
    FIELD_OCCUPANCY,
    FIELD_ELECTRONS,
    FIELD_C_R,
    FIELD_W,
    FIELDS
} FieldId;

extern const StateField state_field[FIELDS];

/* Per unknown. */
typedef struct StateTable {
    int n;
    FieldId *field;
    int *node;     /* node in x, -1 = whole cell */
    double *scale; /* size of this unknown */
} StateTable;

Status state_table_create(int n, StateTable *s, Error *e);
void state_table_declare(StateTable *s, int index, FieldId field, int node, double scale);
void state_table_free(StateTable *s);

#endif
