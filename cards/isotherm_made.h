/* Private to cards/: isotherms built of a card's values (isotherm_card.c), whether or not they were built before. */
#ifndef CELLSIM_ISOTHERM_MADE_H
#define CELLSIM_ISOTHERM_MADE_H

#include "build.h"

/* As build_isotherm and build_form_isotherm. What the first reads is known to isotherm_key (isotherm_made.c). */
Status isotherm_make(Reader *r, const Value *v, Phase *p, double *capacity);
Status isotherm_make_form(Reader *r, const Node *list, Isotherm **out, double *capacity);

/* D [m2/s] that is a number; refused if no phase can have it. */
Status isotherm_number_D(Reader *r, const Value *v, double *D);

#endif
