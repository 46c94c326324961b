#include "protocol.h"

#include <stdlib.h>
#include <string.h>

void drive_free(Drive *d)
{
    if (!d) return;
    free(d->t);
    free(d->value);
    free(d);
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
