/* Where the cell voltage goes at an instant: parts that add up to it (E-loss-1 to 8). */
#ifndef CELLSIM_LOSSES_H
#define CELLSIM_LOSSES_H

#include "model.h"

/* NEGATIVE: of the negative electrode, or the foil of a half cell. */
typedef enum {
    LOSS_EQUILIBRIUM,     /* of the cell when all that it holds now has come to rest */
    LOSS_UNEVEN_NEGATIVE, /* particles of an electrode hold different amounts: they would rest at other potentials */
    LOSS_UNEVEN_POSITIVE,
    LOSS_PARTICLE_NEGATIVE, /* the surface of particles is fuller or emptier than their mean */
    LOSS_PARTICLE_POSITIVE,
    LOSS_TRANSFER_NEGATIVE, /* charge transfer */
    LOSS_TRANSFER_POSITIVE,
    LOSS_HYSTERESIS_NEGATIVE,
    LOSS_HYSTERESIS_POSITIVE,
    LOSS_FILM_NEGATIVE,
    LOSS_FILM_POSITIVE,
    LOSS_CONCENTRATION, /* of the electrolyte: its diffusion potential, and reactions at another concentration than the mean */
    LOSS_PORES_NEGATIVE, /* ohmic, as the rest */
    LOSS_SEPARATOR,
    LOSS_PORES_POSITIVE,
    LOSS_SOLID_NEGATIVE,
    LOSS_SOLID_POSITIVE,
    LOSS_CONTACT,
    LOSSES
} LossId;

/* 1: the cell can have such a part; else it is 0 in every state. */
int model_has_loss(const Model *m, LossId which);

/* Equilibria found at one instant, from which those of the next are found sooner; zero at first. */
typedef struct LossMemory {
    RestMemory rest[REGIONS][MAX_PHASES];
} LossMemory;

/* Fills the parts [V] of a state: they add up to y[m->V], and those that oppose a discharge are negative in it. Finite for
 * every finite y. At rest, with everything uniform, all but the first are 0. */
void model_losses(const Model *m, const double *y, LossMemory *memory, double part[LOSSES]);

#endif
