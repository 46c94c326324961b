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
    const Target *target[MAX_TARGETS]; /* of the card */
    Protocol protocol[MOST_PROTOCOLS];
    int taken[MAX_TARGETS]; /* 1: a run of this simulation answers it */
};

/* --- which --------------------------------------------------------------------------------------------------------- */

static int was_fitted(const Target *t, int parameters, const FitParameter *p)
{
    for (int k = 0; k < t->fitteds; k++)
        for (int j = 0; j < parameters; j++)
            if (parameter_has_place(&p[j], t->fitted[k])) return 1;
    return 0;
}

static int is_new(int parameters, const FitParameter *p, const Target *t)
{
    for (int k = 0; k < parameters; k++)
        if (parameter_has_place(&p[k], t->fitted[0])) return 0;
    return 1;
}

Status fit_targets_parameters(const Card *card, FitParameter *p, int *parameters, Error *e)
{
    const Target *target;
    const int n = card_targets(card, &target);
    Status s = CELLSIM_OK;
    *parameters = 0;
    for (int k = 0; k < n && !s && *parameters < MOST_FREE; k++) {
        char text[MOST_FITTED * sizeof target->fitted[0]] = "";
        if (target[k].fitteds == 0 || !is_new(*parameters, p, &target[k])) continue;
        for (int j = 0; j < target[k].fitteds; j++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", j ? "," : "", target[k].fitted[j]);
        s = parameter_read(text, card, &p[(*parameters)++], e);
    }
    if (s || *parameters) return s;
    error_set(e, CELLSIM_USAGE, NULL, 0, "no target of the card says what was fitted to it");
    return error_hint(e, "say what is free: --free PATH, as of --set; or fitted = [\"PATH\"] of targets"), CELLSIM_USAGE;
}

/* --- reading ------------------------------------------------------------------------------------------------------- */

static int has_protocol(const FitTargets *t, const char *name)
{
    for (int k = 0; k < t->protocols; k++)
        if (!strcmp(t->protocol[k].name, name)) return 1;
    return 0;
}

static Status add_target(FitTargets *t, const Card *card, const char *library, const Target *target, FitData *file,
                         Error *e)
{
    const double tolerance = fabs(target->value) * target->tolerance_percent / 100;
    if (!(tolerance > 0))
        return error_set(e, CELLSIM_BAD_CARD, NULL, target->line, "target %s has no tolerance to be weighted by",
                         target->id);
    file->point[file->points++] =
        (FitPoint){t->targets, target->value / tolerance, NAN, tolerance, FIT_TARGET, 0};
    t->target[t->targets++] = target;
    if (has_protocol(t, target->protocol)) return CELLSIM_OK;
    if (t->protocols == MOST_PROTOCOLS)
        return error_set(e, CELLSIM_USAGE, NULL, 0, "more than %d protocols", MOST_PROTOCOLS);
    const Status s = protocol_read(target->protocol, library, card, NULL, &t->protocol[t->protocols], e);
    t->protocols += !s;
    return s;
}

Status fit_targets_open(const Card *card, const char *library, int parameters, const FitParameter *p, FitTargets **out,
                        FitData *file, Error *e)
{
    const Target *target;
    const int n = card_targets(card, &target);
    FitTargets *t = *out = calloc(1, sizeof *t);
    *file = (FitData){.name = "targets", .path = "the card's targets", .area = NAN, .noise = {NAN, NAN, NAN, NAN}};
    if (!t) return error_memory(e);
    if (n == 0) {
        error_set(e, CELLSIM_BAD_CARD, NULL, 0, "the card has no targets");
        return error_hint(e, "docs/cards.md describes them; or give measured data with --with"), CELLSIM_BAD_CARD;
    }
    file->point = calloc((size_t)n, sizeof *file->point);
    if (!file->point) return error_memory(e);
    int some = 0;
    for (int k = 0; k < n; k++) some |= was_fitted(&target[k], parameters, p);
    Status s = CELLSIM_OK;
    for (int k = 0; k < n && !s; k++)
        if (!some || was_fitted(&target[k], parameters, p)) s = add_target(t, card, library, &target[k], file, e);
    return s;
}

void fit_targets_free(FitTargets *t)
{
    if (!t) return;
    for (int k = 0; k < t->protocols; k++) protocol_free(&t->protocol[k]);
    free(t);
}

/* --- simulating ---------------------------------------------------------------------------------------------------- */

/* One run: what it is asked, and whether all of that is answered. */
typedef struct Asked {
    const FitProblem *q;
    int targets, settled;
    const Target *target[MAX_TARGETS];
} Asked;

/* The targets that this run is the first to answer; their number. */
static int ask(FitTargets *t, const Protocol *p, int which, const CellSpec *cell, Asked *a)
{
    Run run = {.loading = cell->electrode[POSITIVE].mass_loading, .varied = p->vary.values ? p->vary.value[which] : NAN};
    snprintf(run.protocol, sizeof run.protocol, "%s", p->name);
    for (int k = 0; k < t->targets; k++) {
        if (t->taken[k] || !answer_is_of_run(t->target[k], &run)) continue;
        t->taken[k] = 1;
        a->target[a->targets++] = t->target[k];
    }
    return a->targets;
}

static Status after_step(void *context, const Run *run, const StepRecord *step, Error *e)
{
    Asked *a = context;
    (void)step;
    (void)e;
    a->settled = 1;
    for (int k = 0; k < a->targets; k++) a->settled &= answer_is_settled(a->target[k], run);
    return CELLSIM_OK;
}

static int enough(void *context)
{
    const Asked *a = context;
    return a->settled || (a->q->stop && a->q->stop(a->q->stop_context));
}

/* *runs grows by one if a target is measured on it. */
static Status run_one(const FitProblem *q, const Protocol *p, int which, int *runs, Run *run, Error *e)
{
    CellSpec cell = {0};
    Asked asked = {.q = q};
    const RunSink sink = {.step = after_step, .context = &asked};
    const RunOptions o = {.simulation = q->simulation,
                          .stop = enough,
                          .stop_context = &asked,
                          .sink = &sink,
                          .variation = which};
    Status s = card_cell_of_run(q->card, p, which, &cell, e);
    if (!s && ask(q->context, p, which, &cell, &asked)) {
        s = *runs < MOST_RUNS ? run_protocol(&cell, p, cell.electrode[POSITIVE].mass_loading, &o, &run[*runs], e)
                              : error_set(e, CELLSIM_USAGE, NULL, 0, "more than %d runs", MOST_RUNS);
        *runs += !s;
    }
    cell_spec_free(&cell);
    return s;
}

static Status answer(const FitProblem *q, const FitTargets *t, int runs, const Run *run, Error *e)
{
    for (int k = 0; k < q->points; k++) {
        FitPoint *p = q->point[k];
        const Target *target = t->target[(int)p->at];
        Answer a;
        const Status s = answers_evaluate(1, target, runs, run, &a);
        if (s) return error_set(e, s, NULL, 0, "the targets cannot be evaluated");
        p->model = a.simulated / p->scale;
        if (isfinite(p->model)) continue;
        error_set(e, CELLSIM_BAD_CARD, NULL, target->line, "target %s is not measured by this card", target->id);
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
    memset(t->taken, 0, sizeof t->taken);
    for (int k = 0; k < t->protocols; k++)
        for (int j = 0; j < protocol_runs(&t->protocol[k]) && !s; j++)
            s = run_one(q, &t->protocol[k], j, &runs, run, e);
    if (!s && q->stop && q->stop(q->stop_context)) s = error_set(e, CELLSIM_EARLY, NULL, 0, "stopped on request");
    if (!s) s = answer(q, t, runs, run, e);
    for (int k = 0; k < runs; k++) run_free(&run[k]);
    free(run);
    return s;
}
