#include "threads.h"

#include "worker.h"

#include <stdlib.h>

/* Workers in the order in which they were given work: rows are kept in that of the designs. */
typedef struct Ring {
    Ledger *ledger;
    Jobs *jobs;
    int workers, first, busy; /* busy ones follow the first */
    int dry;                  /* the ledger has nothing more */
    Worker *worker;
} Ring;

static Status keep(Ring *r, const Worker *w, Error *e)
{
    Status status = CELLSIM_OK;
    for (int k = 0; k < w->done && !status; k++) status = ledger_put(r->ledger, &w->row[k], e);
    if (!status && w->status) *e = w->e, status = w->status;
    return status ? status : ledger_settle(r->ledger, e);
}

/* Gives work to every worker that has none. */
static Status give(Ring *r, Error *e)
{
    Chunk chunk;
    while (r->busy < r->workers && !r->dry && !ledger_stopped(r->ledger)) {
        Worker *w = &r->worker[(r->first + r->busy) % r->workers];
        const Status status = ledger_take(r->ledger, CHUNK_DESIGNS, &chunk, e);
        if (status) return status;
        r->dry = !chunk.wanted;
        if (r->dry) break;
        worker_give(w, &chunk);
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
        if (!status) status = give(r, e);
    }
    while (r->busy > 0) wait_for_first(r);
    return status;
}

Status threads_work(Ledger *l, Error *e)
{
    Ring r = {.ledger = l};
    Status status = jobs_create(l->sweep->at_a_time, &r.jobs, e);
    const int threads = jobs_at_a_time(r.jobs), workers = threads > 1 ? 2 * threads : 1;
    r.worker = status ? NULL : calloc((size_t)workers, sizeof *r.worker);
    if (!status && !r.worker) status = error_memory(e);
    for (; r.workers < workers && !status; r.workers++) status = worker_begin(&r.worker[r.workers], l->sweep, e);
    if (!status) status = go_round(&r, e);
    for (int k = 0; k < r.workers; k++) worker_end(&r.worker[k]);
    free(r.worker);
    jobs_free(r.jobs);
    return status;
}
