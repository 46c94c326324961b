/* A cell under a cycler: the model, its state and IDA (Hindmarsh et al., ACM TOMS 31 (2005) 363).
 *
 * A run is: create, set a control (simulation_start solves for consistent values and derivatives), take steps until
 * one of the limits or the stop time is reached, set the next control, … Nothing is rebuilt in between. */
#ifndef CELLSIM_SIMULATION_H
#define CELLSIM_SIMULATION_H

#include "../model/model.h"
#include "linear.h"

typedef struct SimulationOptions {
    double tolerance; /* relative to the scales of the state table; default 3e-5 */
    LinearKind linear;
    long max_steps;            /* per simulation_start; default 20000 */
    Instructions instructions; /* default: best; plain if the environment holds CELLSIM_PLAIN, whatever it says */
} SimulationOptions;

SimulationOptions simulation_defaults(void);

/* What ends a step; each found by root finding. NaN = not watched. */
typedef struct Limits {
    double voltage_below, voltage_above; /* V */
    double current_below;                /* |I|, A/m2 */
    double charge;                       /* |Q - Q at start|, C/m2 */
} Limits;

typedef enum {
    LIMIT_NONE,
    LIMIT_VOLTAGE_BELOW,
    LIMIT_VOLTAGE_ABOVE,
    LIMIT_CURRENT_BELOW,
    LIMIT_CHARGE,
    LIMIT_TIME,
    LIMIT_COUNTER /* the counter electrode can carry no more: see solver/counter.c */
} Limit;

typedef struct Simulation Simulation;

typedef struct SimulationCounts {
    long steps, residuals, jacobians, error_test_failures, newton_failures, starts;
} SimulationCounts;

/* `m` must outlive it. The cell is at rest at t = 0. */
Status simulation_create(const Model *m, const SimulationOptions *o, Simulation **out, Error *e);
void simulation_free(Simulation *s);

/* Makes it what simulation_create would of `m` and `o`, to the last bit, but keeps layouts, symbolic factors and the integrator's
 * memory. *fits 0: they are of no use to `m` or `o`, and nothing was changed; the model before must live until then, its
 * cell need not. After an error it can be freed only. */
Status simulation_renew(Simulation *s, const Model *m, const SimulationOptions *o, int *fits, Error *e);

/* Back to rest at t = 0. */
void simulation_reset(Simulation *s);

/* From now on the cell obeys `c` (c->t0 is set to the present time) until a limit or t_stop [s, absolute].
 * Makes values and derivatives consistent. *already: a limit that the state under this control lies beyond at once. Then
 * nothing is integrated, and state and time stay as they were: the control is not possible. (Not so for a current below its
 * limit: the state is that under the control, and the step is over.) (Where no state exists at
 * once the clock goes on until one does; a limit met on that way is reported the same, with the time at which it is.) */
Status simulation_start(Simulation *s, const Control *c, const Limits *limits, double t_stop, Limit *already, Error *e);

/* One step of the integrator; *reached says whether it ended at a limit. CELLSIM_IO, here and of simulation_start: no
 * memory for the factors of the matrix. */
Status simulation_step(Simulation *s, Limit *reached, Error *e);

double simulation_time(const Simulation *s);
const double *simulation_state(const Simulation *s); /* m->unknowns values */
const double *simulation_derivative(const Simulation *s);
const Model *simulation_model(const Simulation *s);
SimulationCounts simulation_counts(const Simulation *s);

/* By how much the limit that the last simulation_start reported is missed [V, A/m2 or C/m2]; NaN: no state exists on
 * this side of it. */
double simulation_excess(const Simulation *s);

/* V, I and Q at a time within the last step, by IDA's interpolant; t in [t - h, t]. */
Status simulation_interpolate(Simulation *s, double t, double *V, double *I, double *Q, Error *e);

/* The same of one unknown. */
Status simulation_interpolate_one(Simulation *s, double t, int unknown, double *out, Error *e);

/* Saves or restores the state between two legs: a simulation of the same model and options goes on from it as this one
 * does, to the last bit. What no state can be is refused (a->failed). */
void simulation_archive(Simulation *s, Archive *a);

/* Largest |current through the separator by Ohm's law + I| / (|I| + 0.01 I_1C) seen at accepted steps (E-trust-5). */
double simulation_current_error(const Simulation *s);

#endif
