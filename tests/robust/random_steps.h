/* Writes one random step each at the end of a list (private to random_steps.c and random_protocol.c). */
#ifndef CELLSIM_RANDOM_STEPS_H
#define CELLSIM_RANDOM_STEPS_H

#include "random_card.h"

/* Hosts that evolve or that ions compete for have no state of charge, nor have phases against a metal of another ion. */
int has_no_soc(const Draw *d);

void write_cc(Draw *d, Item *list, const CellFacts *f, int charge);
void write_cccv(Draw *d, Item *list, const CellFacts *f, int charge);
void write_hold(Draw *d, Item *list, const CellFacts *f);
void write_power(Draw *d, Item *list, const CellFacts *f, int charge);
void write_load(Draw *d, Item *list, const CellFacts *f);

/* The drive cycle that comes along, in C-rates; the limits are those of both directions. */
void write_profile(Draw *d, Item *list, const CellFacts *f);

void write_rest(Draw *d, Item *list, const CellFacts *f);
void write_sweep(Draw *d, Item *list, const CellFacts *f, int up);
void write_gitt(Draw *d, Item *list, const CellFacts *f, int charge);
void write_eis(Draw *d, Item *list);

/* Returns the list of what it repeats. */
Item *write_repeat(Draw *d, Item *list);

#endif
