/* Currents and powers as lab people write them. */
#ifndef CELLSIM_RATE_H
#define CELLSIM_RATE_H

#include "../experiments/protocol.h"

/* Reads "C/5", "0.5C", "2C", "85 mA/g", "0.1 A/g", "1 mA/cm2", "10 A/m2", "5 A", "3 mA" into a positive number and
 * its unit. CELLSIM_BAD_CARD with a hint (no place) for anything else: "C/0", "-1C", "nan". */
Status rate_parse(const char *text, double *value, CurrentUnit *unit, Error *e);

/* Reads "5 W", "20 mW", "3 mW/cm2", "200 W/kg" into a positive number in W, W/m2 or W/kg of active material. */
Status power_parse(const char *text, double *value, Basis *basis, Error *e);

#endif
