/* Private to the small cells: what options are made of. */
#ifndef CELLSIM_TEST_SMALL_H
#define CELLSIM_TEST_SMALL_H

#include "cells.h"

/* Constant properties, or laws of c. */
Electrolyte *small_electrolyte(int varies);

/* Three site classes around a plateau at U0 [V]; `mobility` of the plateau's sites relative to the others': 1 is a
 * constant D. */
Isotherm *small_isotherm(double U0, double mobility, const IsothermOptions *o);
extern const IsothermOptions plain_options;

Phase plain_phase(double U0);

#endif
