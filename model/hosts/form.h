/* Private to model/: a form of guest as the integrator sees it (E-15a). */
#ifndef CELLSIM_FORM_H
#define CELLSIM_FORM_H

#include "../isotherm.h"

/* Whether theta lies on the isotherm at z, which the last correction moved by `change`; `at`: before it. */
int form_agrees(const Isotherm *isotherm, const IsothermPoint *at, double z, double change, double theta);

#endif
