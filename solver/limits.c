/* The limits of a step: how far they are, and where within a step of the integrator one is met. (IDA's own search for roots puts
 * together the whole state twice more in every step.) */
#include "simulation_private.h"

#include <float.h>
#include <math.h>

void limit_distances(const Simulation *s, double V, double I, double Q, double g[LIMITS])
{
    const Limits *l = &s->limits;
    g[0] = isnan(l->voltage_below) ? 1 : V - l->voltage_below;
    g[1] = isnan(l->voltage_above) ? 1 : l->voltage_above - V;
    g[2] = isnan(l->current_below) ? 1 : fabs(I) - l->current_below;
    g[3] = isnan(l->charge) ? 1 : l->charge - fabs(Q - s->charge_start);
}

void state_distances(const Simulation *s, const double *y, double g[LIMITS])
{
    limit_distances(s, y[s->m->V], y[s->m->I], y[s->m->Q], g);
}

/* Distance to a limit at a time within the last step; NaN if the integrator does not know. */
static double distance_at(Simulation *s, int limit, double t)
{
    double V, I, Q, g[LIMITS];
    if (simulation_interpolate(s, t, &V, &I, &Q, NULL)) return NAN;
    limit_distances(s, V, I, Q, g);
    return g[limit];
}

static const double RESOLUTION = 100 * DBL_EPSILON; /* of the clock */

/* `t`, or what lies between if that is as good as one of the ends. */
static double inside(double t, double low, double high, double least)
{
    const double parts = (high - low) / least, share = parts > 5 ? 0.1 : 0.5 / parts;
    if (t - low < 0.5 * least) return low + share * (high - low);
    if (high - t < 0.5 * least) return high - share * (high - low);
    return t;
}

/* Where a distance that is positive at `low` and not at `high` vanishes, to the resolution of the clock and on the far side: the
 * Illinois method, as IDA does it (Hiebert, Shampine, Sandia report SAND80-0180, 1980). */
static double find_root(Simulation *s, int limit, double low, double at_low, double high, double at_high)
{
    const double least = RESOLUTION * (fabs(high) + (high - low));
    double weight = 1;
    int side = 0, before = -1; /* that moved: 1 high, 2 low */
    while (high - low > least && at_high < 0) {
        weight = side != before ? 1 : side == 2 ? 2 * weight : 0.5 * weight;
        const double chord = high - (high - low) * at_high / (at_high - weight * at_low);
        const double t = inside(chord, low, high, least), g = distance_at(s, limit, t);
        before = side;
        side = g > 0 ? 2 : 1;
        if (side == 2) low = t, at_low = g;
        else high = t, at_high = g;
    }
    return high;
}

Limit limits_cross(Simulation *s)
{
    const double end = s->t;
    double now[LIMITS], first = end;
    Limit limit = LIMIT_NONE;
    state_distances(s, vector_data(s->y), now);
    for (int k = 0; k < LIMITS; k++) {
        if (s->distance[k] > 0 && now[k] <= 0) {
            const double t = find_root(s, k, s->begun, s->distance[k], end, now[k]);
            if (limit == LIMIT_NONE || t < first) {
                limit = (Limit)(k + 1);
                first = t;
            }
        }
        s->distance[k] = now[k];
    }
    if (!(first < end)) return limit;
    if (IDAGetDky(s->ida, first, 0, s->y) == IDA_SUCCESS && IDAGetDky(s->ida, first, 1, s->yp) == IDA_SUCCESS)
        s->t = first;
    return limit;
}
