/* Concentrated binary electrolyte at the cell's temperature, tabulated against the salt concentration. */
#ifndef CELLSIM_ELECTROLYTE_H
#define CELLSIM_ELECTROLYTE_H

#include "isotherm.h"
#include "real.h"
#include "status.h"

typedef struct Electrolyte Electrolyte;

/* Functions of c [mol/m3] at the cell's temperature, already in SI. */
typedef struct ElectrolyteSpec {
    double c0;                            /* initial concentration, mol/m3, > 0 */
    double temperature;                   /* K */
    ScalarFunction D, kappa, t_plus, chi; /* m2/s, S/m, 1, thermodynamic factor 1 + dln f/dln c */
    void *D_context, *kappa_context, *t_plus_context, *chi_context;
} ElectrolyteSpec;

/* Tabulates on [0, 8 c0]. D and kappa must be positive on [1e-3 c0, 3 c0] (CELLSIM_BAD_CARD, naming c, otherwise) and
 * are floored at 1e-3 of their value at c0 outside; ln c continues linearly below 1e-4 c0 (E-ely-4), so that a
 * depleted electrolyte stays computable. */
Status electrolyte_create(const ElectrolyteSpec *spec, Electrolyte **out, Error *e);

typedef struct ElectrolytePoint {
    real S;      /* mol/(m s): integral of D dc from c0, the potential of salt diffusion (E-ely-5) */
    real D;      /* m2/s: dS/dc */
    real kappa;  /* S/m */
    real t_plus; /* 1 */
    real Psi;    /* V: (2RT/F) * integral of (1 - t_plus) chi dln c from c0, the diffusion potential (E-ely-2) */
    real lnc;    /* ln(c/c0) */
    real dkappa, dt_plus, dPsi, dlnc; /* d/dc */
} ElectrolytePoint;
void electrolyte_eval(const Electrolyte *el, real c, ElectrolytePoint *p);

double electrolyte_c0(const Electrolyte *el);
double electrolyte_table_error(const Electrolyte *el); /* largest relative deviation of the table, estimated */
void electrolyte_free(Electrolyte *el);

#endif
