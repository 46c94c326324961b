/* Small numerical helpers of the analyses. */
#ifndef CELLSIM_NUMERIC_H
#define CELLSIM_NUMERIC_H

/* A regression line y = intercept + slope x. */
typedef struct Line {
    double slope, intercept;
    double r2; /* 1 - residual sum of squares / sum of squares about the mean (about zero if forced through it) */
    int n;     /* points used */
} Line;

/* Least squares through points with finite x and y; NaN with fewer than two different x. `free_intercept` 0: the line
 * goes through the origin. */
Line line_fit(int n, const double *x, const double *y, int free_intercept);

/* y at `at` by linear interpolation on x[0..n-1], which rises or falls throughout; NaN outside. */
double interpolate(int n, const double *x, const double *y, double at);

/* The extremum of the parabola through three points; 0 (and the middle point) if they lie on a line or the extremum is
 * not between the outer ones. */
int parabola_extremum(const double x[3], const double y[3], double *at, double *value);

#endif
