#include "../experiments/clock.h"
#include "commands.h"

#include <stdio.h>

int progress_show(double share, const char *what, void *progress)
{
    Progress *p = progress;
    const double now = wall_clock();
    if (!p->enabled || now - p->shown < 0.1) return 0;
    p->shown = now;
    const double total = (p->run + share) / p->runs, elapsed = now - p->start;
    const double left = total > 0.02 ? elapsed * (1 - total) / total : -1;
    fprintf(stderr, "\r\033[K%3.0f %%  %s: %s", 100 * total, p->name, what);
    if (left >= 0) fprintf(stderr, "   %.0f s left", left);
    fflush(stderr);
    return 0;
}

void progress_clear(Progress *p)
{
    if (p->enabled && p->shown > 0) fprintf(stderr, "\r\033[K");
}
