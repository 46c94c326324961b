/* Designs of a sweep: the values of design k are a function of k and of the sweep alone. */
#ifndef CELLSIM_DESIGN_H
#define CELLSIM_DESIGN_H

#include "sobol.h"

#include "../model/status.h"

enum { MOST_INPUTS = SOBOL_DIMENSIONS / 2 };

typedef enum {
    SAMPLE_GRID,     /* every combination, the last input fastest */
    SAMPLE_LHS,      /* Latin hypercube: one design in each of `count` equal parts of every input */
    SAMPLE_SOBOL,    /* Sobol' sequence */
    SAMPLE_SALTELLI, /* for each of `count` pairs of points: A, B, and A with input i from B (sensitivity.h) */
    SAMPLES
} SampleKind;
extern const char *const sample_names[SAMPLES];

/* A number of the card that is varied, in the unit of its key. */
typedef struct Input {
    char path[128]; /* as of --set */
    double low, high;
    int logarithmic; /* spaced evenly in ln(value) */
    int points;      /* of the grid; 0: not said */
} Input;

typedef struct Design {
    SampleKind sample;
    int inputs;
    Input input[MOST_INPUTS];
    uint64_t count; /* points of the sample; of a grid: designs */
    uint64_t seed;  /* of a Latin hypercube */
    Sobol sobol;
} Design;

enum { MOST_DESIGNS = 1000000000 };

/* 1: letters, digits and _ . [ ] alone. */
int path_is_plain(const char *path);

/* "PATH=low:high[:points][:log]". CELLSIM_USAGE: it is not that. */
Status input_read(const char *text, Input *out, Error *e);

/* Checks what is given together and completes it. `count` 0: not given. CELLSIM_USAGE. */
Status design_begin(Design *d, Error *e);

/* How many there are. */
uint64_t design_count(const Design *d);

/* value[0..inputs-1] of design k, from low to high. */
void design_values(const Design *d, uint64_t k, double *value);

#endif
