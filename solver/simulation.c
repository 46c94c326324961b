#include "simulation_private.h"
#include "vector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sundials/sundials_version.h>

SimulationOptions simulation_defaults(void)
{
    return (SimulationOptions){.tolerance = 1e-4, .linear = LINEAR_CONDENSED, .max_steps = 100000};
}

/* --- what IDA calls ------------------------------------------------------------------------------------------ */

static int residual(sunrealtype t, N_Vector y, N_Vector yp, N_Vector r, void *simulation)
{
    Simulation *s = simulation;
    model_residual(s->m, &s->control, s->work, t, N_VGetArrayPointer(y), N_VGetArrayPointer(yp), N_VGetArrayPointer(r));
    return 0;
}

/* E-15: z counts by the theta it stands for. Where the isotherm is steep in U, a large error of z is a small one of
 * theta. */
static const double LOOSEST_Z = 3;

static int error_weights(N_Vector y, N_Vector weight, void *simulation)
{
    const Simulation *s = simulation;
    const double *tolerance = N_VGetArrayPointer(s->tolerance), *state = N_VGetArrayPointer(y);
    double *w = N_VGetArrayPointer(weight);
    for (int k = 0; k < s->m->unknowns; k++) w[k] = 1 / tolerance[k];
    for (int k = 0; k < s->m->pockets; k++) {
        const Pocket *p = &s->m->pocket[k];
        IsothermPoint u;
        isotherm_eval(p->phase->isotherm, state[p->z], &u);
        w[p->z] *= fmax(u.dtheta, 1 / LOOSEST_Z);
    }
    return 0;
}

/* Positive while the limit is not reached. */
static void distances(const Simulation *s, const double *y, double g[ROOTS])
{
    const Limits *l = &s->limits;
    g[0] = isnan(l->voltage_below) ? 1 : y[s->m->V] - l->voltage_below;
    g[1] = isnan(l->voltage_above) ? 1 : l->voltage_above - y[s->m->V];
    g[2] = isnan(l->current_below) ? 1 : fabs(y[s->m->I]) - l->current_below;
    g[3] = isnan(l->charge) ? 1 : l->charge - fabs(y[s->m->Q] - s->charge_start);
}

static int root_functions(sunrealtype t, N_Vector y, N_Vector yp, sunrealtype *g, void *simulation)
{
    (void)t, (void)yp;
    distances(simulation, N_VGetArrayPointer(y), g);
    return 0;
}

/* --- life ------------------------------------------------------------------------------------------------------ */

static Status create_context(Simulation *s)
{
#if SUNDIALS_VERSION_MAJOR >= 7
    if (SUNContext_Create(SUN_COMM_NULL, &s->context)) return CELLSIM_IO;
    SUNContext_ClearErrHandlers(s->context);
#else
    if (SUNContext_Create(NULL, &s->context)) return CELLSIM_IO;
#endif
    return CELLSIM_OK;
}

static Status create_vectors(Simulation *s)
{
    const size_t n = (size_t)s->m->unknowns;
    s->y = vector_create((sunindextype)n, s->context);
    s->yp = vector_create((sunindextype)n, s->context);
    s->tolerance = vector_create((sunindextype)n, s->context);
    s->scratch = vector_create((sunindextype)n, s->context);
    s->steers = vector_create((sunindextype)n, s->context);
    s->start = calloc(n, sizeof *s->start);
    s->step = calloc(n, sizeof *s->step);
    s->trial = calloc(n, sizeof *s->trial);
    return s->y && s->yp && s->tolerance && s->scratch && s->steers && s->start && s->step && s->trial ? CELLSIM_OK
                                                                                                       : CELLSIM_IO;
}

static void fill_tolerances(Simulation *s)
{
    const StateTable *state = &s->m->state;
    double *tolerance = N_VGetArrayPointer(s->tolerance), *steers = N_VGetArrayPointer(s->steers);
    for (int k = 0; k < state->n; k++) {
        const StateField *field = &state_field[state->field[k]];
        tolerance[k] = s->options.tolerance * state->scale[k] * field->tolerance;
        steers[k] = field->steers;
    }
}

/* Relative change of cj that asks for a new matrix: any. The condensed matrix costs little more than a residual, and
 * with the right cj Newton's method needs fewer of those (measured: a third), never stalls on an old matrix, and
 * solves the linear rows - balances of guest, salt and charge - to round-off in every iteration (E-12). */
static const double NEW_MATRIX = 1e-12;

/* Newton's error may be as large as the tolerance (IDA's default: a third): with a fresh matrix IDA overestimates it
 * twentyfold anyway. */
