/* Fields of a row, and the numbers, durations and dates in them. */
#ifndef CELLSIM_MEASURED_FIELDS_H
#define CELLSIM_MEASURED_FIELDS_H

enum { MOST_FIELDS = 512 };

/* What separates fields: '\t', ';', ',', '|', or blanks: SEPARATOR_BLANKS (one or more), SEPARATOR_GAPS (two or more). */
enum { SEPARATOR_BLANKS = ' ', SEPARATOR_GAPS = '_' };

/* Splits a line in place; a field that begins with a quote ends with one ("" inside is a quote). Blanks around fields
 * are removed. Returns the number of fields, at most `most`. */
int split_fields(char *line, char separator, int most, char **field);

/* A number with this decimal sign; groups of three may be set off by the other sign, a blank or an apostrophe. NaN if
 * the field is no finite number, or if the groups are none: "1,02" with a decimal point. */
double field_number(const char *field, char decimal);

/* How a time is written. */
typedef enum {
    TIME_NONE,
    TIME_NUMBER, /* in the column's unit */
    TIME_CLOCK,  /* [d ]h:min:s */
    TIME_PAIR,   /* a:b, which min:s and h:min are */
    TIME_DATE    /* a date with or without a time of day */
} TimeShape;

/* Order of a date's fields where it is not the year that comes first. */
typedef enum { DATE_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST } DateOrder;

typedef struct TimeField {
    TimeShape shape;
    double value;   /* s: of a clock, of a pair as min:s, since 1970 of a date; a number as it is; NaN: none */
    DateOrder only; /* the order that a date must have: a field beyond 12 */
    int fraction;   /* 1: written with a fraction of the last part */
    int unclear;    /* 1: a date whose day and month may be either way round */
    int short_year; /* 1: a year of two digits, taken for the last of the three */
} TimeField;
TimeField field_time(const char *field, char decimal, DateOrder order);

#endif
