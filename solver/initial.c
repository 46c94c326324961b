/* Consistent values and derivatives at a change of control.
 *
 * Two implicit Euler steps of INSTANT: the first absorbs the jump of the algebraic unknowns (the differential ones
 * cannot move in so short a time), the second gives every derivative, those of algebraic unknowns included, which
 * IDA needs for its first prediction. The matrix is the one of the integration with cj = 1/INSTANT. */
#include "simulation_private.h"

#include <math.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

static const double INSTANT = 1e-6; /* s */
/* s: where no state exists so soon - without a double layer, full and empty surfaces would exchange kiloamperes when the
 * current turns - the clock is allowed to go on until one does. */
static const double LONGEST_INSTANT = 2;
static const double CONVERGED = 1e-11;    /* relative to the scales of the state table */
static const double STALLED = 1e-7;       /* good enough when round-off stops the iteration */
static const double LONGEST_STRIDE = 0.3; /* V and unit of z: largest change of one iteration */
static const double SMALLEST_FACTOR = 1e-3;
static const double CHORD = 1e-2; /* changes below this size keep the matrix */
/* A phase that is empty and emptied further ends kilovolts away, where a voltage limit then ends the step: after
 * PATIENCE iterations strides grow. */
static const double STRIDE_GROWTH = 1.1;
static const double LARGEST_PADDING = 1e10, SMALLEST_PADDING = 1e-10; /* S/m2 of reacting area: conductance in parallel */
enum { PADDINGS = 100, NOISY = 8 };
static const double NOISE = 1e-4;
enum { CAREFUL = 12, PATIENCE = 60, ITERATIONS = 200 };

/* Factor <= 1 that keeps what the kinetics and isotherms see - interfacial potentials and z - within the longest stride
 * of this iteration. */
static double damping(const Model *m, const double *step, int iteration)
{
    const double stride = LONGEST_STRIDE * (iteration > PATIENCE ? pow(STRIDE_GROWTH, iteration - PATIENCE) : 1);
    double longest = m->psi_f >= 0 ? fabs(step[m->psi_f]) : 0;
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        longest = fmax(longest, fmax(fabs(step[p->phi_s] - step[p->phi_e]), fabs(step[p->z])));
    }
    return longest > stride ? stride / longest : 1;
}

/* Largest change relative to scale and size; NaN if any is. */
static double size_of(const StateTable *state, const double *y, const double *step)
{
    double largest = 0;
    for (int k = 0; k < state->n; k++) {
        const double size = fabs(step[k]) / (state->scale[k] + fabs(y[k]));
        if (!(size <= largest)) largest = size;
    }
    return largest;
}

static void move(const Simulation *s, double factor, double instant, double *y, double *yp)
{
    for (int k = 0; k < s->m->unknowns; k++) {
        y[k] -= factor * s->step[k];
        yp[k] -= factor * s->step[k] / instant;
    }
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
        if (!failed && size_of(&s->m->state, y, s->trial) <= (1 - 0.25 * factor) * size) break;
        factor *= 0.5;
        move(s, -factor, instant, y, yp);
    }
    return factor;
}

/* One implicit Euler step of `instant` ending at t: y from y_start, yp = (y - y_start)/instant. `before` is the size of
 * the last change, INFINITY at a new control: the matrix is kept once changes are small. 0 if it converged. */
static int instant_step(Simulation *s, double t, double instant, double before, double *y, double *yp)
{
    const double cj = 1 / instant;
    double best = INFINITY;
    int waited = 0;
    for (int it = 0; it < ITERATIONS; it++) {
        model_residual(s->m, &s->control, s->work, t, y, yp, s->step);
        s->counts.residuals++;
        if (before > CHORD) {
            linear_evaluate(s->linear, s->m, &s->control, s->work, t, cj, y, yp);
            s->counts.jacobians++;
            if (linear_factor(s->linear)) return 1;
        }
        if (linear_solve(s->linear, s->step, s->step)) return 1;
        const double size = size_of(&s->m->state, y, s->step);
        double factor = damping(s->m, s->step, it);
        if (getenv("DBG")) { int w=0; for (int k=0;k<s->m->unknowns;k++) if (fabs(s->step[k])/(s->m->state.scale[k]+fabs(y[k])) >= size) w=k; fprintf(stderr,"%d inst %g it %d size %.3g factor %.3g %s vol %d y %g step %g\n", (int)s->counts.starts, instant, it, size, factor, state_field[s->m->state.field[w]].name, s->m->state.volume[w], y[w], s->step[w]); }
        if (!isfinite(size)) return 1;
        move(s, factor, instant, y, yp);
        if (it >= CAREFUL && size > STALLED) factor = back_off(s, t, instant, factor, size, y, yp);
        if (size < CONVERGED || (size < STALLED && size > 0.1 * before)) return 0;
        waited = size < 0.5 * best ? 0 : waited + 1;
        best = fmin(best, size);
        if (size < NOISE && waited > NOISY) return 0;
        before = size;
    }
    return 1;
}

