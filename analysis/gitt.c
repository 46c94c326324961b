#include "gitt.h"

#include "numeric.h"

#include <math.h>
#include <stdlib.h>

static const double PI = 3.14159265358979323846;
static const double STRAIGHT = 0.98;  /* r2 */
static const double SHORT_TIME = 0.4; /* of D tau / L^2 */
static const double NOISES = 5;       /* times the noise: a change that is seen */

GittChoice gitt_defaults(void)
{
    return (GittChoice){.fit_from = 0.1, .fit_to = 1, .flat = 1e-3, .thickness = NAN, .radius = NAN};
}

double gitt_D_geometric(double tau, double thickness, double dEs, double dEt)
{
    const double ratio = thickness * dEs / dEt;
    return 4 / (PI * tau) * ratio * ratio;
}

double gitt_D_particle(double tau, double radius, double dEs, double dEt)
{
    return gitt_D_geometric(tau, radius / 3, dEs, dEt);
}

/* V = a + b sqrt(t - t0) over the chosen part of a pulse, by sums: a pulse may hold any number of points. */
static Line root_fit(const Series *s, const Segment *g, const GittChoice *c)
{
    double x[512], y[512];
    const int stride = g->n / 512 + 1;
    const double t0 = segment_start(s, g), tau = s->t[g->first + g->n - 1] - t0;
    int n = 0;
    for (int k = g->n - 1; k >= 0 && n < 512; k -= stride) {
        const double t = s->t[g->first + k] - t0;
        if (t < c->fit_from * tau || t > c->fit_to * tau) continue;
        x[n] = sqrt(t);
        y[n++] = s->V[g->first + k];
    }
    return line_fit(n, x, y, 1);
}

/* Change of the voltage over the last tenth of a rest. */
static double drift(const Series *s, const Segment *rest)
{
    const int last = rest->first + rest->n - 1;
    const double from = s->t[last] - 0.1 * (s->t[last] - s->t[rest->first]);
    return s->V[last] - interpolate(rest->n, s->t + rest->first, s->V + rest->first, from);
}

/* Scatter of the voltage about a line over the last third of a rest. */
static double noise(const Series *s, const Segment *rest)
{
    const int from = rest->first + rest->n - rest->n / 3, n = rest->n / 3;
    double sum = 0;
    if (n < 5) return 0;
    const Line line = line_fit(n, s->t + from, s->V + from, 1);
    for (int k = from; k < from + n; k++) {
        const double off = s->V[k] - line.intercept - line.slope * s->t[k];
        sum += off * off;
    }
    return sqrt(sum / (n - 2));
}

/* The slope of the rest after the pulse against root t - root (t - tau), from 2 % to half a pulse's length. */
static double relaxation_slope(const Series *s, const Segment *g, double start)
{
    double x[256], y[256];
    const Segment *rest = &g[1];
    const double end = s->t[g->first + g->n - 1], tau = end - start;
    const int stride = rest->n / 256 + 1;
    int n = 0;
    for (int k = 0; k < rest->n && n < 256; k += stride) {
        const double t = s->t[rest->first + k];
        if (t - end < 0.02 * tau || t - end > 0.5 * tau) continue;
        x[n] = sqrt(t - start) - sqrt(t - end);
        y[n++] = s->V[rest->first + k];
    }
    return n >= 4 ? line_fit(n, x, y, 1).slope : NAN;
}

static int flags_of(const GittPulse *p, double drifted, double noise_V, double flat)
{
    int flags = 0;
    const double ratio = p->dEs / p->dEt;
    if (fabs(p->dEs) < flat) flags |= GITT_FLAT;
    if (fabs(drifted) > 0.1 * fabs(p->dEs)) flags |= GITT_DRIFT;
    if (p->dEs * p->dEt < 0) flags |= GITT_AGAINST;
    if (!(p->r2 >= STRAIGHT)) flags |= GITT_CURVED;
    if (4 / PI * ratio * ratio > SHORT_TIME) flags |= GITT_LONG; /* D tau / L^2, whatever L is */
    if (!(flags & GITT_CURVED) && p->IR * p->current < 0) flags |= GITT_OHMIC;
    if (fabs(p->dEs) < NOISES * noise_V) flags |= GITT_NOISE;
    return flags;
}

static GittPulse measure(const Series *s, const Segment *g, const GittChoice *c)
{
    const int last = g->first + g->n - 1;
    const Line line = root_fit(s, g, c);
    GittPulse p = {.t = segment_start(s, g),
                   .duration = s->t[last] - segment_start(s, g),
                   .current = g->current,
                   .charge_before = s->Q[g->first - g->lead],
                   .E_before = s->V[g[-1].first + g[-1].n - 1],
                   .E_end = s->V[last],
                   .E_after = s->V[g[1].first + g[1].n - 1],
                   .r2 = line.r2};
    p.dEs = p.E_after - p.E_before;
    p.dEt = line.slope * sqrt(p.duration);
    p.IR = line.intercept - p.E_before;
    p.D_geometric = gitt_D_geometric(p.duration, c->thickness, p.dEs, p.dEt);
    p.D_particle = gitt_D_particle(p.duration, c->radius, p.dEs, p.dEt);
    p.D_relaxation = gitt_D_particle(p.duration, c->radius, p.dEs, relaxation_slope(s, g, p.t) * sqrt(p.duration));
    p.flags = flags_of(&p, drift(s, &g[1]), noise(s, &g[1]), c->flat);
    return p;
}

int gitt_pulses(const Series *s, int segments, const Segment *segment, const GittChoice *c, int most, GittPulse *out)
{
    int n = 0;
    for (int k = 1; k + 1 < segments && n < most; k++)
        if (segment[k].kind == SEGMENT_CURRENT && segment[k].n > 3 && segment[k - 1].kind == SEGMENT_REST &&
            segment[k + 1].kind == SEGMENT_REST && !segment[k].gap && !segment[k + 1].gap)
            out[n++] = measure(s, &segment[k], c);
    return n;
}

/* 1: the pulse follows the one before it in one titration: nothing went back in between. */
static int goes_on(const GittPulse *p)
{
    static const double SLACK = 0.1; /* of the charge of a pulse */
    const double passed = p[-1].current * p[-1].duration, step = p->charge_before - p[-1].charge_before - passed;
    return p->current * p[-1].current > 0 && step * passed >= -SLACK * passed * passed;
}

int gitt_sequence(int pulses, const GittPulse *pulse, int way, int nth, int *first)
{
    int found = 0, n = 0;
    for (int k = 0; k < pulses; k++) {
        if (pulse[k].current * way <= 0) continue;
        const int new = k == 0 || !goes_on(&pulse[k]);
        if (new &&nth > 0 && found == nth) break;
        found += new;
        *first = new ? k : *first;
        n = new ? 1 : n + 1;
    }
    return found > 0 && (nth == 0 || found == nth) ? n : 0;
}

double gitt_overpotential(const GittPulse *p)
{
    return fabs(p->E_end - p->E_after);
}
