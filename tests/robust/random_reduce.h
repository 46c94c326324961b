/* Makes a failing case small while it keeps failing in the same way. */
#ifndef CELLSIM_RANDOM_REDUCE_H
#define CELLSIM_RANDOM_REDUCE_H

#include "random_check.h"

/* Drops and simplifies parts of `c` as long as it has this fault as in `as`; at most `tries` runs and 15 s.
 * Returns how many were made. */
int reduce_case(RandomCase *c, const Verdict *as, Fault fault, int tries, const char *card_file,
                const char *protocol_file);

#endif
