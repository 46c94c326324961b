/* Private to measured/: rows become a series, one after the other, in memory that does not grow with the file. */
#ifndef CELLSIM_MEASURED_ROWS_H
#define CELLSIM_MEASURED_ROWS_H

#include "format.h"
#include "measured.h"

/* Times the longest interval of a step: what is longer between rows is a pause. */
enum { ROWS_LONG_GAP = 3 };

/* A row as it stands in the file, in SI. NaN: not there. */
typedef struct RawRow {
    int line;
    double t, step_time; /* s; t as the file counts it */
    double V, I;
    double in, out, net; /* C, the instrument's capacities */
    double step;         /* number, or a count of the headings of steps */
    int cycle;           /* -1: not known */
    int state;           /* 1, -1, 0, STATE_UNKNOWN */
    int fresh;           /* 1: the first one below a heading */
} RawRow;

/* A row that is kept. */
typedef struct Row {
    double t, V, I, Q;
    int cycle, step, leg; /* leg: part of a step without change of the current's direction */
} Row;

/* What is summed up over a step, of all its rows, kept or not. */
typedef struct StepSum {
    int line, rows, state, turn;
    double charge, positive; /* C, signed as in the file; of the positive current alone */
    double work;             /* V A: sum of I dV, what tells charge from discharge */
    double v_first, v_last, v_low, v_high;
    double within;       /* C between its first and last row, without sign */
    double in, out, net; /* C, change of the instrument's capacities between these rows; net without sign */
} StepSum;

typedef struct Rows {
    const char *file;
    int count, room, most; /* rows kept, allocated, from which every second one goes */
    Row *row;
    int steps, step_room;
    StepSum *step;
    /* the way time goes */
    int restarts;          /* 1: the column is the time within a step */
    int stamps;            /* 1: it holds dates, which never start anew */
    long intervals, still; /* between rows; of them without a time */
    int tables;            /* below how many headings it started anew */
    double offset, period; /* s: what starts anew after every hour or day; 0: nothing */
    int have_pending, taken;
    RawRow pending, last; /* not yet judged; the last one taken */
    double last_t;        /* of it, running */
    /* the interval in which the direction of the current changed */
    int leg_first; /* first kept row of the leg */
    double gap, gap_current, longest, longest_before;
    double Q, biggest; /* C and A, so far */
    double last_dV;    /* V, size, of the last interval */
    double jumps,
        all_jumps; /* V A: dI dV where the current jumps, and its size; a cell answers a jump in its direction */
    int thinned;
    long uncounted;        /* intervals between steps that belong to none */
    double uncounted_time; /* s */
    Measured *m;           /* where skips are counted */
} Rows;

Status rows_begin(Rows *r, Measured *m, const char *file, int restarts, Error *e);
Status rows_add(Rows *r, const RawRow *row, Error *e);
/* After the last one. */
Status rows_end(Rows *r, Error *e);
void rows_free(Rows *r);

/* Of rows_add: the next row, at r->offset + row->t, which is not before the last one. */
Status rows_take(Rows *r, const RawRow *row, Error *e);
void rows_end_leg(Rows *r);
/* 1: a new step begins between these rows. */
int rows_is_boundary(const RawRow *a, const RawRow *b);
/* 1, -1; 0: a current that is none beside the largest so far. */
int rows_direction(const Rows *r, double I);

/* Settles the sign of the current, compares the instrument's capacity, and fills the series. */
Status rows_settle(Rows *r, SignRule rule, int lenient, Error *e);

void measured_skip(Measured *m, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
void measured_note(Measured *m, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
