/* The table of hosts, as the solver and the outputs ask it. */
#include "host.h"

#include "competitive.h"
#include "evolving.h"
#include "insertion.h"

#include <math.h>

const Host *host_of(const Phase *phase)
{
    return phase->competing ? &competitive_host : phase->evolving ? &evolving_host : &insertion_host;
}

double phase_rest_potential(const Phase *phase)
{
    return host_of(phase)->rest_potential(phase);
}

double pocket_held(const Pocket *k, const double *y)
{
    return k->host->held(k, y);
}

double pocket_surface(const Pocket *k, const double *y)
{
    return k->host->surface(k, y);
}

/* E-15: a side reaction about to be complete is followed more closely, so that its share does not pass 0. */
static const double COMPLETE = 1e-3; /* share left */
static const double CLOSER = 10;     /* times the weight */

void pocket_weigh(const Pocket *k, const Workspace *w, const double *y, double *weight)
{
    if (k->s >= 0 && y[k->s] < COMPLETE) weight[k->s] *= CLOSER;
    k->host->weigh(k, w, y, weight);
}

int pocket_agrees(const Pocket *k, const Workspace *w, const double *predicted, const double *correction,
                  const double *change)
{
    return !k->host->agrees || k->host->agrees(k, w, predicted, correction, change);
}

void pocket_settle(const Pocket *k, double *y)
{
    if (k->host->settle) k->host->settle(k, y);
}

double pocket_stride(const Pocket *k, const double *step)
{
    const double outside = fabs(step[k->phi_s] - step[k->phi_e]);
    return k->host->stride ? fmax(outside, k->host->stride(k, step)) : outside;
}

int pocket_is_curved(const Pocket *k)
{
    return !k->host->is_curved || k->host->is_curved(k->phase);
}

double pocket_balance(const Pocket *k, const double *b)
{
    return k->host->balance(k, b);
}

void pocket_absorb(const Pocket *k, double missing, double *x)
{
    k->host->absorb(k, missing, x);
}

/* Of a phase that loses oxygen (E-side-2): delta, the guest that leaves with it, whether the vacancies have ordered. */
static const HostOutput oxygen[] = {
    {"delta", "1", "oxygen lost δ", 0}, {"lithium_lost", "1", "lithium lost", 0}, {"ordered", "1", "ordered", 0}};
enum { OXYGEN = sizeof oxygen / sizeof *oxygen };

static int host_outputs(const Phase *phase)
{
    const Host *host = host_of(phase);
    return host->outputs ? host->outputs(phase) : 0;
}

int phase_outputs(const Phase *phase)
{
    return host_outputs(phase) + (phase->side.delta > 0 ? OXYGEN : 0);
}

HostOutput phase_output(const Phase *phase, int which)
{
    const int own = host_outputs(phase);
    return which < own ? host_of(phase)->named(phase, which) : oxygen[which - own];
}

static void report(const Pocket *k, const double *y, double *value)
{
    const SideReaction *side = &k->phase->side;
    const int own = host_outputs(k->phase);
    if (own) k->host->report(k, y, value);
    if (side->delta == 0) return;
    value += own;
    value[0] = side->delta * (1 - y[k->s]);
    value[1] = 2 * value[0];
    value[2] = value[0] > side->ordered;
}

void model_report(const Model *m, RegionId region, int phase, const double *y, double value[MAX_HOST_OUTPUTS])
{
    const int outputs = phase_outputs(&m->spec->electrode[region].phase[phase]);
    double one[MAX_HOST_OUTPUTS], length = 0;
    for (int j = 0; j < MAX_HOST_OUTPUTS; j++) value[j] = 0;
    for (int k = 0; k < m->pockets && outputs; k++) {
        const Pocket *p = &m->pocket[k];
        const MeshNode *v = &m->node[p->node];
        if (v->region != region || p->phase_index != phase) continue;
        report(p, y, one);
        for (int j = 0; j < outputs; j++) value[j] += v->h * one[j];
        length += v->h;
    }
    for (int j = 0; j < outputs; j++) value[j] /= length;
}
