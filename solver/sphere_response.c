#include "sphere_response.h"

#include <math.h>

static const double SMALL = 0.1; /* |Y^2| below which the series replaces the closed form, whose terms cancel */

/* Y coth Y - 1 = Y^2/3 - Y^4/45 + 2 Y^6/945 - Y^8/4725 + 2 Y^10/93555 - …, Y^2 = i x */
static void by_series(double x, double *re, double *im)
{
    const double x2 = x * x;
    *re = x2 * (1.0 / 45 - x2 / 4725);
    *im = x * (1.0 / 3 - x2 * (2.0 / 945 - x2 * 2 / 93555));
}

/* Y = (1 + i) s, so that coth Y = (sinh 2s - i sin 2s) / (cosh 2s - cos 2s); both divided by exp(2s)/2. */
static void in_closed_form(double x, double *re, double *im)
{
    const double s = sqrt(0.5 * x), e = exp(-2 * s), sinh_2s = 1 - e * e, sin_2s = 2 * e * sin(2 * s);
    const double scale = s / (1 + e * e - 2 * e * cos(2 * s));
    *re = scale * (sinh_2s + sin_2s) - 1;
    *im = scale * (sinh_2s - sin_2s);
}

void sphere_admittance(double omega, double rate, double *re, double *im)
{
    const double x = omega / rate;
    if (x < SMALL) by_series(x, re, im);
    else in_closed_form(x, re, im);
    *re *= 3 * rate;
    *im *= 3 * rate;
}
