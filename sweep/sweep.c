#include "sweep.h"

#include "../model/hash.h"
#include "../report/files.h"
#include "ranks.h"
#include "threads.h"
#include "worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    Status status = protocol_of(w->protocol, w->card, s->rate, &p, e);
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

Status sweep_run(const Sweep *s, Store *store, SweepCount *count, Error *e)
{
    Ledger l;
    Error unheard;
    Status status = ledger_begin(&l, s, store, count, e);
    if (status || count->before >= count->designs) return status;
    status = s->ranks ? ranks_lead(s->ranks, &l, e) : threads_work(&l, e);
    if (!status) status = ledger_commit(&l, e);
    else ledger_commit(&l, &unheard); /* what was whole before */
    count->stopped = ledger_stopped(&l) && count->before + count->run < count->designs;
    return status;
}
