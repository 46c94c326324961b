/* The limits of a step: how far they are, and where within a step of the integrator one is met. (IDA's own search for roots puts
 * together the whole state twice more in every step.) */
#include "initial_private.h"

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

/* Distance to a limit at a time within the last step, by the interpolant; NaN if the integrator does not know. */
static double distance_at(Simulation *s, int limit, double t)
{
    double V, I, Q, g[LIMITS];
    if (simulation_interpolate(s, t, &V, &I, &Q, NULL)) return NAN;
    limit_distances(s, V, I, Q, g);
    return g[limit];
}

int interpolate_state(Simulation *s, double t)
{
    return IDAGetDky(s->ida, t, 0, s->y) != IDA_SUCCESS || IDAGetDky(s->ida, t, 1, s->yp) != IDA_SUCCESS;
}

static const double OUTSIDE = 5e-7; /* of 0 to 1: E-4 holds to that (hosts/form.c) */

static int is_share(double theta)
{
    return theta >= -OUTSIDE && theta <= 1 + OUTSIDE;
}

/* Whether a cell can be in the present state. Where a particle fills up within a step, no polynomial follows it round the corner. */
static int is_possible(const Simulation *s)
{
    const double *y = vector_data(s->y);
    for (int k = 0; k < s->m->unknowns; k++) {
        const FieldId field = s->m->state.field[k];
        if ((field == FIELD_THETA || field == FIELD_OCCUPANCY) && !is_share(y[k])) return 0;
    }
    for (int k = 0; k < s->m->pockets; k++)
        if (!is_share(pocket_surface(&s->m->pocket[k], y))) return 0;
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

/* How fast a distance changes along the present derivatives, 1/s. */
static double slope_of(const Simulation *s, int limit)
{
    const double *y = vector_data(s->y), *yp = vector_data(s->yp);
    switch ((Limit)(limit + 1)) {
    case LIMIT_VOLTAGE_BELOW: return yp[s->m->V];
    case LIMIT_VOLTAGE_ABOVE: return -yp[s->m->V];
    case LIMIT_CURRENT_BELOW: return copysign(yp[s->m->I], yp[s->m->I] * y[s->m->I]);
    default: return copysign(yp[s->m->Q], yp[s->m->Q] * (s->charge_start - y[s->m->Q]));
    }
}

/* A solution at t: the interpolant, corrected by Newton's method as the end of a step is. 0 if there is one. */
static int solve_at(Simulation *s, double t, int again)
{
    return interpolate_state(s, t) || correct_state(s, t, again);
}

void move_along_slopes(Simulation *s, double by)
{
    double *y = vector_data(s->y), *yp = vector_data(s->yp);
    for (int k = 0; k < s->m->unknowns; k++) y[k] += by * yp[k];
}

static const double NEAR = 1e-5; /* V, A/m2, C/m2: from where the rest of the way is straight */
enum { MOST_CORRECTIONS = 20 };

/* The limit along solutions, from t on, where it is by the interpolant: Newton's method in time within brackets. The state becomes the
 * one there; NaN if none is found. */
static double find_solution(Simulation *s, int limit, double t, double end)
{
    double g[LIMITS], low = s->begun, high = end;
    for (int k = 0; k < MOST_CORRECTIONS; k++) {
        if (solve_at(s, t, k > 0)) break;
        state_distances(s, vector_data(s->y), g);
        const double by = -g[limit] / slope_of(s, limit), next = t + by;
        if (fabs(g[limit]) <= NEAR && next > low && next < high) {
            move_along_slopes(s, by);
            return next;
        }
        *(g[limit] > 0 ? &low : &high) = t;
        t = next > low && next < high ? next : 0.5 * (low + high);
    }
    return NAN;
}

/* Surfaces beyond 0 to 1 put on their isotherms, where that keeps the guest. */
static void settle_surfaces(Simulation *s)
{
    for (int k = 0; k < s->m->pockets; k++)
        if (!is_share(pocket_surface(&s->m->pocket[k], vector_data(s->y))))
            pocket_settle(&s->m->pocket[k], vector_data(s->y));
}

/* State and time to where the limit is met within the last step, t by the interpolant. */
static void move_to(Simulation *s, int limit, double t, double end)
{
    if (interpolate_state(s, t)) return;
    s->t = s->known = t;
    if (is_possible(s)) return;
    settle_surfaces(s);
    if (is_possible(s)) return;
    const double exact = find_solution(s, limit, t, end);
    if (isnan(exact)) interpolate_state(s, t);
    else s->t = exact;
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
    if (first < end) move_to(s, (int)limit - 1, first, end);
    return limit;
}
