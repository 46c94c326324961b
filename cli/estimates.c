/* Errors of runs are estimated while they and the next ones are under way. */
#include "session.h"

#include <stdlib.h>

Status session_pend(Session *s, Pending **out, Error *e)
{
    Pending **last = &s->pending;
    while (*last) last = &(*last)->next;
    *out = *last = calloc(1, sizeof **last);
    return *out ? CELLSIM_OK : error_memory(e);
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
        const Status one = run_estimate_end(oldest->estimate, oldest->run, status ? &later : e);
        s->pending = oldest->next;
        cell_spec_free(&oldest->cell);
        free(oldest);
        if (!status) status = one;
    }
    return status;
}
