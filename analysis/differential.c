#include "differential.h"

#include "numeric.h"

#include <math.h>

/* Charge of the interval between two points that passed below the voltage v, the voltage being linear in the charge. */
static double charge_below(double Va, double Vb, double dQ, double v)
{
    const double low = fmin(Va, Vb), high = fmax(Va, Vb);
    if (v >= high) return dQ;
    if (v <= low) return 0;
    return dQ * (v - low) / (high - low);
}

void dQdV(int n, const double *V, const double *Q, double low, double high, double width, int points, double *out)
{
    double least = INFINITY, most = -INFINITY;
    const double step = points > 1 ? (high - low) / (points - 1) : 1;
    for (int k = 0; k < points; k++) out[k] = 0;
    for (int j = 0; j < n; j++) {
        least = fmin(least, V[j]);
        most = fmax(most, V[j]);
        if (j == 0) continue;
        const double dQ = Q[j] - Q[j - 1];
        const double from = ceil((fmin(V[j], V[j - 1]) - 0.5 * width - low) / step);
        const double to = floor((fmax(V[j], V[j - 1]) + 0.5 * width - low) / step);
        for (int k = from > 0 ? (int)from : 0; k < points && k <= to; k++) {
            const double v = low + k * step;
            out[k] += (charge_below(V[j - 1], V[j], dQ, v + 0.5 * width) -
                       charge_below(V[j - 1], V[j], dQ, v - 0.5 * width)) /
                      width;
        }
    }
    for (int k = 0; k < points; k++) {
        const double v = low + k * step;
        if (!(v - 0.5 * width >= least && v + 0.5 * width <= most)) out[k] = NAN;
    }
}

double dQdV_peak(int n, const double *V, const double *Q, double width, int points, double *room)
{
    double low = INFINITY, high = -INFINITY;
    int top = -1;
    for (int k = 0; k < n; k++) {
        low = fmin(low, V[k]);
        high = fmax(high, V[k]);
    }
    if (!(high - low > 2 * width)) return NAN;
    dQdV(n, V, Q, low, high, width, points, room);
    for (int k = 0; k < points; k++)
        if (isfinite(room[k]) && (top < 0 || fabs(room[k]) > fabs(room[top]))) top = k;
    if (top < 0) return NAN;
    const double step = (high - low) / (points - 1),
                 at[] = {low + (top - 1) * step, low + top * step, low + (top + 1) * step};
    if (top == 0 || top == points - 1 || !isfinite(room[top - 1]) || !isfinite(room[top + 1])) return at[1];
    double V_top = at[1], largest;
    parabola_extremum(at, (const double[]){fabs(room[top - 1]), fabs(room[top]), fabs(room[top + 1])}, &V_top,
                      &largest);
    return V_top;
}
