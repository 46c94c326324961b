/* Private to solver/: what a Simulation holds. */
#ifndef CELLSIM_SIMULATION_PRIVATE_H
#define CELLSIM_SIMULATION_PRIVATE_H

#include "simulation.h"
#include "spectrum_mesh.h"
#include "vector.h"
#include <ida/ida.h>
#include <sundials/sundials_linearsolver.h>
#include <sundials/sundials_matrix.h>
#include <sundials/sundials_nonlinearsolver.h>

enum { LIMITS = 4 };

typedef struct Counter {
    double voltage; /* V: of the reference electrode against it; 0 in cells of two electrodes */
    double pores;   /* V: phi_e at it */
} Counter;

struct Simulation {
    const Model *m;
    SimulationOptions options;
    LinearSystem *linear;
    SpectrumMesh *spectra; /* of the last spectrum; NULL before the first */
    Workspace *work;
    Control control;
    Limits limits;
    double charge_start; /* Q at simulation_start, C/m2 */
    double t, t_stop;    /* s */
    double current_error;
    int inverse;        /* E-5 is integrated in its inverse form: every other try after a failed step */
    int fresh;          /* IDA has not stepped since its last start */
    int restarts;       /* after failed steps, since simulation_start */
    int stuck;          /* of those, how many in a row without getting on */
    double t_stuck;     /* where the last one was, s */
    double excess;      /* by how much the last start lies beyond its limit, in the limit's unit; NaN = out of reach */
    long taken;         /* steps since simulation_start */
    int idle;           /* of those, the last ones that did not move the clock */
    long failures_seen; /* of Newton's method since IDA's last start, at the last look at them */
    Counter rested;     /* the counter electrode at t = 0 */
    double begun;       /* time of the last step's beginning */
    double known;       /* up to where the interpolant is the solution: a limit that it meets, or the last step's end, behind which a
                           limit that is met in a start leaves it */
    double distance[LIMITS]; /* to the limits, where the last step ended */
    SimulationCounts counts;

    SUNContext context;
    void *ida;
    N_Vector y, yp, weight, steers, scratch; /* weight: 1 / tolerance of every unknown */
    N_Vector terminal;                       /* a window on I, V and Q */
    SUNMatrix matrix;
    SUNLinearSolver solver;
    SUNNonlinearSolver newton;
    double correction;                   /* first one of this step, WRMS norm */
    double remainder;                    /* error left behind by a correction, per its size */
    double untried;                      /* the same, assumed of a new matrix */
    long matrix_step;                    /* IDA's number of the step that the matrix belongs to */
    double *start, *step, *trial, *kept; /* m->unknowns each, for the consistent start */
    double *last, t_last;                /* if has_last: the state before the starts of this step */
    int has_last;
    long last_residual; /* beyond which a start is given up */
};

/* The counter electrode as it stands, and whether it can carry no more (counter.c). */
Counter counter_of(const Simulation *s);
int counter_is_spent(const Simulation *s);   /* of a three-electrode cell */
int counter_is_starved(const Simulation *s); /* a foil, of dilute ions */

/* 1: of a dilute ion less than nothing is left somewhere; the same, and the state becomes that before (depletion.c). */
int depletion_is_beyond(const Simulation *s);
int depletion_ends(Simulation *s);

/* 1: a start has less than nothing of a salt, and less than it began with. (Of dilute ions that ends the run, after it.) */
int depletion_deepens(const Simulation *s, const double *from, const double *to);

/* What a phase takes of its ion (also: its second) where next to nothing of it is left, A/m2 of the cell. */
double depletion_taken(const Simulation *s, const Phase *phase, const IonLink *ion, int also);

/* To the state before starts that led nowhere, if there were any (stepping.c). */
void return_to_last(Simulation *s);

/* IDA's view of the linear system (ida_linear.c). NULL if memory runs out. */
SUNMatrix ida_matrix_create(SUNContext context);
SUNLinearSolver ida_solver_create(Simulation *s);
int ida_evaluate_matrix(sunrealtype t, sunrealtype cj, N_Vector y, N_Vector yp, N_Vector r, SUNMatrix matrix,
                        void *simulation, N_Vector a, N_Vector b, N_Vector c);

/* Newton's method with this project's test of convergence (ida_newton.c); the matrix has just been factorised. */
int ida_use_newton(Simulation *s);
void ida_fill_untried(Simulation *s);
void ida_newton_anew(Simulation *s);

/* Tolerances from the state table; IDA with its options (ida_setup.c). */
void ida_fill_tolerances(Simulation *s);
Status ida_create(Simulation *s, Error *e);

/* How far each limit is: positive while it is not reached (limits.c). */
void limit_distances(const Simulation *s, double V, double I, double Q, double g[LIMITS]);
void state_distances(const Simulation *s, const double *y, double g[LIMITS]);

/* State and derivatives become those of IDA's interpolant at t, within its last step; 0 if they are known. The clock stays. */
int interpolate_state(Simulation *s, double t);

/* Every unknown as far as its derivative takes it `by` seconds. The clock stays. */
void move_along_slopes(Simulation *s, double by);

/* The first limit that the last step has met, LIMIT_NONE if none; state and time are those where it did. */
Limit limits_cross(Simulation *s);

/* Adds IDA's counters to s->counts, before IDA is started anew (stepping.c). */
void collect_counts(Simulation *s);

/* Expected length of the step from here on [s]: for IDA's choice of its first stride, and for what a start may take. */
double simulation_expects(const Simulation *s);

/* Makes y and yp consistent with the control at time s->t (initial.c), by implicit Euler steps of `shortest` [s] or
 * longer, during which the clock goes on; 0: of a microsecond, which takes no time. *limit: LIMIT_NONE, or the one that the state lies beyond. Then
 * state and time are those before the start, or, if the clock went on, where the limit was met on the way; s->excess
 * says by how much it is missed. */
Status consistent_start(Simulation *s, double shortest, Limit *limit, Error *e);

/* The error of a failed integration: where, which unknown, likely cause (diagnose.c). */
Status diagnose(Simulation *s, const char *what, Error *e);

/* Under an imposed power: whether the voltage falls about as fast as the current rises, V = I dV/dI at once (*resistance, ohm m2).
 * There the cell gives the most that it can; no state has more, and before it the current runs away. Physics' way to end a
 * step, too. */
int power_is_out_of_reach(Simulation *s, double *resistance);

#endif
