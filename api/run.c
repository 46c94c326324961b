/* Runs: a card, a protocol, results in memory. */
#include "api.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Who may stop a run. Once asked to, it stays stopped. */
typedef struct Hooks {
    const cellsim_options *o;
    int stopped;
} Hooks;

static int ask_stop(void *context)
{
    Hooks *h = context;
    if (!h->stopped && h->o->stop) h->stopped = h->o->stop(h->o->context) != 0;
    return h->stopped;
}

static int ask_progress(double share, const char *what, void *context)
{
    Hooks *h = context;
    if (!h->stopped && h->o->progress) h->stopped = h->o->progress(share, what, h->o->context) != 0;
    return h->stopped;
}

/* The caller's options, of this version or another. */
static cellsim_status read_options(const cellsim_options *from, cellsim_options *o, cellsim_error *error)
{
    *o = (cellsim_options){0};
    if (!from) return CELLSIM_OK;
    if (from->size < offsetof(cellsim_options, rate))
        return api_misuse(error, "the options have no size", "options.size = sizeof options");
    const char *bytes = (const char *)from;
    for (size_t k = sizeof *o; k < from->size; k++)
        if (bytes[k])
            return api_misuse(error, "an option of a later version is set", "link that version of the library");
    memcpy(o, from, from->size < sizeof *o ? from->size : sizeof *o);
    if (o->tolerance == 0 || (o->tolerance >= 1e-12 && o->tolerance <= 0.1)) return CELLSIM_OK;
    return api_misuse(error, "the tolerance is out of range", "1e-12 to 0.1; 0: the default");
}

static RunOptions run_options(const cellsim_options *o, Hooks *hooks)
{
    enum { ALL = 1 << 30 };
    RunOptions out = {.simulation = simulation_defaults(), .progress = ask_progress, .progress_context = hooks};
    out.stop = ask_stop;
    out.stop_context = hooks;
    out.inside = o->inside;
    if (o->tolerance > 0) out.simulation.tolerance = o->tolerance;
    if (o->everything) out.selection = (SelectionOptions){ALL, ALL, ALL, ALL, ALL, 0, NULL};
    return out;
}

static void describe_run(const Run *r, cellsim_run_info *out)
{
    *out = (cellsim_run_info){.protocol = r->protocol,
                              .title = r->title,
                              .status = r->status,
                              .message = r->error.text,
                              .loading_mg_cm2 = r->loading > 0 ? 100 * r->loading : NAN,
                              .varies = r->varies,
                              .varied = r->varied,
                              .area_cm2 = 1e4 * r->area,
                              .one_C_A = r->one_C * r->area,
                              .unknowns = r->trust.unknowns,
                              .solver_steps = r->trust.steps,
                              .solve_s = r->solve_s,
                              .selection = run_is_selection(r)};
}

/* One run of the protocol, added to the results. */
static Status run_one(cellsim_card *c, const Protocol *p, const cellsim_options *o, Hooks *hooks, cellsim_results *r,
                      Error *e)
{
    CellSpec cell = {0};
    Run *run = &r->run[r->runs];
    Estimate *estimate = NULL;
    RunOptions options = run_options(o, hooks);
    options.variation = r->runs;
    options.rig = &c->rig;
    Status s = card_cell_of_run(c->card, p, r->runs, &cell, e);
    const double mass = s ? 0 : cell.electrode[POSITIVE].mass_loading;
    if (!s) s = run_chosen(&cell, p, mass, &options, run, o->estimates ? &estimate : NULL, e);
    if (!s) s = run_estimate_end(estimate, run, e);
    cell_spec_free(&cell);
    if (s) return run_free(run), s;
    if (run->status == CELLSIM_IO) return *e = run->error, r->runs++, CELLSIM_IO;
    describe_run(run, &r->info[r->runs]);
    return tables_create(run, &r->tables[r->runs++], e);
}

