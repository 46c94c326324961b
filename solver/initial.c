/* Consistent values and derivatives at a change of control (E-14).
 *
 * Two implicit Euler steps of an instant: the first absorbs the jump of the algebraic unknowns (the differential ones
 * cannot move in so short a time), the second gives every derivative, those of algebraic unknowns included, which
 * IDA needs for its first prediction. The matrix is the one of the integration with cj = 1/instant.
 *
 * Newton's method is tried from two guesses and with two forms of the kinetics, then along a path of artificial double
 * layers. Where no state can be found so soon the clock goes on a little: over longer instants surfaces exchange less. Where
 * that takes too long, none is looked for any more. */
#include "initial_private.h"

#include <math.h>
#include <string.h>

static const double INSTANT = 1e-6, LONGEST_INSTANT = 2; /* s */
static const double LONGEST_SHARE = 1e-3;                /* of the expected step, if that is more */

/* Conductance of the artificial double layers over an instant: from where no potential moves to where none is noticed,
 * S/m2 of reacting area; by at most LARGEST_RATIO at a time, and less where that fails. */
static const double LARGEST_PADDING = 1e10, SMALLEST_PADDING = 1e-10;
static const double FIRST_RATIO = 10, LARGEST_RATIO = 1e3, SMALLEST_RATIO = 1.02;
enum { PADDINGS = 100 };

/* Size of the second step's first correction, for instant_step: near enough to begin with the matrix at hand. */
static const double NEAR = 1e-5;

static const double CONVERGED = 1e-11; /* over an instant a change of theta is a current */
static const double NEARBY = 1e-3;     /* size of the first correction there, at the most */
static const double CORRECTED = 1e-8;  /* over a step of the integrator */

/* Residuals times unknowns that a start may take, about a second; the most that one that was found took is a fifth of that. */
static const double MOST_WORK = 5e7;

static void allow_work(Simulation *s)
{
    s->last_residual = s->counts.residuals + (long)(MOST_WORK / s->m->unknowns);
}

static size_t state_bytes(const Simulation *s)
{
    return (size_t)s->m->unknowns * sizeof(double);
}

static int first_step(Simulation *s, double t, double instant, double *y, double *yp)
{
    for (int k = 0; k < s->m->unknowns; k++) yp[k] = (y[k] - s->start[k]) / instant;
    return instant_step(s, t - instant, instant, INFINITY, CONVERGED, y, yp);
}

/* The second step ends at t, where values, derivatives and control belong together. */
static int second_step(Simulation *s, double t, double instant, double *y, double *yp)
{
    memset(yp, 0, state_bytes(s));
    return instant_step(s, t, instant, NEAR, CONVERGED, y, yp);
}

int correct_state(Simulation *s, double t, int again)
{
    sunrealtype cj;
    if (IDAGetCurrentCj(s->ida, &cj) != IDA_SUCCESS) return 1;
    allow_work(s);
    return instant_step(s, t, 1 / cj, again ? NEARBY : INFINITY, CORRECTED, vector_data(s->y), vector_data(s->yp));
}

/* From a guess by the current the control will draw, or from the present potentials. 0 if it converged. */
static int attempt(Simulation *s, double t, double instant, int guessed, double *y, double *yp)
{
    const double I = s->control.value + s->control.slope * (s->t - s->control.t0);
    memcpy(y, s->start, state_bytes(s));
    if (guessed && s->control.mode == CONTROL_CURRENT) model_guess_current(s->m, I, y);
    return first_step(s, t, instant, y, yp) || second_step(s, t, instant, y, yp);
}

/* The first step with double layers so large that no potential moves, which are then taken away by and by (gmin
 * stepping: Nagel, SPICE2, ERL-M520, Berkeley 1975): every solution is near the one before. s->kept: the last one. */
static int attempt_padded(Simulation *s, double t, double instant, double *y, double *yp)
{
    double padding = LARGEST_PADDING * instant, ratio = FIRST_RATIO;
    memcpy(y, s->start, state_bytes(s));
    memcpy(s->kept, y, state_bytes(s));
    for (int k = 0; k < PADDINGS && ratio > SMALLEST_RATIO; k++) {
        const int last = padding < SMALLEST_PADDING * instant;
        workspace_pad(s->work, last ? 0 : padding);
        const int failed = first_step(s, t, instant, y, yp);
        if (!failed && last) return second_step(s, t, instant, y, yp);
        memcpy(failed ? y : s->kept, failed ? s->kept : y, state_bytes(s));
        if (failed) padding *= ratio;
        ratio = failed ? sqrt(sqrt(ratio)) : fmin(ratio * ratio, LARGEST_RATIO);
        padding /= ratio;
    }
    return 1;
}

/* All ways to a state at t, by two steps of `instant`. 0 if one was found. */
static int solve(Simulation *s, double t, double instant)
{
    double *y = vector_data(s->y), *yp = vector_data(s->yp);
    int failed = 1;
    for (int way = 0; way < 6 && failed; way++) {
        const int padded = way >= 4, inverse = padded ? way == 5 : way >= 2;
        workspace_set_inverse(s->work, inverse);
        failed = padded ? attempt_padded(s, t, instant, y, yp) : attempt(s, t, instant, way % 2 == 0, y, yp);
    }
    workspace_pad(s->work, 0);
    workspace_set_inverse(s->work, s->inverse);
    return failed;
}

