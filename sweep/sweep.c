#include "sweep.h"

#include "../experiments/clock.h"
#include "../model/hash.h"
#include "../report/files.h"
#include "worker.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double COMMIT_S = 0.5; /* what a killed sweep loses at most, besides the designs under way */

/* --- before ---------------------------------------------------------------------------------------------------------- */

/* A number of the cell, at its low or its high end with all others at their middle or as the card has them. */
static Status try_input(Worker *w, int k, Error *e)
{
    const Sweep *s = w->sweep;
    const Input *in = &s->plan.design.input[k];
    const int n = s->overrides;
    Status status = CELLSIM_OK;
    w->override[n] = (Override){in->path, w->number[0]};
    for (int end = 0; end < 2; end++) {
        decimal_write(end ? in->high : in->low, w->number[0]);
        status = card_set(w->card, n + 1, w->override, e);
        if (status != CELLSIM_BAD_CARD && status != CELLSIM_USAGE) return status;
    }
    return status;
}

/* What is not known before the protocol is. */
static Status check_protocol(const Sweep *s, const Worker *w, uint64_t *fingerprint, Error *e)
{
    Override all[MOST_INPUTS + 1];
    Protocol p = {0};
    Status status = protocol_read(s->protocol, s->library, w->card, s->rate, &p, e);
    for (int k = 0; k < s->plan.design.inputs; k++) all[k] = (Override){s->plan.design.input[k].path, ""};
    if (!status) status = protocols_refuse_idle(1, &p, s->rate, s->plan.design.inputs, all, e);
    if (!status) status = protocols_refuse_idle(1, &p, NULL, s->overrides, s->override, e);
    if (!status && protocol_runs(&p) > 1) {
        error_set(e, CELLSIM_USAGE, NULL, 0, "%s is run at several loadings or values of its own", p.name);
        error_hint(e, "a sweep is of a protocol that is run once: vary them by --vary instead");
        status = CELLSIM_USAGE;
    }
    *fingerprint = p.fingerprint;
    for (int k = 0; k < s->plan.responses && !status; k++)
        if (strcmp(s->plan.response[k].target.protocol, p.name) != 0)
            status = error_set(e, CELLSIM_USAGE, NULL, 0, "the protocol %s is named %s", s->protocol, p.name);
    protocol_free(&p);
    return status;
}

static uint64_t hash_number(uint64_t h, double x)
{
    return hash_bytes(h, &x, sizeof x);
}

/* Everything that rows depend on; but for the number of points of a sequence, whose first ones stay. */
static uint64_t signature(const Sweep *s, const Card *card, uint64_t protocol)
{
    const Design *d = &s->plan.design;
    const uint64_t number[] = {
        card_fingerprint(card),        protocol, d->sample, d->seed, d->sample == SAMPLE_LHS ? d->count : 0,
        (uint64_t)s->simulation.linear};
    uint64_t h = hash_bytes(hash_text(HASH_START, CELLSIM_VERSION), number, sizeof number);
    h = hash_number(h, s->simulation.tolerance);
    for (int k = 0; k < d->inputs; k++) {
        const Input *in = &d->input[k];
        h = hash_number(hash_number(hash_text(h, in->path), in->low), in->high);
        h = hash_number(hash_number(h, in->logarithmic), in->points);
    }
    for (int k = 0; k < s->plan.responses; k++) h = hash_text(h, s->plan.response[k].column);
    return h;
}

static Status take_text(Sweep *s, const Card *card, Error *e)
{
    enum { MOST_BYTES = 8 << 20 };
    Text text = {0};
    const Status status = file_read(card_file(card), MOST_BYTES, &text, e);
    s->text = text.data;
    snprintf(s->name, sizeof s->name, "%s", card_name(card));
    s->plan.card = s->name;
    s->plan.file = s->card;
    s->plan.text = s->text;
    return status;
}

Status sweep_begin(Sweep *s, Error *e)
{
    Worker *w = calloc(1, sizeof *w);
    uint64_t protocol = 0;
    if (!w) return error_memory(e);
    Status status = worker_begin(w, s, e);
    if (!status) status = take_text(s, w->card, e);
    if (!status) status = check_protocol(s, w, &protocol, e);
    if (!status) s->plan.signature = signature(s, w->card, protocol);
    for (int k = 0; k < s->plan.design.inputs && !status; k++) status = try_input(w, k, e);
    worker_end(w);
    free(w);
    return status;
}