/* The worst that happened to any of them, and what it was. */
static Status worst_of(const cellsim_results *r, int planned, Error *e)
{
    Status worst = CELLSIM_OK;
    for (int k = 0; k < r->runs; k++) {
        if (r->run[k].status <= worst) continue;
        worst = r->run[k].status;
        *e = r->run[k].error;
    }
    if (worst || r->runs == planned) return worst;
    return error_set(e, CELLSIM_EARLY, NULL, 0, "stopped on request after %d of %d runs", r->runs, planned);
}

static void take_trust(const Card *card, cellsim_results *r)
{
    trust_items(&(Report){.card = card, .runs = r->runs, .run = r->run}, r->item);
    for (int k = 0; k < TRUST_ITEMS; k++) {
        const TrustItem *i = &r->item[k];
        r->trust[k] = (cellsim_trust){i->key, i->name, i->unit, i->meaning, i->value, i->limit, i->value > i->limit};
    }
}

static Status run_all(cellsim_card *c, const Protocol *p, const cellsim_options *o, cellsim_results *r, Error *e)
{
    const int planned = protocol_runs(p);
    const size_t n = (size_t)planned;
    Hooks hooks = {.o = o};
    r->run = calloc(n, sizeof *r->run);
    r->tables = calloc(n, sizeof *r->tables);
    r->info = calloc(n, sizeof *r->info);
    Status s = r->run && r->tables && r->info ? CELLSIM_OK : error_memory(e);
    for (int k = 0; k < planned && !s && !hooks.stopped; k++) s = run_one(c, p, o, &hooks, r, e);
    if (s) return s;
    take_trust(c->card, r);
    return worst_of(r, planned, e);
}

/* The card's targets for this protocol. */
static Status take_targets(const Card *card, const Protocol *p, cellsim_results *r, Error *e)
{
    const Target *t;
    const int targets = card_targets(card, &t);
    r->target = calloc((size_t)targets + 1, sizeof *r->target);
    if (!r->target) return error_memory(e);
    for (int k = 0; k < targets; k++)
        if (!strcmp(t[k].protocol, p->name)) r->target[r->targets++] = t[k];
    return CELLSIM_OK;
}

static Status run_protocol_of(cellsim_card *c, const Protocol *p, const cellsim_options *o, cellsim_results *r,
                              Error *e)
{
    Override *overrides = api_overrides(c->settings, c->setting);
    Status s = overrides ? protocols_refuse_idle(1, p, o->rate, c->settings, overrides, e) : error_memory(e);
    free(overrides);
    if (!s) s = take_targets(c->card, p, r, e);
    return s ? s : run_all(c, p, o, r, e);
}

/* `text`: of a protocol; NULL: it is named. */
static cellsim_status run(cellsim_card *c, const char *name, const char *text, const cellsim_options *options,
                          cellsim_results **out, cellsim_error *error)
{
    cellsim_options o;
    Protocol p = {0};
    Error e;
    if (!out) return api_misuse(error, "there is no place for the results", "give the address of a pointer");
    *out = NULL;
    if (!c || (!name && !text)) return api_misuse(error, "nothing to run", "give a card and a protocol");
    if (read_options(options, &o, error)) return CELLSIM_USAGE;
    error_clear(&e);
    cellsim_results *r = calloc(1, sizeof *r);
    Status s = r ? CELLSIM_OK : error_memory(&e);
    if (!s)
        s = text ? protocol_parse(text, c->library, c->card, o.rate, &p, &e)
                 : protocol_read(name, c->library, c->card, o.rate, &p, &e);
    if (!s) s = run_protocol_of(c, &p, &o, r, &e);
    protocol_free(&p);
    if (s == CELLSIM_OK || s == CELLSIM_EARLY || s == CELLSIM_SOLVER) *out = r;
    else cellsim_results_free(r);
    return api_give(error, &e, s);
}

cellsim_status cellsim_run(cellsim_card *card, const char *protocol, const cellsim_options *options,
                           cellsim_results **results, cellsim_error *error)
{
    return run(card, protocol, NULL, options, results, error);
}

cellsim_status cellsim_run_text(cellsim_card *card, const char *text, const cellsim_options *options,
                                cellsim_results **results, cellsim_error *error)
{
    return run(card, NULL, text, options, results, error);
}
