/* Private to model/: inspection of a potential formula U(theta) before it is tabulated. */
#ifndef CELLSIM_ISOTHERM_SCAN_H
#define CELLSIM_ISOTHERM_SCAN_H

#include "isotherm.h"

enum { MAX_FLATS = 32 };

/* Added to U so that "never rises" becomes "falls at least this much", V per unit of theta. */
#define POTENTIAL_TILT 1e-6

/* A stretch in which the formula rises a little and that is held at its lowest value before the rise. */
typedef struct Flat {
    double from, to, level;
} Flat;

typedef struct Potential {
    ScalarFunction U;
    void *context;
    double lo, hi;      /* domain of the formula */
    double first, last; /* part of it where U is finite and within +-20 V */
    int flats;
    Flat flat[MAX_FLATS];
} Potential;

/* U + POTENTIAL_TILT theta, as the formula gives it, and with its rises flattened. */
double potential_raw(const Potential *p, double theta);
double potential_tilted(const Potential *p, double theta);

/* Fills first, last and the flats; CELLSIM_BAD_CARD, naming theta, if the formula cannot be an isotherm. */
Status potential_scan(Potential *p, Error *e);

#endif
