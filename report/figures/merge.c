/* Cycles that cannot be told apart in a figure are drawn once, and named together. */
#include "kind.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double LINE = 0.004; /* width of a line, in shares of the axes */

enum { LOOKS = 48 }; /* points of a curve that are compared */

typedef struct Point {
    double x, y;
} Point;

static Point at(const Figure *f, const Curve *c, int k, const Extent *e)
{
    return (Point){(curve_x(f, c, k) - e->x0) / (e->x1 - e->x0), (curve_y(f, c, k) - e->y0) / (e->y1 - e->y0)};
}

/* Distance of a point from the line between two others. */
static double distance(Point p, Point a, Point b)
{
    const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const double w = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;
    const double on = fmin(1, fmax(0, w));
    return hypot(p.x - a.x - on * dx, p.y - a.y - on * dy);
}

/* 1: `a` lies on `b`, everywhere. Neighbours on one curve are near neighbours on the other: looked for from the last place on. */
static int lies_on(const Figure *f, const Curve *a, const Curve *b, const Extent *e)
{
    const int lines = b->samples - 1;
    int near = 0;
    for (int k = 0; k <= LOOKS; k++) {
        const Point p = at(f, a, (int)((a->samples - 1) * (double)k / LOOKS), e);
        int far = 0; /* lines that were looked at */
        while (far < lines && !(distance(p, at(f, b, near, e), at(f, b, near + 1, e)) <= LINE)) {
            near = (near + 1) % lines;
            far++;
        }
        if (far >= lines) return 0;
    }
    return 1;
}

/* The curves of a cycle begin with one that has a label. */
static int length(const Figure *f, int first)
{
    int n = 1;
    while (first + n < f->curves && !*f->curve[first + n].label) n++;
    return n;
}

static int coincide(const Figure *f, int a, int b, const Extent *e)
{
    const int n = length(f, a);
    if (n != length(f, b)) return 0;
    for (int k = 0; k < n; k++)
        if (!lies_on(f, &f->curve[a + k], &f->curve[b + k], e) || !lies_on(f, &f->curve[b + k], &f->curve[a + k], e)) return 0;
    return 1;
}

static void drop(Figure *f, int first, int n)
{
    memmove(&f->curve[first], &f->curve[first + n], (size_t)(f->curves - first - n) * sizeof *f->curve);
    f->curves -= n;
}

/* "cycle 2" and "cycle 3": "cycles 2, 3". */
static void join(Curve *kept, const char *label)
{
    char names[LABEL_SIZE];
    snprintf(names, sizeof names, "cycles%.60s,%.20s", kept->label + strcspn(kept->label, " "), label + strcspn(label, " "));
    memcpy(kept->label, names, sizeof names);
}

void curves_merge(Figure *f)
{
    const Extent e = figure_extent(f);
    if (!(e.x1 > e.x0) || !(e.y1 > e.y0)) return;
    for (int a = 0; a < f->curves; a += length(f, a)) {
        int joined = 0;
        for (int b = a + length(f, a); b < f->curves;) {
            const int n = length(f, b);
            const int same = coincide(f, a, b, &e);
            if (same) join(&f->curve[a], f->curve[b].label), drop(f, b, n), joined = 1;
            else b += n;
        }
        const size_t used = strlen(f->curve[a].label);
        if (joined) snprintf(f->curve[a].label + used, LABEL_SIZE - used, " coincide");
    }
}
