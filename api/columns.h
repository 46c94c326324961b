/* Private to api/: how tables are made. */
#ifndef CELLSIM_API_COLUMNS_H
#define CELLSIM_API_COLUMNS_H

#include "api.h"

/* Room for so many columns, which are then named and filled one after the other. */
Status columns_create(size_t rows, int columns, Columns *t, Error *e);
void columns_free(Columns *t);

/* The next column, to be filled. Its name may have a number or the name of an ion in it. */
double *columns_add(Columns *t, const char *name);
double *columns_add_of(Columns *t, const char *before, const char *of, const char *after);
double *columns_add_number(Columns *t, const char *before, int k, const char *after);

/* The state through the cell at one instant; an impedance spectrum. */
Status profile_columns(const Run *r, const Profile *p, Columns *t, Error *e);
Status spectrum_columns(const Run *r, const Spectrum *z, Columns *t, Error *e);

#endif
