/* Private to experiments/: profiles through the sandwich. */
#ifndef CELLSIM_PROFILES_H
#define CELLSIM_PROFILES_H

#include "../model/model.h"
#include "result.h"

/* Fills *p, which is owned, with a state; its time, step and share are those of `when`. After a failure *p can be freed. */
Status profile_of(const Model *m, const double *y, const Profile *when, Profile *p, Error *e);

#endif
