#include "thin.h"

#include <math.h>

typedef struct Line {
    const double *x, *y;
    double per_x, per_y; /* 1 / range */
} Line;

static double per_range(int n, const double *v)
{
    double low = INFINITY, high = -INFINITY;
    for (int k = 0; k < n; k++) {
        if (!isfinite(v[k])) continue;
        low = fmin(low, v[k]);
        high = fmax(high, v[k]);
    }
    return high > low ? 1 / (high - low) : 0;
}

/* Distance of point k from the piece of line between two others, as a share of the ranges; not finite: infinite. */
static double distance(const Line *l, int from, int to, int k)
{
    const double x = (l->x[k] - l->x[from]) * l->per_x, y = (l->y[k] - l->y[from]) * l->per_y;
    const double dx = (l->x[to] - l->x[from]) * l->per_x, dy = (l->y[to] - l->y[from]) * l->per_y;
    const double length = dx * dx + dy * dy, along = length > 0 ? (x * dx + y * dy) / length : 0;
    const double t = along < 0 ? 0 : along > 1 ? 1 : along, d = hypot(x - t * dx, y - t * dy);
    return isfinite(d) ? d : INFINITY;
}

static int farthest(const Line *l, int from, int to, double share)
{
    int at = -1;
    for (int k = from + 1; k < to; k++) {
        const double d = distance(l, from, to, k);
        if (d <= share) continue;
        at = k;
        if (isinf(d)) break;
        share = d;
    }
    return at;
}

enum { STRETCH = 1024 }; /* points between which all are compared with one piece: the work grows with it */

/* The points of a stretch, whose ends are kept. Every piece is split once at most, so that the stack has room. */
static void thin_stretch(const Line *l, int first, int last, double share, char *keep)
{
    int stack[2 * STRETCH + 4], n = 0;
    stack[n++] = first, stack[n++] = last;
    while (n > 0) {
        const int to = stack[--n], from = stack[--n], at = farthest(l, from, to, share);
        if (at < 0) continue;
        keep[at] = 1;
        stack[n++] = from, stack[n++] = at;
        stack[n++] = at, stack[n++] = to;
    }
}

void thin_line(int points, const double *x, const double *y, double share, char *keep)
{
    const Line l = {x, y, per_range(points, x), per_range(points, y)};
    for (int k = 0; k < points; k++) keep[k] = k % STRETCH == 0 || k == points - 1;
    for (int k = 0; k + 1 < points; k += STRETCH)
        thin_stretch(&l, k, k + STRETCH < points ? k + STRETCH : points - 1, share, keep);
}
