/* The table of hosts, as the solver and the outputs ask it. */
#include "host.h"

#include "evolving.h"
#include "insertion.h"

#include <math.h>

const Host *host_of(const Phase *phase)
{
    return phase->evolving ? &evolving_host : &insertion_host;
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
    return k->host->agrees(k, w, predicted, correction, change);
}

void pocket_settle(const Pocket *k, double *y)
{
    k->host->settle(k, y);
}

double pocket_stride(const Pocket *k, const double *step)
{
    return fmax(fabs(step[k->phi_s] - step[k->phi_e]), k->host->stride(k, step));
}

int pocket_is_curved(const Pocket *k)
{
    return k->host->is_curved(k->phase);
}

int phase_outputs(const Phase *phase, const HostOutput **output)
{
    const Host *host = host_of(phase);
    *output = host->output;
    return host->outputs;
}

void model_report(const Model *m, RegionId region, int phase, const double *y, double value[MAX_HOST_OUTPUTS])
{
    double one[MAX_HOST_OUTPUTS] = {0}, length = 0;
    for (int j = 0; j < MAX_HOST_OUTPUTS; j++) value[j] = 0;
    for (int k = 0; k < m->pockets; k++) {
        const Pocket *p = &m->pocket[k];
        const MeshNode *v = &m->node[p->node];
        if (v->region != region || p->phase_index != phase || !p->host->outputs) continue;
        p->host->report(p, y, one);
        for (int j = 0; j < p->host->outputs; j++) value[j] += v->h * one[j];
        length += v->h;
    }
    for (int j = 0; j < MAX_HOST_OUTPUTS && length > 0; j++) value[j] /= length;
}
