/* How far one curve is from another. */
#ifndef CELLSIM_DEVIATION_H
#define CELLSIM_DEVIATION_H

/* A curve on plain arrays: x does not fall. */
typedef struct PlainCurve {
    int n;
    const double *x, *y;
} PlainCurve;

/* y of the first curve less y of the second, over the x that both have, on DEVIATION_POINTS equal distances; straight lines
 * between points. */
enum { DEVIATION_POINTS = 501 };
typedef struct Deviation {
    double from, to;           /* x; NaN: the curves have none in common, and what follows is NaN */
    double rms, mean, largest; /* largest: signed */
} Deviation;
Deviation curve_deviation(PlainCurve a, PlainCurve b);

#endif
