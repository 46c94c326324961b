#include "ledger.h"

#include "../experiments/clock.h"

#include <inttypes.h>
#include <stdio.h>

static const double COMMIT_S = 0.5; /* what a killed sweep loses at most, besides the designs under way */
static const double SHOW_S = 0.1;

Status ledger_begin(Ledger *l, const Sweep *s, Store *store, SweepCount *count, Error *e)
{
    *l = (Ledger){.sweep = s, .store = store, .count = count, .committed = wall_clock()};
    *count = (SweepCount){.designs = design_count(&s->plan.design)};
    return store_count(store, &count->before, e);
}

int ledger_stopped(const Ledger *l)
{
    return l->sweep->stop && l->sweep->stop(l->sweep->stop_context);
}

Status ledger_take(Ledger *l, int most, Chunk *out, Error *e)
{
    char done[CHUNK_DESIGNS];
    Status status = CELLSIM_OK;
    if (most > CHUNK_DESIGNS) most = CHUNK_DESIGNS;
    for (out->wanted = 0; out->wanted == 0 && l->next < l->count->designs && !status;) {
        const uint64_t left = l->count->designs - l->next;
        const int n = left < (uint64_t)most ? (int)left : most;
        status = store_done(l->store, l->next, n, done, e);
        for (int k = 0; k < n && !status; k++)
            if (!done[k]) out->design[out->wanted++] = l->next + (uint64_t)k;
        l->next += (uint64_t)n;
    }
    return status;
}

static void show(Ledger *l)
{
    char what[64];
    const SweepCount *c = l->count;
    const double now = wall_clock();
    if (!l->sweep->progress || now - l->shown < SHOW_S) return;
    l->shown = now;
    snprintf(what, sizeof what, "%" PRIu64 " of %" PRIu64 " designs", c->before + c->run, c->designs);
    l->sweep->progress((double)c->run / (double)(c->designs - c->before), what, l->sweep->progress_context);
}

Status ledger_put(Ledger *l, const Row *row, Error *e)
{
    int added;
    const Status status = store_add(l->store, row, &added, e);
    if (status) return status;
    l->count->run += (uint64_t)added;
    l->count->bad += added && row->status != CELLSIM_OK;
    show(l);
    return CELLSIM_OK;
}

Status ledger_settle(Ledger *l, Error *e)
{
    const double now = wall_clock();
    if (now - l->committed < COMMIT_S) return CELLSIM_OK;
    l->committed = now;
    return ledger_commit(l, e);
}

Status ledger_commit(Ledger *l, Error *e)
{
    return store_commit(l->store, e);
}
