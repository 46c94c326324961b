/* Electrolytes: a table of kinds (electrolytes/kinds.h). Whoever is not one of them asks how many concentrations a node
 * carries, and never which kind it is.
 *
 *   concentrated   1: a binary salt, with tabulated properties
 *   dilute         n - 1 of n ions, by Nernst and Planck; the last follows from electroneutrality
 *   single_ion     0: a solid in which only cations move */
#ifndef CELLSIM_ELECTROLYTE_H
#define CELLSIM_ELECTROLYTE_H

#include "isotherm.h"
#include "real.h"
#include "status.h"

typedef struct Electrolyte Electrolyte;

enum { MAX_IONS = 6, MAX_CARRIED = MAX_IONS - 1, ION_NAME = 24 };

/* An ion, or the salt of a binary electrolyte, which has its cation's charge. */
typedef struct Ion {
    char name[ION_NAME]; /* "Li"; "" = it has none */
    int charge;
    double c0; /* initial concentration, mol/m3 */
    double D;  /* dilute: at the cell's temperature, m2/s */
} Ion;

/* Functions of c [mol/m3] at the cell's temperature, already in SI. */
typedef struct ElectrolyteSpec {
    double c0;                            /* initial concentration, mol/m3, > 0 */
    double temperature;                   /* K */
    ScalarFunction D, kappa, t_plus, chi; /* m2/s, S/m, 1, thermodynamic factor 1 + dln f/dln c */
    void *D_context, *kappa_context, *t_plus_context, *chi_context;
} ElectrolyteSpec;

/* A binary salt. Tabulates on [0, 8 c0]. D and kappa must be positive on [1e-3 c0, 3 c0] (CELLSIM_BAD_CARD, naming c,
 * otherwise) and are floored at 1e-3 of their value at c0 outside; ln c continues linearly below 1e-4 c0 (E-ely-4), so
 * that a depleted electrolyte stays computable. */
Status electrolyte_create(const ElectrolyteSpec *spec, Electrolyte **out, Error *e);

/* A solid that conducts cations of charge 1 only, kappa in S/m. */
Status electrolyte_create_single_ion(double kappa, Electrolyte **out, Error *e);

/* Ions by Nernst and Planck at a temperature [K], charges adding up to 0. */
typedef struct DiluteSpec {
    int ions; /* 2 to MAX_IONS */
    Ion ion[MAX_IONS];
    int follows; /* the one that electroneutrality gives: it must be there, and no reaction exchange it */
    double temperature;
} DiluteSpec;
Status electrolyte_create_dilute(const DiluteSpec *spec, Electrolyte **out, Error *e);

/* Of the ions that are not exchanged the one of the largest concentration; -1: there is none. */
int dilute_choose(const DiluteSpec *spec, const int *exchanged);

/* Properties at a node. */
typedef struct ElectrolytePoint {
    real S;      /* mol/(m s): integral of D dc from c0, the potential of salt diffusion (E-ely-5) */
    real D;      /* m2/s: dS/dc */
    real kappa;  /* S/m */
    real t_plus; /* 1 */
    real Psi;    /* V: (2RT/F) * integral of (1 - t_plus) chi dln c from c0, the diffusion potential (E-ely-2) */
    real lnc;    /* ln(c/c0) */
    real dkappa, dt_plus, dPsi, dlnc; /* d/dc */
} ElectrolytePoint;

/* Those of a binary salt. */
void electrolyte_eval(const Electrolyte *el, real c, ElectrolytePoint *p);
double electrolyte_c0(const Electrolyte *el);          /* initial concentration, mol/m3 */
double electrolyte_table_error(const Electrolyte *el); /* largest relative deviation of the table, estimated */

/* Concentrations that a node carries. */
int electrolyte_carried(const Electrolyte *el);

/* Concentrations that outputs name: those carried first, then that of the ion that follows from them. */
int electrolyte_ions(const Electrolyte *el);
const Ion *electrolyte_ion(const Electrolyte *el, int k);

/* The ion of this name, or of "" the first cation; -1: there is none. */
int electrolyte_find(const Electrolyte *el, const char *name);

/* Size of the concentration of an ion [mol/m3]: c0, or that of all salt where it is 0 at the start. */
double electrolyte_scale(const Electrolyte *el, int k);

/* 1: phi_e is the electrostatic potential, and a metal's equilibrium with its ion moves with ln c; 0: phi_e is what a
 * reference electrode of the cation's metal measures, against which it does not. */
int electrolyte_is_absolute(const Electrolyte *el);

/* From the concentrations that a node carries those that outputs name. */
void electrolyte_concentrations(const Electrolyte *el, const double *carried, double *out);

/* How it conducts at rest, for the thickness of layers at high frequencies. */
typedef struct RestTransport {
    double kappa;    /* S/m */
    double D;        /* m2/s, of what diffuses slowest; 0: nothing does */
    double coupling; /* V m3/mol: potential per concentration, where current changes that */
} RestTransport;
RestTransport electrolyte_transport(const Electrolyte *el);

/* One more owner, in any thread, of what does not change any more; each frees it. Returns el, which may be NULL. */
Electrolyte *electrolyte_share(Electrolyte *el);
void electrolyte_free(Electrolyte *el);

#endif
