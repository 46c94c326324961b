/* Made-up series with known answers. */
#ifndef CELLSIM_TEST_ANALYSIS_FIXTURE_H
#define CELLSIM_TEST_ANALYSIS_FIXTURE_H

#include "../../analysis/series.h"

#include <math.h>
#include <stdlib.h>

typedef double (*CurrentFunction)(double V, double rate, int anodic);

/* `cycles` voltammetric cycles (falling, then rising) from `high` to `low` and back at each rate [V/s], `n` points a
 * branch. No cycle numbers; one step for each rate. Two cycles differ: the first carries 10 % more current. */
static inline Series fixture_cv(int rates, const double *rate, int cycles, double low, double high, int n,
                                CurrentFunction current)
{
    Series s;
    if (series_create(rates * cycles * 2 * n, &s, NULL)) abort();
    double t = 0;
    for (int k = 0, at = 0; k < rates; k++)
        for (int c = 0; c < cycles; c++)
            for (int anodic = 0; anodic < 2; anodic++)
                for (int j = 0; j < n; j++, at++) {
                    const double w = j / (n - 1.0), V = anodic ? low + w * (high - low) : high - w * (high - low);
                    if (j) t += (high - low) / (n - 1) / rate[k];
                    s.t[at] = t;
                    s.V[at] = V;
                    s.I[at] = current(V, rate[k], anodic) * (cycles > 1 && c == 0 ? 1.1 : 1);
                    s.cycle[at] = 0;
                    s.step[at] = k;
                }
    series_integrate(&s);
    return s;
}

static inline void fixture_check(Status status)
{
    if (status) abort();
}

#endif
