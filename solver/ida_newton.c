/* When Newton's method has converged within a step of the integrator (E-15a).
 *
 * SUNDIALS' own loop, with another test. A correction leaves behind an error of rate/(1 - rate) times its size, the rate
 * being that of the last two corrections, or of earlier steps with the same matrix, or FRESH with a new one. IDA's test
 * takes that factor for 20 with a new matrix and asks for a second correction in every other step; and it looks at sizes
 * only. Here hosts look at the rows that sizes say little about (E-4: hosts/insertion_state.c). */
#include "simulation_private.h"

#include <math.h>
#include <sunnonlinsol/sunnonlinsol_newton.h>

static const double FRESH = 0.1;       /* measured: second order of the exact matrix */
static const double FRESH_CURVED = 20; /* where D varies within a particle, or jumps: the next correction decides */
static const double SLOW = 0.3;        /* rate at which an old matrix is worth replacing */
static const double DIVERGES = 0.9;    /* rate at which a new one does not help */
static const double NOTHING = 1e-4;    /* a correction this small, in tolerances, needs no second one */

static int hosts_agree(const Simulation *s, const double *predicted, const double *correction, const double *change)
{
    for (int k = 0; k < s->m->pockets; k++)
        if (!pocket_agrees(&s->m->pocket[k], s->work, predicted, correction, change)) return 0;
    return 1;
}

static const double LEAST_SALT = -5e-7; /* of c0: below, the next correction meets the wall of ln c (E-ely-4) */

static int salt_is_there(const Simulation *s, const double *predicted, const double *correction)
{
    const Model *m = s->m;
    for (int n = 0; n < m->carried; n++) {
        const double least = LEAST_SALT * electrolyte_scale(m->spec->electrolyte, n);
        for (int k = 0; k < m->nodes; k++)
            if (!(predicted[m->node[k].c_e + n] + correction[m->node[k].c_e + n] >= least)) return 0;
    }
    return 1;
}

/* Whether the state on trial, predicted + correction, is one: surfaces on their isotherms, salt not negative, a foil that carries
 * the current. */
static int is_sound(Simulation *s, N_Vector correction, N_Vector change)
{
    sunrealtype t, cj;
    N_Vector predicted, slope, y, yp, r;
    void *data;
    if (IDAGetNonlinearSystemData(s->ida, &t, &predicted, &slope, &y, &yp, &r, &cj, &data) != IDA_SUCCESS) return 0;
    const double *from = vector_data(predicted), *by = vector_data(correction);
    return salt_is_there(s, from, by) && hosts_agree(s, from, by, vector_data(change)) &&
           model_foil_agrees(s->m, s->work, from, by, vector_data(slope));
}

static int matrix_is_new(Simulation *s)
{
    long step = 0;
    IDAGetNumSteps(s->ida, &step);
    return step == s->matrix_step;
}

static int converged(SUNNonlinearSolver newton, N_Vector correction, N_Vector change, sunrealtype tolerance,
                     N_Vector weight, void *simulation)
{
    Simulation *s = simulation;
    const double size = N_VWrmsNorm(change, weight);
    int iteration = 0;
    SUNNonlinSolGetCurIter(newton, &iteration);
    if (iteration == 0 || !(s->correction > 0)) {
        s->correction = size;
    } else {
        const double shrunk = size / s->correction, rate = iteration > 1 ? pow(shrunk, 1.0 / iteration) : shrunk;
        if (!(rate <= (matrix_is_new(s) ? DIVERGES : SLOW))) return SUN_NLS_CONV_RECVR;
        s->remainder = rate / (1 - rate);
    }
    if (!(fmin(s->remainder, 1 / NOTHING) * size <= tolerance)) return SUN_NLS_CONTINUE;
    return is_sound(s, correction, change) ? SUN_NLS_SUCCESS : SUN_NLS_CONTINUE;
}

void ida_newton_anew(Simulation *s)
{
    s->remainder = s->untried;
    IDAGetNumSteps(s->ida, &s->matrix_step);
}

void ida_fill_untried(Simulation *s)
{
    s->untried = FRESH;
    for (int k = 0; k < s->m->pockets; k++)
        if (pocket_is_curved(&s->m->pocket[k])) s->untried = FRESH_CURVED;
}

int ida_use_newton(Simulation *s)
{
    s->newton = SUNNonlinSol_Newton(s->y, s->context);
    if (!s->newton) return 1;
    return IDASetNonlinearSolver(s->ida, s->newton) || SUNNonlinSolSetConvTestFn(s->newton, converged, s) ||
           IDASetNonlinConvCoef(s->ida, 1.0);
}
