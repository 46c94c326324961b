/* Private to solver/: what a Simulation holds. */
#ifndef CELLSIM_SIMULATION_PRIVATE_H
#define CELLSIM_SIMULATION_PRIVATE_H

#include "simulation.h"
#include <ida/ida.h>
#include <sundials/sundials_linearsolver.h>
#include <sundials/sundials_matrix.h>

enum { ROOTS = 4 };

struct Simulation {
    const Model *m;
    SimulationOptions options;
    LinearSystem *linear;
    Workspace *work;
    Control control;
    Limits limits;
    double charge_start;       /* Q at simulation_start, C/m2 */
    double t, t_stop, t_scale; /* t_scale: expected length of the step, s */
    double charge_defect;
    int fresh;    /* IDA has not stepped since its last start */
    int restarts; /* after failed steps, since simulation_start */
    long taken;   /* steps since simulation_start */
    SimulationCounts counts;

    SUNContext context;
    void *ida;
    N_Vector y, yp, tolerance, steers, scratch;
    SUNMatrix matrix;
    SUNLinearSolver solver;
    double *start, *step, *trial; /* m->unknowns each, for the consistent start */
};

/* IDA's view of the linear system (ida_linear.c). NULL if memory runs out. */
SUNMatrix ida_matrix_create(SUNContext context);
SUNLinearSolver ida_solver_create(Simulation *s);
int ida_evaluate_matrix(sunrealtype t, sunrealtype cj, N_Vector y, N_Vector yp, N_Vector r, SUNMatrix matrix,
                        void *simulation, N_Vector a, N_Vector b, N_Vector c);

/* Tolerances from the state table; IDA with its options (ida_setup.c). */
void ida_fill_tolerances(Simulation *s);
Status ida_create(Simulation *s, Error *e);

/* How far each limit is: positive while it is not reached. */
void limit_distances(const Simulation *s, const double *y, double g[ROOTS]);

/* Adds IDA's counters to s->counts, before IDA is started anew (stepping.c). */
void collect_counts(Simulation *s);

/* Makes y and yp consistent with the control at time s->t (initial.c). */
Status consistent_start(Simulation *s, Error *e);

/* The error of a failed integration: where, which unknown, likely cause (diagnose.c). */
Status diagnose(Simulation *s, const char *what, Error *e);

#endif
