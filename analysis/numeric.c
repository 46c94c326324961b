#include "numeric.h"

#include <math.h>

Line line_fit(int n, const double *x, const double *y, int free_intercept)
{
    double mx = 0, my = 0, sxx = 0, sxy = 0, syy = 0;
    Line line = {NAN, NAN, NAN, 0};
    for (int k = 0; k < n; k++) {
        if (!isfinite(x[k]) || !isfinite(y[k])) continue;
        line.n++;
        mx += (x[k] - mx) / line.n;
        my += (y[k] - my) / line.n;
    }
    if (!free_intercept) mx = my = 0;
    for (int k = 0; k < n; k++) {
        if (!isfinite(x[k]) || !isfinite(y[k])) continue;
        sxx += (x[k] - mx) * (x[k] - mx);
        sxy += (x[k] - mx) * (y[k] - my);
        syy += (y[k] - my) * (y[k] - my);
    }
    if (line.n < 2 - !free_intercept || !(sxx > 1e-24 * mx * mx)) return line;
    line.slope = sxy / sxx;
    line.intercept = my - line.slope * mx;
    line.r2 = syy > 0 ? sxy * sxy / (sxx * syy) : 1;
    return line;
}

double interpolate(int n, const double *x, const double *y, double at)
{
    if (n < 1) return NAN;
    const int falls = x[n - 1] < x[0];
    int low = 0, high = n - 1;
    if (falls ? at > x[0] || at < x[high] : at < x[0] || at > x[high]) return NAN;
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        if (falls ? x[middle] > at : x[middle] < at) low = middle;
        else high = middle;
    }
    const double span = x[high] - x[low];
    return span != 0 ? y[low] + (at - x[low]) / span * (y[high] - y[low]) : y[low];
}

int parabola_extremum(const double x[3], const double y[3], double *at, double *value)
{
    const double a = (y[1] - y[0]) / (x[1] - x[0]), b = (y[2] - y[1]) / (x[2] - x[1]); /* slopes of the chords */
    const double c = (b - a) / (x[2] - x[0]);                                          /* half the curvature */
    *at = x[1];
    *value = y[1];
    const double slope = a + c * (x[1] - x[0]); /* of the parabola at the middle point */
    const double shift = -0.5 * slope / c;
    if (!isfinite(shift) || (x[1] + shift - x[0]) * (x[1] + shift - x[2]) >= 0) return 0;
    *at = x[1] + shift;
    *value = y[1] + 0.5 * slope * shift;
    return 1;
}
