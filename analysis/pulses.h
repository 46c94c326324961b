/* Pulses of a few seconds to minutes with rests around them: resistances at stated times, and the relaxation after them. */
#ifndef CELLSIM_PULSES_H
#define CELLSIM_PULSES_H

#include "series.h"

enum { PULSE_TIMES = 4 };
extern const double pulse_times[PULSE_TIMES]; /* s since the pulse began: 0.1, 1, 10, 30 */

typedef struct PulseTest {
    double t, duration;            /* s: start, length */
    double current, charge_before; /* A, mean; C since the start of the series */
    double E_before;               /* V, end of the rest before */
    double first;                  /* s: of the first sample under current */
    double R_first, R_end;         /* ohm: (V - E_before)/I at that sample, at the end */
    double R[PULSE_TIMES];         /* ohm, between samples; NaN: before the first one, or after the end */
    double rest;                   /* s: length of the rest after it */
    double back;                   /* V: end of that rest against the end of the pulse */
    double half;                   /* s: when half of that had come back; NaN: before the rest's first sample */
    double E_after;                /* V, end of that rest */
} PulseTest;

/* Segments with a current between two rests, in order; returns how many (at most `most`). */
int pulse_tests(const Series *s, int segments, const Segment *segment, int most, PulseTest *out);

#endif
