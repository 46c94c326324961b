/* Newton's method for one implicit Euler step of a consistent start (E-14). */
#include "initial_private.h"

#include <math.h>
#include <string.h>

static const double STALLED = 1e-7;       /* good enough when round-off stops the iteration */
static const double NOISE = 1e-4;         /* ... of reaction rates */
static const double LONGEST_STRIDE = 0.3; /* V and unit of z: largest change of one iteration */
static const double SMALLEST_FACTOR = 1e-3;
static const double CHORD = 1e-2; /* changes below this size keep the matrix */
/* A phase that is empty and emptied further ends kilovolts away, where a voltage limit then ends the step: after
 * PATIENCE iterations strides grow. */
static const double STRIDE_GROWTH = 1.1;
enum { MOST_STUCK = 5, CAREFUL = 12, PATIENCE = 60, ITERATIONS = 200 };

/* Factor <= 1 that keeps what the kinetics and isotherms see - interfacial potentials and z - within the longest stride
 * of this iteration. */
static double damping(const Model *m, const double *step, int iteration)
{
    const double stride = LONGEST_STRIDE * (iteration > PATIENCE ? pow(STRIDE_GROWTH, iteration - PATIENCE) : 1);
    double longest = m->spec->half_cell ? fabs(step[m->node[0].phi_e]) : 0; /* the foil's */
    for (int k = 0; k < m->pockets; k++) longest = fmax(longest, pocket_stride(&m->pocket[k], step));
    return longest > stride ? stride / longest : 1;
}

/* Largest change relative to scale and size, of reaction rates and of the rest; NaN if any is. */
typedef struct Size {
    double rates, rest;
} Size;

static Size sizes_of(const StateTable *state, const double *y, const double *step)
{
    Size largest = {0, 0};
    for (int k = 0; k < state->n; k++) {
        double *most = state->field[k] == FIELD_CURRENT_DENSITY ? &largest.rates : &largest.rest;
        const double size = fabs(step[k]) / (state->scale[k] + fabs(y[k]));
        if (!(size <= *most)) *most = size;
    }
    return largest;
}

static double size_of(const StateTable *state, const double *y, const double *step)
{
    const Size size = sizes_of(state, y, step);
    return size.rates > size.rest || isnan(size.rates) ? size.rates : size.rest;
}

/* By round-off or an old matrix. */
static int has_stalled(Size size, double before)
{
    return fmax(size.rates, size.rest) > 0.5 * before;
}

/* For round-off to be what stops it. Over so short a time that of a stoichiometry is a current: rates may be left with NOISE. */
static int is_small(Size size)
{
    return size.rest < STALLED && size.rates < NOISE;
}

static void move(const Simulation *s, double factor, double instant, double *y, double *yp)
{
    for (int k = 0; k < s->m->unknowns; k++) {
        y[k] -= factor * s->step[k];
        yp[k] -= factor * s->step[k] / instant;
    }
}

/* That of s->trial at y, relative to the unknowns' size before they moved there by `factor` of s->step: one that vanishes on the
 * way would else make it look large. */
static double size_before(const Simulation *s, const double *y, double factor)
{
    double largest = 0;
    for (int k = 0; k < s->m->unknowns; k++) {
        const double size = fabs(s->trial[k]) / (s->m->state.scale[k] + fabs(y[k] + factor * s->step[k]));
        if (!(size <= largest)) largest = size;
    }
    return largest;
}

/* Natural monotonicity test (Deuflhard, Newton Methods for Nonlinear Problems, 2004, ch. 3): a step of `factor` that has
 * just been made is halved until the next correction with the same matrix would be smaller than this one (`size`).
 * Without it Newton's method can fall into a cycle. Returns the factor kept. */
static double back_off(Simulation *s, double t, double instant, double factor, double size, double *y, double *yp)
{
    while (factor > SMALLEST_FACTOR) {
        model_residual(s->m, &s->control, s->work, t, y, yp, s->trial);
        s->counts.residuals++;
        const int failed = linear_solve(s->linear, s->trial, s->trial);
        if (!failed && size_before(s, y, factor) <= (1 - 0.25 * factor) * size) break;
        factor *= 0.5;
        move(s, -factor, instant, y, yp);
    }
    return factor;
}

int instant_step(Simulation *s, double t, double instant, double before, double enough, double *y, double *yp)
{
    const double cj = 1 / instant;
    int stuck = 0,
        stalled = 0; /* iterations in a row that could hardly move; 1: a new matrix tells round-off from an old one */
    int cycles = 0;  /* 1: changes have grown, as they do in a cycle, where those that shrink belong to it as well */
    for (int it = 0; it < ITERATIONS && s->counts.residuals < s->last_residual; it++) {
        model_residual(s->m, &s->control, s->work, t, y, yp, s->step);
        s->counts.residuals++;
        const int renewed = before > CHORD || stalled;
        if (renewed) {
            linear_evaluate(s->linear, s->m, &s->control, s->work, t, cj, y, yp);
            s->counts.jacobians++;
            if (linear_factor(s->linear)) return 1;
        }
        if (linear_solve(s->linear, s->step, s->step)) return 1;
        const double size = size_of(&s->m->state, y, s->step);
        double factor = damping(s->m, s->step, it);
        if (!isfinite(size)) return 1;
        move(s, factor, instant, y, yp);
        if (it >= CAREFUL && !(size < before)) cycles = 1;
        if (cycles && size > STALLED) factor = back_off(s, t, instant, factor, size, y, yp);
        const Size now = sizes_of(&s->m->state, y, s->step);
        stalled = has_stalled(now, before);
        if (fmax(now.rates, now.rest) < enough || (stalled && renewed && is_small(now))) return 0;
        stuck = factor < 2 * SMALLEST_FACTOR ? stuck + 1 : 0;
        if (stuck > MOST_STUCK) return 1;
        before = size;
    }
    return 1;
}
