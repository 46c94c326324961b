/* Constants of a formula: { value = "D0*exp(-a*x)"; with = { D0 = 1e-14; a = 2.0; }; } — numbers that --set, vary and fits reach
 * by their path. */
#ifndef CELLSIM_WITH_H
#define CELLSIM_WITH_H

#include "formula.h"
#include "section.h"

/* Compiles the formula of a value, whose variables are `known` names. CELLSIM_BAD_CARD at its line. */
Status formula_of(Reader *r, const Value *v, int known, const FormulaName *name, Formula **out);

/* Records the constants of a value under path.with; refuses them where there is no formula. */
Status with_record(Reader *r, const char *path, const Node *n, const Value *v);

#endif