/* Back to the state at which the start began. */
static void withdraw(Simulation *s, double t)
{
    memcpy(vector_data(s->y), s->start, state_bytes(s));
    memset(vector_data(s->yp), 0, state_bytes(s));
    s->t = t;
}

/* The limit that the state lies beyond, LIMIT_NONE if none; *excess: by how much. */
static Limit passed(const Simulation *s, double *excess)
{
    double g[LIMITS];
    state_distances(s, vector_data(s->y), g);
    for (int k = 0; k < LIMITS; k++)
        if (!(g[k] > 0)) {
            *excess = -g[k];
            return (Limit)(k + 1);
        }
    return LIMIT_NONE;
}

static const double BEYOND = 1e-6; /* V, A/m2, C/m2 */

/* A limit passed while the clock went on from t: to where the straight line between the two states meets it. Balances
 * are linear, and hold there as they do at both ends. */
static void locate(Simulation *s, double t, Limit *limit)
{
    double *y = vector_data(s->y), before[LIMITS], now[LIMITS];
    state_distances(s, s->start, before);
    state_distances(s, y, now);
    const double from = before[*limit - 1], to = now[*limit - 1], share = from > 0 ? from / (from - to) : 0;
    for (int k = 0; k < s->m->unknowns; k++) y[k] = s->start[k] + share * (y[k] - s->start[k]);
    s->t = t + share * (s->t - t);
    state_distances(s, y, now);
    for (int k = 0; k < LIMITS; k++) {
        if (k == (int)*limit - 1 || !(now[k] < -BEYOND)) continue;
        *limit = (Limit)(k + 1); /* beyond that one the step has been from its beginning on */
        s->excess = -now[k];
        s->t = t;
        return;
    }
}

/* That which a power is of, where the controlled one is V. */
static double power_voltage(const Simulation *s, double V)
{
    return s->m->W == s->m->V ? V : N_VGetArrayPointer(s->y)[s->m->W];
}

/* Where no state under a current (a power) was found: whether the cell, held at the limit that it drives the cell to,
 * carries (gives or takes) less than that. Then none exists on this side of the limit. */
static Limit beyond_reach(Simulation *s)
{
    const Control wanted = s->control;
    const double set = wanted.value + wanted.slope * (s->t - wanted.t0);
    const Limit limit = set > 0 ? LIMIT_VOLTAGE_ABOVE : LIMIT_VOLTAGE_BELOW;
    const double V = set > 0 ? s->limits.voltage_above : s->limits.voltage_below;
    const int drives = wanted.mode == CONTROL_CURRENT || wanted.mode == CONTROL_POWER;
    if (!drives || set == 0 || isnan(V)) return LIMIT_NONE;
    s->control = (Control){CONTROL_VOLTAGE, V, 0, s->t};
    allow_work(s);
    const int failed = solve(s, s->t, INSTANT);
    const double carried = vector_data(s->y)[s->m->I] * (wanted.mode == CONTROL_POWER ? power_voltage(s, V) : 1);
    s->control = wanted;
    return !failed && carried * copysign(1, set) < fabs(set) ? limit : LIMIT_NONE;
}

double simulation_expects(const Simulation *s)
{
    const double I = fabs(vector_data(s->y)[s->m->I]), one_C = s->m->spec->one_C;
    return isfinite(s->t_stop) ? s->t_stop - s->t : 3600 * one_C / (I + 0.01 * one_C);
}

/* A state at once (shortest = 0), or, from instants of `shortest` on, as soon as there is one before the step ends. 0 if one
 * was found. */
static int solve_soon(Simulation *s, double shortest)
{
    const double t = s->t;
    if (shortest == 0 && !solve(s, t, INSTANT)) return 0;
    const double longest = fmax(LONGEST_INSTANT, LONGEST_SHARE * simulation_expects(s));
    for (double instant = shortest > 0 ? shortest : 100 * INSTANT; instant <= longest; instant *= 10) {
        const int ends = !(t + 2 * instant < s->t_stop);
        const double fitting = ends ? 0.5 * (s->t_stop - t) : instant;
        s->t = t + 2 * fitting;
        if (!solve(s, s->t, fitting)) return 0;
        if (ends) break;
    }
    withdraw(s, t);
    return 1;
}

Status consistent_start(Simulation *s, double shortest, Limit *limit, Error *e)
{
    const double t = s->t;
    memcpy(s->start, vector_data(s->y), state_bytes(s));
    allow_work(s);
    if (solve_soon(s, shortest)) {
        *limit = beyond_reach(s);
        s->excess = NAN;
        withdraw(s, t);
        return *limit ? CELLSIM_OK : diagnose(s, "no consistent state exists for this step", e);
    }
    *limit = passed(s, &s->excess);
    if (*limit == LIMIT_CURRENT_BELOW) return CELLSIM_OK; /* a hold that is over as soon as it holds */
    if (*limit && s->t > t) locate(s, t, limit);
    if (*limit && !(s->t > t)) withdraw(s, t); /* at once, or as good as that */
    return CELLSIM_OK;
}
