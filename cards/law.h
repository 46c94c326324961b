/* A property as cards give it: a number, a formula or a table of points (in the card or in a file), as a function of one
 * variable. */
#ifndef CELLSIM_LAW_H
#define CELLSIM_LAW_H

#include "formula.h"
#include "section.h"

/* What the property depends on: sets the names that formulas may use. */
typedef enum {
    LAW_OF_X,      /* x = theta = sto [1], T [K] */
    LAW_OF_C,      /* c [mol/L], T [K] */
    LAW_OF_LOADING /* m [mg/cm2], T [K] */
} LawVariable;

enum { LAW_MAX_POINTS = 2000 };

typedef struct Law {
    double factor;      /* to SI, times any Arrhenius factor */
    double scale;       /* argument of the formula or table = scale * argument of law_eval */
    double temperature; /* K */
    double constant;
    Formula *formula;      /* owned; NULL unless a formula */
    int points;            /* 0 unless a table */
    double *x, *y, *slope; /* owned by x */
    int linear;            /* 1: straight lines between points */
    char note[96];         /* what was done to a table; "" = nothing */
} Law;

/* Compiles the value. CELLSIM_BAD_CARD at its line for a syntax error, a table that is not one. */
Status law_compile(Reader *r, const Value *v, LawVariable variable, double scale, Law *out);

/* Value in SI; a ScalarFunction with a Law as context. A table is a shape-preserving cubic (Fritsch and Carlson, SIAM
 * J. Numer. Anal. 17 (1980) 238: no overshoot) or straight lines, constant beyond its ends. */
double law_eval(double x, void *law);
int law_is_constant(const Law *l);
void law_free(Law *l);

/* exp(-Ea/R (1/T - 1/T_ref)): what a property stated at T_ref [K] is multiplied by; Ea in J/mol (E-card-5). */
double arrhenius(double Ea, double T, double T_ref);

/* The one that a section's reference_temperature_C (K) gives, K. */
double reference_temperature(const Value *v);

#endif
