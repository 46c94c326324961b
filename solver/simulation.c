#include "kernels.h"
#include "simulation_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sundials/sundials_version.h>

SimulationOptions simulation_defaults(void)
{
    return (SimulationOptions){.tolerance = 3e-5,
                               .linear = LINEAR_CONDENSED,
                               .max_steps = 20000,
                               .instructions = getenv("CELLSIM_PLAIN") ? INSTRUCTIONS_PLAIN : INSTRUCTIONS_BEST};
}

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

/* I, V and Q stand one after the other. */
static int first_of_terminal(const Model *m)
{
    const int first = m->I < m->V ? m->I : m->V;
    return first < m->Q ? first : m->Q;
}

static Status create_vectors(Simulation *s)
{
    const size_t n = (size_t)s->m->unknowns;
    const Kernels *kernels = kernels_for(s->options.instructions);
    s->y = kernels->create_vector((sunindextype)n, s->context);
    s->yp = kernels->create_vector((sunindextype)n, s->context);
    s->weight = kernels->create_vector((sunindextype)n, s->context);
    s->scratch = kernels->create_vector((sunindextype)n, s->context);
    s->terminal = vector_window_create(first_of_terminal(s->m), 3, s->context);
    s->steers = kernels->create_vector((sunindextype)n, s->context);
    s->start = calloc(n, sizeof *s->start);
    s->step = calloc(n, sizeof *s->step);
    s->trial = calloc(n, sizeof *s->trial);
    s->kept = calloc(n, sizeof *s->kept);
    s->last = calloc(n, sizeof *s->last);
    const int vectors = s->y && s->yp && s->weight && s->scratch && s->terminal && s->steers;
    return vectors && s->start && s->step && s->trial && s->kept && s->last ? CELLSIM_OK : CELLSIM_IO;
}

/* What depends on the model's numbers, and the cell at rest. */
static Status take_model(Simulation *s, Error *e)
{
    const Status status = workspace_create(s->m, &s->work, e);
    if (status) return status;
    ida_fill_tolerances(s);
    ida_fill_untried(s);
    simulation_reset(s);
    return CELLSIM_OK;
}

Status simulation_create(const Model *m, const SimulationOptions *o, Simulation **out, Error *e)
{
    Simulation *s = *out = calloc(1, sizeof *s);
    if (!s) return error_memory(e);
    s->m = m;
    s->options = *o;
    Status status = linear_create(m, o->linear, o->instructions, &s->linear, e);
    if (!status && (create_context(s) || create_vectors(s))) status = error_memory(e);
    if (!status) status = take_model(s, e);
    if (!status) status = ida_create(s, e);
    if (!status) return CELLSIM_OK;
    simulation_free(s);
    *out = NULL;
    return status;
}

/* What a run leaves behind goes; what was created and fits every run stays. */
static void forget_run(Simulation *s)
{
    workspace_free(s->work);
    spectrum_mesh_free(s->spectra);
    *s = (Simulation){.linear = s->linear,
                      .context = s->context,
                      .ida = s->ida,
                      .matrix = s->matrix,
                      .solver = s->solver,
                      .newton = s->newton,
                      .y = s->y,
                      .yp = s->yp,
                      .weight = s->weight,
                      .steers = s->steers,
                      .scratch = s->scratch,
                      .terminal = s->terminal,
                      .start = s->start,
                      .step = s->step,
                      .trial = s->trial,
                      .kept = s->kept,
                      .last = s->last};
}

Status simulation_renew(Simulation *s, const Model *m, const SimulationOptions *o, int *fits, Error *e)
{
    *fits = s->options.linear == o->linear && s->options.instructions == o->instructions;
    const Status status = *fits ? linear_renew(s->linear, m, fits, e) : CELLSIM_OK;
    if (status || !*fits) return status;
    forget_run(s);
    s->m = m;
    s->options = *o;
    return take_model(s, e);
}

void simulation_free(Simulation *s)
{
    if (!s) return;
    if (s->ida) IDAFree(&s->ida);
    if (s->newton) SUNNonlinSolFree(s->newton);
    if (s->solver) SUNLinSolFree(s->solver);
    if (s->matrix) SUNMatDestroy(s->matrix);
    if (s->y) N_VDestroy(s->y);
    if (s->yp) N_VDestroy(s->yp);
    if (s->weight) N_VDestroy(s->weight);
    if (s->scratch) N_VDestroy(s->scratch);
    if (s->terminal) N_VDestroy(s->terminal);
    if (s->steers) N_VDestroy(s->steers);
    if (s->context) SUNContext_Free(&s->context);
    linear_free(s->linear);
    spectrum_mesh_free(s->spectra);
    workspace_free(s->work);
    free(s->start);
    free(s->step);
    free(s->trial);
    free(s->kept);
    free(s->last);
    free(s);
}

void simulation_reset(Simulation *s)
{
    model_rest_state(s->m, vector_data(s->y), vector_data(s->yp));
    s->t = s->known = 0;
    s->fresh = 1;
    s->counts = (SimulationCounts){0};
    s->current_error = 0;
    s->rested = counter_of(s);
}

/* --- results --------------------------------------------------------------------------------------------------- */

double simulation_time(const Simulation *s)
{
    return s->t;
}

const double *simulation_state(const Simulation *s)
{
    return vector_data(s->y);
}

const double *simulation_derivative(const Simulation *s)
{
    return vector_data(s->yp);
}

const Model *simulation_model(const Simulation *s)
{
    return s->m;
}

double simulation_excess(const Simulation *s)
{
    return s->excess;
}

double simulation_current_error(const Simulation *s)
{
    return s->current_error;
}

SimulationCounts simulation_counts(const Simulation *s)
{
    Simulation copy = *s;
    if (!copy.fresh) collect_counts(&copy);
    return copy.counts;
}

void simulation_archive(Simulation *s, Archive *a)
{
    const size_t bytes = (size_t)s->m->unknowns * sizeof(double);
    SimulationCounts counts = simulation_counts(s);
    int unknowns = s->m->unknowns;
    ARCHIVE(a, unknowns);
    if (archive_check(a, unknowns == s->m->unknowns)) return;
    archive_bytes(a, vector_data(s->y), bytes);
    archive_bytes(a, vector_data(s->yp), bytes);
    ARCHIVE(a, s->t);
    ARCHIVE(a, s->current_error);
    ARCHIVE(a, counts);
    linear_archive(s->linear, a);
    if (!a->restoring) return;
    s->counts = counts;
    s->fresh = 1;
    int sound = isfinite(s->t) && s->t >= 0;
    for (int k = 0; k < unknowns; k++) sound &= isfinite(simulation_state(s)[k]) != 0;
    archive_check(a, sound);
}

Status simulation_interpolate(Simulation *s, double t, double *V, double *I, double *Q, Error *e)
{
    if (t > s->t || t > s->known || IDAGetDky(s->ida, t, 0, s->terminal) != IDA_SUCCESS)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "t = %g s is outside the last step", t);
    const double *terminal = vector_data(s->terminal);
    *V = terminal[s->m->V - first_of_terminal(s->m)];
    *I = terminal[s->m->I - first_of_terminal(s->m)];
    *Q = terminal[s->m->Q - first_of_terminal(s->m)];
    return CELLSIM_OK;
}

Status simulation_interpolate_one(Simulation *s, double t, int unknown, double *out, Error *e)
{
    if (t > s->t || t > s->known || IDAGetDky(s->ida, t, 0, s->scratch) != IDA_SUCCESS)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "t = %g s is outside the last step", t);
    *out = N_VGetArrayPointer(s->scratch)[unknown];
    return CELLSIM_OK;
}
