/* Physical constants (CODATA 2018, exact) and the units cards use. */
#ifndef CELLSIM_CONSTANTS_H
#define CELLSIM_CONSTANTS_H

#define FARADAY 96485.33212      /* C/mol */
#define GAS_CONSTANT 8.314462618 /* J/(mol K) */
#define T_REFERENCE 298.15       /* K: where cards state D, k and i0 unless they say otherwise */
#define SECONDS_PER_HOUR 3600.0

#endif
