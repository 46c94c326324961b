/* The linear system as IDA sees it: an opaque matrix and a direct solver. */
#include "simulation_private.h"

static SUNMatrix_ID matrix_id(SUNMatrix a)
{
    (void)a;
    return SUNMATRIX_CUSTOM;
}

static int matrix_zero(SUNMatrix a)
{
    (void)a; /* linear_evaluate starts from zero */
    return 0;
}

static void matrix_destroy(SUNMatrix a)
{
    SUNMatFreeEmpty(a);
}

SUNMatrix ida_matrix_create(SUNContext context)
{
    SUNMatrix a = SUNMatNewEmpty(context);
    if (!a) return NULL;
    a->ops->getid = matrix_id;
    a->ops->zero = matrix_zero;
    a->ops->destroy = matrix_destroy;
    return a;
}

int ida_evaluate_matrix(sunrealtype t, sunrealtype cj, N_Vector y, N_Vector yp, N_Vector r, SUNMatrix matrix,
                        void *simulation, N_Vector a, N_Vector b, N_Vector c)
{
    Simulation *s = simulation;
    (void)r, (void)matrix, (void)a, (void)b, (void)c;
    linear_evaluate(s->linear, s->m, &s->control, s->work, t, cj, vector_data(y), vector_data(yp));
    return 0;
}

static SUNLinearSolver_Type solver_type(SUNLinearSolver solver)
{
    (void)solver;
    return SUNLINEARSOLVER_DIRECT;
}

static int solver_setup(SUNLinearSolver solver, SUNMatrix matrix)
{
    Simulation *s = solver->content;
    (void)matrix;
    ida_newton_anew(s);
    return linear_factor(s->linear);
}

static int solver_solve(SUNLinearSolver solver, SUNMatrix matrix, N_Vector x, N_Vector b, sunrealtype tolerance)
{
    Simulation *s = solver->content;
    (void)matrix, (void)tolerance;
    return linear_solve(s->linear, vector_data(b), vector_data(x));
}

static int solver_free(SUNLinearSolver solver)
{
    SUNLinSolFreeEmpty(solver);
    return 0;
}

SUNLinearSolver ida_solver_create(Simulation *s)
{
    SUNLinearSolver solver = SUNLinSolNewEmpty(s->context);
    if (!solver) return NULL;
    solver->content = s;
    solver->ops->gettype = solver_type;
    solver->ops->setup = solver_setup;
    solver->ops->solve = solver_solve;
    solver->ops->free = solver_free;
    return solver;
}
