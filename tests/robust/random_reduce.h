/* Makes a failing case small while it keeps failing in the same way. */
#ifndef CELLSIM_RANDOM_REDUCE_H
#define CELLSIM_RANDOM_REDUCE_H

#include "random_check.h"

/* Drops and simplifies parts of `c` as long as its worst fault stays `fault`; at most `tries` runs. Returns how many
 * were made. */
int reduce_case(RandomCase *c, Fault fault, int tries, const char *card_file, const char *protocol_file);

#endif
