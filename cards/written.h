/* Properties as a card writes them: for programs that write cells down for others. */
#ifndef CELLSIM_WRITTEN_H
#define CELLSIM_WRITTEN_H

#include "card.h"
#include "law.h"

/* A property of one variable, as law_eval gives it at the card's temperature: its activation energy is in it. */
typedef struct WrittenLaw {
    Law law;
    const char *
        formula; /* as the card has it, in the unit of its key; NULL: a number, a table, or one with constants of its own */
    double Ea; /* J/mol, about any temperature (E-card-5); 0: none */
} WrittenLaw;

typedef struct WrittenPhase {
    WrittenLaw U, D, dU; /* U: empty where sites stand for it */
    double Ea_i0;        /* J/mol */
    double warmer;       /* K: the cell's temperature above the one that U is stated at */
    int thermodynamic;   /* 1: D is a tracer diffusivity */
    int shaped;          /* 1: i0_shape takes the place of sqrt(x (1 - x)) */
} WrittenPhase;

typedef struct WrittenElectrolyte {
    WrittenLaw kappa, D, t_plus, chi;
} WrittenElectrolyte;

/* Of a phase of a cell that card_cell makes; written_phase_free, also after an error. The strings are the card's. */
Status written_phase(const Card *card, double temperature, RegionId r, int k, WrittenPhase *out, Error *e);
void written_phase_free(WrittenPhase *p);

/* Of a concentrated electrolyte; likewise. Laws take c in mol/m3, formulas in mol/L. */
Status written_electrolyte(const Card *card, double temperature, WrittenElectrolyte *out, Error *e);
void written_electrolyte_free(WrittenElectrolyte *el);

#endif
