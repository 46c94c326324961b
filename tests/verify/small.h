/* Private to the small cells: what options are made of. */
#ifndef CELLSIM_TEST_SMALL_H
#define CELLSIM_TEST_SMALL_H

#include "cells.h"

/* Constant properties, or laws of c. */
Electrolyte *small_electrolyte(int varies);

/* Other electrolytes for a cell (ions.c); the last ion is the one that follows. */
void use_dilute(CellSpec *s, int ions, const Ion *ion);
void use_single_ion(CellSpec *s);
void use_two_ions(CellSpec *s);
void use_four_ions(CellSpec *s);
void use_divalent(CellSpec *s);
void use_three_ions(CellSpec *s);
void use_reservoir(CellSpec *s);
void use_reference(CellSpec *s);
void use_four_ions_and_more(CellSpec *s); /* with both */

/* Three site classes around a plateau at U0 [V]; `mobility` of the plateau's sites relative to the others': 1 is a
 * constant D. */
Isotherm *small_isotherm(double U0, double mobility, const IsothermOptions *o);
extern const IsothermOptions plain_options;

Phase plain_phase(double U0);

/* Potential of a half-full phase [V], that of its plateau; forms for it to turn into. */
double potential(const Phase *p);
void add_evolving(Phase *p);

/* Options that others build on (options.c), and those of other electrolytes with them (ions.c). */
void side_reaction(CellSpec *s);
void everything(CellSpec *s);
void side_four_ions(CellSpec *s);
void everything_four_ions(CellSpec *s);
void everything_divalent(CellSpec *s);
void everything_single_ion(CellSpec *s);

/* Hosts of two ions, at 3.4 V (competing.c). */
void add_competing(Phase *p, int classes, const SiteKind *class);
void use_competing(CellSpec *s);
void competing_and_more(CellSpec *s);
void use_three_classes(CellSpec *s);

#endif
