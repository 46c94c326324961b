/* The evolving host: its unknowns, its state at rest, the integrator's view of it. */
#include "../kinetics.h"
#include "evolving.h"
#include "form.h"

#include <math.h>
#include <stdlib.h>

void evolving_free(Evolving *e)
{
    if (!e) return;
    isotherm_free(e->crystal.isotherm);
    isotherm_free(e->rocksalt.isotherm);
    free(e);
}

static int unknowns(const Phase *phase, const Radial *radial)
{
    (void)phase;
    return radial->n + EVOLVING_TAIL;
}

static void declare(Model *m, Pocket *k, double current)
{
    static const FieldId field[EVOLVING_TAIL] = {[CONTENT_R] = FIELD_CONTENT,
                                                 [CONTENT_C] = FIELD_CONTENT,
                                                 [BOUND] = FIELD_CONTENT,
                                                 [SHARE_C] = FIELD_SHARE,
                                                 [SHARE_A] = FIELD_SHARE,
                                                 [SHARE_R] = FIELD_SHARE,
                                                 [Z_A] = FIELD_Z,
                                                 [Z_R] = FIELD_Z,
                                                 [Z_C] = FIELD_Z,
                                                 [RIPENING] = FIELD_RATE,
                                                 [CURRENT_A] = FIELD_CURRENT_DENSITY,
                                                 [CURRENT_R] = FIELD_CURRENT_DENSITY,
                                                 [CURRENT_C] = FIELD_CURRENT_DENSITY,
                                                 [CONVERSION] = FIELD_RATE,
                                                 [CURRENT] = FIELD_CURRENT_DENSITY};
    for (int j = 0; j < k->radial->n; j++) state_table_declare(&m->state, k->start + j, FIELD_CONTENT, k->node, 1.0);
    for (int j = 0; j < EVOLVING_TAIL; j++) {
        const double scale = field[j] == FIELD_RATE              ? k->per_current * current
                             : field[j] == FIELD_CURRENT_DENSITY ? current
                                                                 : 1;
        state_table_declare(&m->state, evolving_at(k, j), field[j], k->node, scale);
    }
    k->i = evolving_at(k, CURRENT);
}

static double rest_potential(const Phase *phase)
{
    return form_potential(phase->isotherm, phase->theta0);
}

static void rest(const Pocket *k, double *y)
{
    const Evolving *e = k->phase->evolving;
    const double U = rest_potential(k->phase), amorphous = 1 - e->crystal.share - e->rocksalt.share;
    double *u = y + evolving_at(k, 0);
    for (int j = 0; j < k->radial->n; j++) y[k->start + j] = amorphous * k->phase->theta0;
    for (int j = 0; j < EVOLVING_TAIL; j++) u[j] = 0;
    u[SHARE_A] = amorphous;
    u[SHARE_R] = e->rocksalt.share;
    u[SHARE_C] = e->crystal.share;
    u[Z_A] = isotherm_z_of_theta(k->phase->isotherm, k->phase->theta0);
    u[Z_R] = isotherm_z_of_potential(e->rocksalt.isotherm, U);
    u[Z_C] = isotherm_z_of_potential(e->crystal.isotherm, U);
    u[CONTENT_R] = u[SHARE_R] * e->rocksalt.full * form_theta(e->rocksalt.isotherm, u[Z_R]);
    u[CONTENT_C] = u[SHARE_C] * e->crystal.full * form_theta(e->crystal.isotherm, u[Z_C]);
}

/* The current through the form that there is most of. */
static double guess(const Model *m, const Pocket *k, double i, double *y)
{
    const Evolving *e = k->phase->evolving;
    const Isotherm *isotherm[] = {k->phase->isotherm, e->rocksalt.isotherm, e->crystal.isotherm};
    const double i0[] = {k->i0, e->rocksalt.i0, e->crystal.i0};
    double *u = y + evolving_at(k, 0);
    const double share[] = {u[SHARE_A], u[SHARE_R], u[SHARE_C]};
    int most = 0;
    for (int form = 1; form < 3; form++)
        if (share[form] > share[most]) most = form;
    IsothermPoint at;
    isotherm_eval(isotherm[most], u[Z_A + most], &at);
    u[CURRENT] = i;
    u[CURRENT_A + most] = i / share[most];
    return re(at.U) + overpotential_guess(m->thermal_f, i0[most] * re(at.g), u[CURRENT_A + most]);
}

