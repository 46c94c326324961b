#include "series.h"

#include "../model/constants.h"

#include <math.h>
#include <stdlib.h>

Status series_create(int n, Series *s, Error *e)
{
    const size_t room = n > 0 ? (size_t)n : 1;
    *s = (Series){.n = n, .area = NAN, .mass = NAN};
    s->t = malloc(room * sizeof *s->t);
    s->V = malloc(room * sizeof *s->V);
    s->I = malloc(room * sizeof *s->I);
    s->Q = malloc(room * sizeof *s->Q);
    s->cycle = malloc(room * sizeof *s->cycle);
    s->step = malloc(room * sizeof *s->step);
    if (s->t && s->V && s->I && s->Q && s->cycle && s->step) return CELLSIM_OK;
    series_free(s);
    return error_memory(e);
}

void series_free(Series *s)
{
    free(s->t);
    free(s->V);
    free(s->I);
    free(s->Q);
    free(s->cycle);
    free(s->step);
    *s = (Series){.area = NAN, .mass = NAN};
}

void series_integrate(Series *s)
{
    for (int k = 0; k < s->n; k++)
        s->Q[k] = k ? s->Q[k - 1] + 0.5 * (s->I[k] + s->I[k - 1]) * (s->t[k] - s->t[k - 1]) : 0;
}

void segment_measure(const Series *s, Segment *g)
{
    const int last = g->first + g->n - 1;
    const double duration = s->t[last] - s->t[g->first];
    g->charge = s->Q[last] - s->Q[g->first];
    g->current = duration > 0 ? g->charge / duration : s->I[g->first];
}

/* 1 mAh/g = 3600 C/kg. */
double series_mAh_g(const Series *s, double charge)
{
    return s->mass > 0 ? charge / SECONDS_PER_HOUR / s->mass : NAN;
}
