#include "monotone.h"

#include <math.h>
#include <stdlib.h>

/* A run of neighbours that share their mean. */
typedef struct Pool {
    int n;
    double sum;
} Pool;

static double mean(const Pool *p)
{
    return p->sum / p->n;
}

Status monotone_fall(int n, double *y, double *worst, int *at, Error *e)
{
    int pools = 0;
    *worst = 0;
    *at = 0;
    Pool *pool = malloc((size_t)(n > 0 ? n : 1) * sizeof *pool);
    if (!pool) return error_memory(e);
    for (int k = 0; k < n; k++) {
        pool[pools++] = (Pool){1, y[k]};
        while (pools > 1 && mean(&pool[pools - 1]) > mean(&pool[pools - 2])) {
            pool[pools - 2].n += pool[pools - 1].n;
            pool[pools - 2].sum += pool[pools - 1].sum;
            pools--;
        }
    }
    for (int p = 0, k = 0; p < pools; p++)
        for (int j = 0; j < pool[p].n; j++, k++) {
            const double to = pool[p].n > 1 ? mean(&pool[p]) : y[k];
            if (fabs(to - y[k]) > *worst) *worst = fabs(to - y[k]), *at = k;
            y[k] = to;
        }
    free(pool);
    return CELLSIM_OK;
}
