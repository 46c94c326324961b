#include "deviation.h"

#include <math.h>

/* On the line through the points around x; *at: where the search begins, for x that rise. */
static double value_at(PlainCurve c, double x, int *at)
{
    while (*at + 2 < c.n && c.x[*at + 1] < x) ++*at;
    const double width = c.x[*at + 1] - c.x[*at];
    if (!(width > 0)) return c.y[*at + 1];
    return c.y[*at] + (c.y[*at + 1] - c.y[*at]) * fmin(fmax((x - c.x[*at]) / width, 0), 1);
}

Deviation curve_deviation(PlainCurve a, PlainCurve b)
{
    Deviation d = {NAN, NAN, NAN, NAN, NAN};
    if (a.n < 2 || b.n < 2) return d;
    const double from = fmax(a.x[0], b.x[0]), to = fmin(a.x[a.n - 1], b.x[b.n - 1]);
    if (!(to > from)) return d;
    d = (Deviation){from, to, 0, 0, 0};
    for (int k = 0, i = 0, j = 0; k < DEVIATION_POINTS; k++) {
        const double x = from + (to - from) * k / (DEVIATION_POINTS - 1.0);
        const double off = value_at(a, x, &i) - value_at(b, x, &j);
        d.mean += off / DEVIATION_POINTS;
        d.rms += off * off / DEVIATION_POINTS;
        if (fabs(off) > fabs(d.largest)) d.largest = off;
    }
    d.rms = sqrt(d.rms);
    return d;
}
