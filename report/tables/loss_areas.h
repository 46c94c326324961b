/* Losses as drawings show them: parts of the voltage that belong together are one area, stacked in this order below the
 * equilibrium. */
#ifndef CELLSIM_LOSS_AREAS_H
#define CELLSIM_LOSS_AREAS_H

#include "../../experiments/result.h"

enum { LOSS_AREA_PARTS = 4, LOSS_AREAS = 8 };

/* An area; parts end with LOSS_EQUILIBRIUM, which is none. */
typedef struct LossArea {
    const char *full_cell, *half_cell; /* names */
    const char *colour;
    LossId part[LOSS_AREA_PARTS];
} LossArea;
extern const LossArea loss_areas[LOSS_AREAS];

/* V, signed: negative where it lowers the voltage. */
double loss_area_height(const LossRow *row, const LossArea *area);

#endif