/* Both steps, the second ending at t, where values, derivatives and control belong together; from the state s->start,
 * with y as the guess of where the first one ends. */
static int solve_steps(Simulation *s, double t, double instant, double *y, double *yp)
{
    const size_t bytes = (size_t)s->m->unknowns * sizeof *y;
    for (int k = 0; k < s->m->unknowns; k++) yp[k] = (y[k] - s->start[k]) / instant;
    if (instant_step(s, t - instant, instant, INFINITY, y, yp)) return 1;
    memset(yp, 0, bytes);
    return instant_step(s, t, instant, 1e-5, y, yp);
}

/* From a guess by the current the control will draw, or from the present potentials; 0 if it converged. */
static int attempt(Simulation *s, double t, double instant, int guessed, int inverse)
{
    double *y = N_VGetArrayPointer(s->y), *yp = N_VGetArrayPointer(s->yp);
    memcpy(y, s->start, (size_t)s->m->unknowns * sizeof *y);
    const double I = s->control.value + s->control.slope * (s->t - s->control.t0);
    if (guessed && s->control.mode == CONTROL_CURRENT) model_guess_current(s->m, I, y);
    workspace_begin_start(s->work, s->m, s->start, inverse);
    const int failed = solve_steps(s, t, instant, y, yp);
    workspace_end_start(s->work, s->inverse);
    return failed;
}

/* The first step with double layers so large that no potential moves, which are then taken away by and by (gmin stepping;
 * Nagel, SPICE2, Berkeley ERL-M520, 1975): every solution is near the one before. */
static int attempt_padded(Simulation *s, double t, double instant, int inverse)
{
    const size_t n = (size_t)s->m->unknowns, bytes = n * sizeof(double);
    double *y = N_VGetArrayPointer(s->y), *yp = N_VGetArrayPointer(s->yp), ratio = 10;
    double padding = LARGEST_PADDING * instant;
    int failed = 1, trials = 0;
    memcpy(y, s->start, bytes);
    workspace_begin_start(s->work, s->m, s->start, inverse);
    double *kept = malloc(bytes);
    memcpy(kept, y, bytes);
    for (; trials < PADDINGS; trials++) {
        const int last = padding < SMALLEST_PADDING * instant;
        workspace_pad(s->work, last ? 0 : padding);
        for (size_t k = 0; k < n; k++) yp[k] = (y[k] - s->start[k]) / instant;
        failed = instant_step(s, t - instant, instant, INFINITY, y, yp);
        if (getenv("DBG")) fprintf(stderr, "padding %g ratio %g failed %d\n", padding, ratio, failed);
        if (!failed && last) break;
        if (!failed) {
            memcpy(kept, y, bytes);
            ratio = fmin(ratio * ratio, 1e3);
        } else {
            memcpy(y, kept, bytes);
            padding *= ratio;
            ratio = sqrt(sqrt(ratio));
            if (ratio < 1.02) break;
        }
        padding /= ratio;
    }
    free(kept);
    if (!failed) {
        memset(yp, 0, bytes);
        failed = instant_step(s, t, instant, 1e-5, y, yp);
    }
    workspace_end_start(s->work, s->inverse);
    return failed;
}

Status consistent_start(Simulation *s, Error *e)
{
    double *y = N_VGetArrayPointer(s->y);
    const size_t bytes = (size_t)s->m->unknowns * sizeof *y;
    memcpy(s->start, y, bytes);
    for (int inverse = 0; inverse < 2; inverse++)
    for (int guessed = 1; guessed >= 0; guessed--) {
        if (!attempt(s, s->t, INSTANT, guessed, inverse)) return CELLSIM_OK;
    }
    for (int inverse = 0; inverse < 2; inverse++)
        if (!attempt_padded(s, s->t, INSTANT, inverse)) return CELLSIM_OK;
    memcpy(y, s->start, bytes);
    return diagnose(s, "no consistent state exists for this step", e);
}
