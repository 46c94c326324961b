/* States of charge (E-soc-1): charge that an electrode has given, of what it gives at equilibrium between the voltages of the
 * card's window. 0 at the lower one, 1 at the upper one. */
#ifndef CELLSIM_SOC_H
#define CELLSIM_SOC_H

#include "../model/cell.h"
#include "protocol.h"

/* Guest in the electrodes [mol/m2] of the electrode's area; a half cell has none in NEGATIVE. */
typedef struct Guests {
    double of[REGIONS];
} Guests;

/* As the card has it. */
Guests soc_guests_of(const CellSpec *spec);

/* Guest of the positive electrode at a state of charge of the cell with so much guest in all. CELLSIM_BAD_CARD: the cell
 * gives no charge between these voltages [V]. */
Status soc_target(const CellSpec *spec, const double window[2], double soc, const Guests *now, double *positive,
                  Error *e);

/* What an electrode takes up when all its sites are filled [C/m2]. */
double soc_capacity(const CellSpec *spec, RegionId r);

/* Charge that the cell gives at rest between two voltages [C/m2]. NaN: not known, for the reason in *why: a host evolves, two
 * ions compete for one, or what its voltage is against exchanges another ion. */
double soc_usable(const CellSpec *spec, const double window[2], const char **why);

/* How far either electrode is filled when the cell rests at V, where soc_usable knows; NaN of a foil. */
void soc_filled(const CellSpec *spec, double V, double x[REGIONS]);

/* Puts the start of the cell to the equilibrium from which the protocol begins, if that is a state of charge.
 * CELLSIM_BAD_CARD: the protocol names one, and the cell has none. */
Status soc_begin(CellSpec *spec, const Protocol *p, Error *e);

#endif