void sweep_end(Sweep *s)
{
    free(s->text);
    s->text = NULL;
}

/* --- all designs ----------------------------------------------------------------------------------------------------- */

typedef struct Ring {
    const Sweep *sweep;
    Store *store;
    SweepCount *count;
    Jobs *jobs;
    int workers, first, busy; /* busy ones follow the first */
    Worker *worker;
    uint64_t next; /* design that is looked at next */
    double committed, shown;
} Ring;

/* The next designs that are not there yet; none: `wanted` is 0. */
static Status find_work(Ring *r, Worker *w, Error *e)
{
    char done[WORK_DESIGNS];
    Status status = CELLSIM_OK;
    for (w->wanted = 0; w->wanted == 0 && r->next < r->count->designs && !status;) {
        const uint64_t left = r->count->designs - r->next;
        const int n = left < WORK_DESIGNS ? (int)left : WORK_DESIGNS;
        status = store_done(r->store, r->next, n, done, e);
        for (int k = 0; k < n && !status; k++)
            if (!done[k]) w->row[w->wanted++].design = r->next + (uint64_t)k;
        r->next += (uint64_t)n;
    }
    return status;
}

static void show(Ring *r)
{
    char what[64];
    const SweepCount *c = r->count;
    if (!r->sweep->progress || wall_clock() - r->shown < 0.1) return;
    r->shown = wall_clock();
    snprintf(what, sizeof what, "%" PRIu64 " of %" PRIu64 " designs", c->before + c->run, c->designs);
    r->sweep->progress((double)c->run / (double)(c->designs - c->before), what, r->sweep->progress_context);
}

static Status keep(Ring *r, const Worker *w, Error *e)
{
    Status status = CELLSIM_OK;
    for (int k = 0; k < w->done && !status; k++) {
        status = store_add(r->store, &w->row[k], e);
        r->count->run += !status;
        r->count->bad += !status && w->row[k].status != CELLSIM_OK;
    }
    if (!status && w->status) *e = w->e, status = w->status;
    if (status || wall_clock() - r->committed < COMMIT_S) return status;
    r->committed = wall_clock();
    return store_commit(r->store, e);
}

static int stopped(const Ring *r)
{
    return r->sweep->stop && r->sweep->stop(NULL);
}

/* Gives work to every worker that has none. */
static Status give(Ring *r, Error *e)
{
    while (r->busy < r->workers && r->next < r->count->designs && !stopped(r)) {
        Worker *w = &r->worker[(r->first + r->busy) % r->workers];
        const Status status = find_work(r, w, e);
        if (status || !w->wanted) return status;
        jobs_add(r->jobs, &w->job);
        r->busy++;
    }
    return CELLSIM_OK;
}

static Worker *wait_for_first(Ring *r)
{
    Worker *w = &r->worker[r->first];
    jobs_wait(r->jobs, &w->job);
    r->first = (r->first + 1) % r->workers;
    r->busy--;
    return w;
}

static Status go_round(Ring *r, Error *e)
{
    Status status = give(r, e);
    while (!status && r->busy > 0) {
        status = keep(r, wait_for_first(r), e);
        show(r);
        if (!status) status = give(r, e);
    }
    while (r->busy > 0) wait_for_first(r);
    if (!status) return store_commit(r->store, e);
    Error unheard;
    store_commit(r->store, &unheard); /* what was whole before */
    return status;
}

Status sweep_run(const Sweep *s, Store *store, SweepCount *count, Error *e)
{
    Ring r = {.sweep = s, .store = store, .count = count, .committed = wall_clock()};
    *count = (SweepCount){.designs = design_count(&s->plan.design)};
    Status status = store_count(store, &count->before, e);
    if (status || count->before >= count->designs) return status;
    status = jobs_create(s->at_a_time, &r.jobs, e);
    const int threads = jobs_at_a_time(r.jobs), workers = threads > 1 ? 2 * threads : 1;
    r.worker = status ? NULL : calloc((size_t)workers, sizeof *r.worker);
    if (!status && !r.worker) status = error_memory(e);
    for (; r.workers < workers && !status; r.workers++) status = worker_begin(&r.worker[r.workers], s, e);
    if (!status) status = go_round(&r, e);
    count->stopped = stopped(&r) && count->before + count->run < count->designs;
    for (int k = 0; k < r.workers; k++) worker_end(&r.worker[k]);
    free(r.worker);
    jobs_free(r.jobs);
    return status;
}
