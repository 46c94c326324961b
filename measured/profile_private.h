/* Private to measured/: a table of two columns that drives a cell, under way. */
#ifndef CELLSIM_MEASURED_PROFILE_PRIVATE_H
#define CELLSIM_MEASURED_PROFILE_PRIVATE_H

#include "lines.h"
#include "profile.h"

typedef struct ProfileTable {
    const char *file;
    Lines lines;
    char separator, decimal;
    int time_at;
    double time_factor, factor;
    Drive *d;
    int room;
} ProfileTable;

/* The heading of a table: a separator at which there are two columns, one of them the time. *is = 0: it is none. */
Status profile_heading(const char *line, ProfileTable *t, int *is, Error *e);

#endif
