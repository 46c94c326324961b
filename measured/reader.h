/* Private to measured/: rows of a file by its layout. */
#ifndef CELLSIM_MEASURED_READER_H
#define CELLSIM_MEASURED_READER_H

#include "probe.h"
#include "rows.h"

typedef struct Reader {
    const char *file;
    const MeasuredChoice *choice;
    Measured *m;
    Lines lines;
    Layout layout;
    int open_circuit;                 /* 1: the file says that no current flowed */
    int fresh;                        /* a heading came before the next row */
    int headings, remarks, elsewhere; /* lines tried as headings, of text, of other tables */
    int other_table;                  /* 1: the rows here belong to another table */
    char *copy;                       /* owned: the line at hand, which `field` points into */
    size_t copy_room;
    long level_step; /* nested exports: the step and cycle that records belong to */
    double level_cycle;
    int level_state;
    int has_unclear_day; /* a date was met that may be either way round: */
    double unclear_day;
    double last_date; /* s, with a year of two digits; NaN: none yet */
    int fields;       /* of the row at hand */
    char *field[MOST_FIELDS];
    char word[NAME_SIZE]; /* the last step's name, and what it says */
    int state;
    char cell[NAME_SIZE]; /* the first row's */
} Reader;

/* The columns that every row needs, by what the file is read as; returns how many. */
int reader_needs(const Reader *r, ColumnKind need[3]);

ColumnKind reader_capacity(const Columns *c);

/* CELLSIM_BAD_CARD: the unit of a column that every row needs is not known. */
Status reader_check(const Reader *r, Error *e);

/* The next row of data, split into r->field; lines that are none are counted and passed over. *row = 0 after the last. */
Status reader_row(Reader *r, int *row, Error *e);

/* The row at hand as a number of this kind of column in SI; NaN: there is none. */
double reader_value(const Reader *r, ColumnKind kind);
/* The field of the row at hand; "" if there is none. */
const char *reader_field(const Reader *r, ColumnKind kind);

/* A step's name: r->state becomes what it says. */
void reader_take_state(Reader *r, const char *word);

/* Counts the row at hand as not used, and says which column is at fault. */
void reader_skip(Reader *r, ColumnKind at_fault);

/* Too many rows could not be used? */
Status reader_judge(const Reader *r, Error *e);

Status read_series(Reader *r, Error *e);
Status read_spectra(Reader *r, Error *e);
Status read_curve(Reader *r, Error *e);

#endif
