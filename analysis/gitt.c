#include "gitt.h"

#include "numeric.h"

#include <math.h>
#include <stdlib.h>

static const double PI = 3.14159265358979323846;
static const double STRAIGHT = 0.98; /* r2 */

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
    const double t0 = s->t[g->first], tau = s->t[g->first + g->n - 1] - t0;
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

static int flags_of(const GittPulse *p, double drifted, double flat)
{
    int flags = 0;
    if (fabs(p->dEs) < flat) flags |= GITT_FLAT;
    if (fabs(drifted) > 0.1 * fabs(p->dEs)) flags |= GITT_DRIFT;
    if (p->dEs * p->dEt < 0) flags |= GITT_AGAINST;
    if (!(p->r2 >= STRAIGHT)) flags |= GITT_CURVED;
    return flags;
}

static GittPulse measure(const Series *s, const Segment *g, const GittChoice *c)
{
    const int last = g->first + g->n - 1;
    const Line line = root_fit(s, g, c);
    GittPulse p = {.t = s->t[g->first],
                   .duration = s->t[last] - s->t[g->first],
                   .current = g->current,
                   .charge_before = s->Q[g->first],
                   .E_before = s->V[g[-1].first + g[-1].n - 1],
                   .E_after = s->V[g[1].first + g[1].n - 1],
                   .r2 = line.r2};
    p.dEs = p.E_after - p.E_before;
    p.dEt = line.slope * sqrt(p.duration);
    p.IR = line.intercept - p.E_before;
    p.D_geometric = gitt_D_geometric(p.duration, c->thickness, p.dEs, p.dEt);
    p.D_particle = gitt_D_particle(p.duration, c->radius, p.dEs, p.dEt);
    p.flags = flags_of(&p, drift(s, &g[1]), c->flat);
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
