#include "pulses.h"

#include "numeric.h"

#include <math.h>

const double pulse_times[PULSE_TIMES] = {0.1, 1, 10, 30};

static const double FLOWS = 0.5; /* of the mean current: below, a sample is from before the pulse */

/* First sample of a pulse under current. */
static int first_sample(const Series *s, const Segment *g)
{
    int k = g->first;
    while (k < g->first + g->n - 1 && fabs(s->I[k]) < FLOWS * fabs(g->current)) k++;
    return k;
}

static double resistance_at(const Series *s, const Segment *g, int first, const PulseTest *p, double after)
{
    const int n = g->first + g->n - first;
    const double V = interpolate(n, s->t + first, s->V + first, p->t + after);
    return (V - p->E_before) / interpolate(n, s->t + first, s->I + first, p->t + after);
}

/* When half of what comes back in a rest had come back. */
static double half_time(const Series *s, const Segment *rest, double from, double V_from)
{
    const int last = rest->first + rest->n - 1;
    const double half = 0.5 * (V_from + s->V[last]), sign = s->V[last] > V_from ? 1 : -1;
    for (int k = rest->first; k <= last; k++) {
        if (sign * (s->V[k] - half) < 0) continue;
        if (k == rest->first) return NAN;
        const double share = (half - s->V[k - 1]) / (s->V[k] - s->V[k - 1]);
        return s->t[k - 1] + share * (s->t[k] - s->t[k - 1]) - from;
    }
    return NAN;
}

static PulseTest measure(const Series *s, const Segment *g)
{
    const Segment *before = g - 1, *rest = g + 1;
    const int first = first_sample(s, g), last = g->first + g->n - 1, end = rest->first + rest->n - 1;
    PulseTest p = {.t = segment_start(s, g),
                   .duration = s->t[last] - segment_start(s, g),
                   .current = last > first ? (s->Q[last] - s->Q[first]) / (s->t[last] - s->t[first]) : s->I[last],
                   .charge_before = s->Q[g->first - g->lead],
                   .E_before = s->V[before->first + before->n - 1],
                   .rest = s->t[end] - s->t[last],
                   .back = s->V[end] - s->V[last],
                   .half = half_time(s, rest, s->t[last], s->V[last]),
                   .E_after = s->V[end]};
    p.first = s->t[first] - p.t;
    p.R_first = (s->V[first] - p.E_before) / s->I[first];
    p.R_end = (s->V[last] - p.E_before) / s->I[last];
    for (int k = 0; k < PULSE_TIMES; k++) p.R[k] = resistance_at(s, g, first, &p, pulse_times[k]);
    return p;
}

int pulse_tests(const Series *s, int segments, const Segment *segment, int most, PulseTest *out)
{
    int n = 0;
    for (int k = 1; k + 1 < segments && n < most; k++)
        if (segment[k].kind == SEGMENT_CURRENT && segment[k].n > 1 && segment[k - 1].kind == SEGMENT_REST &&
            segment[k + 1].kind == SEGMENT_REST && !segment[k].gap && !segment[k + 1].gap)
            out[n++] = measure(s, &segment[k]);
    return n;
}
