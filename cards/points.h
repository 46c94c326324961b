/* Points of tables. */
#ifndef CELLSIM_POINTS_H
#define CELLSIM_POINTS_H

#include <stddef.h>

typedef struct Point {
    double x, y;
} Point;

/* By rising x; points of equal x in any order. */
void points_sort(size_t n, Point *p);

#endif
