/* The clock that runs are timed with. */
#ifndef CELLSIM_CLOCK_H
#define CELLSIM_CLOCK_H

#include <time.h>

/* s, monotonic, from an arbitrary origin. */
static inline double wall_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

#endif
