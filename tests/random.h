/* Random numbers from a fixed sequence (Marsaglia, J. Stat. Softw. 8 (2003) 14), the same on every machine. */
#ifndef CELLSIM_TEST_RANDOM_H
#define CELLSIM_TEST_RANDOM_H

#include <stdint.h>

typedef struct Random {
    uint64_t state; /* any seed but 0 */
} Random;

static inline uint64_t random_bits(Random *r)
{
    r->state ^= r->state << 13;
    r->state ^= r->state >> 7;
    r->state ^= r->state << 17;
    return r->state;
}

/* Uniform in [low, high). */
static inline double random_between(Random *r, double low, double high)
{
    return low + (high - low) * (double)(random_bits(r) >> 11) / 9007199254740992.0;
}

/* Uniform in 0 .. n - 1. */
static inline int random_below(Random *r, int n)
{
    return (int)(random_bits(r) % (uint64_t)n);
}

#endif
