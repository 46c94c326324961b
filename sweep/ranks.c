#include "ranks_private.h"

#include "../cards/module.h"
#include "../experiments/clock.h"
#include "worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double SILENCE_S = 600; /* rank 0 answers at once, but while SQLite waits for others or for the disk */
static const double FAREWELL_S = 10; /* for a bye, which comes between two steps of the solver */

/* --- who is there ---------------------------------------------------------------------------------------------------- */

/* mpirun of Open MPI, mpiexec of others and srun --mpi=pmi2, srun --mpi=pmix. */
static int processes(void)
{
    const char *open_mpi = getenv("OMPI_COMM_WORLD_SIZE"), *pmi = getenv("PMI_SIZE"),
               *step = getenv("PMIX_RANK") ? getenv("SLURM_STEP_NUM_TASKS") : NULL;
    const char *said = open_mpi ? open_mpi : pmi ? pmi : step;
    return said ? atoi(said) : 1;
}

static Status no_module(int count, const char *why, Error *e)
{
    error_set(e, CELLSIM_USAGE, NULL, 0, "%d processes are to share this sweep, and this cellsim cannot use MPI: %s",
              count, why);
    return error_hint(e, "build it where libopenmpi-dev is (meson setup -Dmpi=enabled) and install openmpi-bin; or run "
                         "cellsim once, in threads"),
           CELLSIM_USAGE;
}

Status ranks_begin(Ranks **out, Error *e)
{
    const int count = processes();
    char why[MODULE_WHY];
    *out = NULL;
    if (count <= 1) return CELLSIM_OK;
    Ranks *r = calloc(1, sizeof *r);
    if (!r) return error_memory(e);
    r->link = module_table(LINK_MODULE, LINK_SYMBOL, why);
    if (!r->link) return free(r), no_module(count, why, e);
    if (r->link->begin(&r->self, &r->count)) {
        free(r);
        error_set(e, CELLSIM_IO, NULL, 0, "MPI could not be started");
        return error_hint(e, "does mpirun -n 2 hostname work here?"), CELLSIM_IO;
    }
    if (r->count > 1) return *out = r, CELLSIM_OK;
    r->link->end(1); /* the environment was somebody else's */
    free(r);
    return CELLSIM_OK;
}

int ranks_self(const Ranks *r)
{
    return r ? r->self : 0;
}

/* The module stays: MPI cannot be unloaded safely. */
void ranks_end(Ranks *r)
{
    if (r && r->self == 0) ranks_part(r, 1);
    free(r);
}

/* --- messages -------------------------------------------------------------------------------------------------------- */

static int size_of(int kind)
{
    switch (kind) {
    case SAY_HELLO: return (int)sizeof(Hello);
    case SAY_ROW: return (int)sizeof(Answered);
    case SAY_CHUNK: return (int)sizeof(Chunk);
    case SAY_LEAVE: return (int)sizeof(int);
    default: return 0;
    }
}

int ranks_hear(Ranks *r, Message *m)
{
    if (!r->link->receive(&m->of, (int)sizeof m->of, &m->from, &m->kind, &m->size)) return 0;
    if (m->size != size_of(m->kind)) m->kind = -1;
    return 1;
}

void ranks_pause(double *pause)
{
    static const double SHORTEST_S = 20e-6, LONGEST_S = 500e-6;
    *pause = *pause <= 0 ? SHORTEST_S : *pause < LONGEST_S ? 2 * *pause : LONGEST_S;
    nanosleep(&(struct timespec){.tv_nsec = (long)(1e9 * *pause)}, NULL);
}

void ranks_part(Ranks *r, int wait)
{
    Message m;
    if (!r || r->parted) return;
    int left = r->count - 1 - r->byes;
    r->parted = 1;
    for (int k = 1; k < r->count; k++) r->link->send(k, SAY_END, NULL, 0);
    const double begun = wall_clock();
    for (double pause = 0; wait && left > 0 && wall_clock() - begun < FAREWELL_S;)
        if (ranks_hear(r, &m)) left -= m.kind == SAY_BYE;
        else ranks_pause(&pause);
    const int together = wait && left == 0;
    for (int k = 1; k < r->count; k++) r->link->send(k, SAY_LEAVE, &together, (int)sizeof together);
    r->link->end(together);
}

