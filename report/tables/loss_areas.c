#include "loss_areas.h"

const LossArea loss_areas[LOSS_AREAS] = {
    {"diffusion in particles, positive",
     "diffusion in particles",
     "#56B4E9",
     {LOSS_UNEVEN_POSITIVE, LOSS_PARTICLE_POSITIVE}},
    {"charge transfer, positive", "charge transfer", "#0072B2", {LOSS_TRANSFER_POSITIVE}},
    {"diffusion in particles, negative", "", "#E69F00", {LOSS_UNEVEN_NEGATIVE, LOSS_PARTICLE_NEGATIVE}},
    {"charge transfer, negative", "counter electrode", "#D55E00", {LOSS_TRANSFER_NEGATIVE}},
    {"films, hysteresis",
     "films, hysteresis",
     "#CC79A7",
     {LOSS_FILM_POSITIVE, LOSS_FILM_NEGATIVE, LOSS_HYSTERESIS_POSITIVE, LOSS_HYSTERESIS_NEGATIVE}},
    {"electrolyte, concentration", "electrolyte, concentration", "#009E73", {LOSS_CONCENTRATION}},
    {"electrolyte, ohmic", "electrolyte, ohmic", "#F0E442", {LOSS_PORES_NEGATIVE, LOSS_SEPARATOR, LOSS_PORES_POSITIVE}},
    {"solid and contact, ohmic",
     "solid and contact, ohmic",
     "#999999",
     {LOSS_SOLID_NEGATIVE, LOSS_SOLID_POSITIVE, LOSS_CONTACT}},
};

double loss_area_height(const LossRow *row, const LossArea *area)
{
    double sum = 0;
    for (int k = 0; k < LOSS_AREA_PARTS && area->part[k] != LOSS_EQUILIBRIUM; k++) sum += row->part[area->part[k]];
    return sum;
}