static const double NEWTON_COEFFICIENT = 1;

static Status create_ida(Simulation *s)
{
    s->ida = IDACreate(s->context);
    s->matrix = ida_matrix_create(s->context);
    s->solver = ida_solver_create(s);
    if (!s->ida || !s->matrix || !s->solver) return CELLSIM_IO;
#if SUNDIALS_VERSION_MAJOR < 7
    IDASetErrFile(s->ida, NULL);
#endif
    int bad = IDAInit(s->ida, residual, 0, s->y, s->yp);
    bad |= IDASetUserData(s->ida, s);
    bad |= IDAWFtolerances(s->ida, error_weights);
    bad |= IDASetId(s->ida, s->steers);
    bad |= IDASetSuppressAlg(s->ida, 1); /* what does not steer stays out of the error test */
    bad |= IDASetLinearSolver(s->ida, s->solver, s->matrix);
    bad |= IDASetJacFn(s->ida, ida_evaluate_matrix);
    bad |= IDASetDeltaCjLSetup(s->ida, NEW_MATRIX);
    bad |= IDASetNonlinConvCoef(s->ida, NEWTON_COEFFICIENT);
    bad |= IDARootInit(s->ida, ROOTS, root_functions);
    return bad ? CELLSIM_SOLVER : CELLSIM_OK;
}

Status simulation_create(const Model *m, const SimulationOptions *o, Simulation **out, Error *e)
{
    Simulation *s = *out = calloc(1, sizeof *s);
    if (!s) return error_memory(e);
    s->m = m;
    s->options = *o;
    Status status = linear_create(m, o->linear, &s->linear, e);
    if (!status) status = workspace_create(m, &s->work, e);
    if (!status && (create_context(s) || create_vectors(s))) status = error_memory(e);
    if (!status) {
        fill_tolerances(s);
        simulation_reset(s);
        if (create_ida(s)) status = error_set(e, CELLSIM_SOLVER, NULL, 0, "IDA refused its set-up");
    }
    if (!status) return CELLSIM_OK;
    simulation_free(s);
    *out = NULL;
    return status;
}

void simulation_free(Simulation *s)
{
    if (!s) return;
    if (s->ida) IDAFree(&s->ida);
    if (s->solver) SUNLinSolFree(s->solver);
    if (s->matrix) SUNMatDestroy(s->matrix);
    if (s->y) N_VDestroy(s->y);
    if (s->yp) N_VDestroy(s->yp);
    if (s->tolerance) N_VDestroy(s->tolerance);
    if (s->scratch) N_VDestroy(s->scratch);
    if (s->steers) N_VDestroy(s->steers);
    if (s->context) SUNContext_Free(&s->context);
    linear_free(s->linear);
    workspace_free(s->work);
    free(s->start);
    free(s->step);
    free(s->trial);
    free(s);
}

void simulation_reset(Simulation *s)
{
    model_rest_state(s->m, N_VGetArrayPointer(s->y), N_VGetArrayPointer(s->yp));
    s->t = 0;
    s->fresh = 1;
    s->counts = (SimulationCounts){0};
    s->charge_defect = 0;
}

static const double NEVER = 1e12; /* s */
enum { MOST_RESTARTS = 20 };      /* per simulation_start */

/* --- stepping -------------------------------------------------------------------------------------------------- */

static void collect_counts(Simulation *s)
{
    long steps = 0, residuals = 0, jacobians = 0, errors = 0, newton = 0;
    IDAGetNumSteps(s->ida, &steps);
    IDAGetNumResEvals(s->ida, &residuals);
    IDAGetNumLinSolvSetups(s->ida, &jacobians);
    IDAGetNumErrTestFails(s->ida, &errors);
    IDAGetNumNonlinSolvConvFails(s->ida, &newton);
    s->counts.steps += steps;
    s->counts.residuals += residuals;
    s->counts.jacobians += jacobians;
    s->counts.error_test_failures += errors;
    s->counts.newton_failures += newton;
}

/* Expected length of a step, for IDA's choice of its first stride. */
static double expected_length(const Simulation *s)
{
    const double I = fabs(N_VGetArrayPointer(s->y)[s->m->I]), one_C = s->m->spec->one_C;
    return isfinite(s->t_stop) ? s->t_stop - s->t : 3600 * one_C / (I + 0.01 * one_C);
}

