/* Draws of a random card: every quantity has a plausible and an extreme range. */
#ifndef CELLSIM_TEST_DRAW_H
#define CELLSIM_TEST_DRAW_H

#include "../random.h"

#include <math.h>

/* What a card has beside insertion hosts in a concentrated electrolyte (bits). */
enum { KIND_DILUTE = 1, KIND_SINGLE_ION = 2, KIND_COMPETES = 4, KIND_EVOLVES = 8, KIND_OXYGEN = 16 };

/* An ion of a dilute electrolyte. */
typedef struct DrawnIon {
    const char *name;
    int charge;
    double c0; /* mol/L at the start */
} DrawnIon;

/* What reactions exchange. */
typedef struct Roles {
    const char *first; /* the first cation, which is what a reaction exchanges that names none */
    DrawnIon host, second, foil;
    double temperature; /* K */
} Roles;

typedef struct Draw {
    Random random;
    int extreme;    /* the class: 0 what a lab could make, 1 the full ranges, independently */
    int slow;       /* a simple half cell run slowly, whose capacity is known */
    int evolves;    /* phases may turn into others: every eighth seed, or KIND_EVOLVES */
    unsigned kinds; /* 0: none of them, and the draws are those of a card without */
    Roles roles;    /* of KIND_DILUTE */
} Draw;

/* Neighbouring seeds must not resemble each other: splitmix64 (Steele et al., OOPSLA 2014, 453). */
static inline Draw draw_from(uint64_t seed, int extreme)
{
    uint64_t z = (2 * seed + (uint64_t)extreme + 1) * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (Draw){.random = {(z ^ (z >> 31)) | 1}, .extreme = extreme, .evolves = seed % 8 == 0};
}

/* Draws beside those of a card, which stay as they are: what is added later does not change the cards of old seeds. */
static inline Draw draw_aside(const Draw *d, uint64_t what)
{
    Draw own = *d;
    own.random.state = draw_from(own.random.state ^ what, 0).random.state;
    return own;
}

/* Uniform; uniform in the logarithm; in the range of the class. */
static inline double draw_between(Draw *d, double low, double high)
{
    return random_between(&d->random, low, high);
}

static inline double draw_log(Draw *d, double low, double high)
{
    return exp(random_between(&d->random, log(low), log(high)));
}

typedef struct Span {
    double low, high;
} Span;

static inline double draw_span(Draw *d, Span plausible, Span extreme)
{
    const Span s = d->extreme ? extreme : plausible;
    return draw_log(d, s.low, s.high);
}

static inline int draw_below(Draw *d, int n)
{
    return random_below(&d->random, n);
}

/* 1 with this probability [%] in each class. */
static inline int draw_chance(Draw *d, double plausible, double extreme)
{
    return random_between(&d->random, 0, 100) < (d->extreme ? extreme : plausible);
}

#define DRAW_OF(d, array) (array)[draw_below((d), (int)(sizeof(array) / sizeof((array)[0])))]

#endif
