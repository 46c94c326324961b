#include "mesh.h"

#include <math.h>

void mesh_lengths(double length, int n, double grading, double ratio, GradedEnd end, double *h)
{
    const int span = end == GRADE_BOTH ? (n - 1) / 2 : n - 1; /* steps from shortest to longest */
    if (!(ratio > 0)) ratio = span > 0 ? pow(grading, -1.0 / span) : 1.0;
    double sum = 0;
    for (int k = 0; k < n; k++) {
        const int from_left = k, from_right = n - 1 - k;
        int depth = end == GRADE_LEFT ? from_left : from_right;
        if (end == GRADE_BOTH) depth = from_left < from_right ? from_left : from_right;
        h[k] = fmin(pow(ratio, depth), 1 / grading);
        sum += h[k];
    }
    for (int k = 0; k < n; k++) h[k] *= length / sum;
}
