/* Private to measured/: what the first lines of a file say about all of it. */
#ifndef CELLSIM_MEASURED_PROBE_H
#define CELLSIM_MEASURED_PROBE_H

#include "format.h"
#include "lines.h"
#include "measured.h"

enum { PROBE_LINES = 4000, PROBE_BYTES = 1 << 20, MARKED_LINES = 200 };

/* The levels above the records of a nested export. */
typedef struct Levels {
    int depth;                                     /* 0: not nested; 1: steps; 2: cycles and steps */
    int cycle_at, cycle_fields, step_at, state_at; /* fields of their rows, -1: none */
} Levels;

typedef struct Layout {
    const Format *format;
    HeadingUse use;
    Columns columns;
    int heading_line; /* 0: there are no headings */
    char *heading;    /* owned: the line */
    int first_line;   /* of rows */
    char separator;   /* of rows */
    char decimal;
    ColumnKind time; /* the column that time is read from */
    TimeShape shape;
    int pair_is_hours; /* a:b is h:min */
    double period;     /* s, after which a clock starts anew; 0: never */
    DateOrder order;
    double scan_rate; /* V/s; NaN: not said */
    Levels levels;
    int open_circuit; /* 1: the technique is an open circuit */
} Layout;

/* The first lines, and what they say. *l is rewound. */
Status layout_find(Lines *l, const MeasuredChoice *c, Measured *m, Layout *out, Error *e);
void layout_free(Layout *f);

#endif
