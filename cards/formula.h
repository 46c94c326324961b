/* Formulas in quotes: "0.1297*c^3 - 2.51*c^1.5 + 3.329*c" compiled into a small stack program.
 *
 *     sum = product { (+|-) product }     product = sign { (*|/) sign }     sign = (-|+) sign | power
 *     power = atom [ (^|**) sign ]        atom = number | name | name(sum {, sum}) | (sum)
 *
 * Powers bind tighter than a sign on their left and associate to the right: -x^2 = -(x^2), 2^3^2 = 2^9.
 * Constants: pi, R [J/(mol K)], F [C/mol]. Functions: exp log (natural) ln log10 sqrt abs sin cos tan sinh cosh tanh
 * asinh, and min max pow of two arguments. There are no loops, no assignments and no files: a formula is harmless. */
#ifndef CELLSIM_FORMULA_H
#define CELLSIM_FORMULA_H

#include "../model/status.h"

enum { FORMULA_MAX_TEXT = 4000, FORMULA_MAX_CODE = 1000, FORMULA_MAX_DEPTH = 128, FORMULA_MAX_SLOTS = 4 };

/* A variable's name and its place in the array of values; several names may share a slot ("x", "theta", "sto"). */
typedef struct FormulaName {
    const char *name;
    int slot;     /* 0 … FORMULA_MAX_SLOTS - 1; FORMULA_CONSTANT: it stands for a number */
    double value; /* of a constant */
} FormulaName;

enum { FORMULA_CONSTANT = -1 };

typedef struct Formula Formula;

/* Compiles `text`. CELLSIM_BAD_CARD names the column (1-based) and gives a hint; the caller adds file and line. */
Status formula_compile(const char *text, int names, const FormulaName *name, Formula **out, Error *e);

/* 1: a function or constant of every formula. */
int formula_knows(const char *name);

/* Value at the given variables, in the order of their slots. May be NaN or infinite (log(-1), 1/0). */
double formula_eval(const Formula *f, const double *values);

/* 1 if the formula reads the slot. */
int formula_uses(const Formula *f, int slot);
void formula_free(Formula *f);

#endif
