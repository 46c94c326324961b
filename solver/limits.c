/* The limits of a step: how far they are, and where within a step of the integrator one is met. (IDA's own search for roots puts
 * together the whole state twice more in every step.) */
#include "initial_private.h"

#include <float.h>
#include <math.h>
#include <string.h>

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

/* Distance to a limit at a time within the last step; NaN if it is not known. */
typedef double Distance(Simulation *s, int limit, double t);

/* By the integrator's interpolant. */
static double interpolated(Simulation *s, int limit, double t)
{
    double V, I, Q, g[LIMITS];
    if (simulation_interpolate(s, t, &V, &I, &Q, NULL)) return NAN;
    limit_distances(s, V, I, Q, g);
    return g[limit];
}

/* State and derivatives of the interpolant; 0 if they are known. */
static int interpolate_state(Simulation *s, double t)
{
    return IDAGetDky(s->ida, t, 0, s->y) != IDA_SUCCESS || IDAGetDky(s->ida, t, 1, s->yp) != IDA_SUCCESS;
}

/* By a solution at t, which state and derivatives then are: the interpolant, corrected by Newton's method as the end of a step is. */
static double solved(Simulation *s, int limit, double t)
{
    double g[LIMITS];
    if (interpolate_state(s, t) || correct_state(s, t, t - s->begun)) return NAN;
    state_distances(s, vector_data(s->y), g);
    return g[limit];
}

static const double OUTSIDE = 5e-7; /* of 0 to 1: E-4 holds to that (hosts/form.c) */

/* Whether a cell can be in the present state. Where a particle fills up within a step, no polynomial follows it round the corner. */
static int is_possible(const Simulation *s)
{
    const double *y = vector_data(s->y);
    for (int k = 0; k < s->m->unknowns; k++) {
        const FieldId field = s->m->state.field[k];
        if (field != FIELD_THETA && field != FIELD_OCCUPANCY) continue;
        if (!(y[k] >= -OUTSIDE && y[k] <= 1 + OUTSIDE)) return 0;
    }
    return 1;
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
static double find_root(Simulation *s, Distance *distance, int limit, double low, double at_low, double high,
                        double at_high)
{
    const double least = RESOLUTION * (fabs(high) + (high - low));
    double weight = 1;
    int side = 0, before = -1; /* that moved: 1 high, 2 low */
    while (high - low > least && at_high < 0) {
        weight = side != before ? 1 : side == 2 ? 2 * weight : 0.5 * weight;
        const double chord = high - (high - low) * at_high / (at_high - weight * at_low);
        const double t = inside(chord, low, high, least), g = distance(s, limit, t);
        before = side;
        side = g > 0 ? 2 : 1;
        if (side == 2) low = t, at_low = g;
        else high = t, at_high = g;
    }
    return high;
}

/* State and time to where the limit is met within the last step, `first` by the interpolant. */
static void move_to(Simulation *s, int limit, double first, double before, double end, double at_end)
{
    if (interpolate_state(s, first)) return;
    s->t = first;
    if (is_possible(s)) return;
    const double exact = find_root(s, solved, limit, s->begun, before, end, at_end);
    s->t = isnan(solved(s, limit, exact)) ? first : exact;
    if (s->t == first) interpolate_state(s, first);
}

Limit limits_cross(Simulation *s)
{
    const double end = s->t;
    double before[LIMITS], first = end;
    Limit limit = LIMIT_NONE;
    memcpy(before, s->distance, sizeof before);
    state_distances(s, vector_data(s->y), s->distance);
    for (int k = 0; k < LIMITS; k++) {
        if (!(before[k] > 0 && s->distance[k] <= 0)) continue;
        const double t = find_root(s, interpolated, k, s->begun, before[k], end, s->distance[k]);
        if (limit != LIMIT_NONE && !(t < first)) continue;
        limit = (Limit)(k + 1);
        first = t;
    }
    if (first < end) move_to(s, (int)limit - 1, first, before[limit - 1], end, s->distance[limit - 1]);
    return limit;
}
