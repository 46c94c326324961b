/* IDA as this project sets it up: what it calls, its tolerances and options. */
#include "simulation_private.h"

#include <math.h>
#include <string.h>
#include <sundials/sundials_version.h>

static int residual(sunrealtype t, N_Vector y, N_Vector yp, N_Vector r, void *simulation)
{
    Simulation *s = simulation;
    model_residual(s->m, &s->control, s->work, t, vector_data(y), vector_data(yp), vector_data(r));
    return 0;
}

/* E-15: where the electrolyte is nearly empty, concentrations count more: from SCARCE on in proportion, down to LEAST. */
static const double SCARCE = 0.03, LEAST = 0.01; /* share of c0; of the tolerance elsewhere */

static double abundance(double share)
{
    return share < LEAST ? LEAST : share;
}

/* One that there was none of at the start counts by the scale of the others. */
static void weigh_ion(const Model *m, int ion, const double *y, double *w)
{
    const Electrolyte *el = m->spec->electrolyte;
    const double scarce = SCARCE * electrolyte_scale(el, ion);
    if (!(electrolyte_ion(el, ion)->c0 > 0)) return;
    for (int k = 0; k < m->nodes; k++) {
        const int c = m->node[k].c_e + ion;
        if (y[c] < scarce) w[c] /= abundance(y[c] / scarce);
    }
}

static int error_weights(N_Vector y, N_Vector weight, void *simulation)
{
    const Simulation *s = simulation;
    double *w = vector_data(weight);
    const double *at = vector_data(y);
    memcpy(w, vector_data(s->weight), (size_t)s->m->unknowns * sizeof *w);
    for (int n = 0; n < s->m->carried; n++) weigh_ion(s->m, n, at, w);
    for (int k = 0; k < s->m->pockets; k++) pocket_weigh(&s->m->pocket[k], s->work, at, w);
    return 0;
}

void ida_fill_tolerances(Simulation *s)
{
    const StateTable *state = &s->m->state;
    double *weight = vector_data(s->weight), *steers = vector_data(s->steers);
    for (int k = 0; k < state->n; k++) {
        const StateField *field = &state_field[state->field[k]];
        weight[k] = 1 / (s->options.tolerance * state->scale[k] * field->tolerance);
        steers[k] = field->steers;
    }
}

/* Relative change of cj that asks for a new matrix: any. The condensed matrix costs little more than a residual, and
 * with the right cj Newton's method needs fewer of those (measured: a third), never stalls on an old matrix, and
 * solves the linear rows - balances of guest, salt and charge - to round-off in every iteration (E-12). */
static const double NEW_MATRIX = 1e-12;

Status ida_create(Simulation *s, Error *e)
{
    s->ida = IDACreate(s->context);
    s->matrix = ida_matrix_create(s->context);
    s->solver = ida_solver_create(s);
    if (!s->ida || !s->matrix || !s->solver) return error_memory(e);
#if SUNDIALS_VERSION_MAJOR < 7
    IDASetErrFile(s->ida, NULL);
#endif
    int flag = IDAInit(s->ida, residual, 0, s->y, s->yp);
    if (!flag) flag = IDASetUserData(s->ida, s);
    if (!flag) flag = IDAWFtolerances(s->ida, error_weights);
    if (!flag) flag = IDASetId(s->ida, s->steers);
    if (!flag) flag = IDASetSuppressAlg(s->ida, 1); /* what does not steer stays out of the error test */
    if (!flag) flag = IDASetLinearSolver(s->ida, s->solver, s->matrix);
    if (!flag) flag = IDASetJacFn(s->ida, ida_evaluate_matrix);
    if (!flag) flag = IDASetDeltaCjLSetup(s->ida, NEW_MATRIX);
    if (!flag && ida_use_newton(s)) return error_memory(e);
    if (flag == IDA_MEM_FAIL || flag == IDALS_MEM_FAIL) return error_memory(e);
    return flag ? error_set(e, CELLSIM_SOLVER, NULL, 0, "IDA refused its set-up (%d)", flag) : CELLSIM_OK;
}
