/* Binary files of instruments, known by their first bytes. */
#ifndef CELLSIM_MEASURED_BINARY_H
#define CELLSIM_MEASURED_BINARY_H

#include "../model/status.h"

#include <stddef.h>

/* CELLSIM_BAD_CARD with the name of the format and of a free program that converts it; CELLSIM_OK: it is none. */
Status binary_refuse(const char *file, const unsigned char *bytes, size_t n, Error *e);

#endif
