/* --set path=value: changes a parsed card before it is read. */
#ifndef CELLSIM_OVERRIDE_H
#define CELLSIM_OVERRIDE_H

#include "card.h"
#include "source.h"

/* Sets `path` ("positive.phases[0].D_cm2_s"); missing keys and groups are added, entries of lists are not
 * (CELLSIM_BAD_CARD). A value { value = …; source = …; } is replaced as a whole. Of several keys for one quantity the one
 * set counts (section.h). */
Status override_apply(Document *d, const Override *o, Error *e);

/* What stands at `path`; NULL: nothing. */
Node *override_find(const Document *d, const char *path);

#endif
