/* Errors of runs are estimated while the next ones are under way. */
#include "session.h"

#include <stdlib.h>

static void add(Session *s, Pending *p)
{
    Pending **last = &s->pending;
    while (*last) last = &(*last)->next;
    *last = p;
}

Status session_estimate(Session *s, CellSpec *cell, const Protocol *p, const RunOptions *o, Error *e)
{
    Pending *new = calloc(1, sizeof *new);
    if (!new) return cell_spec_free(cell), error_memory(e);
    new->cell = *cell;
    *cell = (CellSpec){0};
    add(s, new);
    const double mass = new->cell.electrode[POSITIVE].mass_loading;
    const Status status = run_estimate_begin(&new->cell, p, mass, o, &s->run[s->runs - 1], &new->estimate, e);
    return status ? status : session_settle(s, jobs_at_a_time(s->jobs) - 1, e);
}

static int length(const Pending *p)
{
    int n = 0;
    for (; p; p = p->next) n++;
    return n;
}

Status session_settle(Session *s, int left, Error *e)
{
    Error later;
    Status status = CELLSIM_OK;
    while (length(s->pending) > left) {
        Pending *oldest = s->pending;
        const Status one = run_estimate_end(oldest->estimate, status ? &later : e);
        s->pending = oldest->next;
        cell_spec_free(&oldest->cell);
        free(oldest);
        if (!status) status = one;
    }
    return status;
}