static double held(const Pocket *k, const double *y)
{
    const double *u = y + evolving_at(k, 0);
    return form_mean(k->radial, y + k->start) + u[CONTENT_R] + u[CONTENT_C] + u[BOUND];
}

static double surface(const Pocket *k, const double *y)
{
    return form_theta(k->phase->isotherm, y[evolving_at(k, Z_A)]);
}

/* What is bound takes no part. Rocksalt and crystal are as full everywhere as at their surface. */
static int forms_at(const Pocket *k, const double *y, const double *bulk, FormState out[MAX_FORMS])
{
    const Evolving *e = k->phase->evolving;
    const double *u = y + evolving_at(k, 0);
    const double rocksalt = u[SHARE_R] * e->rocksalt.full, crystal = u[SHARE_C] * e->crystal.full;
    out[0] = form_state(k, k->phase->isotherm, u[SHARE_A], form_mean(k->radial, y + k->start), u[Z_A], y, bulk);
    out[1] = form_state(k, e->rocksalt.isotherm, rocksalt, u[CONTENT_R], u[Z_R], y, bulk);
    out[2] = form_state(k, e->crystal.isotherm, crystal, u[CONTENT_C], u[Z_C], y, bulk);
    for (int form = 0; form < 3; form++) out[form].i = u[CURRENT_A + form];
    for (int form = 1; form < 3; form++) out[form].mean = out[form].surface;
    return 3;
}

/* All rows of content, and E-evo-6, which stands for the currents in them. */
static double balance(const Pocket *k, const double *b)
{
    double sum = k->per_current * b[evolving_at(k, CURRENT)];
    for (int j = 0; j < k->radial->n; j++) sum += b[k->start + j];
    for (int place = CONTENT_R; place <= BOUND; place++) sum += b[evolving_at(k, place)];
    return sum;
}

static void absorb(const Pocket *k, double missing, double *x)
{
    x[evolving_at(k, BOUND)] += missing;
}

static const HostOutput output[] = {
    {"crystal", "1", "crystal", 0},   {"amorphous", "1", "amorphous", 0},
    {"rocksalt", "1", "rocksalt", 0}, {"worn_out", "1", "worn out", 0},
    {"bound", "1", "bound", 0},       {"rocksalt_capacity", "1", "rocksalt capacity", 0}};

static int outputs(const Phase *phase)
{
    (void)phase;
    return sizeof output / sizeof *output;
}

static HostOutput named(const Phase *phase, int which)
{
    (void)phase;
    return output[which];
}

static void report(const Pocket *k, const double *y, double *value)
{
    const Evolving *e = k->phase->evolving;
    const double *u = y + evolving_at(k, 0);
    value[0] = u[SHARE_C];
    value[1] = u[SHARE_A];
    value[2] = u[SHARE_R];
    value[3] = 1 - u[SHARE_C] - u[SHARE_A] - u[SHARE_R];
    value[4] = u[BOUND];
    const double rocksalt = u[SHARE_R] * e->rocksalt.full;
    value[5] = rocksalt / (rocksalt + u[SHARE_A] + u[SHARE_C] * e->crystal.full); /* of the sites that take part */
}

/* Contents count by the stoichiometry they stand for (E-15). */
static const double LEAST_SHARE = 1e-4;

static double content_weight(const IsothermPoint *at, double share)
{
    return form_weight(at) / fmax(share, LEAST_SHARE);
}