/* --- those that follow ----------------------------------------------------------------------------------------------- */

typedef struct Follower {
    Ranks *ranks;
    const Sweep *sweep;
    unsigned asked;
    int over;  /* rank 0 said so */
    int alone; /* rank 0 says nothing */
} Follower;

/* Between steps of the solver: another rank may have been faster with these designs. */
static int is_over(void *follower)
{
    enum { SELDOM = 64 }; /* asking takes longer than a small step */
    Follower *f = follower;
    Message m;
    if (!f->over && ++f->asked % SELDOM == 0 && ranks_hear(f->ranks, &m))
        f->over = 1; /* there is nothing else that it may say now */
    return f->over || (f->sweep->stop && f->sweep->stop(f->sweep->stop_context));
}

static Status await(Ranks *r, Message *m, Error *e)
{
    const double begun = wall_clock();
    for (double pause = 0; !ranks_hear(r, m); ranks_pause(&pause)) {
        if (wall_clock() - begun < SILENCE_S) continue;
        error_set(e, CELLSIM_IO, NULL, 0, "rank %d has heard nothing of rank 0 for %g s", r->self, SILENCE_S);
        return error_hint(e, "rank 0 may be dead; the same command goes on with its file"), CELLSIM_IO;
    }
    return CELLSIM_OK;
}

static void say_hello(Ranks *r, uint64_t signature, Status status, const Error *e)
{
    Hello h = {.signature = signature, .status = status};
    gethostname(h.host, sizeof h.host - 1);
    if (status && e->file[0]) snprintf(h.text, sizeof h.text, "%s:%d: %s", e->file, e->line, e->text);
    else if (status) snprintf(h.text, sizeof h.text, "%s", e->text);
    if (status) snprintf(h.hint, sizeof h.hint, "%s", e->hint);
    r->link->send(0, SAY_HELLO, &h, (int)sizeof h);
}

static void say_row(Ranks *r, const Row *row)
{
    Answered a = {.design = row->design, .status = row->status};
    memcpy(a.message, row->message, sizeof a.message);
    memcpy(a.answer, row->answer, sizeof a.answer);
    r->link->send(0, SAY_ROW, &a, (int)sizeof a);
}

/* Row by row, so that what a rank had done is kept when it dies. */
static Status run_chunk(Follower *f, Worker *w, const Chunk *c, Error *e)
{
    for (int k = 0; k < c->wanted; k++) {
        worker_give(w, &(Chunk){.wanted = 1, .design = {c->design[k]}});
        worker_work(w);
        if (w->status) return *e = w->e, w->status;
        if (!w->done) return CELLSIM_OK;
        say_row(f->ranks, &w->row[0]);
    }
    return CELLSIM_OK;
}

static Status run_chunks(Follower *f, Worker *w, Error *e)
{
    Message m;
    Status status = CELLSIM_OK;
    while (!status && !is_over(f)) {
        f->ranks->link->send(0, SAY_WANT, NULL, 0);
        status = await(f->ranks, &m, e);
        f->alone = status != CELLSIM_OK;
        if (!status && m.kind == SAY_CHUNK) status = run_chunk(f, w, &m.of.chunk, e);
        else f->over = 1;
    }
    return status;
}

/* Bye, and out once rank 0 has all of them. */
static Status leave(Ranks *r, Error *e)
{
    Message m = {.kind = SAY_END};
    Status status = CELLSIM_OK;
    r->link->send(0, SAY_BYE, NULL, 0);
    while (!status && m.kind != SAY_LEAVE) status = await(r, &m, e);
    r->link->end(!status && m.of.together);
    return status;
}

Status ranks_follow(Ranks *r, const Sweep *s, Status begun, Error *e)
{
    Follower f = {.ranks = r, .sweep = s};
    Sweep own = *s;
    own.stop = is_over;
    own.stop_context = &f;
    Worker *w = calloc(1, sizeof *w);
    Status status = begun ? begun : w ? worker_begin(w, &own, e) : error_memory(e);
    say_hello(r, s->plan.signature, status, e);
    if (!status) {
        status = run_chunks(&f, w, e);
        if (status && !f.alone) say_hello(r, s->plan.signature, status, e);
    }
    if (w) worker_end(w);
    free(w);
    if (!f.alone) return leave(r, e);
    r->link->end(0);
    return status;
}
