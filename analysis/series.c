#include "series.h"

#include "../model/constants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    s->state = malloc(room);
    if (s->state) memset(s->state, SERIES_UNSTATED, room);
    if (s->t && s->V && s->I && s->Q && s->cycle && s->step && s->state) return CELLSIM_OK;
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
    free(s->state);
    *s = (Series){.area = NAN, .mass = NAN};
}

void series_integrate(Series *s)
{
    for (int k = 0; k < s->n; k++)
        s->Q[k] = k ? s->Q[k - 1] + 0.5 * (s->I[k] + s->I[k - 1]) * (s->t[k] - s->t[k - 1]) : 0;
}

double segment_start(const Series *s, const Segment *g)
{
    return s->t[g->first - g->lead];
}

/* Charge that passed between the last point of what came before and the first one belongs to the segment. */
void segment_measure(const Series *s, Segment *g)
{
    const int last = g->first + g->n - 1;
    g->lead = g->first > 0 && !g->gap && s->Q[g->first] != s->Q[g->first - 1];
    const double duration = s->t[last] - segment_start(s, g);
    g->charge = s->Q[last] - s->Q[g->first - g->lead];
    g->current = duration > 0 ? g->charge / duration : s->I[g->first];
}

/* 1 mAh/g = 3600 C/kg. */
double series_mAh_g(const Series *s, double charge)
{
    return s->mass > 0 ? charge / SECONDS_PER_HOUR / s->mass : NAN;
}
