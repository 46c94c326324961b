/* What is looked up in the states along steps when the run is over. */
#include "inside.h"
#include "profiles.h"

#include <math.h>
#include <stdlib.h>

/* Shares of a step's charge at which there are profiles; those of the states nearest to them. */
static const double shares[] = {0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 1};
enum { SHARES = sizeof shares / sizeof *shares };

static int by_step(const void *a, const void *b)
{
    const Course *x = a, *y = b;
    return (x->step > y->step) - (x->step < y->step);
}

static Status add_losses(const Inside *in, const Model *m, Run *run, Error *e)
{
    LossMemory memory = {0};
    int rows = 0;
    for (int k = 0; k < in->courses; k++) rows += in->course[k].instants;
    free(run->loss); /* none: of a state that was restored before its end */
    LossRow *row = run->loss = calloc((size_t)rows + 1, sizeof *run->loss);
    if (!row) return error_memory(e);
    for (int k = 0; k < in->courses; k++) {
        const Course *c = &in->course[k];
        for (int j = 0; j < c->instants; j++, row++) {
            const Instant *at = &c->at[j];
            *row = (LossRow){.t = at->t,
                             .charge = at->charge,
                             .voltage = at->voltage,
                             .current = at->current,
                             .step = c->step,
                             .cycle = c->cycle};
            const double *y = c->state + (size_t)j * (size_t)in->unknowns;
            model_losses(m, y, &memory, row->part);
            reported_values(m, run->reports, run->reported, y, row->reported);
        }
    }
    run->losses = rows;
    for (int k = 0; k < LOSSES; k++) run->has_loss[k] = model_has_loss(m, (LossId)k);
    return CELLSIM_OK;
}

static int nearest(const Course *c, double share)
{
    const double charge = share * c->at[c->instants - 1].charge;
    int best = 0;
    for (int k = 1; k < c->instants; k++)
        if (fabs(c->at[k].charge - charge) < fabs(c->at[best].charge - charge)) best = k;
    return best;
}

/* 1: there is a profile of this state already: of the end of a step. */
static int is_there(const Run *run, int profiles, int step, double t)
{
    for (int k = 0; k < profiles; k++)
        if (run->profile[k].step == step && !(fabs(run->profile[k].t - t) > 0)) return 1;
    return 0;
}

static Status add_profiles_of(const Inside *in, const Course *c, const Model *m, Run *run, Error *e)
{
    const int before = run->profiles;
    Status s = CELLSIM_OK;
    for (int n = 0, last = -1; n < SHARES && !s; n++) {
        const int j = nearest(c, shares[n]);
        if (j == last || is_there(run, before, c->step, c->at[j].t)) continue;
        last = j;
        const Profile when = {
            .t = c->at[j].t, .step = c->step, .share = c->at[j].charge / c->at[c->instants - 1].charge};
        s = profile_of(m, c->state + (size_t)j * (size_t)in->unknowns, &when, &run->profile[run->profiles++], e);
    }
    return s;
}

static int by_time(const void *a, const void *b)
{
    const Profile *x = a, *y = b;
    return x->step != y->step ? (x->step > y->step) - (x->step < y->step) : (x->t > y->t) - (x->t < y->t);
}

static Status add_profiles(const Inside *in, const Model *m, Run *run, Error *e)
{
    const size_t most = (size_t)run->profiles + (size_t)in->courses * SHARES + 1;
    Profile *larger = realloc(run->profile, most * sizeof *run->profile);
    if (!larger) return error_memory(e);
    run->profile = larger;
    Status s = CELLSIM_OK;
    for (int k = 0; k < in->courses && !s; k++) s = add_profiles_of(in, &in->course[k], m, run, e);
    qsort(run->profile, (size_t)run->profiles, sizeof *run->profile, by_time);
    return s;
}

Status inside_finish(Inside *in, const Model *m, Run *run, Error *e)
{
    if (in->unknowns == 0) return CELLSIM_OK;
    qsort(in->course, (size_t)in->courses, sizeof *in->course, by_step);
    const Status s = add_losses(in, m, run, e);
    return s ? s : add_profiles(in, m, run, e);
}
