#include "../model/constants.h"
#include "clock.h"
#include "runner.h"
#include "soc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double count_leaves(int n, const Step *steps)
{
    double leaves = 0;
    for (int k = 0; k < n; k++)
        leaves += steps[k].step ? steps[k].count * count_leaves(steps[k].steps, steps[k].step) : 1;
    return leaves;
}

/* The kinds of steps that a list asks for, as bits. */
static int kinds_of(int n, const Step *steps)
{
    int kinds = 0;
    for (int k = 0; k < n; k++) kinds |= steps[k].step ? kinds_of(steps[k].steps, steps[k].step) : 1 << steps[k].kind;
    return kinds;
}

static int different_loadings(const Protocol *p)
{
    int different = 0;
    for (int k = 0; k < p->loadings; k++) {
        int j = 0;
        while (j < k && fabs(p->loading[j] - p->loading[k]) > 0) j++;
        different += j == k;
    }
    return different;
}

/* --- trust ------------------------------------------------------------------------------------------------------- */

/* Charge that an electrode gave off, from its inventories: guest, double layers, side reactions [C/m2]. */
static double given_off(const Model *m, RegionId r, const double *before, const double *now)
{
    const double reacted = FARADAY * (model_guest(m, r, before) - model_guest(m, r, now));
    const double layer = model_double_layer_charge(m, r, now) - model_double_layer_charge(m, r, before);
    const double lost = model_side_charge(m, r, before) - model_side_charge(m, r, now);
    return reacted + layer + lost;
}

/* What cannot be resolved of the charge on double layers [C/m2]: a balance of 1e-9 of it is ten times its round-off. */
static double blur(const Model *m, const double *y)
{
    const double positive = model_double_layer_charge(m, POSITIVE, y),
                 negative = model_double_layer_charge(m, NEGATIVE, y);
    return 1e-6 * (fabs(positive) + fabs(negative));
}

/* What every electrode gave off against the charge that passed (E-trust-1), and both against each other (E-trust-3). */
static void fill_balances(const Model *m, const double *before, const double *now, RunTrust *t)
{
    const double passed = now[m->Q] - before[m->Q], layers = blur(m, now);
    const double capacity = FARADAY * model_guest_capacity(m, POSITIVE) + layers;
    const double positive = given_off(m, POSITIVE, before, now);
    t->lithium_balance = t->charge_balance = fabs(positive - passed) / capacity;
    if (m->spec->half_cell) return;
    const double other = FARADAY * model_guest_capacity(m, NEGATIVE) + layers;
    const double negative = given_off(m, NEGATIVE, before, now);
    t->lithium_balance = fmax(t->lithium_balance, fabs(negative + passed) / other);
    t->charge_balance = fabs(positive + negative) / fmin(capacity, other);
}

static void fill_trust(Runner *r, const double *before)
{
    const Model *m = simulation_model(r->simulation);
    const double *now = simulation_state(r->simulation);
    const SimulationCounts c = simulation_counts(r->simulation);
    RunTrust *t = &r->run->trust;
    fill_balances(m, before, now, t);
    t->salt_balance = fabs(model_salt(m, now) / model_salt(m, before) - 1);
    t->current_error = simulation_current_error(r->simulation);
    t->mesh_error_mV = t->time_error_mV = t->mesh_error = t->time_error = NAN;
    t->steps = c.steps;
    t->residuals = c.residuals;
    t->jacobians = c.jacobians;
    t->error_test_failures = c.error_test_failures;
    t->newton_failures = c.newton_failures;
}

/* --- a whole run ---------------------------------------------------------------------------------------------------
 */

/* Sites per volume of active material: those per area, over the dense thickness loading / density. */
static double site_concentration(const CellSpec *spec)
{
    const Electrode *el = &spec->electrode[POSITIVE];
    double sites = 0; /* mol/m2 */
    for (int k = 0; k < el->phases; k++)
        sites += el->phase[k].volume_fraction * el->phase[k].c_max * spec->region[POSITIVE].thickness;
    return el->mass_loading > 0 ? sites * el->material_density / el->mass_loading : 0;
}

static void describe(const CellSpec *spec, const Protocol *p, double loading, Run *run)
{
    *run = (Run){.loading = loading,
                 .area = spec->area,
                 .one_C = spec->one_C,
                 .density = spec->electrode[POSITIVE].material_density,
                 .sites = site_concentration(spec),
                 .radius = spec->electrode[POSITIVE].phase[0].radius,
                 .diffusivity =
                     spec->electrode[POSITIVE].phase[0].surface_class ? 0 : spec->electrode[POSITIVE].phase[0].D,
                 .temperature = spec->temperature,
                 .half_cell = spec->half_cell,
                 .loadings = different_loadings(p),
                 .kinds = kinds_of(p->steps, p->step)};
    snprintf(run->cell, sizeof run->cell, "%s", spec->name);
    snprintf(run->protocol, sizeof run->protocol, "%s", p->name);
    snprintf(run->title, sizeof run->title, "%s", p->title);
    snprintf(run->figure, sizeof run->figure, "%s", p->figure);
    run->reports = reported_list(spec, run->reported);
    error_clear(&run->error);
}

static Status run_on(Runner *r, const Model *m, Error *e)
{
    const size_t bytes = (size_t)m->unknowns * sizeof(double);
    double *before = malloc(bytes);
    if (!before) return error_memory(e);
    memcpy(before, simulation_state(r->simulation), bytes);
    Status s = r->options->resume ? runner_resume(r, e) : CELLSIM_OK;
    const double clock = r->saved = wall_clock(), before_s = r->run->solve_s;
    if (!s) s = runner_steps(r, e);
    recorder_finish(&r->recorder);
    r->run->solve_s = before_s + wall_clock() - clock - r->recorder.sink_s;
    fill_trust(r, before);
    free(before);
    return s;
}

Status run_protocol(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *out, Error *e)
{
    Model *m = NULL;
    CellSpec begun = *spec; /* its isotherms and electrolyte are the caller's */
    Runner r = {.spec = &begun,
                .protocol = p,
                .options = o,
                .loading = loading,
                .run = out,
                .rate_key = NAN,
                .recorder = {.run = out, .options = o},
                .planned = count_leaves(p->steps, p->step),
                .cycle_at_rate = 1,
                .counted_cycle = -1};
    describe(spec, p, loading, out);
    if (!cursor_reaches(p->steps, p->step, 0))
        return error_set(e, CELLSIM_USAGE, p->file, 0, "repeats are nested deeper than %d levels", DEEPEST - 1);
    runner_fill_units(&r);
    selection_start(&r.recorder.selection, &o->selection);
    Status s = soc_begin(&begun, p, e);
    if (!s) s = model_create(&begun, &m, e);
    if (!s) s = simulation_create(m, &o->simulation, &r.simulation, e);
    if (!s) s = run_on(&r, m, e);
    selection_free(&r.recorder.selection);
    simulation_free(r.simulation);
    model_free(m);
    if (s) run_free(out);
    return s;
}