Status simulation_start(Simulation *s, const Control *c, const Limits *limits, double t_stop, Limit *already, Error *e)
{
    double g[ROOTS];
    *already = LIMIT_NONE;
    if (!s->fresh) collect_counts(s);
    s->control = *c;
    s->control.t0 = s->t;
    s->limits = *limits;
    s->t_stop = t_stop;
    s->counts.starts++;
    s->restarts = 0;
    s->taken = 0;
    const Status status = consistent_start(s, e);
    if (status) return status;
    const double *y = N_VGetArrayPointer(s->y);
    s->charge_start = y[s->m->Q];
    distances(s, y, g);
    for (int k = 0; k < ROOTS; k++)
        if (g[k] <= 0) *already = (Limit)(k + 1);
    s->fresh = 1;
    if (IDAReInit(s->ida, s->t, s->y, s->yp) != IDA_SUCCESS) return diagnose(s, "IDA refused to start", e);
    IDASetStopTime(s->ida, isfinite(t_stop) ? t_stop : s->t + NEVER);
    return CELLSIM_OK;
}

static void watch_charge(Simulation *s)
{
    const double *y = N_VGetArrayPointer(s->y), I = y[s->m->I];
    const double defect = fabs(model_separator_current(s->m, y) + I) / (fabs(I) + 0.01 * s->m->spec->one_C);
    if (defect > s->charge_defect) s->charge_defect = defect;
}

static const char *failure(int flag)
{
    switch (flag) {
    case IDA_ERR_FAIL: return "the step became too small to meet the tolerance";
    case IDA_CONV_FAIL: return "Newton's method did not converge";
    case IDA_TOO_MUCH_WORK: return "too many steps";
    case IDA_TOO_MUCH_ACC: return "the tolerance is below round-off";
    case IDA_LSETUP_FAIL: return "the matrix became singular";
    case IDA_LSOLVE_FAIL: return "the linear solver failed";
    default: return "the integrator stopped";
    }
}

static Limit which_limit(Simulation *s, int flag)
{
    int root[ROOTS] = {0};
    if (flag == IDA_TSTOP_RETURN) return LIMIT_TIME;
    if (flag != IDA_ROOT_RETURN) return LIMIT_NONE;
    IDAGetRootInfo(s->ida, root);
    for (int k = 0; k < ROOTS; k++)
        if (root[k] < 0) return (Limit)(k + 1); /* crossing downwards: reached */
    return LIMIT_NONE;
}

/* After a failed step: the history may be what misleads the prediction, so begin anew at the last good state. */
static int restart(Simulation *s, Error *e)
{
    collect_counts(s);
    s->fresh = 1;
    if (consistent_start(s, e)) return 1;
    return IDAReInit(s->ida, s->t, s->y, s->yp) != IDA_SUCCESS;
}

static int one_step(Simulation *s)
{
    sunrealtype t = s->t;
    const int flag = IDASolve(s->ida, s->t + expected_length(s), &t, s->y, s->yp, IDA_ONE_STEP);
    s->fresh = 0;
    s->t = t;
    return flag;
}

Status simulation_step(Simulation *s, Limit *reached, Error *e)
{
    *reached = LIMIT_NONE;
    if (s->taken++ >= s->options.max_steps) return diagnose(s, failure(IDA_TOO_MUCH_WORK), e);
    int flag = one_step(s);
    if (flag < 0 && s->restarts++ < MOST_RESTARTS) {
        if (restart(s, e)) return diagnose(s, failure(flag), e);
        flag = one_step(s);
    }
    if (flag < 0) return diagnose(s, failure(flag), e);
    *reached = which_limit(s, flag);
    watch_charge(s);
    return CELLSIM_OK;
}

/* --- results --------------------------------------------------------------------------------------------------- */

double simulation_time(const Simulation *s)
{
    return s->t;
}

const double *simulation_state(const Simulation *s)
{
    return N_VGetArrayPointer(s->y);
}

const double *simulation_derivative(const Simulation *s)
{
    return N_VGetArrayPointer(s->yp);
}

const Model *simulation_model(const Simulation *s)
{
    return s->m;
}

LinearSystem *simulation_linear(Simulation *s)
{
    return s->linear;
}

double simulation_charge_defect(const Simulation *s)
{
    return s->charge_defect;
}

SimulationCounts simulation_counts(const Simulation *s)
{
    Simulation copy = *s;
    if (!copy.fresh) collect_counts(&copy);
    return copy.counts;
}

Status simulation_interpolate(Simulation *s, double t, double *V, double *I, double *Q, Error *e)
{
    if (t > s->t || IDAGetDky(s->ida, t, 0, s->scratch) != IDA_SUCCESS)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "t = %g s is outside the last step", t);
    const double *y = N_VGetArrayPointer(s->scratch);
    *V = y[s->m->V];
    *I = y[s->m->I];
    *Q = y[s->m->Q];
    return CELLSIM_OK;
}
