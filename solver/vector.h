/* Vectors of IDA. */
#ifndef CELLSIM_VECTOR_H
#define CELLSIM_VECTOR_H

#include <nvector/nvector_serial.h>

/* A serial N_Vector whose operations are this project's own: Debian 12 builds the stock ones without optimisation,
 * which costs more than the whole model. NULL if memory runs out. Free with N_VDestroy. */
N_Vector vector_create(sunindextype n, SUNContext context);

/* A vector that takes only the elements first..first + n - 1 of linear combinations of such vectors, and can do nothing else. */
N_Vector vector_window_create(sunindextype first, sunindextype n, SUNContext context);

/* Its elements, without the calls that N_VGetArrayPointer makes. */
static inline double *vector_data(N_Vector v)
{
    return NV_DATA_S(v);
}

#endif
