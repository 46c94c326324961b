/* Where Jacobian entries go.
 *
 * A balance law adds the derivative of its row with jacobian_add(J, row, column, value), in the same order on every
 * call. The first call (slot == NULL) counts or records the pairs: the sparsity pattern is what the laws themselves
 * say, never a second list. A solver then gives every call its slot in its own storage, and adding costs one indexed
 * load and store. Data-dependent branches around an add would break the order: laws add zeros instead. */
#ifndef CELLSIM_JACOBIAN_H
#define CELLSIM_JACOBIAN_H

#include "real.h"

typedef struct Jacobian {
    const int *slot; /* slot of the k-th add in `value`; NULL while recording */
    real *value;
    int *row, *column; /* recording: pairs (NULL: count only) */
    int adds;          /* adds so far in this call */
} Jacobian;

static inline void jacobian_add(Jacobian *J, int row, int column, real value)
{
    const int k = J->adds++;
    if (J->slot) {
        J->value[J->slot[k]] += value;
    } else if (J->row) {
        J->row[k] = row;
        J->column[k] = column;
    }
}

#endif
