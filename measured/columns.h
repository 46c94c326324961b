/* Private to the reader of measured data: which column is what. */
#ifndef CELLSIM_MEASURED_COLUMNS_H
#define CELLSIM_MEASURED_COLUMNS_H

typedef enum {
    COLUMN_TIME,
    COLUMN_VOLTAGE,
    COLUMN_CURRENT,
    COLUMN_CYCLE,
    COLUMN_STEP,
    COLUMN_TYPE,
    COLUMN_ROLES
} ColumnRole;

typedef struct Columns {
    int at[COLUMN_ROLES];        /* index of the column, -1: none */
    double factor[COLUMN_ROLES]; /* to s, V, A */
    char separator;
} Columns;

/* Splits a line at `separator`, quotes removed, in place; returns the number of fields (at most `most`). */
int split_fields(char *line, char separator, int most, char **field);

/* Recognises a line of headings; 1 if time, voltage and current are among them. `line` is destroyed. */
int columns_of_heading(char *line, char separator, Columns *out);

/* A field as a number; h:min:s and d h:min:s are times in seconds; NaN if it is none. A comma may be the decimal sign. */
double field_number(const char *field);

#endif
