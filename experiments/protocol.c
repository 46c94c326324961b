#include "protocol.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void drive_free(Drive *d)
{
    if (!d) return;
    free(d->t);
    free(d->value);
    free(d);
}

int protocol_runs(const Protocol *p)
{
    return p->vary.values ? p->vary.values : p->loadings ? p->loadings : 1;
}

double protocol_loading(const Protocol *p, int run)
{
    if (p->loadings == 0) return NAN;
    return p->loading[p->vary.values ? 0 : run];
}

const char *protocol_varies(const Protocol *p)
{
    const char *dot = strrchr(p->vary.path, '.');
    return dot ? dot + 1 : p->vary.path;
}

static void steps_free(Step *step, int steps)
{
    for (int k = 0; k < steps; k++) {
        steps_free(step[k].step, step[k].step ? step[k].steps : 0);
        drive_free(step[k].drive);
    }
    free(step);
}

void protocol_free(Protocol *p)
{
    if (!p) return;
    steps_free(p->step, p->step ? p->steps : 0);
    memset(p, 0, sizeof *p);
}
