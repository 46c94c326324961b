#include "../experiments/clock.h"
#include "commands.h"
#include "terminal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE = 256 };

/* At most `room` bytes of `text`, none of a character cut in two. */
static size_t fitting(const char *text, size_t room)
{
    size_t n = strnlen(text, room + 1);
    if (n <= room) return n;
    for (n = room; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80;) n--;
    return n;
}

/* " 42 %  gcd: 1C charge, cycle 2   12 s left", in fewer columns than `width`, so that the line never wraps: first the step
 * goes, then the protocol is cut. */
static void line_of(const Progress *p, double total, double left, const char *what, int width, char out[LINE])
{
    char time[32] = "", middle[LINE];
    const size_t most = width < LINE ? (size_t)width : LINE;
    if (left >= 0) snprintf(time, sizeof time, "   %.0f s left", left);
    const size_t used = 7 + strlen(time) + 1; /* "100 %  ", and the last column stays free */
    const size_t room = most > used ? most - used : 0;
    snprintf(middle, sizeof middle, "%s: %s", p->name, what);
    if (strlen(middle) > room) snprintf(middle, sizeof middle, "%s", p->name);
    const int cut = (int)fitting(middle, room);
    snprintf(out, LINE, "%3.0f %%  %.*s%s", 100 * total, cut, middle, used <= most ? time : "");
}

int progress_show(double share, const char *what, void *progress)
{
    Progress *p = progress;
    const double now = wall_clock();
    char line[LINE];
    if (!p->enabled || now - p->shown < 0.1) return 0;
    p->shown = now;
    const double total = (p->run + share) / p->runs, elapsed = now - p->start;
    const double left = total > 0.02 ? elapsed * (1 - total) / total : -1;
    line_of(p, total, left, what, terminal_width(STDERR_FILENO), line);
    fprintf(stderr, "\r\033[K%s", line);
    fflush(stderr);
    return 0;
}

void progress_clear(Progress *p)
{
    if (p->enabled && p->shown > 0) fprintf(stderr, "\r\033[K");
}
