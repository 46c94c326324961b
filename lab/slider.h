/* Numbers of a card that have a slider. */
#ifndef CELLSIM_LAB_SLIDER_H
#define CELLSIM_LAB_SLIDER_H

#include "../include/cellsim.h"

#include <jansson.h>

enum { MOST_SLIDERS = 24, SLIDER_PATH = 128 };

typedef struct Slider {
    char path[SLIDER_PATH]; /* as of cellsim_set */
    char label[64];         /* "negative: porosity" */
    char unit[32];
    double value, low, high; /* of the card's text, and what the slider reaches, within the range of the key */
    int logarithmic;
} Slider;

/* Those of a card as its text has it; returns how many. */
int sliders_of(const cellsim_card *card, Slider out[MOST_SLIDERS]);

/* NULL: there is none. */
const Slider *slider_find(int sliders, const Slider *slider, const char *path);

/* New reference. */
json_t *sliders_json(int sliders, const Slider *slider);

#endif
