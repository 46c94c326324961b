/* A host whose phases turn into each other while it is cycled (E-evo-1 to 6): crystal, amorphous, rocksalt. The phase
 * itself is the amorphous form: its isotherm, c_max, D, i0. Amounts are shares of the host's formula units; contents are
 * relative to the amorphous form's guest at theta = 1. */
#ifndef CELLSIM_EVOLVING_H
#define CELLSIM_EVOLVING_H

#include "isotherm.h"

/* A form without diffusion. */
typedef struct EvolvingForm {
    Isotherm *isotherm; /* owned */
    double full;        /* guest at theta = 1 */
    double i0;          /* A/m2 of its own area, at g = 1 */
    double share;       /* at the start */
    double fade;        /* share lost per content of guest that passed */
} EvolvingForm;

/* crystal -> amorphous, where guest is forced in (E-evo-3). */
typedef struct Conversion {
    double rate;     /* 1/s */
    double U;        /* V, onset at half the crystal */
    double spread;   /* V, by which it rises from all to no crystal, times 1/2 */
    double alpha;    /* exponent of the overpotential, per kT/e */
    double core;     /* share of crystal that the depth does not reach */
    double content;  /* of what forms */
    double rocksalt; /* share of what forms that is rocksalt at once */
} Conversion;

/* amorphous -> rocksalt (E-evo-4). */
typedef struct Ripening {
    double rate;              /* 1/s */
    double content, interval; /* of the amorphous form, at which it sets in, and over which */
    double remainder;         /* share of the converted material that stays amorphous */
    double bound;             /* guest that stays in rocksalt for ever */
} Ripening;

typedef struct Evolving {
    EvolvingForm crystal, rocksalt;
    double fade;            /* of the amorphous form */
    double trap, remainder; /* the same, until this share of the converted material is left */
    Conversion conversion;
    Ripening ripening;
} Evolving;

/* Frees what it owns, and itself. */
void evolving_free(Evolving *e);

#endif
