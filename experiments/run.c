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

/* Charge that side reactions of an electrode gave off [C/m2]. */
static double lost(const Model *m, RegionId r, const double *before, const double *now)
{
    return model_side_charge(m, r, before) - model_side_charge(m, r, now);
}

/* Charge that an electrode gave off, from its inventories: guest, double layers, side reactions [C/m2]. */
static double given_off(const Model *m, RegionId r, const double *before, const double *now)
{
    const double reacted = FARADAY * (model_guest(m, r, before) - model_guest(m, r, now));
    const double layer = model_double_layer_charge(m, r, now) - model_double_layer_charge(m, r, before);
    return reacted + layer + lost(m, r, before, now);
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

/* Charge that the double layers of an electrode, or of the foil (NEGATIVE of a half cell), gave to the pores [C/m2]. */
static double layer_gave(const Model *m, RegionId r, const double *before, const double *now)
{
    const double foil = m->spec->half_cell && r == NEGATIVE ? m->spec->foil.double_layer : 0;
    const int phi_e = m->node[0].phi_e;
    return model_double_layer_charge(m, r, now) - model_double_layer_charge(m, r, before) -
           foil * (now[phi_e] - before[phi_e]);
}

/* Charge that the reactions of an ion gave to the pores [C/m2]. */
static double released(const Model *m, int ion, const double *before, const double *now)
{
    const int foil = m->spec->half_cell && m->foil_ion.ion == ion;
    const double by_foil = foil ? before[m->Q] - now[m->Q] - layer_gave(m, NEGATIVE, before, now) : 0;
    return by_foil + model_reacted(m, ion, before) - model_reacted(m, ion, now);
}

/* Dilute ions: the worst amount that no reaction or double layer explains, per amount of salt (E-trust-2). The ion that
 * follows is what double layers take. */
static double dilute_balance(const Model *m, const double *before, const double *now)
{
    double worst = 0, salt = 0, followed = 0;
    for (RegionId r = NEGATIVE; r < REGIONS; r++) followed += layer_gave(m, r, before, now) / FARADAY;
    for (int k = 0; k < m->carried; k++) {
        const int z = electrolyte_ion(m->spec->electrolyte, k)->charge;
        const double gained = model_ion(m, k, now) - model_ion(m, k, before);
        salt += 0.5 * abs(z) * model_ion(m, k, before);
        followed += z * gained;
        worst = fmax(worst, fabs(gained - released(m, k, before, now) / (z * FARADAY)));
    }
    return fmax(worst, fabs(followed)) / salt;
}

static double ion_balance(const Model *m, const double *before, const double *now)
{
    if (m->carried == 0) return 0;
    if (electrolyte_is_absolute(m->spec->electrolyte)) return dilute_balance(m, before, now);
    return fabs(model_ion(m, 0, now) / model_ion(m, 0, before) - 1);
}

static void fill_trust(Runner *r, const double *before)
{
    const Model *m = simulation_model(r->simulation);
    const double *now = simulation_state(r->simulation);
    const SimulationCounts c = simulation_counts(r->simulation);
    RunTrust *t = &r->run->trust;
    fill_balances(m, before, now, t);
    t->salt_balance = ion_balance(m, before, now);
    t->current_error = simulation_current_error(r->simulation);
    t->mesh_error_mV = t->time_error_mV = t->mesh_error = t->time_error = NAN;
    t->unknowns = m->unknowns;
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

static void describe(const CellSpec *spec, const Protocol *p, double loading, int variation, Run *run)
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
    run->reference = spec->reference.present;
    if (spec->half_cell) memcpy(run->metal, spec->foil.metal, sizeof run->metal);
    run->ions = electrolyte_ions(spec->electrolyte);
    run->reservoir = run->ions > 0 && spec->reservoir.volume > 0;
    for (int k = 0; k < run->ions; k++)
        memcpy(run->ion[k], electrolyte_ion(spec->electrolyte, k)->name, sizeof run->ion[k]);
    snprintf(run->cell, sizeof run->cell, "%s", spec->name);
    snprintf(run->protocol, sizeof run->protocol, "%s", p->name);
    snprintf(run->title, sizeof run->title, "%s", p->title);
    run->varied = p->vary.values ? p->vary.value[variation] : NAN;
    snprintf(run->varies, sizeof run->varies, "%.63s", protocol_varies(p));
    snprintf(run->figure, sizeof run->figure, "%s", p->figure);
    run->reports = reported_list(spec, run->reported);
    error_clear(&run->error);
}

static Status run_on(Runner *r, const Model *m, Error *e)
{
    const size_t bytes = (size_t)m->unknowns * sizeof(double);
    double *before = malloc(bytes);
    if (!before) return error_memory(e);
    r->recorder.inside.unknowns = r->options->inside ? m->unknowns : 0;
    memcpy(before, simulation_state(r->simulation), bytes);
    reported_values(m, r->run->reports, r->run->reported, before, r->run->reported_at_start);
    Status s = r->options->resume ? runner_resume(r, e) : CELLSIM_OK;
    const double clock = r->saved = wall_clock(), before_s = r->run->solve_s;
    if (!s) s = runner_steps(r, e);
    if (!s) s = recorder_finish(&r->recorder, m, e);
    r->run->solve_s = before_s + wall_clock() - clock - r->recorder.sink_s;
    fill_trust(r, before);
    free(before);
    return s;
}

Status run_protocol(const CellSpec *spec, const Protocol *p, double loading, const RunOptions *o, Run *out, Error *e)
{
    Model *m = NULL;
    Rig none = {0}, *rig = o->rig ? o->rig : &none;
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
    describe(spec, p, loading, o->variation, out);
    if (!cursor_reaches(p->steps, p->step, 0))
        return error_set(e, CELLSIM_USAGE, p->file, 0, "repeats are nested deeper than %d levels", DEEPEST - 1);
    runner_fill_units(&r);
    selection_start(&r.recorder.selection, &o->selection);
    Status s = soc_begin(&begun, p, e);
    if (!s) s = rig_take(rig, &begun, &o->simulation, &m, &r.simulation, e);
    if (!s) s = run_on(&r, m, e);
    selection_free(&r.recorder.selection);
    inside_free(&r.recorder.inside);
    if (r.simulation) rig_put(rig, m, r.simulation);
    rig_free(&none);
    if (s) run_free(out);
    return s;
}
