/* Insertion: its unknowns, its state at rest, the integrator's view of it. */
#include "../kinetics.h"
#include "form.h"
#include "insertion.h"

#include <math.h>

static int unknowns(const Phase *phase, const Radial *radial)
{
    (void)phase;
    return radial->n + 2;
}

static void declare(Model *m, Pocket *k, double current)
{
    const int n = k->radial->n;
    k->theta = k->start;
    k->z = k->start + n;
    k->i = k->start + n + 1;
    for (int j = 0; j < n; j++) state_table_declare(&m->state, k->theta + j, FIELD_THETA, k->node, 1.0);
    state_table_declare(&m->state, k->z, FIELD_Z, k->node, 1.0);
    state_table_declare(&m->state, k->i, FIELD_CURRENT_DENSITY, k->node, current);
}

static double rest_potential(const Phase *phase)
{
    return form_potential(phase->isotherm, phase->theta0);
}

static void rest(const Pocket *k, double *y)
{
    for (int j = 0; j < k->radial->n; j++) y[k->theta + j] = k->phase->theta0;
    y[k->z] = isotherm_z_of_theta(k->phase->isotherm, k->phase->theta0);
}

static double guess(const Model *m, const Pocket *k, double i, double *y)
{
    IsothermPoint u;
    isotherm_eval(k->phase->isotherm, y[k->z], &u);
    y[k->i] = i;
    return re(u.U) + overpotential_guess(m->thermal_f, k->i0 * re(u.g), i);
}

static double held(const Pocket *k, const double *y)
{
    return form_mean(k->radial, y + k->theta);
}

static double surface(const Pocket *k, const double *y)
{
    return y[k->theta + k->radial->n - 1];
}

static int forms_at(const Pocket *k, const double *y, const double *bulk, FormState out[MAX_FORMS])
{
    *out = form_state(k, k->phase->isotherm, 1, held(k, y), y[k->z], y, bulk);
    out->i = y[k->i];
    return 1;
}

static void weigh(const Pocket *k, const Workspace *w, const double *y, double *weight)
{
    const IsothermPoint *at = workspace_surface(w, k->form);
    const double by = form_weight(at);
    (void)y;
    weight[k->z] *= form_weight_of_state(at);
    if (by > 1)
        for (int j = 0; j < k->radial->n; j++) weight[k->theta + j] *= by;
}

/* E-4 is the one row whose slope may change a hundredfold within a correction: a surface that is not on its isotherm costs
 * the integration more later than another correction does now. */
static int is_on_isotherm(const Pocket *k, const Workspace *w, const double *predicted, const double *correction,
                          const double *change)
{
    const int last = k->theta + k->radial->n - 1;
    return form_agrees(k->phase->isotherm, workspace_surface(w, k->form), predicted[k->z] + correction[k->z],
                       change[k->z], predicted[last] + correction[last]);
}

static int agrees(const Pocket *k, const Workspace *w, const double *predicted, const double *correction,
                  const double *change)
{
    return is_on_isotherm(k, w, predicted, correction, change) &&
           form_is_on_branch(k, k->phase->isotherm, k->i0, k->z, k->i, w, predicted, correction);
}

/* The surface put on its isotherm, what it held too much or too little spread over the shells below: where a particle is
 * nearly full or empty, the error of a step may have no state. */
static void settle(const Pocket *k, double *y)
{
    const int last = k->radial->n - 1;
    const double *w = k->radial->w;
    if (last == 0) return;
    const double theta = form_theta(k->phase->isotherm, y[k->z]), excess = y[k->theta + last] - theta;
    y[k->theta + last] = theta;
    for (int j = 0; j < last; j++) y[k->theta + j] += excess * w[last] / (1 - w[last]);
}

static double stride(const Pocket *k, const double *step)
{
    return fabs(step[k->z]);
}

static int is_curved(const Phase *phase)
{
    return !isotherm_constant_D(phase->isotherm);
}

const Host insertion_host = {
    .name = "insertion",
    .forms = 1,
    .unknowns = unknowns,
    .declare = declare,
    .evaluate = insertion_evaluate,
    .rows = insertion_rows,
    .derivatives = insertion_derivatives,
    .rest_potential = rest_potential,
    .rest = rest,
    .guess = guess,
    .held = held,
    .surface = surface,
    .forms_at = forms_at,
    .filling = form_filling,
    .weigh = weigh,
    .agrees = agrees,
    .settle = settle,
    .stride = stride,
    .is_curved = is_curved,
};
