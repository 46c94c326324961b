#include "targets.h"

#include "../experiments/run.h"
#include "../report/answers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PROTOCOLS = 32, MOST_RUNS = 64 };

struct FitTargets {
    int targets, protocols;
    const Target *target; /* of the card */
    Protocol protocol[MOST_PROTOCOLS];
    Answer *answer; /* owned */
};

static int has_protocol(const FitTargets *t, const char *name)
{
    for (int k = 0; k < t->protocols; k++)
        if (!strcmp(t->protocol[k].name, name)) return 1;
    return 0;
}

static Status add_target(FitTargets *t, const Card *card, const char *library, int k, FitData *file, Error *e)
{
    const Target *target = &t->target[k];
    const double tolerance = fabs(target->value) * target->tolerance_percent / 100;
    if (!(tolerance > 0))
        return error_set(e, CELLSIM_BAD_CARD, NULL, target->line, "target %s has no tolerance to be weighted by",
                         target->id);
    file->point[file->points++] = (FitPoint){k, target->value / tolerance, NAN, tolerance, FIT_TARGET, 0};
    if (has_protocol(t, target->protocol)) return CELLSIM_OK;
    if (t->protocols == MOST_PROTOCOLS)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "more than %d protocols", MOST_PROTOCOLS);
    const Status s = protocol_read(target->protocol, library, card, NULL, &t->protocol[t->protocols], e);
    t->protocols += !s;
    return s;
}

Status fit_targets_open(const Card *card, const char *library, FitTargets **out, FitData *file, Error *e)
{
    FitTargets *t = *out = calloc(1, sizeof *t);
    *file = (FitData){.name = "targets", .path = "the card's targets", .area = NAN, .noise = {NAN, NAN, NAN, NAN}};
    if (!t) return error_memory(e);
    t->targets = card_targets(card, &t->target);
    if (t->targets == 0) {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the card has no targets");
        return error_hint(e, "docs/cards.md describes them; or give measured data with --with"), CELLSIM_BAD_CARD;
    }
    t->answer = calloc((size_t)t->targets, sizeof *t->answer);
    file->point = calloc((size_t)t->targets, sizeof *file->point);
    if (!t->answer || !file->point) return error_memory(e);
    Status s = CELLSIM_OK;
    for (int k = 0; k < t->targets && !s; k++) s = add_target(t, card, library, k, file, e);
    return s;
}

void fit_targets_free(FitTargets *t)
{
    if (!t) return;
    for (int k = 0; k < t->protocols; k++) protocol_free(&t->protocol[k]);
    free(t->answer);
    free(t);
}

static Status run_one(const FitProblem *q, const Protocol *p, int which, Run *run, Error *e)
{
    CellSpec cell = {0};
    const RunOptions o = {
        .simulation = q->simulation, .stop = q->stop, .stop_context = q->stop_context, .variation = which};
    Status s = card_cell_of_run(q->card, p, which, &cell, e);
    if (!s) s = run_protocol(&cell, p, cell.electrode[POSITIVE].mass_loading, &o, run, e);
    cell_spec_free(&cell);
    return s;
}

static Status answer(const FitProblem *q, FitTargets *t, int runs, const Run *run, Error *e)
{
    Status s = answers_evaluate(t->targets, t->target, runs, run, t->answer);
    if (s) return error_set(e, s, NULL, 0, "the targets cannot be evaluated");
    for (int k = 0; k < q->points; k++) {
        FitPoint *p = q->point[k];
        p->model = t->answer[(int)p->at].simulated / p->scale;
        if (isfinite(p->model)) continue;
        error_set(e, CELLSIM_BAD_CARD, NULL, t->target[(int)p->at].line, "target %s is not measured by this card",
                  t->target[(int)p->at].id);
        return error_hint(e, "cellsim targets CARD shows why; begin from other numbers with --set"), CELLSIM_BAD_CARD;
    }
    return CELLSIM_OK;
}

Status fit_targets_simulate(FitProblem *q, Error *e)
{
    FitTargets *t = q->context;
    Run *run = calloc(MOST_RUNS, sizeof *run);
    Status s = run ? CELLSIM_OK : error_memory(e);
    int runs = 0;
    for (int k = 0; k < t->protocols && !s; k++) {
        const Protocol *p = &t->protocol[k];
        for (int j = 0; j < protocol_runs(p) && !s; j++) {
            if (runs == MOST_RUNS) s = error_set(e, CELLSIM_USAGE, NULL, 0, "more than %d runs", MOST_RUNS);
            else if (!(s = run_one(q, p, j, &run[runs], e))) runs++;
        }
    }
    if (!s && q->stop && q->stop(q->stop_context)) s = error_set(e, CELLSIM_EARLY, NULL, 0, "stopped on request");
    if (!s) s = answer(q, t, runs, run, e);
    for (int k = 0; k < runs; k++) run_free(&run[k]);
    free(run);
    return s;
}
