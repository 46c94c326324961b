/* Does to a case what a hint proposes. */
#ifndef CELLSIM_RANDOM_HINT_H
#define CELLSIM_RANDOM_HINT_H

#include "random_check.h"

/* Changes the case by the key or option in the hint's brackets; 0 if there is none, or it changes nothing. */
int take_hint(RandomCase *c, const char *hint);

/* Runs a case that ended in exit 4 again and again, each time with the hint of the run before, until it runs (1) or no
 * hint helps (0). *v: the last verdict. */
int follow_hints(RandomCase *c, Verdict *v, const char *card_file, const char *protocol_file);

#endif
