#include "worker.h"

#include "../report/answers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* What runs need to hold for the answers. */
static void plan_samples(Worker *w)
{
    const Plan *p = &w->sweep->plan;
    w->straight = INFINITY;
    for (int k = 0; k < p->responses; k++) {
        w->pin[k] = p->response[k].target.cycle;
        if (answer_needs_samples(&p->response[k].target)) w->straight = 0;
    }
}

Status worker_begin(Worker *w, const Sweep *s, Error *e)
{
    const int n = s->overrides;
    *w = (Worker){.sweep = s, .override = calloc((size_t)(n + MOST_INPUTS), sizeof *w->override)};
    if (!w->override) return error_memory(e);
    for (int k = 0; k < n; k++) w->override[k] = s->override[k];
    for (int k = 0; k < s->plan.design.inputs; k++)
        w->override[n + k] = (Override){s->plan.design.input[k].path, w->number[k]};
    plan_samples(w);
    w->job = (Job){.work = worker_work, .context = w};
    const Status status = card_read(s->card, s->library, n, s->override, &w->card, e);
    return status ? status : protocol_open(s->protocol, s->library, w->card, &w->protocol, e);
}

void worker_end(Worker *w)
{
    rig_free(&w->rig);
    protocol_close(w->protocol);
    card_free(w->card);
    free(w->override);
}

/* Puts values into the card; CELLSIM_BAD_CARD: it refuses them. */
static Status set_card(Worker *w, const double *value, CellSpec *cell, Error *e)
{
    const Sweep *s = w->sweep;
    for (int k = 0; k < s->plan.design.inputs; k++) decimal_write(value[k], w->number[k]);
    return card_set_bare(w->card, s->overrides + s->plan.design.inputs, w->override, cell, e);
}

/* The cell of the protocol's only run, where that is not as the card has it. */
static Status change_cell(const Worker *w, const Protocol *p, CellSpec *cell, Error *e)
{
    if (isnan(protocol_loading(p, 0)) && p->vary.values == 0) return CELLSIM_OK;
    cell_spec_free(cell);
    return card_cell_of_run(w->card, p, 0, cell, e);
}

static Status run_card(Worker *w, const double *value, Run *run, Error *e)
{
    const Sweep *s = w->sweep;
    RunOptions options = {.simulation = s->simulation,
                          .stop = s->stop,
                          .stop_context = s->stop_context,
                          .selection = {.pins = s->plan.responses, .pin = w->pin},
                          .straight = w->straight,
                          .rig = &w->rig};
    Protocol p = {0};
    CellSpec cell = {0};
    Status status = set_card(w, value, &cell, e);
    if (!status) status = protocol_of(w->protocol, w->card, s->rate, &p, e);
    if (!status) status = change_cell(w, &p, &cell, e);
    if (!status) status = run_chosen(&cell, &p, cell.electrode[POSITIVE].mass_loading, &options, run, NULL, e);
    cell_spec_free(&cell);
    protocol_free(&p);
    return status;
}

static Status take_answers(const Worker *w, const Run *run, Row *row, Error *e)
{
    Target target[MOST_RESPONSES];
    Answer answer[MOST_RESPONSES];
    const Plan *p = &w->sweep->plan;
    for (int k = 0; k < p->responses; k++) target[k] = p->response[k].target;
    const Status status = answers_evaluate(p->responses, target, 1, run, answer);
    for (int k = 0; k < p->responses && !status; k++) row->answer[k] = answer[k].simulated;
    return status == CELLSIM_IO ? error_memory(e) : CELLSIM_OK;
}

/* What ends a sweep is returned; what only a design suffers becomes its row. */
static Status run_design(Worker *w, Row *row)
{
    Run run = {0};
    Error *e = &w->e;
    error_clear(e);
    design_values(&w->sweep->plan.design, row->design, row->input);
    for (int k = 0; k < MOST_RESPONSES; k++) row->answer[k] = NAN;
    Status status = run_card(w, row->input, &run, e);
    row->status = status ? status : run.status;
    snprintf(row->message, sizeof row->message, "%s", status ? e->text : row->status ? run.error.text : "");
    if (!status && run.status != CELLSIM_IO) status = take_answers(w, &run, row, e);
    else if (!status) *e = run.error, status = CELLSIM_IO;
    run_free(&run);
    return status == CELLSIM_IO ? status : CELLSIM_OK;
}

void worker_give(Worker *w, const Chunk *c)
{
    w->wanted = c->wanted;
    for (int k = 0; k < c->wanted; k++) w->row[k].design = c->design[k];
}

void worker_work(void *worker)
{
    Worker *w = worker;
    const Sweep *s = w->sweep;
    w->done = 0;
    w->status = CELLSIM_OK;
    while (w->done < w->wanted) {
        w->status = run_design(w, &w->row[w->done]);
        if (w->status || (s->stop && s->stop(s->stop_context))) return; /* the last one may have been cut short */
        w->done++;
    }
}
