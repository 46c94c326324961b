/* Equilibrium of an insertion phase: stoichiometry theta against potential U, in a state z that never degenerates.
 *
 * On a two-phase plateau U(theta) is flat and theta(U) is a step; in between it is the other way round. Neither is a
 * good unknown. The state
 *
 *     z = theta - U / ISOTHERM_SCALE                                                        (E-iso-1)
 *
 * increases strictly along the isotherm (U falls as theta rises) and both theta(z) and U(z) have bounded slopes:
 * 0 <= dtheta/dz <= 1, -ISOTHERM_SCALE <= dU/dz <= 0.
 *
 * An Isotherm tabulates, against z:  theta, U [V] and g, and against theta:  Phi, where
 *   g    shape of the exchange current density, i0 = i0_ref g (c_e/c_ref)^a: sqrt(theta (1 - theta)) or the card's own,
 *        levelling off at 1e-3 where that vanishes (E-iso-4)
 *   Phi  = integral of D/D_ref dtheta, the diffusion potential of the phase (E-iso-5; Phi = theta for constant D);
 *        D/D_ref is held at or above 1e-6 */
#ifndef CELLSIM_ISOTHERM_H
#define CELLSIM_ISOTHERM_H

#include "real.h"
#include "status.h"
#include "table.h"

#define ISOTHERM_SCALE 1.0 /* V per unit of z */

/* One MSMR site class (Verbrugge 2017; Baker & Verbrugge 2018, Eq. 16): x = X / (1 + exp(f (U - U0) / omega)). */
typedef struct SiteClass {
    double X;        /* share of the sites, mol guest per mol host, > 0 */
    double U0;       /* V */
    double omega;    /* width, > 0; 1 = ideal solution, << 1 = two-phase plateau */
    double mobility; /* D of this class relative to the phase's D_ref, >= 0; 1 if the card gives none */
} SiteClass;

typedef double (*ScalarFunction)(double x, void *context);

typedef struct Isotherm Isotherm;

/* Options common to both constructors; zero-initialise, then set what differs. */
typedef struct IsothermOptions {
    double temperature; /* K */
    ScalarFunction g;   /* exchange-current shape against theta; NULL: sqrt(theta (1 - theta)) */
    void *g_context;
    ScalarFunction D; /* D/D_ref against theta; NULL: 1 (or the mobilities of the site classes) */
    void *D_context;
    int thermodynamic_factor; /* 1: multiply D/D_ref by -(F/RT) theta (1 - theta) dU/dtheta (ideal solution: 1) */
} IsothermOptions;

/* From site classes: theta = sum x_j / sum X_j. A slope of 1e-7 per volt is added to theta so that z(theta) exists far
 * outside the plateaus (E-iso-2). Fails with CELLSIM_BAD_CARD, naming the class, for X, omega <= 0, a negative
 * mobility, or |U0| > 20 V. */
Status isotherm_create_msmr(int n, const SiteClass *sites, const IsothermOptions *o, Isotherm **out, Error *e);

/* From a potential U(theta) [V], decreasing on (lo, hi) within [0, 1], a formula or a spline through measured points.
 * Outside and very near the ends, U is continued by + 1e-7 V (1/(theta - lo) - 1/(hi - theta)) (E-iso-3), which is
 * below 10 uV 0.01 away from an end. Fails with CELLSIM_BAD_CARD, naming theta, if U rises by more than 1e-4 V
 * anywhere, is not finite or exceeds +-20 V; a pole at the very end (within 0.1 %, with finite values 1 %, of the
 * domain) is cut off instead. (A formula that rises by less is flattened to a slope of -1e-6 V per unit.) */
Status isotherm_create_potential(ScalarFunction U, void *context, double lo, double hi, const IsothermOptions *o,
                                 Isotherm **out, Error *e);

/* Values at the state z. */
typedef struct IsothermPoint {
    real theta, U, g;    /* 1, V, 1 */
    real dtheta, dU, dg; /* d/dz */
    real d2theta;        /* d2/dz2 */
} IsothermPoint;
void isotherm_eval(const Isotherm *iso, real z, IsothermPoint *p);

/* Phi and dPhi/dtheta at a stoichiometry (constant D: Phi = theta, slope 1). */
void isotherm_diffusion(const Isotherm *iso, real theta, real *Phi, real *dPhi);
int isotherm_constant_D(const Isotherm *iso);

/* States from a stoichiometry or from a potential (by safeguarded Newton; clamped to the table's range). */
double isotherm_z_of_theta(const Isotherm *iso, double theta);
double isotherm_z_of_potential(const Isotherm *iso, double U);

/* The stoichiometries between which a state exists. */
void isotherm_range(const Isotherm *iso, double *low, double *high);

double isotherm_table_error(const Isotherm *iso); /* largest deviation of the table [V, theta], estimated */

/* One more owner, in any thread, of what does not change any more; each frees it. Returns iso, which may be NULL. */
Isotherm *isotherm_share(Isotherm *iso);
void isotherm_free(Isotherm *iso);

#endif
