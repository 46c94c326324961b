/* Profile likelihoods: the least sum of squares over all other parameters as one is held at values around its best
 * (Bates and Watts, Nonlinear Regression Analysis, Wiley 1988, ch. 6). */
#include "fit.h"

#include <math.h>
#include <string.h>

static const double REACH = 1.6; /* of the linear interval, on both sides */

/* Where the sum passes `level` between two points, linear in its root distance. */
static double crossing(double xa, double sa, double xb, double sb, double least, double level)
{
    const double a = sqrt(fmax(sa - least, 0)), b = sqrt(fmax(sb - least, 0)), c = sqrt(level - least);
    return b == a ? xa : xa + (xb - xa) * (c - a) / (b - a);
}

/* The points of one side, from the best outward; the others follow from the point before. */
static Status one_side(FitProblem *q, FitResult *r, int k, int way, double *end, Error *e)
{
    const FitParameter *p = &q->parameter[k];
    const double level = r->squares * (1 + r->t * r->t / r->freedom), half = REACH * r->t * r->se[k];
    double x[MOST_FREE], before = r->squares, x_before = r->x[k];
    int held[MOST_FREE] = {0}, middle = PROFILE_POINTS / 2;
    Status status = CELLSIM_OK;
    held[k] = 1;
    memcpy(x, r->x, sizeof x);
    *end = NAN;
    for (int j = 1; j <= middle && !status; j++) {
        const double wanted = r->x[k] + way * half * j / middle;
        const int at = middle + way * j;
        double squares;
        x[k] = fmin(fmax(wanted, parameter_x(p, p->low)), parameter_x(p, p->high));
        status = fit_minimise(q, held, 0, x, &squares, e);
        r->profile[k].value[at] = parameter_value(p, x[k]);
        r->profile[k].squares[at] = squares;
        if (isnan(*end) && squares >= level)
            *end = parameter_value(p, crossing(x_before, before, x[k], squares, r->squares, level));
        before = squares;
        x_before = x[k];
    }
    return status;
}

Status fit_profiles(FitProblem *q, FitResult *r, Error *e)
{
    Status status = CELLSIM_OK;
    if (r->freedom < 1) return CELLSIM_OK; /* there is no sum to compare with */
    q->under_way = "profiles";
    for (int k = 0; k < r->parameters && !status; k++) {
        r->profile[k].value[PROFILE_POINTS / 2] = r->value[k];
        r->profile[k].squares[PROFILE_POINTS / 2] = r->squares;
        status = one_side(q, r, k, -1, &r->profile[k].low, e);
        if (!status) status = one_side(q, r, k, 1, &r->profile[k].high, e);
    }
    r->profiles = !status;
    return status;
}
