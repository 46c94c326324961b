#include "points.h"

#include <stdlib.h>

static int by_x(const void *a, const void *b)
{
    const Point *p = a, *q = b;
    return (p->x > q->x) - (p->x < q->x);
}

void points_sort(size_t n, Point *p)
{
    qsort(p, n, sizeof *p, by_x);
}
