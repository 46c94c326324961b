/* --set path=value: changes a parsed card before it is read. */
#ifndef CELLSIM_OVERRIDE_H
#define CELLSIM_OVERRIDE_H

#include "card.h"
#include "source.h"

/* Sets `path` ("positive.phases[0].D_cm2_s"); a missing last key is added, missing groups are an error
 * (CELLSIM_BAD_CARD). A value { value = …; source = …; } is replaced as a whole. */
Status override_apply(Document *d, const Override *o, Error *e);

#endif
