#include "ranks_private.h"

#include "worker.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Designs that a rank was given and that have no row yet. */
typedef struct Slot {
    Chunk left;
    uint64_t turn; /* when it was given: the lower, the longer ago */
} Slot;

typedef struct Lead {
    Ranks *ranks;
    Ledger *ledger;
    Slot *slot; /* of every rank */
    uint64_t turn;
    int copied;  /* chunks were given twice */
    Sweep sweep; /* of the thread in which rank 0 runs designs, as all below */
    Worker *worker;
    Jobs *jobs;
    Job job;
    int given;
    atomic_int busy, over;
} Lead;

/* --- designs --------------------------------------------------------------------------------------------------------- */

/* Fewer towards the end, so that all ranks come to theirs together. */
static int chunk_size(const Lead *l)
{
    enum { CHUNKS_OF_A_RANK = 4 };
    const uint64_t left = l->ledger->count->designs - l->ledger->next;
    const uint64_t share = left / (CHUNKS_OF_A_RANK * (uint64_t)l->ranks->count);
    return share < 1 ? 1 : share > CHUNK_DESIGNS ? CHUNK_DESIGNS : (int)share;
}

/* The chunk that has waited for its rows the longest, NULL: none does. */
static Slot *oldest(const Lead *l)
{
    Slot *found = NULL;
    for (int k = 0; k < l->ranks->count; k++)
        if (l->slot[k].left.wanted && (!found || l->slot[k].turn < found->turn)) found = &l->slot[k];
    return found;
}

/* New designs for a rank; where there are none, those that others have not answered yet, and may never. */
static Status fill_slot(Lead *l, Slot *slot, Error *e)
{
    const Status status = ledger_take(l->ledger, chunk_size(l), &slot->left, e);
    Slot *from = status || slot->left.wanted ? NULL : oldest(l);
    if (from) {
        slot->left = from->left;
        from->turn = ++l->turn; /* the next one to ask gets another */
        l->copied = 1;
    }
    slot->turn = ++l->turn;
    return status;
}

static void strike(Chunk *c, uint64_t design)
{
    int kept = 0;
    for (int k = 0; k < c->wanted; k++)
        if (c->design[k] != design) c->design[kept++] = c->design[k];
    c->wanted = kept;
}

static Status keep(Lead *l, int from, const Row *row, Error *e)
{
    if (!l->copied) strike(&l->slot[from].left, row->design);
    for (int k = 0; k < l->ranks->count && l->copied; k++) strike(&l->slot[k].left, row->design);
    return ledger_put(l->ledger, row, e);
}

/* --- rank 0's own ---------------------------------------------------------------------------------------------------- */

static int is_over(void *lead)
{
    Lead *l = lead;
    return atomic_load(&l->over) || ledger_stopped(l->ledger);
}

static void work(void *lead)
{
    Lead *l = lead;
    worker_work(l->worker);
    atomic_store(&l->busy, 0);
}

/* Takes the rows of the thread once it is done. */
static Status take_own(Lead *l, Error *e)
{
    Worker *w = l->worker;
    Status status = CELLSIM_OK;
    if (!l->given) return status;
    jobs_wait(l->jobs, &l->job);
    l->given = 0;
    for (int k = 0; k < w->done && !status; k++) status = keep(l, 0, &w->row[k], e);
    if (!status && w->status) *e = w->e, status = w->status;
    return status;
}

static Status give_own(Lead *l, Error *e)
{
    if (atomic_load(&l->busy)) return CELLSIM_OK;
    Status status = take_own(l, e);
    if (!status) status = fill_slot(l, &l->slot[0], e);
    if (status || !l->slot[0].left.wanted) return status;
    worker_give(l->worker, &l->slot[0].left);
    l->given = 1;
    atomic_store(&l->busy, 1);
    jobs_add(l->jobs, &l->job);
    return CELLSIM_OK;
}

/* --- the others' ----------------------------------------------------------------------------------------------------- */

static Status greet(const Lead *l, int from, const Hello *h, Error *e)
{
    if (h->status) {
        error_set(e, h->status, NULL, 0, "rank %d on %.63s: %.400s", from, h->host, h->text);
        if (h->hint[0]) error_hint(e, "%s", h->hint);
        return h->status;
    }
    if (h->signature == l->ledger->sweep->plan.signature) return CELLSIM_OK;
    error_set(e, CELLSIM_USAGE, NULL, 0, "rank %d on %.63s has another card, protocol or version than rank 0", from,
              h->host);
    return error_hint(e, "every machine needs the same cellsim and the same files"), CELLSIM_USAGE;
}

static Status give(Lead *l, int to, Error *e)
{
    Slot *slot = &l->slot[to];
    const Status status = fill_slot(l, slot, e);
    if (!status && slot->left.wanted) l->ranks->link->send(to, SAY_CHUNK, &slot->left, (int)sizeof slot->left);
    return status;
}

static Status take(Lead *l, int from, const Answered *a, Error *e)
{
    Row row = {.design = a->design, .status = a->status};
    design_values(&l->ledger->sweep->plan.design, row.design, row.input);
    memcpy(row.message, a->message, sizeof row.message);
    memcpy(row.answer, a->answer, sizeof row.answer);
    return keep(l, from, &row, e);
}

static Status heed(Lead *l, const Message *m, Error *e)
{
    switch (m->kind) {
    case SAY_HELLO: return greet(l, m->from, &m->of.hello, e);
    case SAY_WANT: return give(l, m->from, e);
    case SAY_ROW: return take(l, m->from, &m->of.row, e);
    case SAY_BYE: return l->ranks->byes++, CELLSIM_OK;
    default: return error_set(e, CELLSIM_USAGE, NULL, 0, "rank %d runs another version of cellsim", m->from);
    }
}

/* --- all of it ------------------------------------------------------------------------------------------------------- */

static int complete(const Lead *l)
{
    return l->ledger->next >= l->ledger->count->designs && !oldest(l);
}

static Status go_on(Lead *l, Error *e)
{
    Message m;
    Status status = CELLSIM_OK;
    double pause = 0;
    while (!status && !ledger_stopped(l->ledger)) {
        status = give_own(l, e);
        if (!status) status = ledger_settle(l->ledger, e);
        if (status || complete(l)) break;
        if (ranks_hear(l->ranks, &m)) status = heed(l, &m, e), pause = 0;
        else ranks_pause(&pause);
    }
    return status;
}

static Status begin(Lead *l, Error *e)
{
    l->sweep = *l->ledger->sweep;
    l->sweep.stop = is_over;
    l->sweep.stop_context = l;
    l->job = (Job){.work = work, .context = l};
    l->slot = calloc((size_t)l->ranks->count, sizeof *l->slot);
    l->worker = calloc(1, sizeof *l->worker);
    if (!l->slot || !l->worker) return error_memory(e);
    const Status status = worker_begin(l->worker, &l->sweep, e);
    return status ? status : jobs_create(2, &l->jobs, e); /* this one, which listens, and that one */
}

Status ranks_lead(Ranks *r, Ledger *ledger, Error *e)
{
    Lead l = {.ranks = r, .ledger = ledger};
    Error unheard;
    Status status = begin(&l, e);
    if (!status) status = go_on(&l, e);
    atomic_store(&l.over, 1);
    const Status last = take_own(&l, status ? &unheard : e);
    if (!status) status = last;
    jobs_free(l.jobs);
    if (l.worker) worker_end(l.worker);
    free(l.worker);
    free(l.slot);
    return status;
}
