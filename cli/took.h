/* What was taken of a measured file, in words. */
#ifndef CELLSIM_TOOK_H
#define CELLSIM_TOOK_H

#include "../measured/measured.h"

#include <jansson.h>

/* Format, columns with units, sign, rows, steps, kind and why, notes; to standard output. */
void took_print(const char *file, const Measured *m);

/* The same as an object; NULL: no memory. */
json_t *took_json(const char *file, const Measured *m);

#endif
