/* Every quantity that a card may name, in every unit that it may be given in, is measured by report/answers.h: each kind of
 * quantity is held against a run of its kind, in the test of that kind. */
#ifndef CELLSIM_TEST_QUANTITIES_H
#define CELLSIM_TEST_QUANTITIES_H

#include "../../cards/quantity.h"
#include "../test.h"

#include <string.h>

typedef enum { OF_STEPS, OF_SPECTRA, OF_SWEEPS, OF_TITRATIONS, OF_HOSTS } MeasuredOn;

static inline MeasuredOn measured_on(const Quantity *q)
{
    if (!strncmp(q->name, "R_", 2)) return OF_SPECTRA;
    if (strstr(q->name, "gitt")) return OF_TITRATIONS;
    if (q->heeds & 1u << TARGET_OF) return OF_HOSTS;
    return q->heeds & (1u << TARGET_PEAK | 1u << TARGET_SCAN) ? OF_SWEEPS : OF_STEPS;
}

static inline void check_quantities(MeasuredOn kind, double (*simulate)(const char *quantity, const char *unit))
{
    const Quantity *q;
    const int n = quantities(&q);
    int found = 0;
    for (int k = 0; k < n; k++)
        for (int u = 0; u < QUANTITY_MAX_UNITS && q[k].unit[u]; u++) {
            if (measured_on(&q[k]) != kind) continue;
            const int ok = isfinite(simulate(q[k].name, q[k].unit[u]));
            if (!ok) fprintf(stderr, "%s in %s has no value\n", q[k].name, q[k].unit[u]);
            CHECK(ok);
            found++;
        }
    CHECK(found > 0);
}

#endif