static void weigh(const Pocket *k, const Workspace *w, const double *y, double *weight)
{
    const Evolving *e = k->phase->evolving;
    const IsothermPoint *at[] = {workspace_surface(w, k->form), workspace_surface(w, k->form + 1),
                                 workspace_surface(w, k->form + 2)};
    const double *u = y + evolving_at(k, 0);
    double *tail = weight + evolving_at(k, 0);
    for (int j = 0; j < k->radial->n; j++) weight[k->start + j] *= content_weight(at[0], u[SHARE_A]);
    tail[CONTENT_R] *= content_weight(at[1], u[SHARE_R] * e->rocksalt.full);
    tail[CONTENT_C] *= content_weight(at[2], u[SHARE_C] * e->crystal.full);
    for (int form = 0; form < 3; form++) tail[Z_A + form] *= form_weight_of_state(at[form]);
}

static int agrees(const Pocket *k, const Workspace *w, const double *predicted, const double *correction,
                  const double *change)
{
    const Evolving *e = k->phase->evolving;
    const Isotherm *isotherm[] = {k->phase->isotherm, e->rocksalt.isotherm, e->crystal.isotherm};
    const int content[] = {k->start + k->radial->n - 1, evolving_at(k, CONTENT_R), evolving_at(k, CONTENT_C)};
    const int share[] = {evolving_at(k, SHARE_A), evolving_at(k, SHARE_R), evolving_at(k, SHARE_C)};
    const double full[] = {1, e->rocksalt.full, e->crystal.full}, i0[] = {k->i0, e->rocksalt.i0, e->crystal.i0};
    for (int form = 0; form < 3; form++) {
        const int z = evolving_at(k, Z_A + form);
        const double amount = full[form] * (predicted[share[form]] + correction[share[form]]);
        if (!form_agrees(isotherm[form], workspace_surface(w, k->form + form), predicted[z] + correction[z], change[z],
                         (predicted[content[form]] + correction[content[form]]) / amount))
            return 0;
        if (!form_is_on_branch(k, isotherm[form], i0[form], z, evolving_at(k, CURRENT_A + form), w, predicted,
                               correction))
            return 0;
    }
    return 1;
}

/* Contents put on the isotherms of their states; what that changes is bound guest, so that all of it stays the same. Where less than
 * none would be bound contents stay as they are. */
static void settle(const Pocket *k, double *y)
{
    const Evolving *e = k->phase->evolving;
    double *u = y + evolving_at(k, 0), *surface_shell = y + k->start + k->radial->n - 1;
    const double before = held(k, y), shell = *surface_shell, rocksalt = u[CONTENT_R], crystal = u[CONTENT_C];
    *surface_shell = u[SHARE_A] * form_theta(k->phase->isotherm, u[Z_A]);
    u[CONTENT_R] = u[SHARE_R] * e->rocksalt.full * form_theta(e->rocksalt.isotherm, u[Z_R]);
    u[CONTENT_C] = u[SHARE_C] * e->crystal.full * form_theta(e->crystal.isotherm, u[Z_C]);
    const double bound = u[BOUND] + before - held(k, y);
    if (bound >= 0) {
        u[BOUND] = bound;
        return;
    }
    *surface_shell = shell;
    u[CONTENT_R] = rocksalt;
    u[CONTENT_C] = crystal;
}

static double stride(const Pocket *k, const double *step)
{
    const double *u = step + evolving_at(k, 0);
    return fmax(fabs(u[Z_A]), fmax(fabs(u[Z_R]), fabs(u[Z_C])));
}

const Host evolving_host = {
    .name = "evolving",
    .forms = 3,
    .unknowns = unknowns,
    .declare = declare,
    .evaluate = evolving_evaluate,
    .rows = evolving_rows,
    .derivatives = evolving_derivatives,
    .rest_potential = rest_potential,
    .rest = rest,
    .guess = guess,
    .held = held,
    .surface = surface,
    .forms_at = forms_at,
    .filling = form_filling,
    .balance = balance,
    .absorb = absorb,
    .outputs = outputs,
    .named = named,
    .report = report,
    .weigh = weigh,
    .agrees = agrees,
    .settle = settle,
    .stride = stride,
};
