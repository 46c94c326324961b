/* Private to model/: the isotherm's record, and the path along which a law is sampled into it. */
#ifndef CELLSIM_ISOTHERM_PATH_H
#define CELLSIM_ISOTHERM_PATH_H

#include "isotherm.h"

#include <stdatomic.h>

struct Isotherm {
    Table *state;                      /* U and g against z */
    Table *diffusion;                  /* Phi against theta; NULL: Phi = theta */
    double z_min, z_max, g_min, g_max; /* ends of the state table, and g there */
    double error;                      /* V */
    atomic_int shares;                 /* owners beside the first */
};

typedef struct DiffusionTerms {
    double Psi, w, D;
} DiffusionTerms;

/* A place of a law: what its states are, and the shares of the sites that reactions find filled and free there, each exact
 * where it is small. Regularisations of theta are no sites: the two stay within 0 to 1. */
typedef struct PathPoint {
    double theta, U, filled, free; /* 1, V, 1, 1 */
} PathPoint;

/* A law as a curve theta(s), U(s), with theta rising and U falling as s rises from s0 to s1. */
typedef struct IsothermPath {
    double s0, s1;
    int start; /* intervals to begin the sampling with */
    void (*state)(double s, PathPoint *at, void *law);
    /* Phi = integral of D dPsi, where Psi is the part that the law knows in closed form, w = dPsi/dtheta */
    void (*diffusion)(double s, double *theta, DiffusionTerms *terms, void *law);
    int constant_D; /* 1: Phi = theta */
    void *law;
    const IsothermOptions *options;
} IsothermPath;

/* D/D_ref never falls below this: Phi(theta) must stay invertible. */
#define ISOTHERM_D_FLOOR 1e-6

Status isotherm_build(const IsothermPath *path, Isotherm **out, Error *e);

/* Phi(theta) of a path whose D is not constant. */
Status isotherm_build_diffusion(const IsothermPath *path, Table **out, Error *e);

/* CELLSIM_BAD_CARD unless the temperature is a positive number. */
Status isotherm_check_options(const IsothermOptions *o, Error *e);

#endif
